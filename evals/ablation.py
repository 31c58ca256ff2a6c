"""What does each step of the program bring? The same questions, one step at a time switched off.

A step is switched off by putting something plainer in the place of functions or constants of the
program for as long as the questions are asked; the program itself has no switches for it.
Differences are paired, over the same questions, and negative where the step helps. Follow-ups have
the turns before them as they are answered with all steps on; what the cross-encoder read once, it
does not read again: each sentence is read by itself, so that the odds are the same.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from evals import gold
from evals.compare import is_refused_rightly
from evals.intervals import Estimate, as_plain, estimate_difference, estimate_mean
from evals.public import load_set
from evals.public_run import ask_all, opened, score_question, take_sample
from evals.rules import RULES
from evals.run import ask_all as ask_gold
from evals.run import score
from evals.sampling import draw
from evals.steps import KINDS, STEPS, Of, Step
from evals.talking import Conversations
from rag.chain import Chatbot
from rag.errors import StoreError
from rag.settings import Settings

Rows = dict[str, list[float | None]]
GOLD_SCORES = ("correct", "citation F1", "recall@5", "attribution")
SETS = ("chroma_chunking", "contractnli", "privacy_qa", "clapnq")
"""Public sets that are small enough to be asked so many times."""

READINGS = 500_000
"""Sentences beside questions whose odds are at hand."""

Progress = Callable[[str, Mapping[str, int]], None]
"""Told after each step its name and how many answers it touches, see `count_touched`."""


def ablate_gold(
    corpus: Path | None,
    paths: Sequence[Path],
    *,
    of: Collection[Of] = KINDS,
    limit: int | None = None,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Asks the development parts of gold sets with each step switched off.

    Args:
        corpus: Folder of documents; the bundled ones where not given.
        paths: The gold sets, whose questions are taken together.
        of: What the steps are of that are switched off.
        limit: How many questions of each, in proportion to their types; all where not given.
        keep: Folder for the index without titles and headings; a temporary one where not given.
    """
    items = [item for path in paths for item in draw(gold.load(path), limit)]

    def ask(bot: Chatbot) -> Rows:
        asked = ask_gold(bot, items)
        rows = [score(one) for one in asked]
        found: Rows = {name: [row[name] for row in rows] for name in GOLD_SCORES}
        found["refusal"] = [is_refused_rightly(not a.item.answerable, a.refused) for a in asked]
        return found

    @contextmanager
    def plain() -> Iterator[Chatbot]:
        with tempfile.TemporaryDirectory(prefix="ablate-") as temporary:
            settings = Settings(index_dir=keep or Path(temporary))
            with Chatbot.open(corpus, settings=settings) as bot:
                yield bot

    with Chatbot.open(corpus) as bot:
        talks = Conversations(lambda question, turns: bot.ask(question, history=turns).text)
        items = [replace(item, history=tuple(talks.hold(item.history))) for item in items]
        steps = [step for step in (*STEPS, *RULES) if step.of in of]
        return _ablate(bot, plain, ask, steps, len(items), progress)


def ablate_set(
    name: str,
    data: Path,
    *,
    of: Collection[Of] = KINDS,
    limit: int | None = None,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Asks a public set with each step switched off; those of the answer where it tests answers.

    Args:
        name: A set of `evals.public.LOADERS`.
        data: Folder of all sets.
        of: What the steps are of that are switched off.
        limit: How many questions, spread evenly; all where not given.
        keep: Folder for the indexes; a temporary one where not given.
    """
    public = load_set(name, data)
    questions = take_sample([each for each in public.questions if each.evidence], limit)

    def ask(bot: Chatbot) -> Rows:
        rows = [score_question(name, each) for each in ask_all(bot, public, questions)]
        return {measure: [row[measure] for row in rows] for measure in rows[0]}

    answered = any(not each.answerable for each in public.questions)
    steps = [step for step in STEPS if step.of in of and (answered or step.of != "answer")]
    with opened(public, keep and keep / "whole") as bot:
        without = keep and keep / "plain"
        return _ablate(bot, lambda: opened(public, without), ask, steps, len(questions), progress)


def earns(difference: Estimate) -> str:
    """Says what a difference tells of its step: "+" it helps, "!" it harms, "" neither is sure."""
    if difference.high is None or difference.low is None:
        return ""
    return "+" if difference.high < 0 else "!" if difference.low > 0 else ""


def _ablate(
    bot: Chatbot,
    plain: Callable[[], AbstractContextManager[Chatbot]],
    ask: Callable[[Chatbot], Rows],
    steps: Sequence[Step],
    n: int,
    progress: Progress | None,
) -> dict[str, Any]:
    """Asks with everything on, then without each step.

    Args:
        bot: Has everything on.
        plain: Opens a chatbot with another index, for a step of the index.
        ask: Asks the questions and returns the scores of each.
        steps: What is switched off.
        n: How many questions there are.
    """
    without: dict[str, Any] = {}
    with patch("rag.models.cross_encoder.KEPT", READINGS):
        whole = ask(bot)
        for step in steps:
            with step.off(), plain() if step.of == "index" else _opened_again(bot) as other:
                rows = ask(other)
            without[step.name] = {
                name: _told(estimate_difference(whole[name], rows[name])) for name in whole
            }
            if "correct" in whole:
                without[step.name]["answers"] = counts = count_touched(whole, rows)
                if progress:
                    progress(step.name, counts)
    return {
        "questions": n,
        "whole": {name: as_plain(estimate_mean(values)) for name, values in whole.items()},
        "without": without,
    }


def count_touched(whole: Rows, rows: Rows) -> dict[str, int]:
    """Counts the answers that a step makes right ("lost" without it) or wrong ("won" without it).

    "touched" are those that have any other score with it.
    """
    pairs = [
        (with_it or 0.0, rows["correct"][n] or 0.0) for n, with_it in enumerate(whole["correct"])
    ]
    return {
        "lost": sum(one > other for one, other in pairs),
        "won": sum(one < other for one, other in pairs),
        "touched": sum(
            any(whole[name][n] != rows[name][n] for name in whole) for n in range(len(pairs))
        ),
    }


def _told(difference: Estimate) -> dict[str, Any]:
    return {**as_plain(difference), "step": earns(difference)}


@contextmanager
def _opened_again(bot: Chatbot) -> Iterator[Chatbot]:
    """Gives a chatbot on the same index that has nothing of the first one's at hand."""
    other = bot.reopen()
    if other is None:
        raise StoreError(f"{bot.corpus}: its index vanished while it was used; try again")
    with other:
        yield other
