"""What says that it is one more is told with what it is one more of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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

## Grounds for the sale

The Harbour Board's letter names the price of coal as a ground for the sale of the ferry.

The Harbour Board's letter names the fog at the bar as one of the further grounds for the sale.

## People

Ida Brandt resigned because of her health. Tom Reve resigned for another reason: he was bored.

The mate left Orne because his boat had sunk. The mayor denied that the fog was a further reason.

## Barge

The quay was shut because of the storm. According to the clerk, a second reason for the sale of the
barge was rot.
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


def test_what_else_is_told_with_the_word_is_one_of_them(ferry: rag.Chatbot) -> None:
    told = quotes(ferry.ask("What are the grounds named in the letter for the sale of the ferry?"))
    assert [each.split(" names the ")[-1].split()[0] for each in told[:2]] == ["price", "fog"]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Why did Ida Brandt resign?", "Tom Reve"),
        ("Why did the mate leave Orne?", "denied"),
        ("Why was the quay shut?", "barge"),
        ("Why was the barge sold?", "quay"),
    ],
)
def test_another_reason_for_something_else_is_no_second_one(
    ferry: rag.Chatbot, question: str, other: str
) -> None:
    first, *more = quotes(ferry.ask(question))
    assert not any(other in each for each in (first, *more))


@pytest.mark.parametrize(
    "said",
    [
        "Another reason was the fog at the bar.",
        "A second reason, the clerk wrote, was its price.",
        "Further causes were the wind and the dry straw.",
    ],
)
def test_a_sentence_that_opens_with_another_reason_goes_on(tmp_path: Path, said: str) -> None:
    (tmp_path / "docs").mkdir()
    text = f"# The mill\n\nThe mill was closed because the boiler leaked. {said}\n"
    (tmp_path / "docs" / "mill.md").write_text(text, "utf-8")
    settings = Settings(index_dir=tmp_path / "index", cross_encoder="small")
    with rag.Chatbot.open(tmp_path / "docs", settings=settings) as bot:
        answer = bot.ask("Why was the mill closed?")
        alone = bot.ask("Why was the mill closed?", sentences=1)
    assert quotes(answer) == ["The mill was closed because the boiler leaked.", said]
    assert quotes(alone) == ["The mill was closed because the boiler leaked."]
