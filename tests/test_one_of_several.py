"""A question for several of a kind is asked for any of them."""

from __future__ import annotations

import pytest

from rag.listing.one_of_several import as_one_of_several, is_of_research


@pytest.mark.parametrize(
    ("question", "one", "noun", "count"),
    [
        ("Which counties left the league?", "Which county left the league?", "county", 0),
        ("And which churches are closed?", "Which church is closed?", "church", 0),
        ("Name the mayors who opposed it.", "Which mayor opposed it?", "mayor", 0),
        ("Which of the local boards voted?", "Which local board voted?", "board", 0),
        ("which 16 quays have cranes", "Which quay has cranes?", "quay", 16),
        ("Which DHS programs were cut?", "Which DHS program was cut?", "program", 0),
        ("What do the studies say about tolls?", "What did a study find about tolls?", "study", 0),
        ("what has research shown on tolls", "What did a study find on tolls?", "study", 0),
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
        "What does the study say about tolls?",
        "What do studies cost?",
    ],
)
def test_others_are_not(question: str) -> None:
    assert as_one_of_several(question) is None


@pytest.mark.parametrize(
    ("text", "research"),
    [
        ("A survey of 2014 found that tolls rose.", True),
        ("Studies of the harbour", True),
        ("A Study in Light and Dark", False),
        ("The auditors found that tolls rose.", False),
    ],
)
def test_what_names_a_study(text: str, research: bool) -> None:
    assert is_of_research(text) is research
