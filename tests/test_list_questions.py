"""Which questions ask for several things, and for how many."""

from __future__ import annotations

import pytest

from rag.listing.list_questions import (
    asks_for_list,
    asks_for_several,
    asks_of_them,
    may_ask_for_several,
)


@pytest.mark.parametrize(
    ("question", "noun", "count"),
    [
        ("Which five headings did the board use?", "headings", 5),
        ("What are the reasons named in the memo?", "reasons", None),
        ("What reforms did the board announce?", "reforms", None),
        ("Name the quays.", "quays", None),
        ("List all three repairs made to the quay.", "repairs", 3),
        ("What did the board recommend to the town?", "recommendations", None),
        ("Which harbour board rules apply?", "rules", None),
        ("In which towns were piers built?", "towns", None),
    ],
)
def test_questions_that_want_several(question: str, noun: str, count: int | None) -> None:
    wanted = asks_for_list(question)
    assert wanted is not None and (wanted.noun, wanted.count) == (noun, count)


@pytest.mark.parametrize(
    "question",
    [
        "What does the board say?",
        "What is the status of the quay?",
        "Which report names the board's costs?",
        "How many quays are there?",
        "What was the cost of the repairs?",
        "Who repaired the quays?",
        "What counts as a repair?",
        "What made several members of the board leave?",
        "On what grounds did the board leave?",
    ],
)
def test_questions_that_want_one_thing(question: str) -> None:
    assert asks_for_list(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Which five headings did the board use?",
        "The pier is shut. For which reasons?",
        "On what dates was the pier shut?",
        "List the people who were hurt.",
        "please name all who came",
        "How many piers are shut, and which are they?",
        "How many came, in each group?",
    ],
)
def test_questions_that_say_that_they_want_several(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of the piers was shut?",
        "Which report names the piers?",
        "Name one pier.",
        "How many piers are shut?",
        "When was the pier shut?",
        "What is a pier?",
    ],
)
def test_questions_that_say_nothing_of_several_things(question: str) -> None:
    assert not asks_for_several(question)


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("What did the board change?", True),
        ("Why was the pier shut?", True),
        ("In what way did it fail?", True),
        ("How has the rule been changed?", True),
        ("Who voted against it?", True),
        ("Who was on the board?", True),
        ("“What must the town pay?”", True),
        ("Who was the clerk?", False),
        ("What is a pier?", False),
        ("What was changed?", True),
        ("What was the fee?", False),
        ("How many piers are there?", False),
        ("Did the board change it?", False),
        ("When was the pier shut?", False),
    ],
)
def test_questions_that_several_things_may_answer(question: str, may: bool) -> None:
    assert may_ask_for_several(question) is may


def test_what_is_asked_of_each() -> None:
    assert asks_of_them("Which piers are shut, and what is each of them used for?")
    assert not asks_of_them("Which piers are shut, and who shut the bridge?")
