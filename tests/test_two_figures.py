"""Two figures held against each other by a question."""

from __future__ import annotations

import pytest

import rag
from rag.answering.two_figures import named_figures
from rag.verify import verify


@pytest.mark.parametrize(
    "question",
    [
        "Which is right, 176,000 or 183,000?",
        "Why are there two numbers for removals, 176,000 and 183,000?",
        "How do the 176,000 and 183,000 removals differ?",
        "Did 20 percent or 4 percent of removals come from it?",
        "42 or 39 states, which is it?",
    ],
)
def test_they_are_named(question: str) -> None:
    assert len(named_figures(question)) == 2


@pytest.mark.parametrize(
    "question",
    [
        "How many were removed, 176,000?",
        "How did removals differ in 2011 and 2012?",
        "Were there 14 sites or 7?",
        "Who counted 176,000 and 183,000 removals?",
        "Were 1,508, 1,595 or 1,700 jurisdictions covered?",
    ],
)
def test_others_are_left(question: str) -> None:
    assert named_figures(question) == ()


def test_each_is_shown_with_who_gives_it(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which is right, 176,000 or 183,000?")
    one, other = (each.quote for each in answer.citations)
    assert "176,000" in one and "183,000" in other
    assert any("differ" in note for note in answer.notes)
    assert {check.state for check in verify(answer.to_dict(), bot.documents)} == {"ok"}


def test_small_ones_are_of_the_same_thing(bot: rag.Chatbot) -> None:
    answer = bot.ask("42 or 39 states, which is it?")
    assert "at 42 in" in answer.text and "39 governors" in answer.text
    again = bot.ask("42 or 39 states, which is it?", history=[("Was it mandatory?", "Yes. [1]")])
    assert again.text == answer.text
    assert not any("differ" in note for note in bot.ask("Did 5 or 6 members resign?").notes)


def test_why_they_differ_is_refused_and_both_are_shown(bot: rag.Chatbot) -> None:
    answer = bot.ask("Why are there two numbers for removals, 176,000 and 183,000?")
    assert answer.refusal is not None and answer.refusal.kind == "partly_covered"
    assert "176,000" in answer.text and "183,000" in answer.text


def test_a_figure_that_nobody_gives_is_held_against_none(bot: rag.Chatbot) -> None:
    assert "176,000" not in bot.ask("Is 176,000 correct or 999,000?").text


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("Is it true that ICE deported 183,000 people?", "183,000"),
        ("Was the cost of Secure Communities $750 million?", "$750 million"),
    ],
)
def test_whether_a_figure_is_right_is_told_by_what_gives_it(
    bot: rag.Chatbot, question: str, given: str
) -> None:
    answer = bot.ask(question)
    assert given in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Is it true that 176,000 counties joined?", "176,000"),
        ("Did 5,880 citizens sue ICE?", "5,880"),
    ],
)
def test_a_figure_of_something_else_is_none_of_it(
    bot: rag.Chatbot, question: str, figure: str
) -> None:
    assert not any(figure in each.quote for each in bot.ask(question).citations)
