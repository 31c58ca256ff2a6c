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

from evals.compare import is_refused_rightly
from evals.intervals import Estimate, as_plain, estimate_difference, estimate_mean
from evals.public import load_set
from evals.public_run import ask_all, opened, score_question, take_sample
from evals.records import GoldItem
from evals.rules import RULES
from evals.run import ask_all as ask_gold
from evals.run import score
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
    asked: Sequence[tuple[Path | None, Sequence[GoldItem]]],
    *,
    of: Collection[Of] = KINDS,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Asks gold questions with each step switched off.

    Args:
        asked: Folders of documents (the bundled ones where None), each with its questions; all are
            told of together.
        of: What the steps are of that are switched off.
        keep: Folder for the indexes without titles and headings; a temporary one where not given.
    """
    steps = [step for step in (*STEPS, *RULES) if step.of in of]
    found = [_ablate_folder(*each, steps, keep, progress) for each in asked]
    whole = _joined([rows for rows, _ in found])
    without = {step.name: _joined([rows[step.name] for _, rows in found]) for step in steps}
    return _told(sum(len(items) for _, items in asked), whole, without)


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
        found = _ablate(bot, lambda: opened(public, without), ask, steps, progress)
    return _told(len(questions), *found)


def earns(difference: Estimate) -> str:
    """Says what a difference tells of its step: "+" it helps, "!" it harms, "" neither is sure."""
    if difference.high is None or difference.low is None:
        return ""
    return "+" if difference.high < 0 else "!" if difference.low > 0 else ""


def _ablate_folder(
    corpus: Path | None,
    given: Sequence[GoldItem],
    steps: Sequence[Step],
    keep: Path | None,
    progress: Progress | None,
) -> tuple[Rows, dict[str, Rows]]:
    """Returns the scores of a folder's questions with everything on, and without each step."""

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
        items = [replace(item, history=tuple(talks.hold(item.history))) for item in given]
        return _ablate(bot, plain, ask, steps, progress)


def _ablate(
    bot: Chatbot,
    plain: Callable[[], AbstractContextManager[Chatbot]],
    ask: Callable[[Chatbot], Rows],
    steps: Sequence[Step],
    progress: Progress | None,
) -> tuple[Rows, dict[str, Rows]]:
    """Asks with everything on, then without each step, and returns both.

    Args:
        bot: Has everything on.
        plain: Opens a chatbot with another index, for a step of the index.
        ask: Asks the questions and returns the scores of each.
        steps: What is switched off.
    """
    without: dict[str, Rows] = {}
    with patch("rag.models.cross_encoder.KEPT", READINGS):
        whole = ask(bot)
        for step in steps:
            with step.off(), plain() if step.of == "index" else _opened_again(bot) as other:
                without[step.name] = ask(other)
            if progress and "correct" in whole:
                progress(step.name, count_touched(whole, without[step.name]))
    return whole, without


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


def _told(n: int, whole: Rows, without: Mapping[str, Rows]) -> dict[str, Any]:
    """Returns what is told of `n` questions: the scores, and their differences without a step."""
    told: dict[str, Any] = {}
    for step, rows in without.items():
        told[step] = {}
        for name in whole:
            difference = estimate_difference(whole[name], rows[name])
            told[step][name] = {**as_plain(difference), "step": earns(difference)}
        if "correct" in whole:
            told[step]["answers"] = count_touched(whole, rows)
    return {
        "questions": n,
        "whole": {name: as_plain(estimate_mean(values)) for name, values in whole.items()},
        "without": told,
    }


def _joined(rows: Sequence[Rows]) -> Rows:
    """Puts the scores of several folders behind each other."""
    return {name: [value for each in rows for value in each[name]] for name in rows[0]}


@contextmanager
def _opened_again(bot: Chatbot) -> Iterator[Chatbot]:
    """Gives a chatbot on the same index that has nothing of the first one's at hand."""
    other = bot.reopen()
    if other is None:
        raise StoreError(f"{bot.corpus}: its index vanished while it was used; try again")
    with other:
        yield other
