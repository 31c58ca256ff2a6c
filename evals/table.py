"""A report, a comparison or a benchmark as lines of text for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

COLUMNS = ("development", "held out", "all")
BESIDE = (
    "correct",
    "citation F1",
    "faithfulness",
    "attribution",
    "refusal precision",
    "refusal recall",
    "refusal F1",
)
"""Scores that are told of each of several pipelines."""


def format_report(report: Mapping[str, Any]) -> str:
    """Returns the scores of a report as a table, and its latency."""
    gold = report["gold"]
    head = (
        f"{gold['name']}: {gold['questions']} questions, {gold['held_out']} of them held out; "
        f"{_counted(report['corpus']['documents'], 'document')}; commit {report['commit']}"
    )
    scores = report["scores"]
    rows = [["score", *COLUMNS]]
    for name in scores["all"]:
        rows.append([name, *(format_estimate(scores[column][name]) for column in COLUMNS)])
    types = [["by type (development)", "correct", "citation F1", "attribution"]]
    for name, by_name in report["by_type"].items():
        cells = [format_estimate(by_name[column]) for column in types[0][1:]]
        types.append([name, *cells])
    speed = report["latency_seconds"]
    foot = (
        f"latency p50 {1000 * speed['p50']:.0f} ms, p95 {1000 * speed['p95']:.0f} ms; "
        f"calibration error {report['calibration']['error']:.3f}"
    )
    return "\n".join([head, "", align(rows), "", align(types), "", foot])


def format_public(name: str, result: Mapping[str, Any]) -> str:
    """Returns the scores on a public set: ours, the peers of the same run, and baselines."""
    lines = [f"{name}: {result['questions']:,} of {result['of']:,} questions"]
    columns: dict[str, Mapping[str, Any]] = {"ours": result["ours"]}
    for peer, scores in result.get("peers", {}).items():
        if isinstance(scores, str):
            lines.append(f"{peer} skipped: {scores}")
        else:
            columns[f"{peer}, same run"] = scores
    baselines = result["baselines"]
    rows = [["score", *columns, *(f"{b['name']} ({n})" for n, b in enumerate(baselines, 1))]]
    for score in result["ours"]:
        cells = [column.get(score) for column in columns.values()]
        told = [baseline["scores"].get(score) for baseline in baselines]
        rows.append(
            [score]
            + ["-" if cell is None else format_estimate(cell) for cell in cells]
            + ["-" if value is None else f"{value:.3f}" for value in told]
        )
    lines.append(align(rows))
    lines += [f"({n}) {baseline['source']}" for n, baseline in enumerate(baselines, 1)]
    return "\n".join(lines)


def format_ablation(name: str, result: Mapping[str, Any]) -> str:
    """Returns what each step brings on one set of questions."""
    whole = result["whole"]
    rows = [[f"{name}, {result['questions']} questions", *whole]]
    rows.append(["with all steps", *map(format_estimate, whole.values())])
    for step, scores in result["without"].items():
        rows.append([f"without: {step}", *(_difference(scores[score]) for score in whole)])
    if "correct" in whole:
        rows[0].append("lost, won, touched, worded")
        rows[1].append("")
        for row, scores in zip(rows[2:], result["without"].values(), strict=True):
            row.append(", ".join(map(str, scores["answers"].values())))
    return align(rows)


def _difference(change: Mapping[str, Any]) -> str:
    if change["value"] is None:
        return "n/a"
    if change["value"] == change["low"] == change["high"] == 0:
        return "="
    return f"{change['value']:+.3f} [{change['low']:+.2f}, {change['high']:+.2f}] {change['step']}"


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def format_modes(reports: Mapping[str, Mapping[str, Any]]) -> str:
    """Returns the scores of several pipelines on the same questions side by side."""
    rows = [["all questions", *reports]]
    for name in BESIDE:
        scores = [report["scores"]["all"][name] for report in reports.values()]
        rows.append([name, *map(format_estimate, scores)])
    rows.append(["seconds, p50", *(f"{r['latency_seconds']['p50']:.2f}" for r in reports.values())])
    return align(rows)


def format_writing(writing: Mapping[str, Any] | None) -> str:
    """Returns what became of the sentences that a chat model wrote, and how fast they came."""
    if writing is None:
        return "The chat model was never asked, or never answered."
    answers, tampered = writing["answers"], writing["gate on tampered sentences"]
    rows = [[f"{name}", str(n)] for name, n in answers.items()]
    rows.append(["sentences", str(writing["sentences"])])
    rows += [[name, format_estimate(share)] for name, share in writing["outcomes"].items()]
    rows += [[f"first finding: {name}", str(n)] for name, n in writing["first finding"].items()]
    for name in ("tokens_per_second", "seconds_to_first_sentence"):
        shown = ", ".join(f"{key} {value}" for key, value in writing[name].items())
        rows.append([name.replace("_", " "), shown])
    for name, share in tampered.get("caught", {}).items():
        rows.append([f"caught: {name}", format_estimate(share)])
    if tampered:
        rows.append(["caught, all", format_estimate(tampered["caught, all"])])
    return align(rows)


def format_estimate(estimate: Mapping[str, Any]) -> str:
    """Returns a score with its interval and the number scored of those asked."""
    if estimate["value"] is None:
        return f"n/a (0/{estimate['asked']})"
    return (
        f"{estimate['value']:.3f} [{estimate['low']:.2f}, {estimate['high']:.2f}] "
        f"({estimate['n']}/{estimate['asked']})"
    )


def align(rows: Sequence[Sequence[str]]) -> str:
    """Returns rows as lines whose columns stand below each other."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
