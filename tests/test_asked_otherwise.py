"""What is asked in other words where nothing answers it as it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import rag
from rag.answering.asked_otherwise import SURELY, AskedOtherwise
from rag.answering.state import State
from rag.asking.directory import Directory
from rag.settings import Settings
from tests.named_documents import document
from tests.scripted_reader import searched

LEAST = 0.5


class Asking:
    """Answers as it is told: how surely each question is answered, by which state."""

    def __init__(self, answers: dict[str, tuple[float, State]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def __call__(self, question: str, state: State) -> State:
        self.asked.append(question)
        sure, told = self._answers.get(question, (0.0, state))
        return replace(told, whole=sure > 0, sure=sure, question=state.question)


def otherwise(asking: Asking) -> AskedOtherwise:
    text = "The OHI met at the quay."
    report = replace(document("r", title="Quays", author="Ada North"), date="2012-07", text=text)
    speakers = ("Town OHI", "Town Office of Harbour Inspector")
    return AskedOtherwise(Directory({"r": report}, speakers), asking, LEAST)


def state(question: str, bot: rag.Chatbot) -> State:
    return bot._steps.understand(State(question))


def test_who_holds_an_office_is_called_as_the_documents_do(bot: rag.Chatbot) -> None:
    question = state("What did the Harbour Inspector find?", bot)
    short = "What did the OHI find?"
    asking = Asking({short: (SURELY, question)})
    told = otherwise(asking).by_office(question)
    assert told is not None and told.question == question.question
    assert asking.asked == [short]
    assert otherwise(Asking({short: (SURELY - 0.01, question)})).by_office(question) is None
    assert otherwise(asking).by_office(state("What did the Harbour Inspector say?", bot)) is None


BOARD = """---
title: Ferries of the Sound
author: Ada North
kind: commentary
---

# Ferries of the Sound

## Ferries

The Keel Fund paid for three ferries in 1990. Ferries cross the Sound twice a day.

## The author's conclusion

North concludes that the ferries are worth their price. North blames the port for the delays.
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("sound")
    (folder / "ferries.md").write_text(BOARD, "utf-8")
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"))
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What does the commentary conclude?",
        "What is the conclusion of the commentary?",
        "What are the main conclusions of the commentary?",
    ],
)
def test_what_a_document_concludes_is_told_by_the_section_on_that(
    sound: rag.Chatbot, question: str
) -> None:
    assert [each.quote for each in sound.ask(question).citations] == [
        "North concludes that the ferries are worth their price.",
        "North blames the port for the delays.",
    ]


def test_what_is_told_of_a_thing_stands_behind_what_it_is(sound: rag.Chatbot) -> None:
    asked, other = searched(sound, "Tell me about the Keel Fund", "Ferries cross the Sound")
    first = searched(sound, "Tell me about the Keel Fund", "paid for three ferries")[1]
    explained = replace(asked, evidence=(first,))
    told = replace(asked, evidence=(other, first), whole=True, sure=SURELY)
    ways = AskedOtherwise(
        sound._steps._directory, Asking({"What is Keel Fund?": (SURELY, explained)}), LEAST
    )
    found = ways.what_it_is(asked, told)
    assert found is not None
    assert [each.text for each in found.evidence] == [first.text, other.text]
    unsure = ways.what_it_is(asked, replace(told, sure=LEAST - 0.1))
    assert unsure is not None and [each.text for each in unsure.evidence] == [first.text]
    assert ways.what_it_is(state("What is the Keel Fund?", sound), told) is None
    beside = Asking({"What is Keel Fund?": (SURELY, replace(asked, evidence=(other,)))})
    ways = AskedOtherwise(sound._steps._directory, beside, LEAST)
    assert ways.what_it_is(asked, told) is None


def test_of_a_thing_that_nothing_explains_it_is_told_what_there_is(sound: rag.Chatbot) -> None:
    steps = sound._steps
    asked, item = searched(sound, "What is the Keel Fund?", "paid for three ferries")
    told = replace(asked, evidence=(replace(item, odds=1.0),), searched_as="Tell me about it.")
    ways = AskedOtherwise(
        steps._directory, Asking({"Tell me about the Keel Fund.": (SURELY, told)}), LEAST
    )
    chosen = replace(asked, evidence=())
    found = ways.told_of(asked, chosen)
    assert found is not None
    assert [each.question for each in found.parts] == ["What is the Keel Fund?", told.searched_as]
    assert [each.text for each in found.evidence] == [item.text]
    assert ways.told_of(state("What did the Keel Fund pay for?", sound), chosen) is None
    unread = replace(told, evidence=(replace(item, odds=-1.0),))
    silent = Asking({"Tell me about the Keel Fund.": (SURELY, unread)})
    assert AskedOtherwise(steps._directory, silent, LEAST).told_of(asked, chosen) is None
