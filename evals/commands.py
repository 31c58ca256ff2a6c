"""The verbs of `python -m evals`: what each takes, and what it prints.

Exit codes: 0 done, 1 the gate or the check found something, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals import check, compare, gold, growth
from evals.bench.measure import BenchError, format_bench, measure, measure_growth
from evals.html import render_report
from evals.records import QUESTION_TYPES, Quote
from evals.run import commit, make_report
from evals.table import align, format_report
from rag.chain import Chatbot
from rag.errors import ChiaroscuroError

RESULTS = Path(__file__).parent / "results"
BUNDLED = gold.FOLDER / "corpus.jsonl"
FAILED = 1
BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code; mistakes are one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.verb(options))
    except (
        ChiaroscuroError,
        gold.GoldError,
        compare.ReportError,
        BenchError,
        ValueError,
        OSError,
    ) as error:
        print(f"evals: {error}", file=sys.stderr)
        return BAD_INPUT


def run(options: argparse.Namespace) -> int:
    """Asks the gold set, prints the table, writes the JSON and the HTML."""
    with Chatbot.open(options.corpus, progress=sys.stderr.isatty()) as bot:
        name = str(options.corpus.name) if options.corpus else "the bundled documents"
        report = make_report(
            bot, options.gold, corpus=name, settings=_shown_settings(bot), progress=_count
        )
    print(format_report(report))
    stem = f"{datetime.now(UTC):%Y-%m-%d}-{commit()}".replace("+", "-changed")
    stem += "" if options.gold == BUNDLED else f"-{options.gold.stem}"
    options.out.mkdir(parents=True, exist_ok=True)
    _write_json(options.out / f"{stem}.json", report)
    (options.out / f"{stem}.html").write_text(render_report(report), encoding="utf-8")
    print(f"\nwritten: {options.out / stem}.json and .html")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Verifies the gold set; suspects are for a person to look at and don't fail the check."""
    with Chatbot.open(options.corpus) as bot:
        items = check.read_all(options.gold)
        faults = check.find_faults(items, bot.documents)
        suspects = check.find_suspects(bot, items)
    print(check.describe(items))
    for line in suspects:
        print(f"look at {line}")
    for line in faults:
        print(f"fault: {line}")
    print(f"{len(faults)} faults, {len(suspects)} to look at")
    return FAILED if faults else 0


def run_compare(options: argparse.Namespace) -> int:
    """Prints the paired differences between two reports."""
    before, after = compare.load_report(options.before), compare.load_report(options.after)
    differences = compare.compare_reports(before, after)
    rows = [["score", f"{after['commit']} minus {before['commit']}, same questions"]]
    print(align([*rows, *([name, str(change)] for name, change in differences.items())]))
    return 0


def run_gate(options: argparse.Namespace) -> int:
    """Fails where a headline score fell by more than its interval."""
    before, after = compare.load_report(options.before), compare.load_report(options.after)
    losses = compare.find_losses(compare.compare_reports(before, after))
    for line in losses:
        print(line)
    print("gate: worse" if losses else "gate: no headline score fell by more than its interval")
    return FAILED if losses else 0


def run_add(options: argparse.Namespace) -> int:
    """Turns a saved answer or feedback into a gold item."""
    answer, right = growth.load_answer(options.file)
    quotes = [Quote(*_split_quote(text)) for text in options.quote]
    item = growth.make_item(
        answer,
        right=right and not options.wrong,
        kind=options.type,
        quotes=quotes,
        values=options.value,
    )
    growth.append_item(options.gold, item)
    print(f"added {item.id} to {options.gold}")
    return 0


def run_bench(options: argparse.Namespace) -> int:
    """Measures build, rebuilds, questions, memory and cold start."""
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"{datetime.now(UTC):%Y-%m-%d}-{commit()}-bench".replace("+", "-changed")
    if options.growth:
        picture = options.out / f"{stem}-growth.svg"
        result = measure_growth(options.corpus, options.gold, options.growth, picture)
        stem += "-growth"
    else:
        result = measure(options.corpus, options.gold, peers=not options.no_peers)
    print(format_bench(result))
    _write_json(options.out / f"{stem}.json", result)
    return 0


def _split_quote(text: str) -> tuple[str, str]:
    document_id, separator, quote = text.partition(":")
    if not separator or not quote.strip():
        raise ValueError(f"--quote is DOCUMENT:PHRASE (got {text!r})")
    return document_id.strip(), quote.strip()


def _shown_settings(bot: Chatbot) -> dict[str, Any]:
    kept = ("model", "k", "sentences", "refuse_below")
    return {name: getattr(bot.settings, name) for name in kept}


def _count(number: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{number} asked", end="", file=sys.stderr, flush=True)


def _write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="Measures the answers; no judge model is needed."
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, function in (("run", run), ("check", run_check)):
        verb = verbs.add_parser(name, help=str(function.__doc__))
        verb.set_defaults(verb=function)
        _add_corpus(verb)
        if name == "run":
            verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the report")
    for name, function in (("compare", run_compare), ("gate", run_gate)):
        verb = verbs.add_parser(name, help=str(function.__doc__))
        verb.set_defaults(verb=function)
        verb.add_argument("before", type=Path, help="report (JSON)")
        verb.add_argument("after", type=Path, help="report (JSON)")
    bench = verbs.add_parser("bench", help=str(run_bench.__doc__))
    bench.set_defaults(verb=run_bench)
    _add_corpus(bench)
    bench.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    bench.add_argument("--no-peers", action="store_true", help="leave out the tutorial pipeline")
    bench.add_argument(
        "--growth", type=int, nargs="+", metavar="PASSAGES", help="measure at these sizes instead"
    )
    _add_growth(verbs.add_parser("add", help=str(run_add.__doc__)))
    return parser


def _add_corpus(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument("--gold", type=Path, default=BUNDLED, help="gold set, JSON lines")


def _add_growth(verb: argparse.ArgumentParser) -> None:
    verb.set_defaults(verb=run_add)
    verb.add_argument("file", type=Path, help="saved answer or feedback record (JSON)")
    verb.add_argument("--gold", type=Path, required=True, help="set to add to; made where missing")
    verb.add_argument("--type", choices=QUESTION_TYPES, default="fact")
    verb.add_argument("--wrong", action="store_true", help="the answer was wrong")
    verb.add_argument("--value", action="append", default=[], help="what the answer must contain")
    verb.add_argument(
        "--quote", action="append", default=[], metavar="DOCUMENT:PHRASE", help="where it stands"
    )
