"""`bench`, `load` and `page`: how fast it is, how large, and what many people do to it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from evals import gold
from evals.bench.growth import measure_growth
from evals.bench.load import measure_load
from evals.bench.measure import format_bench, measure
from evals.bench.page import measure_page
from evals.results import RESULTS, name_of, save, write_json
from evals.verbs.gold_sets import FAILED, add_corpus


def run_bench(options: argparse.Namespace) -> int:
    """Measures build, rebuilds, questions, memory and cold start."""
    if options.growth:
        stem = name_of("bench", "growth")
        options.out.mkdir(parents=True, exist_ok=True)
        picture = options.out / f"{stem}.svg"
        result = measure_growth(
            options.corpus, options.gold, options.growth, picture=picture, keep=options.keep
        )
    else:
        stem = name_of("bench")
        result = measure(options.corpus, options.gold, peers=not options.no_peers)
    print(format_bench(result))
    write_json(options.out / f"{stem}.json", result)
    print(f"written: {options.out / stem}.json")
    return 0


def run_load(options: argparse.Namespace) -> int:
    """Has many people ask the served page at once; times, mix-ups, memory over many questions."""
    questions = [item.question for item in gold.load(options.gold) if not item.history]
    result = measure_load(
        questions,
        people=options.people,
        rounds=options.rounds,
        total=options.total,
        corpus=options.corpus,
    )
    print(json.dumps(result, indent=2))
    if options.out is not None:
        save(options.out, "load", result)
    return 0 if result["wrong_answers"] == 0 else FAILED


def run_page(options: argparse.Namespace) -> int:
    """Measures in a browser when the page can be used, and when an answer's first words come."""
    questions = [item.question for item in gold.load(options.gold) if not item.history]
    result = measure_page(
        questions, opened=options.opened, asked=options.asked, corpus=options.corpus
    )
    print(json.dumps(result, indent=2))
    if options.out is not None:
        save(options.out, "page", result)
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    bench = verbs.add_parser("bench", help=run_bench.__doc__)
    bench.set_defaults(verb=run_bench)
    add_corpus(bench)
    bench.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    bench.add_argument("--no-peers", action="store_true", help="leave out the tutorial pipeline")
    bench.add_argument(
        "--growth", type=int, nargs="+", metavar="PASSAGES", help="measure at these sizes instead"
    )
    bench.add_argument(
        "--keep",
        type=Path,
        help="folder where what --growth builds is kept, so that a run that broke off goes on",
    )
    load = verbs.add_parser("load", help=run_load.__doc__)
    load.set_defaults(verb=run_load)
    add_corpus(load)
    load.add_argument("--people", type=int, default=50, help="how many ask at the same moment")
    load.add_argument("--rounds", type=int, default=10, help="how often they do")
    load.add_argument("--total", type=int, default=2000, help="questions while memory is watched")
    load.add_argument("--out", type=Path, help="folder of the measurements")
    page = verbs.add_parser("page", help=run_page.__doc__)
    page.set_defaults(verb=run_page)
    add_corpus(page)
    page.add_argument("--opened", type=int, default=20, help="how often the page is opened")
    page.add_argument("--asked", type=int, default=100, help="questions")
    page.add_argument("--out", type=Path, help="folder of the measurements")
