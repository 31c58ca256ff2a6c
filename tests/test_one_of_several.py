"""A question for several of a kind is asked for any of them."""

from __future__ import annotations

import pytest

from rag.listing.one_of_several import as_one_of_several


@pytest.mark.parametrize(
    ("question", "one", "noun", "count"),
    [
        ("Which counties left the league?", "Which county left the league?", "county", 0),
        ("And which churches are closed?", "Which church is closed?", "church", 0),
        ("Name the mayors who opposed it.", "Which mayor opposed it?", "mayor", 0),
        ("Which of the local boards voted?", "Which local board voted?", "board", 0),
        ("which 16 quays have cranes", "Which quay has cranes?", "quay", 16),
        ("Which DHS programs were cut?", "Which DHS program was cut?", "program", 0),
    ],
)
def test_one_of_several(question: str, one: str, noun: str, count: int) -> None:
    asked = as_one_of_several(question)
    assert asked is not None
    assert (asked.text, asked.noun, asked.count) == (one, noun, count)


@pytest.mark.parametrize(
    "question",
    [
        "Which firm processes our claims?",
        "Which company rented cranes to the port?",
        "Which species was found?",
        "What are the exceptions?",
        "Which county left?",
        "Who left?",
    ],
)
def test_others_are_not(question: str) -> None:
    assert as_one_of_several(question) is None
