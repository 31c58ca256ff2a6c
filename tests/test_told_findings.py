"""What a report found where no section of its account sums that up, and a "why?" untold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.models import large_cross_encoder as large
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

ACCOUNT = """---
title: "The Keeping of Quays (TB-12-4)"
author: Harbour Audit Office
account_by: Chronicle
kind: report
---

## About the source

TB-12-4 is a report by the Harbour Audit Office on how the port keeps its quays. Its appendices list
the quays at page 13 and the comments of the port at page 14.

## Costs

According to Lee's note, TB-12-4 found that repairs cost three times as much as ten years before.

## Records

According to Lee's note, TB-12-4 found that the port has no records of two thirds of its quays.

## The law

The Quay Act is a law of the Sound of 21 May 1912 that makes the port keep its quays.

## Goals

In 2024 the port missed its goals for 25 of its 27 cranes, based on the office's count.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("account")
    (folder / "tb-12-4.md").write_text(ACCOUNT, "utf-8")
    settings = Settings(index_dir=Path(folder) / "index", cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@needs_packages
@pytest.mark.parametrize(
    "question",
    [
        "What did TB-12-4 find?",
        "What does TB-12-4 conclude?",
        "What did the Harbour Audit Office find?",
    ],
)
def test_what_was_found_is_told_and_not_what_the_report_is(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert "three times as much" in answer.text
    assert "no records of two thirds" in answer.text
    assert "is a report by" not in answer.text


@needs_packages
def test_what_a_report_is_about_is_how_it_begins(bot: rag.Chatbot) -> None:
    assert "is a report by" in bot.ask("What is TB-12-4 about?").text


@needs_packages
def test_what_was_just_quoted_is_no_reason(bot: rag.Chatbot) -> None:
    asked = "How many cranes missed their goals in 2024?"
    first = bot.ask(asked)
    assert "25 of its 27" in first.text
    why = bot.ask("Why?", history=[(asked, first.text)])
    assert "25 of its 27" not in why.text


@needs_packages
def test_what_is_no_report_is_summed_up_by_what_is_told_of_it(bot: rag.Chatbot) -> None:
    assert "21 May 1912" in bot.ask("Summarise the Quay Act.").text
    assert bot.ask("Summarise the lawsuit about fish.").refusal is not None
