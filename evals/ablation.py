"""What does each step of the program bring? The same questions, one step at a time switched off.

A step is switched off by putting something plainer in the place of functions or constants of the
program for as long as the questions are asked; the program itself has no switches for it.
Differences are paired, over the same questions, and negative where the step helps. Follow-ups have
the turns before them as they are answered with all steps on; what the cross-encoder read once, it
does not read again: each sentence is read by itself, so that the odds are the same. With all steps
on it is watched which of them do anything for which question; the others are not asked again.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from operator import ne
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

Row = dict[str, float | None]
Rows = dict[str, list[float | None]]
GOLD_SCORES = ("correct", "citation F1", "recall@5", "attribution")
WORDING = "wording"
"""Beside the scores of an answer, a number by which it is told whether its text is another."""
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

    def ask(bot: Chatbot, place: int) -> Row:
        (result,) = ask_all(bot, public, [questions[place]])
        return score_question(name, result)

    answered = any(not each.answerable for each in public.questions)
    steps = [step for step in STEPS if step.of in of and (answered or step.of != "answer")]
    with opened(public, keep and keep / "whole") as bot:
        without = keep and keep / "plain"
        plain = partial(opened, public, without)
        found = _ablate(bot, plain, ask, len(questions), steps, progress)
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

    def ask(bot: Chatbot, place: int) -> Row:
        (asked,) = ask_gold(bot, [items[place]])
        row = score(asked)
        refused = is_refused_rightly(not asked.item.answerable, asked.refused)
        wording = float(zlib.crc32(asked.answer.text.encode()))
        return {**{name: row[name] for name in GOLD_SCORES}, "refusal": refused, WORDING: wording}

    @contextmanager
    def plain() -> Iterator[Chatbot]:
        with tempfile.TemporaryDirectory(prefix="ablate-") as temporary:
            settings = Settings(index_dir=keep or Path(temporary))
            with Chatbot.open(corpus, settings=settings) as bot:
                yield bot

    with Chatbot.open(corpus) as bot:
        talks = Conversations(lambda question, turns: bot.ask(question, history=turns).text)
        items = [replace(item, history=tuple(talks.hold(item.history))) for item in given]
        return _ablate(bot, plain, ask, len(items), steps, progress)


def _ablate(
    bot: Chatbot,
    plain: Callable[[], AbstractContextManager[Chatbot]],
    ask: Callable[[Chatbot, int], Row],
    n: int,
    steps: Sequence[Step],
    progress: Progress | None,
) -> tuple[Rows, dict[str, Rows]]:
    """Asks with everything on, then without each step, and returns the scores of both.

    Args:
        bot: Has everything on.
        plain: Opens a chatbot with another index, for a step of the index.
        ask: Asks a question, by its number, and returns its scores.
        n: How many questions there are.
        steps: What is switched off.
    """
    without: dict[str, Rows] = {}
    with patch("rag.models.cross_encoder.KEPT", READINGS):
        rows, done = _watch(bot, ask, n, steps)
        whole = _columns(rows)
        for step in steps:
            with step.off(), plain() if step.of == "index" else _opened_again(bot) as other:
                again = {place: ask(other, place) for place in sorted(done[step.name])}
            without[step.name] = _columns([again.get(at, row) for at, row in enumerate(rows)])
            if progress and "correct" in whole:
                progress(step.name, count_touched(whole, without[step.name]))
    return whole, without


def _watch(
    bot: Chatbot, ask: Callable[[Chatbot, int], Row], n: int, steps: Sequence[Step]
) -> tuple[list[Row], dict[str, set[int]]]:
    """Returns the scores with everything on, and for which questions each step may do anything."""
    rows: list[Row] = []
    done: dict[str, set[int]] = {step.name: set() for step in steps}
    with ExitStack() as stack:
        for step in steps:
            touched = done[step.name]
            told = stack.enter_context(step.watched(partial(_note, touched, rows)))
            if step.of == "index" or not told:
                touched.update(range(n))
        for place in range(n):
            # What is at hand of another question would hide what a step does for this one.
            with _opened_again(bot) as other:
                rows.append(ask(other, place))
    return rows, done


def _note(touched: set[int], rows: Sequence[Row]) -> None:
    """Notes the question that is being asked: the one behind those that have their scores."""
    touched.add(len(rows))


def _columns(rows: Sequence[Row]) -> Rows:
    return {name: [row[name] for row in rows] for name in rows[0]}


def count_touched(whole: Rows, rows: Rows) -> dict[str, int]:
    """Counts the answers that a step makes right ("lost" without it) or wrong ("won" without it).

    "touched" are those that have any other score with it, "worded" those that have another text.
    """
    pairs = [
        (with_it or 0.0, rows["correct"][n] or 0.0) for n, with_it in enumerate(whole["correct"])
    ]
    other = {name: list(map(ne, whole[name], rows[name])) for name in whole}
    scored = zip(*(each for name, each in other.items() if name != WORDING), strict=True)
    return {
        "lost": sum(one > other for one, other in pairs),
        "won": sum(one < other for one, other in pairs),
        "touched": sum(map(any, scored)),
        "worded": sum(other.get(WORDING, ())),
    }


def _told(n: int, whole: Rows, without: Mapping[str, Rows]) -> dict[str, Any]:
    """Returns what is told of `n` questions: the scores, and their differences without a step."""
    told: dict[str, Any] = {}
    names = [name for name in whole if name != WORDING]
    for step, rows in without.items():
        told[step] = {}
        for name in names:
            difference = estimate_difference(whole[name], rows[name])
            told[step][name] = {**as_plain(difference), "step": earns(difference)}
        if "correct" in whole:
            told[step]["answers"] = count_touched(whole, rows)
    return {
        "questions": n,
        "whole": {name: as_plain(estimate_mean(whole[name])) for name in names},
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
