"""What corrects an answer is told with it, in whatever words and in whichever document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_reader import Scripted, searched

import rag
from rag.answering.changed import _within
from rag.answering.corrections import Corrections

REPORT = """# The Wreck of the Grebe

Report of the Harbour Board of Orm

## Findings

1. The Grebe carried 34 passengers on the night of the storm.

2. The lamp on the mole was lit by Dan Ferris.

3. The mole was built in 1862. The lamp is of brass.

4. Every passenger will receive a payment of £40.

## Later note (3 June)

Paragraph 2. The keeper's diary has been found. It was Ann Sorrel who lit it.

The amount for each traveller goes up to £65. A further sum was proposed and refused.

The owner wished to change the name of the boat.
"""

LETTERS = """# Orm Gazette: letters

Sir, in your article on the wreck of the Grebe you were in error. The mole was opened in 1871, when
I was a boy.
"""

OTHER = """# Rules of the Orm ferry

1. A ferry carries no more than 50 passengers.

## Corrections

Rule 1: a ferry now carries no more than 45 passengers.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("orm")
    for name, text in (("wreck", REPORT), ("letters", LETTERS), ("ferry", OTHER)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


def _corrected(
    bot: rag.Chatbot,
    question: str,
    quoted: str,
    odds: dict[str, float],
    *,
    referring: bool = False,
    read_by: str = "large",
) -> str | None:
    steps = bot._steps
    state, item = searched(bot, question, quoted)
    reader = Scripted(odds, read_by)
    corrections = Corrections(steps._finder, steps.documents, reader)  # type: ignore[arg-type]
    told = corrections.of(item, state, referring=referring)
    by = told[0].by if told else None
    return by and " ".join(map(by.found.entry.passage.text_of, by.sentences))


PAID = "How much is paid to each passenger of the Grebe?"
LIT = "Who lit the lamp on the mole?"


def test_what_stands_further_on_and_answers_otherwise_corrects(bot: rag.Chatbot) -> None:
    told = _corrected(bot, PAID, "payment of £40", {"goes up to £65": 0.5, "proposed": 3.0})
    assert told == "The amount for each traveller goes up to £65."
    assert _corrected(bot, PAID, "payment of £40", {"goes up to £65": -2.0}) is None


def test_what_refers_to_the_paragraph_quoted_needs_to_answer_less_surely(bot: rag.Chatbot) -> None:
    told = _corrected(bot, LIT, "lit by Dan Ferris", {"Ann Sorrel": -2.0}, referring=True)
    assert told is not None and told.endswith("It was Ann Sorrel who lit it.")
    # with the small cross-encoder that alone corrects
    by_small = _corrected(bot, LIT, "lit by Dan Ferris", {"Ann Sorrel": 1.0}, read_by="small")
    assert by_small is not None
    assert _corrected(bot, PAID, "of £40", {"goes up": 2.0}, read_by="small") is None


def test_what_refers_to_another_paragraph_does_not_correct(bot: rag.Chatbot) -> None:
    asked = "How many passengers did the Grebe carry?"
    assert _corrected(bot, asked, "34 passengers", {"Ann Sorrel": 3.0}) is None


def test_another_document_may_correct_where_it_surely_answers(bot: rag.Chatbot) -> None:
    asked = "When was the mole built?"
    told = _corrected(bot, asked, "built in 1862", {"opened in 1871": 0.4})
    assert told is not None and "1871" in told and "in error" in told
    assert _corrected(bot, asked, "built in 1862", {"opened in 1871": -0.4}) is None
    # its own paragraph 1 is meant, not that of the report
    asked = "How many passengers did the Grebe carry?"
    assert _corrected(bot, asked, "34 passengers", {"now carries": -1.0}) is None


def test_a_wish_to_change_something_corrects_nothing(bot: rag.Chatbot) -> None:
    asked = "What is the name of the boat?"
    assert _corrected(bot, asked, "34 passengers", {"wished to change": 4.0}) is None


def test_an_answer_is_given_with_what_corrects_it_and_says_so(tmp_path: Path) -> None:
    text = REPORT.replace("2. The lamp", "2. The lamp of the harbour")
    (tmp_path / "wreck.md").write_text(
        text.replace("The keeper's", 'For "Dan Ferris" read "Ann Sorrel". The keeper\'s'), "utf-8"
    )
    with rag.Chatbot.open(tmp_path) as opened:
        answer = opened.ask("Who lit the lamp of the harbour on the mole?")
    assert "Dan Ferris" in answer.text and "Ann Sorrel" in answer.text
    assert any("tells of a change to what is quoted" in note for note in answer.notes)


def test_what_leans_on_a_sentence_that_is_quoted_goes_on_from_it(bot: rag.Chatbot) -> None:
    _, found = searched(bot, LIT, "diary has been found")
    _, old = searched(bot, LIT, "lit by Dan Ferris")
    _, after = searched(bot, LIT, "It was Ann Sorrel")
    by = replace(after, led_in_by=(found.sentence,), followed_by=())
    told = _within([[found], [old, by]], 4)
    assert [each.sentence for each in told] == [after.sentence, old.sentence]
    assert told[0].led_in_by == (found.sentence,)
