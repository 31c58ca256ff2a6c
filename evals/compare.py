"""Did a change make the answers better or worse? Paired differences between two reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.errors import EvalsError
from evals.intervals import Estimate, estimate_difference
from evals.run import FORMAT

# A headline score must not fall by more than its interval; these are taken from the same questions.
HEADLINES = ("correct", "citation F1", "attribution", "right page", "faithfulness", "refusal")


class ReportError(EvalsError):
    """A report cannot be read, or two cannot be compared."""


def load_report(path: Path) -> dict[str, Any]:
    """Reads a report that `python -m evals run` wrote.

    Raises:
        ReportError: If the file is missing or not such a report.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ReportError(f"report {path} cannot be read: {error}") from None
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise ReportError(f"{path} is not a report of format {FORMAT}; make one with `run`")
    return report


def compare_reports(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Estimate]:
    """Returns for each score the mean difference over the questions that both reports have.

    "refusal" is the share of questions that are rightly refused or rightly not refused.

    Raises:
        ReportError: If the two share no question.
    """
    first = {row["id"]: row for row in before["questions"]}
    second = {row["id"]: row for row in after["questions"]}
    shared = [name for name in first if name in second]
    if not shared:
        raise ReportError("the two reports have no question in common")
    names = [name for name in first[shared[0]]["scores"] if name in second[shared[0]]["scores"]]
    differences = {
        name: estimate_difference(
            [first[i]["scores"].get(name) for i in shared],
            [second[i]["scores"].get(name) for i in shared],
        )
        for name in names
    }
    differences["refusal"] = estimate_difference(
        [_refused_rightly(first[i]) for i in shared], [_refused_rightly(second[i]) for i in shared]
    )
    return differences


def find_losses(differences: Mapping[str, Estimate]) -> list[str]:
    """Returns one line for each headline score whose whole interval lies below zero."""
    lost = []
    for name in HEADLINES:
        change = differences.get(name)
        if change and change.high is not None and change.high < 0:
            lost.append(f"{name} fell by {change}")
    return lost


def is_refused_rightly(must: bool, does: bool) -> float:
    """Returns 1 where a question is refused that must be, or answered that needn't; else 0."""
    return float(must == does)


def _refused_rightly(row: Mapping[str, Any]) -> float:
    return is_refused_rightly(row["must_refuse"], row["refused"])
