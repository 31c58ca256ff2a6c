"""What tells two things apart: what each of them is."""

import pytest

import rag
from rag.answering.state import State
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


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What is the difference between OIG-12-64 and OIG-12-66?", ("OIG-12-64", "OIG-12-66")),
        ("How does PEP differ from Secure Communities?", ("PEP", "Secure Communities")),
        ("What is the difference between ICE and DHS?", ("ICE", "DHS")),
        ("What is the difference between Reasoner and Vaughan?", ()),
        ("How does the Warren Institute differ from Vaughan?", ()),
    ],
)
def test_people_who_speak_are_not_things(
    bot: rag.Chatbot, question: str, things: tuple[str, ...]
) -> None:
    steps = bot._steps
    assert steps._chooser._told_apart(steps.understand(State(question))) == things


def test_two_documents_are_told_apart_by_what_each_is(bot: rag.Chatbot) -> None:
    answer = bot.ask("What is the difference between OIG-12-64 and OIG-12-66?")
    assert {each.document_id for each in answer.citations} == {"oig-12-64", "oig-12-66"}
    assert answer.refusal is None


def test_what_is_told_of_is_told_as_far_as_it_goes(bot: rag.Chatbot) -> None:
    answer = bot.ask("What is the difference between a detainer and a judicial warrant?")
    assert answer.refusal is not None
    assert answer.refusal.kind == "partly_covered"
    assert "“What is a judicial warrant”" in answer.refusal.message
    assert "detainer" in answer.text
