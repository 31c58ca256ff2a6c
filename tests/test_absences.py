"""What there is none of, where a question asks how many or which, and what only looks like it."""

from __future__ import annotations

import pytest

from rag.refusing.absences import none_of, some_of


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "Which of the nine ports asked for advice on their dues?",
            "None of the nine ports that keep dues sought advice from others.",
            "None of the nine ports",
        ),
        (
            "How many peer-reviewed studies on dues did the Board find?",
            "We did not find any peer-reviewed studies that examined dues.",
            "did not find any peer-reviewed studies",
        ),
        (
            "How many harbour charts of Kent are there?",
            "Two clerks told us that there are no harbour charts of Kent.",
            "no harbour charts of Kent",
        ),
        (
            "Which ships missed the deadline for dues?",
            "No ship has missed the deadline for its dues, although two came close.",
            "No ship",
        ),
    ],
)
def test_there_are_none(question: str, text: str, words: str) -> None:
    assert none_of(question, text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # there is none of something else
        ("How many ports did the auditors find?", "The auditors found no rats in the ports."),
        ("How many ports tracked dues?", "No port clerks tracked the dues."),
        # none does something else, but some do that
        ("How many ports tracked dues?", "None of the ports tracked time, but most tracked dues."),
        # none besides
        ("How many ports tracked dues?", "No other ports tracked dues."),
        ("How many ports tracked dues?", "No more ports tracked dues."),
        # of another place, or number
        ("How many ports of Kent tracked dues?", "None of the ports of Essex tracked dues."),
        ("How many of the 12 ports tracked dues?", "None of the nine ports tracked dues."),
        # asks itself for what is not
        ("How many ports had no dues?", "No ports had dues."),
        # asks something else
        ("Why did ports track dues?", "No ports tracked dues."),
    ],
)
def test_what_only_looks_like_none(question: str, text: str) -> None:
    assert none_of(question, text) is None


def test_who_counts_some_says_that_there_are_some() -> None:
    question = "How many ports tracked their dues?"
    assert some_of(question, "Seven ports tracked their dues.")
    assert not some_of(question, "Ports tracked their dues.")
    assert not some_of(question, "Not all seven ports tracked their dues.")
    assert not some_of(question, "Seven clerks were there.")


@pytest.mark.parametrize("noun", ["effect", "impact", "measurable effect", "difference"])
def test_who_asks_what_effect_something_had_may_be_told_none(noun: str) -> None:
    assert none_of(f"What {noun} did the dues have?", "The dues had no effect or impact.") is None
