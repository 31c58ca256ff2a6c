"""A report as one HTML file that needs nothing else: tables, curves, and the wrong answers."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from evals.table import COLUMNS

HEADLINES = ("correct", "citation F1", "attribution", "refusal F1", "refusal AUROC")
SIZE = 260
MARGIN = 34

_STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1c1a; --soft: #6b675f;
  --line: #dedad2; --one: #1f4e79; --band: #1f4e7933; --bad: #a4262c; --good: #2e6b3a;
  --card: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #171614; --ink: #ece8e1; --soft: #a19b91;
  --line: #3a3733; --one: #8db9e2; --band: #8db9e233; --bad: #ef8a8a; --good: #8fc79a;
  --card: #201e1b } }
body { font: 15px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2.5rem auto 6rem; padding: 0 1.25rem }
h1, h2, h3, .tile b { font-family: Georgia, "Times New Roman", serif; font-weight: 600 }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem }
h2 { font-size: 1.35rem; margin: 3rem 0 .6rem }
h3 { margin: 0; font-size: 1.05rem }
p { margin: .35rem 0 } .muted { color: var(--soft) } .facts { max-width: 46rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .8rem;
  margin: 1.6rem 0 }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .8rem 1rem }
.tile b { display: block; font-size: 1.9rem; line-height: 1.2 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .28rem 1rem .28rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600; color: var(--soft) } tbody th { color: inherit; font-weight: 400 }
td small { color: var(--soft); margin-left: .5rem }
.bar { display: inline-block; position: relative; width: 5.5rem; height: .6rem; margin-left: .7rem;
  border-bottom: 1px solid var(--line) }
.bar i { position: absolute; top: 0; bottom: 0; background: var(--band) }
.bar em { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--one) }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1rem }
figure { margin: 0 } svg { overflow: visible; max-width: 100%; height: auto }
svg text { font-size: 11px; fill: var(--soft) }
.filter { position: sticky; top: 0; background: var(--paper); padding: .7rem 0; display: flex;
  flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; border-bottom: 1px solid var(--line) }
input, select { font: inherit; color: inherit; background: var(--card); padding: .2rem .5rem;
  border: 1px solid var(--line); border-radius: 4px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; margin: .6rem 0 }
.pair > div > b { color: var(--soft); font-weight: 600 }
article { border-bottom: 1px solid var(--line); padding: 1.3rem 0 }
article[hidden] { display: none }
.wrong h3::before { content: "✗ "; color: var(--bad) }
.right h3::before { content: "✓ "; color: var(--good) }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr; gap: .5rem }
  table { display: block; overflow-x: auto } }
@media print { .filter { position: static } }
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
        f"{report['machine']}. Bars are 95 % bootstrap intervals; beside them, scored of asked."
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
        f'<h1>{_text(title)}</h1><p class="muted facts">{_text(facts)}</p>',
        _tiles(report["scores"]),
        f"<p>From question to answer: p50 {1000 * speed['p50']:.0f} ms, "
        f"p95 {1000 * speed['p95']:.0f} ms. Confidence: calibration error "
        f"{calibration['error']:.3f}, Brier score {calibration['brier']:.3f}.</p>",
        "<h2>Scores</h2>",
        _scores(report["scores"]),
        f'<h2>Curves</h2><div class="curves">{"".join(figures)}</div>',
        "<h2>By type of question, development part</h2>",
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


def _tiles(scores: Mapping[str, Any]) -> str:
    """The headline scores of the held-out part, or of all where nothing is held out."""
    part = "held out" if any(e["n"] for e in scores["held out"].values()) else "all"
    tiles = []
    for name in HEADLINES:
        estimate = scores[part][name]
        value = "n/a" if estimate["value"] is None else f"{estimate['value']:.2f}"
        range_ = (
            f"{estimate['low']:.2f} to {estimate['high']:.2f}, n {estimate['n']}"
            if estimate["value"] is not None
            else "applies to no question"
        )
        tiles.append(
            f'<div class="tile"><span class="muted">{_text(name)}, {part}</span><b>{value}</b>'
            f'<span class="muted">{range_}</span></div>'
        )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _table(head: Sequence[str], rows: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    top = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{_text(name)}</th>'
        + "".join(f"<td>{_estimate(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, cells in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _estimate(estimate: Mapping[str, Any]) -> str:
    """A score as a number, a bar from 0 to 1 with its interval, and scored of asked."""
    counted = f"<small>{estimate['n']}/{estimate['asked']}</small>"
    if estimate["value"] is None:
        return f'<span class="muted">n/a</span>{counted}'
    low, high = estimate["low"], estimate["high"]
    return (
        f'{estimate["value"]:.3f}<span class="bar" title="{low:.3f} to {high:.3f}">'
        f'<i style="left:{low:.1%};width:{max(high - low, 0):.1%}"></i>'
        f'<em style="left:{estimate["value"]:.1%}"></em></span>{counted}'
    )


def _scores(scores: Mapping[str, Any]) -> str:
    rows = [(name, [scores[column][name] for column in COLUMNS]) for name in scores["all"]]
    return _table(["score", *COLUMNS], rows)


def _types(by_type: Mapping[str, Any]) -> str:
    columns = ["correct", "citation F1", "attribution", "recall@5"]
    rows = [(name, [scores[column] for column in columns]) for name, scores in by_type.items()]
    return _table(["type", *columns], rows)


def _controls(rows: Sequence[Mapping[str, Any]]) -> str:
    types = sorted({row["type"] for row in rows})
    options = "".join(f"<option>{_text(name)}</option>" for name in types)
    return (
        '<p class="filter"><label>Show <select id="what"><option value="wrong">wrong</option>'
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
        f'{SIZE + 2 * MARGIN}"><path d="M0 0V{SIZE}H{SIZE}" stroke="var(--soft)" fill="none"/>'
        f'{ideal}<polyline points="{line}" fill="none" stroke="var(--one)" stroke-width="2"/>'
        f'{dots}{ticks}<text x="{SIZE / 2}" y="{SIZE + 30}" text-anchor="middle">{_text(x_name)}'
        f'</text><text x="4" y="-4">{_text(y_name)}</text></svg></figure>'
    )
