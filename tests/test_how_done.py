"""Sentences on how something was looked into."""

import numpy as np
import pytest

from rag.fitting.how_done import leave_out_how_done
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

FOUND = "The mains are seventy years old."


def kept(question: str, *texts: str) -> list[str]:
    """What is left of some sentences of one passage."""
    whole = " ".join(texts)
    places = [whole.index(text) for text in texts]
    sentences = [
        Sentence(start, start + len(text), Speaker("Board"))
        for start, text in zip(places, texts, strict=True)
    ]
    passage = Passage("0", "doc", 0, len(whole), whole, (), tuple(sentences))
    entry = Entry(passage, "key", "Mains", np.arange(len(texts) + 1, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.ones((len(texts), 1), np.float32))
    ranked = [Evidence(found, each, 0.5, np.ones(1, np.float32)) for each in sentences]
    return [item.text for item in leave_out_how_done(question, ranked)]


@pytest.mark.parametrize(
    "text",
    [
        "We reviewed 24 records of repair.",
        "To see how old they are, we interviewed the engineers of the board.",
        "The auditors visited four waterworks.",
        "This report examines how the mains are kept.",
        "This report (1) describes the mains and (2) the pumps.",
        "My statement today discusses the mains.",
        "This statement is based on earlier work.",
        "GAO was asked to review the mains.",
    ],
)
def test_how_a_thing_was_looked_into_is_not_what_was_found(text: str) -> None:
    assert kept("What did the auditors find about the mains?", text, FOUND) == [FOUND]
    assert kept("What did the auditors review?", text, FOUND) == [text, FOUND]
    assert kept("What do the auditors say about their methods?", text, FOUND) == [text, FOUND]
    assert kept("What did the auditors find about the mains?", text) == [text]


def test_what_a_report_is_on_answers_only_questions_on_it() -> None:
    on = "This report examines how old the mains are."
    assert kept("How old are the mains?", on, FOUND) == [FOUND]
    assert kept("What does the report examine?", on, FOUND) == [on, FOUND]
    assert kept("How old are the mains?", on) == [on]


def test_what_a_text_is_drawn_from_answers_only_questions_on_that() -> None:
    drawn = (
        "The end of the mains in 1990 and their return in 2001 are summarised here from letters."
    )
    assert kept("When did the mains return?", drawn, FOUND) == [FOUND]
    assert kept("What did the board say about the mains?", drawn, FOUND) == [FOUND]
    for asked in (
        "Which sources tell of the mains?",
        "What does the account of the mains rest on?",
    ):
        assert kept(asked, drawn, FOUND) == [drawn, FOUND]
    named = "The account given here follows a letter by the Board's arm, the Mains Office."
    assert kept("What is the Mains Office?", named, FOUND) == [named, FOUND]


def test_a_work_that_is_only_named_answers_only_questions_on_works() -> None:
    named = "Harbour Board, Plan for the Mains, a New Way to Keep Them Dry (Apr. 21, 2022)."
    assert kept("Tell me about the mains", named, FOUND) == [FOUND]
    assert kept("Which documents are on the mains?", named, FOUND) == [named, FOUND]
    dated = "The Harbour Board, which keeps them, dried the mains in a week (May 4, 2011)"
    assert kept("Who dried the mains?", f"{dated} and wept.") == [f"{dated} and wept."]


def test_how_a_text_may_be_used_answers_only_questions_on_that() -> None:
    may = "Because it may contain copyrighted pictures of the mains, ask before you print it."
    assert kept("Why are the mains old?", may, FOUND) == [FOUND]
    assert kept("Is permission needed to print the pictures?", may, FOUND) == [may, FOUND]


@pytest.mark.parametrize(
    "text",
    [
        "We reviewed 24 records of repair and found that six were false.",
        "The engineers whom we interviewed told us that the mains leak.",
        "The report says that the mains leak.",
        "The board reviews its mains every year.",
        "This report was late.",
    ],
)
def test_what_was_found_thereby_is(text: str) -> None:
    assert kept("What did the auditors find about the mains?", text, FOUND) == [text, FOUND]
