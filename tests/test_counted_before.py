"""Those whom an answer counts, asked for without a name."""

from __future__ import annotations

import pytest

from rag.asking.manner import without_manner
from rag.listing.counted_before import name_counted

CHOSEN = "We selected five coastal towns that had been flooded twice since 2003. [1]"


@pytest.mark.parametrize(
    ("asked", "before", "answer", "named"),
    [
        ("which five?", "How were towns chosen?", CHOSEN, "Which five coastal towns?"),
        ("and which ones?", "How were towns chosen?", CHOSEN, "Which five coastal towns?"),
        ("what are they", "How were towns chosen?", CHOSEN, "Which five coastal towns?"),
        ("list all five please", "How were towns chosen?", CHOSEN, "Which five coastal towns?"),
        (
            "which ones?",
            "How many towns were visited in May?",
            CHOSEN,
            "Which five towns were visited in May?",
        ),
        (
            "Who were the 7?",
            "Who was asked?",
            "Only 7 of the nine keepers came in 2004, 12 days late.",
            "Which 7 keepers?",
        ),
        (
            "which ones?",
            "Who was asked?",
            "Four business owners were.",
            "Which four business owners?",
        ),
        (
            "list them",
            "What is advised?",
            "It makes 17 recommendations.",
            "Which 17 recommendations?",
        ),
    ],
)
def test_they_are_named_by_what_is_counted(
    asked: str, before: str, answer: str, named: str
) -> None:
    assert name_counted(asked, before, answer) == named


@pytest.mark.parametrize(
    ("asked", "before", "answer"),
    [
        ("which six?", "How were towns chosen?", CHOSEN),
        ("and the other five?", "How were towns chosen?", CHOSEN),
        ("which towns?", "How were towns chosen?", CHOSEN),
        ("which one?", "How were towns chosen?", CHOSEN),
        ("which ones?", "How many keepers came?", CHOSEN),
        ("which ones?", "How long?", "It took 12 days and cost $14 million, 3 percent more."),
        ("which ones?", "How many?", "I cannot find this in the documents."),
        ("what are they?", "What is shown?", "The lamp of the lighthouse burns oil."),
        ("which ones?", "What is shown?", "Table 2 shows the towns. Section 12 requires them."),
        ("list them", "What recommendations are made?", "They were made to two agencies."),
        ("what are they?", "Which risks are named?", "It covers 12 airports and names fog."),
    ],
)
def test_nothing_is_named_that_is_not_counted(asked: str, before: str, answer: str) -> None:
    assert name_counted(asked, before, answer) is None


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("What does the board advise? Quote it in full.", "What does the board advise?"),
        ("what did it say of 2013? word for word", "what did it say of 2013?"),
        ("which towns are those? give me the list please", "which towns are those?"),
        ("How many came? List them.", "How many came? List them."),
        ("Who signed it? Please cite the page.", "Who signed it?"),
        ("What is meant? Who signed the page?", "What is meant? Who signed the page?"),
        ("Quote it in full.", "Quote it in full."),
        ("Give me the list of towns.", "Give me the list of towns."),
        ("Which towns are those? I'd like the whole list.", "Which towns are those?"),
        ("Which towns are those? I want to know.", "Which towns are those? I want to know."),
        ("Who came? List the towns of Kent.", "Who came? List the towns of Kent."),
    ],
)
def test_the_form_of_an_answer_is_no_part_of_the_question(said: str, asked: str) -> None:
    assert without_manner(said) == asked
