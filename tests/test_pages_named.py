"""A page that a question names: only what stands there answers, and what is not there is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag

PAGES = (
    "The Quays of Tao\n\nThe town council asked for this audit in the spring of 2012.",
    "The piles of the north quay rot below the water line. They were never inspected by divers."
    "\n\nTable 1: Piles by quay",
    "The cranes of the harbour lift nine tons. The drivers of the cranes work at night."
    "\n\nA pile diver is a person who looks at piles below the water line.",
)

CRANES = """# Cranes

The cranes lift twelve tons. The audit lists the drivers at page 7 and the ropes at page 70. Page 8
of the ledger has the costs.

Page 6 TAO-13-8 Cranes of the North Quay
"""

FERRIES = """# Ferries: Sailings Were Cut and Fares Rose

## What the council found

<!-- page 1 -->
The ferries of Tao sail less often than they did in 2009.

## Fares

<!-- page 2 -->
A crossing costs nine crowns since the spring of 2013. Children pay half of it.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("pages")
    (folder / "tao-12-3.txt").write_text("\f".join(PAGES), "utf-8")
    (folder / "tao-13-8.md").write_text(CRANES, "utf-8")
    (folder / "tao-14-1.md").write_text(FERRIES, "utf-8")
    with rag.Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("pages-index")) as opened:
        yield opened


def said(answer: rag.Answer) -> list[str]:
    return [each.text for each in answer.statements]


@pytest.mark.parametrize(
    "question", ["What is on page 2 of TAO-12-3?", "What does TAO-12-3 say on p. 2?"]
)
def test_what_a_page_says(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert said(answer) == [
        "The piles of the north quay rot below the water line.",
        "They were never inspected by divers.",
    ]
    assert {each.page for each in answer.citations} == {2}


def test_what_a_page_says_of_something(bot: rag.Chatbot) -> None:
    answer = bot.ask("How much do the cranes lift according to page 3 of TAO-12-3?")
    assert said(answer) == ["The cranes of the harbour lift nine tons."]


def test_what_stands_on_another_page_is_not_said(bot: rag.Chatbot) -> None:
    refusal = bot.ask("How much do the cranes lift according to page 2 of TAO-12-3?").refusal
    assert refusal is not None and "page 2 of" in refusal.message


def test_what_tells_of_a_thing_on_another_page_is_not_said(bot: rag.Chatbot) -> None:
    assert said(bot.ask("What is a pile diver?"))[0].startswith("A pile diver is a person")
    there = bot.ask("What is a pile diver according to page 2 of TAO-12-3?")
    assert all(each.page == 2 for each in there.citations)


def test_a_page_that_is_not_there(bot: rag.Chatbot) -> None:
    for question, told in (
        ("What is on page 9 of TAO-12-3?", " here."),
        ("What is on page 9 of TAO-13-8?", " here: its pages are not known."),
    ):
        refusal = bot.ask(question).refusal
        assert refusal is not None and refusal.message.startswith("There is no page 9 of ")
        assert refusal.message.endswith(told)


def test_where_pages_are_not_known_what_names_one_is_told(bot: rag.Chatbot) -> None:
    answer = bot.ask("What is on page 7 of TAO-13-8?")
    assert said(answer) == ["The audit lists the drivers at page 7 and the ropes at page 70."]
    note = "Pages are not known here: looked only at what names page 7 of “Cranes”."
    assert answer.notes == (note,)
    refusal = bot.ask("What is on page 8 of TAO-13-8?").refusal  # that is one of the ledger
    assert refusal is not None and refusal.message.startswith("There is no page 8 of ")
    refusal = bot.ask("What is on page 6 of TAO-13-8?").refusal  # that is the foot of the page
    assert refusal is not None and refusal.message.startswith("There is no page 6 of ")


def test_that_pages_are_not_known_is_said_of_a_document_named_by_its_topic(
    bot: rag.Chatbot,
) -> None:
    for question in (
        "What is on page 9 of the cranes report?",
        "What does the report on cranes say about the drivers on page 9?",
    ):
        refusal = bot.ask(question).refusal
        assert refusal is not None
        assert refusal.message.endswith("“Cranes” here: its pages are not known.")


def test_a_page_of_the_document_that_is_chosen(bot: rag.Chatbot) -> None:
    answer = bot.ask("What does page 1 say?", documents=["tao-12-3"])
    assert "The town council asked for this audit in the spring of 2012." in said(answer)
    assert {each.page for each in answer.citations} == {1}


@pytest.mark.parametrize(
    "question",
    [
        "What is page 2 of TAO-14-1 about?",
        "What are the findings on page 2 of TAO-14-1?",
        "What does page 2 of the ferries report say?",
        "What is page 2 of the report on ferries and fares about?",
    ],
)
def test_what_a_page_is_about_is_not_what_its_document_finds(
    bot: rag.Chatbot, question: str
) -> None:
    assert said(bot.ask(question)) == [
        "A crossing costs nine crowns since the spring of 2013.",
        "Children pay half of it.",
    ]


def test_no_page_is_about_what_its_document_is_about(bot: rag.Chatbot) -> None:
    assert said(bot.ask("What is TAO-14-1 about?"))
    for question in (
        "What is page 9 of TAO-14-1 about?",
        "What is page 9 of the ferries report about?",
    ):
        refusal = bot.ask(question).refusal
        assert refusal is not None and refusal.message.startswith("There is no page 9 of ")
