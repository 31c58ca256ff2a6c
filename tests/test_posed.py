"""Sentences that only say that something is asked."""

import pytest

from rag.fitting.posed import only_poses

QUESTION = "Could the towns close the piers?"


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Post published a report in May asking whether towns can close piers.",
        "The audit examined, among other things, whether the towns may close a pier.",
        "The meeting discussed the question of whether towns close their piers.",
    ],
)
def test_a_sentence_that_poses_the_question_is_no_answer(text: str) -> None:
    assert only_poses(QUESTION, text)
    assert not only_poses("What did the Harbour Post ask?", text)


@pytest.mark.parametrize(
    "text",
    [
        "The towns could not close the piers.",
        "The board did not say whether the towns could close the piers.",
        "The audit examined whether the ferries were late.",
        "Asked by the towns, the board said that they may close the piers.",
    ],
)
def test_one_that_says_something_of_it_may_be(text: str) -> None:
    assert not only_poses(QUESTION, text)


def test_who_asks_whether_it_was_examined_is_answered_by_that() -> None:
    text = "The audit examined whether the towns may close a pier."
    assert not only_poses("Has anybody examined whether towns may close piers?", text)
