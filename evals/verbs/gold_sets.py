"""`check` and `add`: is a gold set sound, and how it grows."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals import check, gold, growth
from evals.records import QUESTION_TYPES, Quote
from rag.chain import Chatbot
from rag.records import Answer

BUNDLED = gold.FOLDER / "corpus.jsonl"
FAILED = 1


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


def run_add(options: argparse.Namespace) -> int:
    """Turns a saved answer, or the chat page's feedback, into gold items."""
    judged = growth.load_feedback(options.file, options.id)
    if judged is None:
        _add_one(options, growth.load_answer(options.file), right=not options.wrong)
        return 0
    if len(judged) > 1 and (options.quote or options.value):
        raise ValueError("--quote and --value are for one judgement; name it with --id")
    left = 0
    for item in judged:
        try:
            _add_one(
                options,
                item.answer,
                right=item.verdict == "right" and not options.wrong,
                kind=growth.kind_of(item, options.type),
                history=item.history,
            )
        except gold.GoldError as error:
            left += 1
            comment = f" ({item.comment})" if item.comment else ""
            print(f"left: judgement {item.id}, {item.verdict}{comment}: {error}")
    return FAILED if left else 0


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    verb = verbs.add_parser("check", help=run_check.__doc__)
    verb.set_defaults(verb=run_check)
    add_corpus(verb)
    verb = verbs.add_parser("add", help=run_add.__doc__)
    verb.set_defaults(verb=run_add)
    verb.add_argument("file", type=Path, help="saved answer (JSON) or feedback.sqlite")
    verb.add_argument("--id", type=int, help="one judgement of the feedback; all where not given")
    verb.add_argument("--gold", type=Path, required=True, help="set to add to; made where missing")
    verb.add_argument("--type", choices=QUESTION_TYPES, default="fact")
    verb.add_argument("--wrong", action="store_true", help="the answer was wrong")
    verb.add_argument("--value", action="append", default=[], help="what the answer must contain")
    verb.add_argument(
        "--quote", action="append", default=[], metavar="DOCUMENT:PHRASE", help="where it stands"
    )


def add_corpus(verb: argparse.ArgumentParser) -> None:
    """Adds the arguments that name a folder of documents and a gold set."""
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument("--gold", type=Path, default=BUNDLED, help="gold set, JSON lines")


def _add_one(
    options: argparse.Namespace,
    answer: Answer,
    *,
    right: bool,
    kind: str | None = None,
    history: Sequence[tuple[str, str]] = (),
) -> None:
    quotes = [Quote(*_split_quote(text)) for text in options.quote]
    item = growth.make_item(
        answer,
        right=right,
        kind=kind or options.type,
        quotes=quotes,
        values=options.value,
        history=history,
    )
    growth.append_item(options.gold, item)
    print(f"added {item.id} to {options.gold}")


def _split_quote(text: str) -> tuple[str, str]:
    document_id, separator, quote = text.partition(":")
    if not separator or not quote.strip():
        raise ValueError(f"--quote is DOCUMENT:PHRASE (got {text!r})")
    return document_id.strip(), quote.strip()
