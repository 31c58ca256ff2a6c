"""Sentences that contradict what a question takes for granted, and those that only seem to."""

from __future__ import annotations

import numpy as np
import pytest

from rag.evidence import Evidence
from rag.index_files import Entry
from rag.premise import affirms, contradicted, contradiction
from rag.records import Passage, Sentence, Speaker
from rag.retrieval import Found


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
            "Why did the council grant the wish of the ferrymen?",
            "The council refused the wish of the ferrymen.",
            "refused … wish",
        ),
        (
            "Why has the board met all 20 requirements?",
            "However, the board has not yet addressed 13 of the 20 requirements.",
            "13 of the 20 requirements",
        ),
        ("Why did the ferry service improve?", "In 2021 the ferry service declined.", "declined"),
        (
            "Why did the court hold that dues oblige ships to pay?",
            "The court held in Kent v. Essex that dues do not oblige ships to pay.",
            "not oblige",
        ),
        (
            "Why did the county sign the agreement?",
            "The county refused to sign the agreement.",
            "refused … sign",
        ),
        (
            "Why did Mayor Wren sign the agreement in June 2011?",
            "Mayor Wren of Little Sorrel had decided early in June 2011 not to sign an agreement.",
            "not sign",
        ),
        (
            "When did Mayor Wren end the agreement with the port?",
            "Mayor Wren of Little Sorrel did not end the agreement.",
            "not end",
        ),
        (
            "Why did the study find that dues cut traffic?",
            "The study found no clear effect on traffic of the dues.",
            "no clear effect on traffic",
        ),
        (
            "How did the statute that made the harbour define a ship?",
            "The harbour was made by decree, without a statute.",
            "without a statute",
        ),
        (
            "Why did museums spend the grants on construction?",
            "Museums are prohibited from spending the grants on construction.",
            "prohibited … spending",
        ),
        (
            "Why did the court rule that the dues are binding?",
            "The court held that ships are not compelled to pay the dues.",
            "not compelled",
        ),
        (
            "Why did the study conclude that the board misled the town?",
            "The study found no evidence that the board had set out to mislead the town.",
            "no evidence that the board",
        ),
        (
            "Why did the study conclude that the board misled the town?",
            "We did not find evidence that the board intentionally misled the town.",
            "not find evidence that the board",
        ),
        (
            "Why did the board clearly tell the town what it wanted?",
            "The board did not clearly tell the town what it wanted.",
            "not clearly tell",
        ),
        ("Why did the port make a profit in 2021?", "The port lost money in 2021.", "lost"),
        (
            "Why did the ferry's budget rise between 1978 and 2005?",
            "The Council's budget for the ferry dropped by half from 1978 to 2005.",
            "dropped",
        ),
        (
            "Why was the new lamp expensive for the town?",
            "The new lamp came to the town at little or no additional cost.",
            "little or no additional cost",
        ),
        (
            "How did the museums reckon the total cost of repairs?",
            "The total cost of repairs to the museums is unknown.",
            "is unknown",
        ),
        (
            "What does the third part of the reply say?",
            "The third part of the reply had yet to appear.",
            "had yet to appear",
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
        # asks for what is not known itself
        ("What is known about the cost of repairs?", "The cost of repairs is unknown."),
        # gives a reason
        (
            "Why is it hard to set the dues of the harbour?",
            "It is hard to set the dues of the harbour because it is unclear who uses it.",
        ),
        ("Why are few ships in the harbour?", "The harbour lacks ships."),
        # not allowed is not undone, least of all in the mouth of somebody else
        (
            "Why did Kent withdraw from the league?",
            "The board replied that Kent could not withdraw.",
        ),
        ("Why did Kent leave the league?", "The Board claimed that Kent did not leave the league."),
        # what may be done without is there all the same
        (
            "Why did the port end the contract on ferries?",
            "Ferries can leave the port without any contract, and the port is ending them all.",
        ),
        ("Why did the port reject the rule?", "The port did not accept the rule."),
        # somebody else
        (
            "Why did the port of Kent reject the rule?",
            "The town of Essex accepted the rule of the port.",
        ),
        # not fully is in part
        ("Why did the port carry out the plan?", "The port did not fully carry out the plan."),
        # asked not to do it, he may have done it
        ("Why did the mayor sign the pact?", "Clerks asked the mayor not to sign the pact."),
        # a mayor of Essex is not Kent, nor another mayor
        ("Why did Kent sign the pact?", "The mayor of Essex did not sign the pact of Kent."),
        ("Why did Mayor Abend sign the pact?", "Mayor Wren of Kent did not sign the pact."),
        # of another whole
        (
            "Why has the board met all 20 requirements?",
            "The board has addressed five of the six requirements.",
        ),
        # another word of the same beginning
        ("Why did the port's director resign?", "The port did not directly ask why."),
    ],
)
def test_what_only_looks_like_one(question: str, text: str) -> None:
    assert contradicted(question, text) is None


def test_what_is_said_of_the_sentence_before_contradicts_too() -> None:
    said = ("The auditors asked the port for a count of ships.", "The port disagreed with this.")
    text = " ".join(said)
    starts = (0, len(said[0]) + 1)
    sentences = tuple(
        Sentence(start, start + len(line), Speaker("Auditors"))
        for start, line in zip(starts, said, strict=True)
    )
    passage = Passage("0", "doc", 0, len(text), text, (), sentences)
    entry = Entry(passage, "key", "Title", np.arange(3, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.ones((2, 1), np.float32))
    item = Evidence(found, sentences[0], 1.0, found.matches[0])
    against = contradiction("Why did the port agree to a count of ships?", [item])
    assert against is not None and against.words == "disagreed"
    assert against.evidence.sentences == sentences
    assert contradiction("Why did the port want a count of ships?", [item]) is None


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


def test_a_verb_of_saying_is_stated_in_any_form() -> None:
    question = "Why did one state report a decrease of funding?"
    assert affirms(question, "For example, one state reported a decrease of funding.")
    assert not affirms(question, "For example, one state reported an increase of funding.")


def _evidence(text: str) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("Auditors"))
    passage = Passage("0", "doc", 0, len(text), text, (), (sentence,))
    found = Found(
        0, Entry(passage, "key", "Title", np.arange(3, dtype=np.int32)), 0.5, 0.5, np.ones((1, 1))
    )
    return Evidence(found, sentence, 1.0, found.matches[0])
