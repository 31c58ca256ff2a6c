"""Sentences that contradict what a question takes for granted, and those that only seem to."""

from __future__ import annotations

import pytest

from rag.parts import split_question
from rag.premise import contradicted


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "When did DHS allow Illinois to withdraw?",
            "DHS replied that Illinois could not withdraw from the program.",
            "not withdraw",
        ),
        (
            "Why did all 19 members of the Task Force resign?",
            "Five of the 19 members of the Task Force stepped down.",
            "Five of the 19 members",
        ),
        (
            "Why did the agency agree with the recommendation?",
            "The agency disagreed with the recommendation.",
            "disagreed",
        ),
        (
            "Why did the county sign the agreement?",
            "The county refused to sign the agreement.",
            "refused … sign",
        ),
    ],
)
def test_contradictions(question: str, text: str, words: str) -> None:
    assert contradicted(question, text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # asks whether, so takes nothing for granted
        ("Did DHS allow Illinois to withdraw?", "Illinois could not withdraw, DHS said."),
        ("Why could Illinois not withdraw?", "Illinois could not withdraw."),
        # somebody else was refused
        ("When did Denmark join the union?", "Denmark joined, though Norway failed to join it."),
        # finished later is finished
        ("When was the quay completed?", "The quay was not completed until 1769."),
        # another matter
        ("When did the ferry stop?", "The council did not stop for lunch at the quay."),
        # ended is not never begun
        ("When did the program start?", "The order of 2017 ended the program."),
        ("Why did five members resign?", "Five of the 19 members resigned."),
    ],
)
def test_what_only_looks_like_one(question: str, text: str) -> None:
    assert contradicted(question, text) is None


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "When was it released and how many copies were printed?",
            ("When was it released?", "how many copies were printed?"),
        ),
        (
            "How many were removed, and to which countries?",
            ("How many were removed?", "to which countries?"),
        ),
        ("How did it end, and when?", None),
        ("How did she explain the report, which she signed?", None),
        ("Did the board vote and what did it decide?", None),
    ],
)
def test_two_questions_in_one(question: str, parts: tuple[str, str] | None) -> None:
    assert split_question(question) == parts
