"""`corrected`: whether answers hold where documents correct one another."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evals.corrected import FOLDER, SORTS, measure_corrected, sum_up
from evals.kinds import PARTS, load_kinds
from evals.results import RESULTS, save
from evals.table import align, format_estimate
from rag.chain import Chatbot


def run_corrected(options: argparse.Namespace) -> int:
    """Asks of what documents correct later; folders that nobody read are shown in sum."""
    result: dict[str, Any] = {}
    rows = [["", "", "questions", "right", "tell of a change"]]
    for part in PARTS:
        asked = []
        for kind in load_kinds(part, folder=options.folder):
            with Chatbot.open(kind.documents, progress=sys.stderr.isatty()) as bot:
                asked += measure_corrected(bot, kind)
        if not asked:
            raise ValueError(f"{options.folder / part} has no folder with a gold.jsonl")
        summed = sum_up(asked)
        for sort, told in summed.items():
            share, tell = format_estimate(told["share"]), str(told["tell of a change"])
            rows.append([part, SORTS[sort], str(told["questions"]), share, tell])
        result[part] = {"sums": summed, "rows": asked}
    print(align(rows))
    save(options.out, "corrected", result)
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("corrected", help=run_corrected.__doc__)
    verb.set_defaults(verb=run_corrected)
    verb.add_argument("--folder", type=Path, default=FOLDER, help="folder of read/ and unread/")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
