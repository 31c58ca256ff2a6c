"""What tells two things apart: what each of them is."""

import pytest

from rag.asking.told_apart import things_told_apart

PIER_AND_QUAY = ("a pier", "a quay")


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between a pier and a quay?",
        "what's the main difference between a pier and a quay",
        "difference between a pier and a quay",
        "What are the differences between a pier and a quay?",
        "How is a pier different from a quay?",
        "How does a pier differ from a quay?",
        "What is the difference between the two works, a pier and a quay?",
    ],
)
def test_two_things_are_told_apart(question: str) -> None:
    assert things_told_apart(question) == PIER_AND_QUAY


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between the board's figures and those of the port?",
        "What is the difference between 2010 and 2011?",
        "difference between $400 and $600",
        "What is the difference between what the board said and what it did?",
        "How do the board and the port differ on fees?",
        "What difference did the pier make?",
        "How is the pier different now?",
        "What is the difference between the findings of the board and the port?",
    ],
)
def test_what_is_said_or_counted_is_not(question: str) -> None:
    assert things_told_apart(question) == ()
