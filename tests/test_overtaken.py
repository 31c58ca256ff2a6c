"""What likely overtakes an answer is told with it, though no word of it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scripted_reader import Scripted, searched

import rag
from rag.answering import overtaken
from rag.answering.overtaken import _agrees, is_of_other_years, may_be_overtaken, overtaking
from rag.models.cross_encoder import InContext, Turns

REPORT = """---
date: 2031-03-03
---
# The Harbour of Orm

Report of 3 March 2031

The harbour committee sat in January. It is chaired by Dan Ferris.

The ferry carries 300 passengers a day. In summer it sails twice.
"""

NEWS = """---
date: 2031-06-09
---
# Harbour news

Newsletter of 9 June 2031

Ann Sorrel will lead the harbour committee through the summer. She was elected in May.

The board proposed that Bo Dahl chair the committee. Does the committee want him?

The ferry carries 300 passengers a day, as it has for years.
"""

OLD = """---
date: 2019-05-02
---
# Harbour news of long ago

Newsletter of 2 May 2019

Jon Ovesen leads the harbour committee.
"""

Tell = Callable[..., str | None]

ASKED = "Who chairs the harbour committee?"


class ScriptedChanges(Scripted):
    """Tells of changes as it is told."""

    def score(
        self, question: str, sentences: Sequence[InContext], after: Turns
    ) -> NDArray[np.float64]:
        del question, after
        return np.array([self.of(each.text) for each in sentences], np.float64)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("orm")
    for name, text in (("report", REPORT), ("news", NEWS), ("old", OLD)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


@pytest.fixture
def told(bot: rag.Chatbot, monkeypatch: pytest.MonkeyPatch) -> Tell:
    def tell(
        changes: dict[str, float],
        answers: dict[str, float],
        *,
        quoted: str = "chaired by Dan Ferris",
        question: str = ASKED,
        read_by: str = "large",
    ) -> str | None:
        state, item = searched(bot, question, quoted)
        monkeypatch.setattr(overtaken, "load_change_reader", lambda: ScriptedChanges(changes))
        reader = Scripted(answers, read_by)
        later = overtaking(item, state, bot._steps.documents, reader)  # type: ignore[arg-type]
        return later and later.text

    return tell


SORREL = "Ann Sorrel will lead"


def test_what_likely_changes_it_and_answers_too_is_told(told: Tell) -> None:
    later = "Ann Sorrel will lead the harbour committee through the summer."
    assert told({SORREL: 2.0}, {SORREL: 1.0}) == later
    assert told({SORREL: 4.5}, {}) == later  # though it is no answer by itself
    assert told({SORREL: 2.0}, {SORREL: 0.0}) is None
    assert told({}, {SORREL: 3.0}) is None


def test_the_small_cross_encoder_tells_of_none(told: Tell) -> None:
    assert told({SORREL: 3.0}, {SORREL: 3.0}, read_by="small") is None


@pytest.mark.parametrize("words", ["Bo Dahl chair", "Does the committee", "Jon Ovesen leads"])
def test_a_proposal_a_question_and_what_is_older_change_nothing(told: Tell, words: str) -> None:
    assert told({words: 4.0}, {words: 4.0}) is None


def test_the_same_said_again_changes_nothing(told: Tell) -> None:
    again = {"as it has for years": 4.0}
    asked = "How many passengers does the ferry carry a day?"
    assert told(again, again, quoted="carries 300 passengers a day.", question=asked) is None


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("Who chairs the harbour committee?", True),
        ("Who is the chair of the committee?", True),
        ("How many passengers does the ferry carry?", True),
        ("When will the works begin?", True),
        ("Which lamp is needed?", True),
        ("What is the deadline for bids?", True),
        ("By what date did bids have to be in?", True),
        ("How many bids did the board get?", True),
        ("When did the works begin?", False),
        ("Who founded the harbour?", False),
        ("Which harbour master started the lamp fund?", False),
        ("What is the Harbour Fund?", False),
        ("How does the Harbour Fund work?", False),
        ("Who is Jon Ovesen?", False),
        ("Did Jon Ovesen leave the harbour?", True),
        ("What did Jon Ovesen say of the lamp?", False),
        ("What does the review conclude?", False),
        ("What did the board decide?", True),
    ],
)
def test_what_something_is_and_what_happened_once_is_not_overtaken(
    question: str, may: bool
) -> None:
    assert may_be_overtaken(question) is may


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("How many were removed?", "In fiscal year 2011 and half of 2012 it was 119,000.", True),
        ("How many were removed?", "From 2008 to 2012 it was 180,000, not 183,000.", False),
        ("How many were removed?", "It was 180,000, not 183,000.", False),
        ("How many are removed each year?", "In fiscal year 2011 it was 119,000.", False),
        ("When was it shut?", "It was shut in 2011.", False),
        ("How many were removed?", "By May 2012, as of 2008, it was 190,000.", False),
        ("How many were removed?", "By February 2012, as of 2008, it was 170,000.", True),
    ],
)
def test_a_figure_of_other_years_changes_no_figure_of_the_past(
    question: str, told: str, other: bool
) -> None:
    quoted = "GAO counted 183,000 people removed between October 2008 and March 2012."
    assert is_of_other_years(question, told, quoted) is other


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("In its comments the board concurred with all of it.", True),
        ("Later the board agreed no more.", False),
        ("The board partially concurred.", False),
    ],
)
def test_who_agrees_once_more_changes_nothing(told: str, again: bool) -> None:
    quoted = "The board agreed with the recommendations."
    assert (_agrees(told) and _agrees(quoted)) is again
