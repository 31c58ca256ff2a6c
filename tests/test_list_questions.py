"""Which questions ask for several things, and for how many."""

from __future__ import annotations

import pytest

from rag.listing.list_questions import asks_for_list


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
