"""Sentences that only say that something is asked."""

import numpy as np
import pytest

from rag.fitting.posed import leave_out_posed, only_poses
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

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


def said(text: str) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("The board"))
    passage = Passage("a", "a", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Piers", np.arange(2, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 0), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(0, np.float32))


def test_it_is_left_out_where_something_else_is_left() -> None:
    posed = said("A report asks whether towns can close piers.")
    answer = said("The towns could not close the piers.")
    assert leave_out_posed(QUESTION, [posed, answer]) == [answer]
    assert leave_out_posed(QUESTION, [posed]) == [posed]
