"""A report as one HTML file that needs nothing else: tables, curves, and the wrong answers."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from evals.table import COLUMNS, format_estimate

SIZE = 260
MARGIN = 34

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --one: #2563eb; --bad: #dc2626; --good: #15803d }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line) }
figure { display: inline-block; margin: 0 1.5rem 1rem 0 } figcaption { max-width: 17rem }
svg { overflow: visible } svg text { font-size: 11px; fill: currentColor }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem }
article { border-top: 1px solid var(--line); padding: .8rem 0 } .muted { opacity: .7 }
.wrong h3::before { content: "✗ "; color: var(--bad) }
.right h3::before { content: "✓ "; color: var(--good) }
h3 { margin: 0; font-size: 1rem } input, select { font: inherit; padding: .2rem .4rem }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr } table { display: block;
  overflow-x: auto } }
"""
_SCRIPT = """
const pick = id => document.getElementById(id);
function show() {
  const type = pick('type').value, what = pick('what').value, words = pick('words').value;
  let n = 0;
  for (const one of document.querySelectorAll('article')) {
    const fits = (!type || one.dataset.type === type) && (!what || one.classList.contains(what))
      && one.textContent.toLowerCase().includes(words.toLowerCase());
    one.hidden = !fits; n += fits;
  }
  pick('count').textContent = n + ' questions';
}
for (const id of ['type', 'what', 'words']) pick(id).addEventListener('input', show);
show();
"""


def render_report(report: Mapping[str, Any]) -> str:
    """Returns the whole page; everything from documents and questions is escaped."""
    gold, calibration = report["gold"], report["calibration"]
    title = f"Evals of {report['corpus']['name']}, {report['made'][:10]}"
    facts = (
        f"Commit {report['commit']}, {gold['name']} ({gold['questions']} questions, "
        f"{gold['held_out']} held out), {report['corpus']['documents']} documents, "
        f"{report['machine']}. 95 % bootstrap intervals; in brackets, scored of asked."
    )
    speed = report["latency_seconds"]
    figures = [
        _figure("Reliability of the confidence", "confidence", "share answerable",
                [b[:2] for b in calibration["bins"]], diagonal=True),
        _figure("Refusing: precision over recall", "recall", "precision",
                calibration["precision_recall"]),
        _figure("Risk over coverage", "coverage", "risk", calibration["risk_coverage"]),
    ]  # fmt: skip
    shown = [row for row in report["questions"] if not row["held_out"]]
    parts = [
        f"<h1>{_text(title)}</h1><p>{_text(facts)}</p>",
        _scores(report["scores"]),
        f"<p>Latency p50 {1000 * speed['p50']:.0f} ms, p95 {1000 * speed['p95']:.0f} ms. "
        f"Calibration error {calibration['error']:.3f}, Brier {calibration['brier']:.3f}.</p>",
        "<h2>Curves</h2>",
        *figures,
        "<h2>By type, development part</h2>",
        _types(report["by_type"]),
        "<h2>Questions, development part</h2>",
        _controls(shown),
        *map(_question, shown),
    ]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{_text(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><body>{''.join(parts)}<script>{_SCRIPT}</script></body></html>"
    )


def _text(value: object) -> str:
    return html.escape(str(value))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"


def _scores(scores: Mapping[str, Any]) -> str:
    rows = [
        [name, *(format_estimate(scores[column][name]) for column in COLUMNS)]
        for name in scores["all"]
    ]
    return _table(["score", *COLUMNS], rows)


def _types(by_type: Mapping[str, Any]) -> str:
    columns = ["correct", "citation F1", "attribution", "recall@5"]
    rows = [
        [name, *(format_estimate(scores[column]) for column in columns)]
        for name, scores in by_type.items()
    ]
    return _table(["type", *columns], rows)


def _controls(rows: Sequence[Mapping[str, Any]]) -> str:
    types = sorted({row["type"] for row in rows})
    options = "".join(f"<option>{_text(name)}</option>" for name in types)
    return (
        '<p><label>Show <select id="what"><option value="wrong">wrong</option>'
        '<option value="right">right</option><option value="">all</option></select></label> '
        f'<label>of type <select id="type"><option value="">any</option>{options}</select></label> '
        '<label>with <input id="words" placeholder="words"></label> <span id="count"></span></p>'
    )


def _question(row: Mapping[str, Any]) -> str:
    expected = row["expected"]
    verdict = "right" if row["scores"]["correct"] else "wrong"
    scores = ", ".join(
        f"{name} {value:.2f}" for name, value in row["scores"].items() if value is not None
    )
    gold = [
        "To be answered." if expected["answerable"] else "To be refused.",
        *("Must contain " + " or ".join(wordings) for wordings in expected["values"]),
        *("Evidence: " + " | ".join(point) for point in expected["evidence"]),
        *(["Speaker: " + " or ".join(expected["speakers"])] if expected["speakers"] else []),
        *(["Refusal: " + " or ".join(expected["refusals"])] if expected["refusals"] else []),
    ]
    given = [
        row["answer"] or "(nothing)",
        *row["cited"],
        *(["Speakers: " + "; ".join(row["speakers"])] if row["speakers"] else []),
        f"Refusal: {row['refusal'] or 'none'}, confidence {row['confidence']:.2f}",
    ]
    before = "".join(f'<p class="muted">{_text(q)} — {_text(a)}</p>' for q, a in row["history"])
    return (
        f'<article class="{verdict}" data-type="{_text(row["type"])}">{before}'
        f'<h3>{_text(row["question"])}</h3><p class="muted">{_text(row["id"])}</p>'
        f'<div class="pair"><div><b>Gold</b>{_paragraphs(gold)}</div>'
        f"<div><b>Answer</b>{_paragraphs(given)}</div></div>"
        f'<p class="muted">{_text(scores)}</p></article>'
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{_text(line)}</p>" for line in lines)


def _figure(
    title: str,
    x_name: str,
    y_name: str,
    points: Sequence[Sequence[float]],
    *,
    diagonal: bool = False,
) -> str:
    line = " ".join(f"{SIZE * x:.1f},{SIZE * (1 - y):.1f}" for x, y in points)
    dots = "".join(
        f'<circle cx="{SIZE * x:.1f}" cy="{SIZE * (1 - y):.1f}" r="3" fill="var(--one)"/>'
        for x, y in (points if diagonal else ())
    )
    ideal = f'<path d="M0 {SIZE}L{SIZE} 0" stroke="var(--line)"/>' if diagonal else ""
    ticks = "".join(
        f'<text x="{SIZE * v}" y="{SIZE + 14}" text-anchor="middle">{v:g}</text>'
        f'<text x="-6" y="{SIZE * (1 - v) + 4}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.5, 1)
    )
    return (
        f"<figure><figcaption><b>{_text(title)}</b></figcaption>"
        f'<svg role="img" aria-label="{_text(title)}" width="{SIZE + 2 * MARGIN}" '
        f'height="{SIZE + 2 * MARGIN}" viewBox="{-MARGIN} {-MARGIN / 2} {SIZE + 2 * MARGIN} '
        f'{SIZE + 2 * MARGIN}"><path d="M0 0V{SIZE}H{SIZE}" stroke="currentColor" fill="none"/>'
        f'{ideal}<polyline points="{line}" fill="none" stroke="var(--one)" stroke-width="2"/>'
        f'{dots}{ticks}<text x="{SIZE / 2}" y="{SIZE + 30}" text-anchor="middle">{_text(x_name)}'
        f'</text><text x="4" y="-4">{_text(y_name)}</text></svg></figure>'
    )
