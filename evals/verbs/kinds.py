"""`kinds`: how good the answers are on other kinds of documents than reports."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evals.kinds import (
    ASKED,
    COUNTS,
    FOLDER,
    GOLD,
    LISTS,
    PARTS,
    READ,
    load_kinds,
    measure_kind,
    sum_up,
)
from evals.results import RESULTS, save
from evals.table import align, format_estimate
from rag.chain import Chatbot


def run_kinds(options: argparse.Namespace) -> int:
    """Asks folders of other kinds of documents; those that nobody read are shown in sum."""
    result: dict[str, Any] = {}
    shares = {"share": "right"} | ({"given": "things given"} if options.asked == LISTS else {})
    rows = [["", "questions", *COUNTS, *shares.values()]]
    for part in [options.only] if options.only else PARTS:
        measured = {}
        for kind in load_kinds(part, folder=options.folder, asked=options.asked):
            with Chatbot.open(kind.documents, progress=sys.stderr.isatty()) as bot:
                measured[kind.name] = measure_kind(bot, kind)
        if not measured:
            raise ValueError(f"{options.folder / part} has no folder with a {options.asked}.jsonl")
        told = {name: [one] for name, one in measured.items()} if part == READ else {}
        for name, those in {**told, f"all, {part}": list(measured.values())}.items():
            row = sum_up(those)
            counts = [str(row[count]) for count in ("questions", *COUNTS)]
            rows.append([name, *counts, *(format_estimate(row[share]) for share in shares)])
        result[part] = measured
    print(align(rows))
    parts = ("kinds", options.only, options.asked if options.asked != GOLD else None)
    save(options.out, "-".join(filter(None, parts)), result)
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("kinds", help=run_kinds.__doc__)
    verb.set_defaults(verb=run_kinds)
    verb.add_argument("--only", choices=PARTS, help="one part of the folders; both if left")
    verb.add_argument("--folder", type=Path, default=FOLDER, help="folder of read/ and unread/")
    verb.add_argument("--asked", choices=ASKED, default=GOLD, help="which of their questions")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
