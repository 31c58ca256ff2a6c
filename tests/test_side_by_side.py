"""What each of two sides is cited with, and when one is said to have nothing."""

from __future__ import annotations

import numpy as np
import pytest

import rag
from rag.answering.side_by_side import (
    _answers_both,
    _counts_again,
    _has_measure,
    _tells_of,
    _where,
    is_on,
)
from rag.asking.sides import Sides
from rag.indexing.index_files import Entry
from rag.models.large_cross_encoder import installed
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found


def said(text: str, odds: float | None = None, heading: str | None = None) -> Evidence:
    """A sentence as if it had come close to a question."""
    sentence = Sentence(0, len(text), Speaker("Board"))
    passage = Passage("a", "a", 0, len(text), text, (heading,) if heading else (), (sentence,))
    entry = Entry(passage, "key", "Sites", np.arange(3, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 1), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(1, np.float32), odds=odds)


@pytest.mark.parametrize(
    ("topic", "on"),
    [("winds", True), ("low winds", True), ("winds of gravel", False), ("", True)],
)
def test_a_side_is_cited_on_what_is_compared_alone(topic: str, on: bool) -> None:
    assert is_on(topic, said("Low sites have winds of 16 miles an hour.")) is on


@pytest.mark.parametrize(
    ("other", "again"),
    [
        ("Of ships, 176 left.", True),
        ("Of ships, 183 left.", False),
        ("The ships left.", False),
    ],
)
def test_a_figure_of_one_side_is_told_once(other: str, again: bool) -> None:
    assert _counts_again(said(other), said("The board counted 176 ships.")) is again


@pytest.mark.parametrize(
    ("text", "odds", "both"),
    [
        ("Of quays 64 percent rot, of dikes 78 percent.", 1.0, True),
        ("Of quays 64 percent rot, of dikes 78 percent.", -1.0, False),
        ("Of quays 64 percent rot.", 1.0, False),
    ],
)
def test_two_things_are_not_put_beside_each_other_where_one_sentence_tells_of_both(
    text: str, odds: float, both: bool
) -> None:
    assert _answers_both(Sides(("quays", "dikes"), "rot"), said(text, odds)) is both


def test_words_of_a_long_name_that_stand_apart_do_not_tell_of_it() -> None:
    best = said("Of state welfare agencies 25 saw more youth in juvenile justice sites.", 1.0)
    names = ("state welfare agencies", "state juvenile justice agencies")
    assert not _answers_both(Sides(names, "youth"), best)


@pytest.mark.parametrize(
    ("text", "heading", "tells", "where"),
    [
        ("The toll fell by 77 percent.", "Annex 2: Esk", True, " (under “Annex 2: Esk”)"),
        ("In Esk the toll fell.", "Annex 2: Esk", True, ""),
        ("The toll fell by 77 percent.", "Annex 3: Orne", False, ""),
        ("The toll fell by 77 percent.", None, False, ""),
    ],
)
def test_what_stands_under_the_name_of_a_side_tells_of_it(
    text: str, heading: str | None, tells: bool, where: str
) -> None:
    item = said(text, heading=heading)
    assert _tells_of("Esk", item) is tells
    assert _where("Esk", (item,)) == where


@pytest.mark.skipif(not installed(), reason="its packages are not installed")
def test_both_sides_are_found_though_one_words_the_topic_otherwise() -> None:
    with rag.Chatbot.open(cross_encoder="large") as bot:
        answer = bot.ask("How do Lofgren and the OIG differ on whether ICE misled on purpose?")
    assert not any("Nothing was found" in note for note in answer.notes)
    assert "no evidence" in answer.text and "Lofgren" in answer.text


def test_two_who_each_answer_are_not_refused_together(bot: rag.Chatbot) -> None:
    answer = bot.ask("Do Miles and Cox and Treyger et al. agree on crime?")
    assert answer.refusal is None
    assert "no observable effect" in answer.text and "little evidence" in answer.text


def test_a_figure_that_is_compared_is_given_once_by_each(bot: rag.Chatbot) -> None:
    answer = bot.ask("Compare what Vaughan and GAO say about total removals under the program")
    assert len(answer.statements) == 2
    assert "176,000" in answer.text and "183,000" in answer.text


def test_two_who_say_nothing_of_the_topic_are_refused(bot: rag.Chatbot) -> None:
    answer = bot.ask(
        "How do AILA and NDLON differ on what the program does to trust in the police?"
    )
    assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The toll fell by 77 percent.", True),
        ("From 2018 to 2023 the toll fell, as the board says (see table 4).", False),
        ("The toll fell further in May.", False),
    ],
)
def test_which_of_two_is_more_is_told_by_figures(text: str, measure: bool) -> None:
    assert _has_measure(text) is measure
