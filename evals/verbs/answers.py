"""`run`, `compare` and `gate`: how good the answers are, and what a change did to them."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Literal

from langchain.chat_models import init_chat_model

from evals import compare
from evals.kept import Kept
from evals.modes import InMode, InSmallLetters
from evals.page.report import render_report
from evals.results import RESULTS, name_of, write_json
from evals.run import Answering, commit, make_report
from evals.table import align, format_modes, format_report, format_writing
from evals.tutorial import Tutorial
from evals.verbs.gold_sets import BUNDLED, FAILED, add_corpus
from rag.chain import Chatbot
from rag.chat_steps import open_model
from rag.models.cross_encoders import settle

_SMALL = "small-letters"
SELECT: Literal["select"] = "select"
WRITE: Literal["write"] = "write"


def run(options: argparse.Namespace) -> int:
    """Asks the gold set, prints the scores, writes JSON and an HTML report."""
    reports = {}
    with Chatbot.open(options.corpus, progress=sys.stderr.isatty()) as bot:
        for name, answering in _pipelines(bot, options).items():
            reports[name] = _report(bot, answering, name, options)
    print(format_report(reports[_SMALL if options.small_letters else options.mode]))
    if options.mode in (SELECT, WRITE):
        print(f"\n{format_modes(reports)}")
    if options.mode == WRITE:
        print(f"\n{format_writing(reports[WRITE]['writing'])}")
    if options.judge:
        print(f"judge {options.judge}: {json.dumps(reports[options.mode]['judge'])}")
    for name, report in reports.items():
        parts = [] if options.gold == BUNDLED else [options.gold.stem]
        parts += ["alone"] if options.alone else []
        parts += [] if name == "quote" == options.mode else [name]
        path = options.out / f"{name_of(*parts)}.json"
        write_json(path, report)
        path.with_suffix(".html").write_text(render_report(report), encoding="utf-8")
        _kept(bot, name, options).discard()
        print(f"\nwritten: {path} and .html")
    return 0


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


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    verb = verbs.add_parser("run", help=run.__doc__)
    verb.set_defaults(verb=run)
    add_corpus(verb)
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the report")
    verb.add_argument("--judge", help="LangChain chat model for a second opinion")
    verb.add_argument(
        "--mode",
        choices=("quote", SELECT, WRITE),
        default="quote",
        help="select: quote mode, too; write: that and an unguarded chain, on the same questions",
    )
    verb.add_argument(
        "--small-letters", action="store_true", help="ask as who types no capitals; quote mode"
    )
    verb.add_argument(
        "--alone", action="store_true", help="follow-ups only, as worded to stand alone"
    )
    verb.add_argument("--sample", type=int, help="questions, in proportion to their types")
    for name, function in (("compare", run_compare), ("gate", run_gate)):
        verb = verbs.add_parser(name, help=function.__doc__)
        verb.set_defaults(verb=function)
        verb.add_argument("before", type=Path, help="report (JSON)")
        verb.add_argument("after", type=Path, help="report (JSON)")


def _pipelines(bot: Chatbot, options: argparse.Namespace) -> dict[str, Answering]:
    """Returns what is asked: quote mode, too, and for write mode the tutorials' chain."""
    if options.small_letters:
        if options.mode != "quote":
            raise ValueError(f"--small-letters goes with --mode quote (got {options.mode!r})")
        return {_SMALL: InSmallLetters(bot)}
    if options.mode == "quote":
        return {"quote": InMode(bot, "quote")}
    model = open_model(bot.settings)
    if model is None:
        raise ValueError(f"--mode {options.mode} needs a chat model; RAG_CHAT_MODEL names one")
    if options.mode == SELECT:
        return {"quote": InMode(bot, "quote"), SELECT: InMode(bot, SELECT)}
    # One after the other, so that a server that keeps the last prompt's state can use it.
    return {
        "quote": InMode(bot, "quote"),
        WRITE: InMode(bot, WRITE),
        "tutorial": Tutorial(bot, model.model),
    }


def _report(
    bot: Chatbot, answering: Answering, name: str, options: argparse.Namespace
) -> dict[str, Any]:
    return make_report(
        answering,
        options.gold,
        corpus=str(options.corpus.name) if options.corpus else "the bundled documents",
        settings={"answers": name, "alone": options.alone, **_shown_settings(bot)},
        progress=_count,
        judge=init_chat_model(options.judge) if options.judge and name == options.mode else None,
        sample=options.sample,
        alone=options.alone,
        kept=None if options.mode == "quote" else _kept(bot, name, options),
    )


def _kept(bot: Chatbot, name: str, options: argparse.Namespace) -> Kept:
    """The answers so far of a run that may take hours."""
    run = {
        "commit": commit(),
        "gold": hashlib.sha256(options.gold.read_bytes()).hexdigest(),
        "documents": [document.sha256 for document in bot.documents],
        "settings": _shown_settings(bot),
        "answers": name,
        "alone": options.alone,
    }
    asked = "-alone" if options.alone else ""
    return Kept(options.out / f"unfinished-{name}-{options.gold.stem}{asked}.jsonl", run)


def _shown_settings(bot: Chatbot) -> dict[str, Any]:
    kept = ["model", "k", "sentences", "refuse_below"]
    if bot.settings.chat_model:
        kept += ["chat_model", "failed_sentence"]
    shown = {name: getattr(bot.settings, name) for name in kept}
    return {**shown, "cross_encoder": settle(bot.settings.cross_encoder)}


def _count(number: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{number} asked", end="", file=sys.stderr, flush=True)
