"""Which side of what a question asks for."""

from __future__ import annotations

import pytest

from rag.asking.stances_asked import stances_asked


@pytest.mark.parametrize(
    ("question", "against", "on"),
    [
        ("Who criticized the audit?", True, "the audit"),
        ("who else has complained about the tolls", True, "the tolls"),
        ("Who did not agree with the board's advice?", True, "the board's advice"),
        ("Which counties objected to the new quay?", True, "the new quay"),
        ("Who was disappointed with the reports?", True, "the reports"),
        ("Did anyone oppose the quay and on what grounds?", True, "the quay"),
        ("What do critics of the Grain League say?", True, "the Grain League"),
        ("What did opponents say about the tolls?", True, "the tolls"),
        ("What are the main criticisms of the tolls?", True, "the tolls"),
        ("What are the arguments against the tolls?", True, "the tolls"),
        ("Was the audit ever criticized?", True, "the audit"),
        ("Is there any criticism of the audit?", True, "the audit"),
        ("Have the tolls been praised by anyone?", False, "the tolls"),
        ("Who supported the tolls?", False, "the tolls"),
        ("And who was in favour of the tolls?", False, "the tolls"),
        ("Who praised Sheriff Oakes?", False, "Sheriff Oakes"),
        ("What are the arguments for the tolls?", False, "the tolls"),
        ("What do its supporters say?", False, None),
    ],
)
def test_the_side_and_what_it_is_taken_on(question: str, against: bool, on: str | None) -> None:
    told = [(side.against, side.on) for side in stances_asked(question)]
    assert told == ([] if on is None else [(against, on)])


def test_both_sides_are_asked_for() -> None:
    told = stances_asked("What are the arguments for and against the tolls?")
    assert [(side.against, side.on) for side in told] == [(False, "the tolls"), (True, "the tolls")]


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the audit?",
        "Why did the port oppose the tolls?",
        "Was Oakes paid?",
        "Who rejected the bid?",
        "Who criticized them?",
        "What did the critics find out?",
        "Who is for?",
        "Did Oakes oppose the tolls?",
        "What did the court hold on tolls?",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert stances_asked(question) == ()


@pytest.mark.parametrize(
    ("before", "question", "on"),
    [
        (["Who criticized the tolls?"], "Who supported it?", "the tolls"),
        (["Tell me about the Grain League"], "and who was against it?", "Grain League"),
        (["What did the harbour audit find?", "When was that?"], "Who disputed it?", None),
        (
            ["What did the port audit find?", "Who criticized it?"],
            "Who praised it?",
            "the port audit",
        ),
        (["Who was Oakes?"], "Who criticized it?", None),
    ],
)
def test_it_is_what_a_question_before_was_of(before: list[str], question: str, on: str) -> None:
    told = [side.on for side in stances_asked(question, before)]
    assert told == ([on] if on else ["the harbour audit"] if "harbour" in before[0] else [])


def test_what_is_put_to_somebody_is_agreed_with_or_not() -> None:
    (side,) = stances_asked("Which agencies disagreed with GAO's recommendations?")
    assert side.consents
    assert side.texts[0] == "Who disagreed with GAO's recommendations?"


def test_those_of_a_kind_are_asked_for_as_such() -> None:
    (side,) = stances_asked("Which counties objected to the new quay?")
    assert side.texts == ("Which counties objected to the new quay?",)


@pytest.mark.parametrize(
    ("question", "against", "who", "on"),
    [
        ("What does Oakes criticize about the tolls?", True, "Oakes", "the tolls"),
        ("what did the pilots have against the audit", True, "the pilots", "the audit"),
        ("What are the pilots' objections to the audit?", True, "the pilots", "the audit"),
        ("What were Oakes's main criticisms of the League?", True, "Oakes", "the League"),
        ("How does Oakes criticise the League?", True, "Oakes", "the League"),
        ("What did the Post like about the lights?", False, "the Post", "the lights"),
    ],
)
def test_what_one_has_against_it(question: str, against: bool, who: str, on: str) -> None:
    (side,) = stances_asked(question)
    assert (side.against, side.who, side.on) == (against, who, on)
    assert side.texts[0] == question


def test_what_it_is_is_read_by_its_name() -> None:
    (side,) = stances_asked("What did Oakes have against it?", ["Who praised the tolls?"])
    assert side.texts[0] == "What did Oakes have against the tolls?"


def test_of_nobody_in_particular_it_is_whoever_does() -> None:
    (side,) = stances_asked("What did people have against the tolls?")
    assert side.who == ""
    assert stances_asked("What do the places that got grants like about the tolls?") == ()
