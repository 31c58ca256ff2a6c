"""`selecting`: what a chat model brings that selects the sentences of an answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evals.intervals import as_plain, estimate_mean
from evals.kinds import COUNTS
from evals.results import RESULTS, save
from evals.selecting import load_askings, load_replies, measure_selecting, record, sum_up
from evals.selecting_public import SETS, SHOWN, measure_public
from evals.table import align, format_estimate

WAYS = {"quote": "selected by the program", "select": "selected by the model"}


def run_selecting(options: argparse.Namespace) -> int:
    """Asks with the sentences that a chat model selected, by its replies as recorded."""
    if options.record:
        for of, number in record(options.record).items():
            print(f"{of}: {number} replies are kept")
        return 0
    if options.prompts:
        options.prompts.mkdir(parents=True, exist_ok=True)
    if options.public:
        return _ask_public(options)
    found: dict[str, list[dict[str, Any]]] = {}
    for asking in load_askings(options.reports, only=options.only):
        rows = measure_selecting(asking, load_replies(asking.of), options.prompts)
        found.setdefault(asking.of, []).extend(rows)
        if sys.stderr.isatty():
            print(f"{asking.of}: {asking.name}", file=sys.stderr)
    table = [["", "", "questions", *COUNTS, "right speaker", "right"]]
    for of, rows in found.items():
        replied = [row for row in rows if row["replied"] or not row["asked"]]
        for way, words in WAYS.items() if replied else ():
            summed = sum_up(replied, way)
            right = as_plain(estimate_mean([float(r[way]["verdict"] == "right") for r in replied]))
            counts = [str(summed[name]) for name in (*COUNTS, "speaker")]
            table.append([of, words, str(len(replied)), *counts, format_estimate(right)])
        lost = sum(bool(row["lost"]) for row in rows)
        if len(replied) < len(rows) or lost:
            print(f"{of}: {len(rows) - len(replied)} without a reply, {lost} lack a sentence of it")
    print(align(table))
    save(options.out, "-".join(filter(None, ("selecting", options.only))), found)
    return 0


def _ask_public(options: argparse.Namespace) -> int:
    """Asks the held-out thirds of public sets."""
    measured = {
        name: measure_public(
            name, options.public, load_replies(name), prompts=options.prompts, keep=options.keep
        )
        for name in ([options.only] if options.only else SETS)
    }
    table = [["", "", "questions", "without a reply", *SHOWN]]
    for name, told in measured.items():
        counts = [str(told["questions"]), str(told["without a reply"])]
        for way, words in WAYS.items():
            scores = [format_estimate(told[way][s]) if s in told[way] else "" for s in SHOWN]
            table.append([name, words, *counts, *scores])
    print(align(table))
    save(options.out, "selecting-public", measured)
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("selecting", help=run_selecting.__doc__)
    verb.set_defaults(verb=run_selecting)
    verb.add_argument("--only", help="one of the sets, as kinds-unread or fresh-5")
    verb.add_argument("--reports", type=Path, help="folder of GAO reports; not asked if left")
    verb.add_argument("--public", type=Path, help="folder of public sets; they alone are asked")
    verb.add_argument("--keep", type=Path, help="folder where their indexes are kept")
    verb.add_argument("--prompts", type=Path, help="where to write prompts without a reply")
    verb.add_argument("--record", type=Path, help="such a folder, with replies to be kept")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
