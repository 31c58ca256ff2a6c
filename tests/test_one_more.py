"""What says that it is one more is told with what it is one more of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.settings import Settings

REPORT = """---
title: The Closing of the Orne Ferry
author: Harbour Board
publisher: Harbour Board
---

# The Closing of the Orne Ferry

## Inquiry

According to the Harbour Board, the clerk inspected the ferry because the mayor had asked for it in
May 2012. The Harbour Board adds a second reason: worries that the captain had sold ropes.

The ferry was painted green in June 2012.

## Sorrel

The council of Sorrel had voted unanimously on March 4, 2013 to give up the ferry.

## Dunmore

The council of Dunmore had also voted unanimously on March 4, 2013 to give up the ferry.

## Grounds for the closing

The Harbour Board's letter names the price of coal as a ground for the closing of the ferry.

The Harbour Board's letter names the fog at the bar as a further ground for the closing.

The Harbour Board's letter points to the new bridge at Sorrel.

## Results

The town sold the ferry to Lund in 2015. It got little for it.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "closing.md").write_text(REPORT, "utf-8")
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"), cross_encoder="small")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


def quotes(answer: rag.Answer) -> list[str]:
    return [" ".join(each.quote.split()) for each in answer.citations]


@pytest.mark.parametrize(
    "question",
    ["Why did the clerk inspect the ferry?", "For what reasons did the clerk inspect the ferry?"],
)
def test_a_second_reason_stands_behind_the_first(ferry: rag.Chatbot, question: str) -> None:
    first, second, *more = quotes(ferry.ask(question))
    assert "the mayor had asked" in first
    assert "a second reason" in second
    assert not any("green" in each for each in more)


def test_what_also_did_so_is_told_behind_what_did(ferry: rag.Chatbot) -> None:
    told = quotes(ferry.ask("Which councils voted on March 4, 2013 to give up the ferry?"))
    assert [("Sorrel" in each, "Dunmore" in each) for each in told[:2]] == [
        (True, False),
        (False, True),
    ]


def test_the_few_paragraphs_under_a_heading_are_given_whole(ferry: rag.Chatbot) -> None:
    answer = ferry.ask("What are the grounds for the closing of the ferry?")
    assert [each.split(" names ")[-1].split()[1] for each in quotes(answer)[:2]] == ["price", "fog"]
    assert "new bridge" in quotes(answer)[2]
    assert "This is all that stands under “Grounds for the closing”." in answer.notes


def test_what_leans_on_another_paragraph_is_no_list(ferry: rag.Chatbot) -> None:
    answer = ferry.ask("What were the results of the closing of the Orne ferry?")
    assert not any("all that stands" in note for note in answer.notes)
