"""How surely what was chosen answers: by the best sentence, and by how many more likely do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import rag
from rag.answering.state import State
from rag.answering.sureness import FROM, left_to_ask, sure_of
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import UNREAD, Evidence, mean_of_likeliest
from rag.retrieving.found import Found


def read(odds: float | None) -> Evidence:
    text = "The quay was closed."
    sentence = Sentence(0, len(text), Speaker("The port"))
    passage = Passage("port", "port", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "port", "port", np.arange(2, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 0), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(0, np.float32), odds=odds)


@pytest.mark.parametrize(
    ("odds", "mean"),
    [
        ([1.0, 3.0, -2.0, 2.0], 2.0),
        ([3.0, None, 1.0], (4 + UNREAD) / 3),
        ([], UNREAD),
    ],
)
def test_three_that_likeliest_answer_are_what_counts(odds: list[float | None], mean: float) -> None:
    assert mean_of_likeliest(map(read, odds)) == pytest.approx(mean)


def test_what_several_sentences_likely_answer_is_surer(bot: rag.Chatbot) -> None:
    steps = bot._steps
    chosen = steps.choose(steps.find(steps.understand(State("How long was Galarza held?"))))
    by_itself = sure_of(replace(chosen, likeliest=None))
    assert 0 < sure_of(replace(chosen, likeliest=FROM - 2)) < by_itself
    assert by_itself < sure_of(replace(chosen, likeliest=FROM + 2)) < 1
    assert sure_of(replace(chosen, likeliest=FROM)) == pytest.approx(by_itself)


def test_the_small_cross_encoder_tells_too_little_apart_for_that(bot: rag.Chatbot) -> None:
    steps = bot._steps
    state = steps.find(steps.understand(State("How long was Galarza held?")))
    assert steps.choose(state).likeliest is None or steps.reader.size == "large"


@pytest.mark.parametrize(
    ("by", "left"),
    [
        ("the port", {"old", "quay", "closed"}),
        ("the mayor", {"old", "quay", "closed", "according", "mayor"}),
    ],
)
def test_where_to_look_is_not_asked_for_where_that_is_there(
    bot: rag.Chatbot, by: str, left: set[str]
) -> None:
    question = f"How long was the old quay closed, according to {by.title()}?"
    query = bot._steps.understand(State(question)).query
    assert query is not None
    state = State(question, query=query, evidence=(read(1.0),))
    assert set(left_to_ask(state, query).words) == left
