"""`speakers`: how often the right one is said to speak, on other kinds of documents."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from evals.attributing import Attributed, attribute_kind
from evals.intervals import as_plain, estimate_mean
from evals.kinds import ASKED, FOLDER, PARTS, READ, load_kinds
from evals.table import align, format_estimate


def run_speakers(options: argparse.Namespace) -> int:
    """Says who speaks in the evidence of other kinds of documents; the unread are told in sum."""
    rows = [["", "sentences", "right", "right"]]
    for part in PARTS:
        found: dict[str, list[Attributed]] = {}
        for asked in ASKED:
            for kind in load_kinds(part, folder=options.folder, asked=asked):
                found.setdefault(kind.name, []).extend(attribute_kind(kind))
        if not found:
            raise ValueError(f"{options.folder / part} has no folder with questions")
        told = found if part == READ else {}
        everything = [each for those in found.values() for each in those]
        for name, those in {**told, f"all, {part}": everything}.items():
            rights = [float(each.right) for each in those]
            share = format_estimate(as_plain(estimate_mean(rights)))
            rows.append([name, str(len(those)), str(int(sum(rights))), share])
        if part == READ and options.misses:
            for each in everything:
                if not each.right:
                    print(f"{each.item.id}: {each.speaker}: {' '.join(each.text.split())}")
    print(align(rows))
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("speakers", help=run_speakers.__doc__)
    verb.set_defaults(verb=run_speakers)
    verb.add_argument("--folder", type=Path, default=FOLDER, help="folder of read/ and unread/")
    verb.add_argument("--misses", action="store_true", help="show what is missed of those read")
