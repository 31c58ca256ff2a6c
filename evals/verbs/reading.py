"""`reading`: are sentences of PDFs found whole, on their page, and with boxes that cover them?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from evals.reading.chosen import CHOSEN, read_chosen
from evals.reading.measure import format_reading, measure_reading
from evals.results import RESULTS, save
from evals.verbs.gold_sets import FAILED


def run_reading(options: argparse.Namespace) -> int:
    """Holds what is read of PDFs against sentences chosen by hand, and Markdown of the same."""
    chosen = read_chosen(options.chosen)
    result = measure_reading(options.documents, chosen, pictures=options.pictures)
    print(format_reading(result))
    save(options.out, "reading", result)
    return FAILED if len(result["misses"]) > options.misses else 0


def add_verbs(verbs: Any) -> None:
    """Adds the verb of this module to the command line."""
    verb = verbs.add_parser("reading", help=run_reading.__doc__)
    verb.set_defaults(verb=run_reading)
    verb.add_argument("--documents", type=Path, required=True, help="folder of the PDFs")
    verb.add_argument("--chosen", type=Path, default=CHOSEN, help="list of sentences")
    verb.add_argument("--pictures", type=Path, help="folder for pictures of the pages with boxes")
    verb.add_argument("--misses", type=int, default=2, help="how many may be missed")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
