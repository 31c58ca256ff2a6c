"""Sentences found that contradict what a question takes for granted, and those that do not."""

from __future__ import annotations

import numpy as np
import pytest

from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.refusing.premise import absence, contradiction
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found


def _first_of_two(*said: str) -> Evidence:
    text = " ".join(said)
    starts = (0, len(said[0]) + 1)
    sentences = tuple(
        Sentence(start, start + len(line), Speaker("Auditors"))
        for start, line in zip(starts, said, strict=True)
    )
    passage = Passage("0", "doc", 0, len(text), text, (), sentences)
    entry = Entry(passage, "key", "Title", np.arange(3, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.ones((2, 1), np.float32))
    return Evidence(found, sentences[0], 1.0, found.matches[0])


def test_what_is_said_of_the_sentence_before_contradicts_too() -> None:
    item = _first_of_two(
        "The auditors asked the port for a count of ships.", "The port disagreed with this."
    )
    against = contradiction("Why did the port agree to a count of ships?", [item])
    assert against is not None and against.words == "disagreed"
    assert against.evidence.sentences == item.found.entry.passage.sentences
    assert contradiction("Why did the port want a count of ships?", [item]) is None


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        ("Superiority was not shown.", "Superiority was not shown"),
        ("Superiority has not been established so far.", "Superiority has not been established"),
        ("Superiority could not be demonstrated.", "Superiority could not be demonstrated"),
        ("Superiority was shown.", None),
        ("Safety was not shown.", None),
        ("In Essex, superiority was not shown.", None),
    ],
)
def test_a_quality_not_shown_is_one_of_what_the_sentence_before_is_about(
    behind: str, words: str | None
) -> None:
    item = _first_of_two("The lamp was no worse than the buoy and cost less.", behind)
    against = contradiction("Why was the lamp superior to the buoy?", [item])
    assert (against and against.words) == words
    assert contradiction("Why was the mast superior to the oar?", [item]) is None


def test_what_a_passage_states_is_not_contradicted() -> None:
    question = "Why did Kent sign the pact?"
    against = "In 1901 the town of Kent had not signed the pact."
    assert contradiction(question, [_evidence(against)]) is not None
    other = _evidence("In 1902 the town of Kent signed the pact.").found
    assert contradiction(question, [_evidence(against)], [other]) is None
    other = _evidence("In 1902 the town of Kent could sign the pact.").found
    assert contradiction(question, [_evidence(against)], [other]) is not None
    question, against = (
        "Why did all members of the board resign?",
        "Five of the board members resigned.",
    )
    other = _evidence("The members of the board resigned in May.").found
    assert contradiction(question, [_evidence(against)], [other]) is not None


def test_there_is_none_of_what_is_asked_for_unless_something_counts_some() -> None:
    question = "How many ports of Kent tracked dues?"
    none = _evidence("None of the ports of Kent tracked dues.")
    against = contradiction(question, [none], [none.found])
    assert against is not None and against.words == "None of the ports of Kent"
    some = _evidence("Seven ports of Kent tracked dues.").found
    assert contradiction(question, [none], [none.found, some]) is None
    assert absence("Which ports of Kent tracked dues?", [none], [none.found, some]) is None


def test_we_are_whoever_speaks() -> None:
    said = _evidence("In May, we did not find any charts of the port.")
    assert contradiction("How many charts of the port did the Auditors find?", [said]) is not None
    assert contradiction("How many charts of the port did the Clerks find?", [said]) is None


def test_who_stands_elsewhere_is_looked_for_in_all_that_was_found() -> None:
    near = _evidence("The port looked into the recommendation on dues.")
    low = _evidence("The port concurred with the recommendation on dues.").found
    against = contradiction("Why did the port reject the recommendation on dues?", [near], [low])
    assert against is not None and against.words == "concurred with the recommendation"
    assert against.evidence.found is low
    other = _evidence("The port disagreed with the recommendation on dues.").found
    question = "Why did the port reject the recommendation on dues?"
    assert contradiction(question, [near], [low, other]) is None


def test_another_figure_is_told_where_nothing_has_the_one_asked_about() -> None:
    near = _evidence("Clerks left the port of Kent in 2025.")
    other = _evidence("In 2025, 17,047 clerks left the port of Kent.").found
    question = "Why did 27,047 clerks leave the port of Kent?"
    against = contradiction(question, [near], [other])
    assert against is not None and against.words == "17,047 clerks"
    there = _evidence("By 2026, 27,047 clerks had left.").found
    assert contradiction(question, [near], [other, there]) is None


def test_the_same_amount_of_another_year_is_told() -> None:
    near = _evidence("The council gave the port money in fiscal year 2021.")
    other = _evidence("The council gave the port $4 million in fiscal year 2020.").found
    question = "How was the $4 million that the council gave the port in fiscal year 2021 spent?"
    against = contradiction(question, [near], [other])
    assert against is not None and against.words == "$4 million in fiscal year 2020"
    for said in ("The $4 million of fiscal year 2021 went to the quay.", "It cost $4 million."):
        assert contradiction(question, [near], [other, _evidence(said).found]) is None
    assert contradiction(question.replace("2021", "2020"), [near], [other]) is None
    plain = question.replace("fiscal year 2021", "2021")
    assert contradiction(plain, [near], [other]) is None  # 2020 may end in 2021


def test_a_sentence_on_somebody_else_contradicts_nothing() -> None:
    question = "Why did the Tax Office meet its goal for returns?"
    assert (
        contradiction(question, [_evidence("Customs did not meet its goal for returns.")]) is None
    )
    said = "The Office did not meet its goal for returns."
    assert contradiction(question, [_evidence(said)]) is not None


def _evidence(text: str) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("Auditors"))
    passage = Passage("0", "doc", 0, len(text), text, (), (sentence,))
    found = Found(
        0, Entry(passage, "key", "Title", np.arange(3, dtype=np.int32)), 0.5, 0.5, np.ones((1, 1))
    )
    return Evidence(found, sentence, 1.0, found.matches[0])


def test_whoever_is_asked_why_they_said_it_may_say_that_it_is_otherwise() -> None:
    said = _evidence("Customs did not meet its goal for returns.")
    question = "Why did Auditors find that Customs met its goal for returns?"
    assert contradiction(question, [said]) is not None
    assert contradiction(question.replace("Auditors", "Kent"), [said]) is None


def test_a_part_of_as_many_is_looked_for_in_all_that_was_found() -> None:
    question = "Why has the board met all 20 requirements?"
    near = _evidence("The board published a report on the requirements.")
    for said, told in (
        ("The board has not addressed 13 of the 20 requirements.", "13 of the 20 requirements"),
        ("The board has not addressed 13 of the requirements.", None),
    ):
        against = contradiction(question, [near], [_evidence(said).found])
        assert (against.words if against else None) == told
