"""Where somebody is said to stand, held against where a question has them stand."""

from __future__ import annotations

import pytest

from rag.fitting.stances import agrees, contrary, presupposed


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "When did the port agree with the recommendation on dues?",
            "The port neither agreed nor disagreed with the recommendation on dues.",
            "neither agreed nor disagreed with the recommendation",
        ),
        (
            "Why did the port reject the rule?",
            "The port neither agreed nor disagreed with the rule.",
            "neither agreed nor disagreed with the rule",
        ),
        (
            "Why did the port reject the recommendation?",
            "In its comments, the port concurred with the recommendation.",
            "concurred with the recommendation",
        ),
        (
            "Why did Kent accept the recommendation?",
            "Kent disagreed with the recommendation.",
            "disagreed with the recommendation",
        ),
        (
            "Why did Kent agree with the recommendation?",
            "Kent did not concur with the recommendation.",
            "did not concur with the recommendation",
        ),
        (
            "Why did the Senate of Kent reject the bill?",
            "The bill was passed by the Senate of Kent with 25 votes.",
            "passed",
        ),
        (
            "Why was the bill rejected by the Senate of Kent?",
            "The Senate of Kent passed the bill with 25 votes.",
            "passed the bill",
        ),
        (
            "Why did Mayor Miller praise the survey?",
            'Mr. Miller said he was "deeply disappointed" with the survey.',
            "disappointed with the survey",
        ),
    ],
)
def test_who_stands_elsewhere(question: str, text: str, words: str) -> None:
    stance = presupposed(question)
    assert stance is not None
    assert contrary(stance, (), text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # somebody else
        ("Why did Kent agree with the recommendation?", "Essex disagreed with the recommendation."),
        ("Why did the port of Kent reject the rule?", "The town of Essex accepted the rule."),
        ("Why did the port reject the rule?", "Kent accepted the rule of the port."),
        # something else
        ("Why did Miller praise the survey?", "Miller was a critic of how Kent ran the harbour."),
        ("Why did Miller praise the survey?", "Miller criticised the harbour."),
        ("Why did Kent reject the rule on dues?", "Kent accepted the rule on ferries."),
        ("Why did Kent reject the bill in 1901?", "In 1902 Kent passed the bill."),
        # not said to be done
        ("Why did Kent reject the rule?", "Kent may have accepted the rule."),
        ("Why did Kent reject the rule?", "Kent was asked to accept the rule."),
        ("Why did Kent reject the rule?", "Kent did not accept the rule."),
        # in part
        (
            "Why did Kent reject the rule?",
            "Kent agreed with two of the three parts of the rule.",
        ),
        ("Why did Kent reject the rule?", "Kent partially agreed with the rule."),
        (
            "Why did Kent reject the rule?",
            "Kent agreed with one part of the rule, but Kent disagreed with the other.",
        ),
    ],
)
def test_who_only_seems_to(question: str, text: str) -> None:
    stance = presupposed(question)
    assert stance is not None
    assert contrary(stance, (), text) is None


def test_what_a_sentence_leaves_to_those_before_it() -> None:
    stance = presupposed("Why did Kent reject the recommendation on dues?")
    assert stance is not None
    before = ("We had one recommendation on dues.",)
    assert contrary(stance, before, "Kent agreed with this recommendation.") is not None
    assert contrary(stance, before, "Kent agreed with it.") is not None
    assert contrary(stance, ("We had one recommendation on ships.",), "Kent agreed.") is None
    # "this" is the one of the sentence right before
    before = (*before, "We had another recommendation on ships.")
    assert contrary(stance, before, "Kent agreed with this recommendation.") is None


def test_what_a_title_in_capitals_says() -> None:
    stance = presupposed("Why did Kent reject the recommendations on harbour dues?")
    assert stance is not None
    text = "Kent concurred with our recommendations."
    assert contrary(stance, (), text, "Harbour Dues: What to Do") is not None
    assert contrary(stance, (), text, "Ferries: What to Do") is None


def test_who_stands_there_as_the_question_has_it() -> None:
    stance = presupposed("Why did Kent accept the rule?")
    assert stance is not None
    assert agrees(stance, (), "Kent concurred with the rule.")
    assert not agrees(stance, (), "Kent disagreed with the rule.")


@pytest.mark.parametrize(
    "question",
    ["Why did the dues rise?", "Why was the bill rejected?", "Which plan was it?", "Why agree?"],
)
def test_questions_that_have_nobody_stand_anywhere(question: str) -> None:
    assert presupposed(question) is None
