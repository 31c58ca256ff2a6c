"""The questions of a report: each with its gold beside its answer, and a filter over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from evals.page.look import as_text

VERDICTS: Mapping[str, tuple[str, str]] = {
    "right": ("right", "good"),
    "refused": ("rightly refused", "good"),
    "wrong": ("wrong answer", "bad"),
    "missed": ("refused, though the documents answer it", "doubt"),
    "invented": ("answered, though it is to be refused", "bad"),
}
"""What can become of a question, how it is called, and its colour."""

CITED = 0.5
"""Citation F1 below which a right answer counts as badly cited."""


def verdict_of(row: Mapping[str, Any]) -> str:
    """Returns which of `VERDICTS` a question of a report has; held-out ones have one, too."""
    if row["scores"]["correct"]:
        return "refused" if row["must_refuse"] else "right"
    if row["must_refuse"]:
        return "wrong" if row["refused"] else "invented"
    return "missed" if row["refused"] else "wrong"


def render_outcomes(rows: Sequence[Mapping[str, Any]]) -> str:
    """Returns what became of the questions, as one bar for each part of the set."""
    parts = {
        "development": [row for row in rows if not row["held_out"]],
        "held out": [row for row in rows if row["held_out"]],
    }
    key = "".join(
        f'<span><i style="{_paint(name)}"></i>{as_text(label)}</span>'
        for name, (label, _) in VERDICTS.items()
    )
    bars = "".join(_bar(name, some) for name, some in parts.items() if some)
    return f'{bars}<p class="key muted">{key}</p>'


def render_questions(rows: Sequence[Mapping[str, Any]]) -> str:
    """Returns the filter and all questions that are shown."""
    return _controls(rows) + "".join(map(_question, rows))


def _bar(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(map(verdict_of, rows))
    parts = "".join(
        f'<span style="width:{counts[verdict] / len(rows):.2%};{_paint(verdict)}" '
        f'title="{as_text(label)}: {counts[verdict]}">{counts[verdict]}</span>'
        for verdict, (label, _) in VERDICTS.items()
        if counts[verdict]
    )
    told = ", ".join(f"{counts[verdict]} {label}" for verdict, (label, _) in VERDICTS.items())
    return (
        f'<p>{as_text(name)}, {len(rows)} questions</p><div class="shares" role="img" '
        f'aria-label="{as_text(told)}">{parts}</div>'
    )


def _paint(verdict: str) -> str:
    faded = ";opacity:.7" if verdict in {"refused", "invented"} else ""
    return f"background:var(--{VERDICTS[verdict][1]}){faded}"


def _controls(rows: Sequence[Mapping[str, Any]]) -> str:
    types = sorted({row["type"] for row in rows})
    chosen = [("not-right", "not right"), ("", "all"), *((n, v[0]) for n, v in VERDICTS.items())]
    chosen.append(("badly-cited", f"right, citation F1 below {CITED:g}"))
    if any(row.get("drafts") for row in rows):
        chosen.append(("failed", "a written sentence failed the gate"))
    what = "".join(f'<option value="{as_text(n)}">{as_text(label)}</option>' for n, label in chosen)
    options = "".join(f"<option>{as_text(name)}</option>" for name in types)
    return (
        f'<p class="filter"><label>Show <select id="what">{what}</select></label> '
        f'<label>of type <select id="type"><option value="">any</option>{options}</select></label> '
        '<label>with <input id="words" placeholder="words"></label> '
        '<span id="count" role="status"></span></p>'
    )


def _question(row: Mapping[str, Any]) -> str:
    verdict = verdict_of(row)
    label, colour = VERDICTS[verdict]
    kinds = [verdict]
    kinds += ["not-right"] if colour != "good" else []
    f1 = row["scores"].get("citation F1")
    kinds += ["badly-cited"] if verdict == "right" and f1 is not None and f1 < CITED else []
    kinds += ["failed"] if any(d["outcome"] != "passed" for d in row.get("drafts", ())) else []
    scores = ", ".join(
        f"{name} {value:.2f}" for name, value in row["scores"].items() if value is not None
    )
    before = "".join(
        f'<p class="muted">Before: {as_text(asked)} — {as_text(said)}</p>'
        for asked, said in row["history"]
    )
    return (
        f'<article id="{as_text(row["id"])}" data-type="{as_text(row["type"])}" '
        f'data-what="{" ".join(kinds)}">{before}<h3>{as_text(row["question"])}</h3>'
        f'<p><span class="{colour}">{as_text(label)}</span> '
        f'<span class="muted">· {as_text(row["id"])}</span></p>'
        f'<div class="pair"><div><b>Gold</b>{_gold(row)}</div>'
        f"<div><b>Answer</b>{_answer(row)}</div></div>"
        f"<details><summary>Scores</summary><p>{as_text(scores)}</p></details></article>"
    )


def _gold(row: Mapping[str, Any]) -> str:
    expected = row["expected"]
    met = row.get("met", {})
    lines = [_p("To be answered." if expected["answerable"] else "To be refused.")]
    for number, wordings in enumerate(expected["values"]):
        shown = " or ".join(
            f"the pattern {w.removeprefix('re:')}" if w.startswith("re:") else f"“{w}”"
            for w in wordings
        )
        lines.append(_p(f"Must contain {shown}", _flag(met.get("values"), number)))
    for number, point in enumerate(expected["evidence"]):
        lines.append(_p(f"Evidence: {' | '.join(point)}", _flag(met.get("points"), number)))
    if expected["speakers"]:
        lines.append(_p("Speaker: " + " or ".join(expected["speakers"])))
    if expected["refusals"]:
        lines.append(_p("Refusal: " + " or ".join(expected["refusals"])))
    return "".join(lines)


def _answer(row: Mapping[str, Any]) -> str:
    lines = [f'<div class="said">{_p(row["answer"] or "(nothing)")}</div>']
    lines += map(_p, row["cited"])
    if row["speakers"]:
        lines.append(_p("Speakers: " + "; ".join(dict.fromkeys(row["speakers"]))))
    refusal = f"Refused as {row['refusal']}" if row["refusal"] else "Not refused"
    lines.append(_p(f"{refusal}, confidence {row['confidence']:.2f}, {row['seconds']:.2f} s"))
    lines += [_p(f"Note: {note}") for note in row.get("notes", ())]
    drafts = row.get("drafts", ())
    if drafts:
        lines.append('<p class="muted">The model wrote:</p>')
        lines += map(_draft, drafts)
    return "".join(lines)


def _draft(draft: Mapping[str, Any]) -> str:
    colour = "good" if draft["outcome"] == "passed" else "bad"
    why = "".join(
        f'<br><span class="bad">{as_text(finding)}</span>' for finding in draft["findings"]
    )
    return (
        f'<p class="said"><span class="{colour}">{as_text(draft["outcome"])}:</span> '
        f"{as_text(draft['text'])}{why}</p>"
    )


def _flag(met: Sequence[bool] | None, number: int) -> str:
    if met is None or number >= len(met):
        return ""
    return (
        ' <span class="good" title="met">✓</span>'
        if met[number]
        else ' <span class="bad" title="missing">✗</span>'
    )


def _p(line: str, flag: str = "") -> str:
    return f"<p>{as_text(line)}{flag}</p>"
