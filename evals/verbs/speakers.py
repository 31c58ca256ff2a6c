"""`speakers`: how often the right one is said to speak, sentence by sentence."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from evals.attributing import (
    FOLDER,
    SPOKEN,
    Attributed,
    attribute_all,
    labels_of,
    load_labels,
)
from evals.intervals import as_plain, estimate_mean
from evals.kinds import ASKED, PARTS, READ, load_kinds
from evals.kinds import FOLDER as KINDS
from evals.table import align, format_estimate


def run_speakers(options: argparse.Namespace) -> int:
    """Says who speaks in sentences with labels; of those that nobody read, in sum alone."""
    rows = [["", "right", "by rules alone"]]
    for part in PARTS:
        found = _attributed(part, options, by_rule_alone=False)
        by_rule = _attributed(part, options, by_rule_alone=True)
        for name, those in found.items():
            rows.append([f"{name}, {part}", _share(those), _share(by_rule[name])])
        if part == READ and options.misses:
            _show_misses([each for those in found.values() for each in those])
    print(align(rows))
    return 0


def _attributed(
    part: str, options: argparse.Namespace, *, by_rule_alone: bool
) -> dict[str, list[Attributed]]:
    """Returns the labelled sentences of a part by what they are of."""
    evidence = [
        each
        for asked in ASKED
        for kind in load_kinds(part, folder=options.kinds, asked=asked)
        for each in attribute_all(kind.documents, labels_of(kind), by_rule_alone=by_rule_alone)
    ]
    found = {"evidence of kinds": evidence}
    for folder, of in ((options.folder, ""), (options.spoken, ", records of talks")):
        path = folder / part / "labels.jsonl"
        labelled = attribute_all(
            path.parent / "documents", load_labels(path), by_rule_alone=by_rule_alone
        )
        found[f"somebody else's{of}"] = [each for each in labelled if each.label.speakers]
        found[f"the document's own{of}"] = [each for each in labelled if not each.label.speakers]
    return found


def _share(those: list[Attributed]) -> str:
    return format_estimate(as_plain(estimate_mean([float(each.right) for each in those])))


def _show_misses(those: list[Attributed]) -> None:
    for each in those:
        if not each.right:
            print(f"{each.label.where}: {each.speaker}: {' '.join(each.text.split())}")


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("speakers", help=run_speakers.__doc__)
    verb.set_defaults(verb=run_speakers)
    verb.add_argument("--folder", type=Path, default=FOLDER, help="folder of read/ and unread/")
    verb.add_argument("--spoken", type=Path, default=SPOKEN, help="the same, of records of talks")
    verb.add_argument("--kinds", type=Path, default=KINDS, help="the same of other kinds")
    verb.add_argument("--misses", action="store_true", help="show what is missed of those read")
