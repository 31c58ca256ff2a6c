"""A report as one HTML file that needs nothing else: scores, curves, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.page.figures import draw_curves
from evals.page.look import SCRIPT, STYLE, as_text
from evals.page.questions import render_outcomes, render_questions
from evals.table import COLUMNS

HEADLINES = ("correct", "citation F1", "attribution", "refusal F1", "refusal AUROC")
MEANINGS: Mapping[str, str] = {
    "correct": "has every value that a right answer must have, or is rightly refused",
    "citation precision": "share of the cited characters that stand in a gold sentence",
    "citation recall": "mean over the gold points of the share of a gold sentence that is cited",
    "citation F1": "harmonic mean of the two; 0 where nothing is cited",
    "citation precision, sentences": "share of the citations that meet a gold sentence",
    "citation recall, sentences": "share of the gold points that a citation meets",
    "citation F1, sentences": "harmonic mean of the two",
    "right page": "a citation is on a page that the gold names",
    "attribution": "statements on the gold evidence that name the right speaker",
    "faithfulness": "share of the statements that what they cite supports, by their words",
    "list recall": "share of a list's items that the answer has",
    "which": "answered questions rightly said to fit several things, or not said to",
    "refusal kind": "rightly refused questions with a kind of refusal that the gold allows",
    "success@1": "the best passage has a gold sentence",
    "success@5": "one of the best five has",
    "recall@5": "share of the gold points in the best five passages",
    "recall@10": "the same in the best ten",
    "nDCG@10": "how high the gold points stand among the best ten",
    "MRR": "one over the rank of the first gold point",
    "refusal precision": "share of the refusals that are right",
    "refusal recall": "share of what must be refused that is",
    "refusal F1": "harmonic mean of the two",
    "refusal AUROC": "chance that a question to be refused has less confidence than another",
}


def render_report(report: Mapping[str, Any]) -> str:
    """Returns the whole page; everything from documents and questions is escaped."""
    title = f"Evals of {report['corpus']['name']}, {report['made'][:10]}"
    speed, calibration = report["latency_seconds"], report["calibration"]
    shown = [row for row in report["questions"] if not row["held_out"]]
    parts = [
        f'<h1>{as_text(title)}</h1><p class="muted facts">{as_text(_facts(report))}</p>',
        _tiles(report["scores"]),
        f"<p>From question to answer: p50 {_wait(speed['p50'])}, p95 {_wait(speed['p95'])}. "
        f"Confidence: calibration error "
        f"{calibration['error']:.3f}, Brier score {calibration['brier']:.3f}.</p>",
        "<h2>What became of the questions</h2>",
        render_outcomes(report["questions"]),
        _writing(report.get("writing")),
        _judge(report.get("judge")),
        "<h2>Scores</h2>",
        _scores(report["scores"]),
        "<h2>Curves, all questions</h2>",
        draw_curves(report),
        "<h2>By type of question, development part</h2>",
        _types(report["by_type"]),
        "<h2>Questions, development part</h2>",
        '<p class="muted facts">The held-out third is scored above and not shown, so that nothing '
        "is tuned on it. ✓ and ✗: the answer has it, or lacks it.</p>",
        render_questions(shown),
    ]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{as_text(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style><body>{''.join(parts)}<script>{SCRIPT}</script></body></html>"
    )


def _facts(report: Mapping[str, Any]) -> str:
    gold = report["gold"]
    settings = ", ".join(f"{name} {value}" for name, value in report["settings"].items())
    sample = " drawn as a sample" if gold.get("sample") else ""
    return (
        f"Commit {report['commit']}, {gold['name']} ({gold['questions']} questions{sample}, "
        f"{gold['held_out']} of them held out), {report['corpus']['documents']} documents, "
        f"{report['machine']}. Settings: {settings}. Intervals are 95 %, by the bootstrap over "
        "questions; n is how many questions a score applies to, of those asked."
    )


def _wait(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


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
            f'<div class="tile"><span class="muted">{as_text(name)}, {part}</span><b>{value}</b>'
            f'<span class="muted">{range_}</span></div>'
        )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _scores(scores: Mapping[str, Any]) -> str:
    rows = [
        (name, [_estimate(scores[column][name]) for column in COLUMNS]) for name in scores["all"]
    ]
    return _table(["score", *COLUMNS], rows)


def _types(by_type: Mapping[str, Any]) -> str:
    columns = ["correct", "citation F1", "attribution", "recall@5"]
    rows = [
        (name, [_estimate(scores[column]) for column in columns])
        for name, scores in by_type.items()
    ]
    return _table(["type", *columns], rows)


def _writing(writing: Mapping[str, Any] | None) -> str:
    """What became of the sentences that a chat model wrote; nothing where none was asked."""
    if not writing:
        return ""
    answers = ", ".join(f"{n} {name}" for name, n in writing["answers"].items())
    timed = ". ".join(
        f"{name.replace('_', ' ').capitalize()}: p50 {writing[name]['p50']}, "
        f"p95 {writing[name]['p95']}"
        for name in ("tokens_per_second", "seconds_to_first_sentence")
        if writing[name]
    )
    rows = [(name, [_estimate(share)]) for name, share in writing["outcomes"].items()]
    caught = writing["gate on tampered sentences"].get("caught, all")
    rows += [("tampered with, caught by the gate", [_estimate(caught)])] if caught else []
    reasons = "".join(
        f"<li>{as_text(name)}: {n}</li>" for name, n in writing["first finding"].items()
    )
    why = f"<p>Why sentences failed:</p><ul>{reasons}</ul>" if reasons else ""
    table = _table([f"{writing['sentences']} sentences", "share"], rows)
    return (
        f"<h2>What the chat model wrote</h2><p>Answers: {as_text(answers)}. {as_text(timed)}.</p>"
        f"{table}{why}"
    )


def _judge(judge: Mapping[str, Any] | None) -> str:
    """What a judge model says, and what it left unscored; nothing where there is none."""
    if not judge:
        return ""
    rows = []
    for name, scores in judge.items():
        agreed = "n/a" if scores["agreement"] is None else f"{scores['agreement']:.2f}"
        cells = [_estimate(scores), f"<td>{scores['unscored']}</td>", f"<td>{agreed}</td>"]
        rows.append((name, cells))
    head = ["score", "by the judge", "unscored", "rank correlation with ours"]
    return f"<h2>A judge's opinion, development part</h2>{_table(head, rows)}"


def _table(head: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    top = "".join(f'<th scope="col">{as_text(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{as_text(name)}{_meaning(name)}</th>{"".join(cells)}</tr>'
        for name, cells in rows
    )
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _meaning(name: str) -> str:
    return f"<br><small>{as_text(MEANINGS[name])}</small>" if name in MEANINGS else ""


def _estimate(estimate: Mapping[str, Any]) -> str:
    """A score as a number, a bar from 0 to 1 with its interval, and scored of asked."""
    if estimate["value"] is None:
        return f'<td><span class="muted">n/a</span> <small>0 of {estimate["asked"]}</small></td>'
    low, high = estimate["low"], estimate["high"]
    return (
        f'<td>{estimate["value"]:.3f}<span class="bar">'
        f'<i style="left:{low:.1%};width:{max(high - low, 0):.1%}"></i>'
        f'<em style="left:{estimate["value"]:.1%}"></em></span>'
        f"<small>{low:.2f}–{high:.2f}, {estimate['n']} of {estimate['asked']}</small></td>"
    )
