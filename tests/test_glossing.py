"""Abbreviations that are quoted are explained, as their documents define them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Chatbot, Settings

PAPER = """\
---
title: Dues of the Port of Esk
author: Mira Abend
publisher: Esk Port Authority
date: 2021-05-04
kind: report
---

# Dues

The Office of Harbour Fees (OHF) collects the dues. Its customer service representatives (CSR) sit
in Kent, and the Esk Port Authority (EPA) pays them.

# Work

The CSRs answered 900 calls in May 2020. The OHF raised the lantern fee to 12 crowns in June 2020.
The EPA opened a second quay in July 2020. The XQT dredged the channel in August 2020.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("glossing")
    (root / "papers").mkdir()
    (root / "papers" / "dues.md").write_text(PAPER, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("How many calls were answered in May 2020?", "CSR stands for customer service"),
        ("When was the lantern fee raised?", "OHF stands for Office of Harbour Fees."),
    ],
)
def test_what_is_quoted_in_short_is_explained(bot: Chatbot, question: str, note: str) -> None:
    assert any(each.startswith(note) for each in bot.ask(question).notes)


@pytest.mark.parametrize(
    "question",
    [
        "How many calls did the CSRs answer in May 2020?",  # the asker knows it
        "How many calls did the customer service representatives answer in May 2020?",
        "Who collects the dues?",  # the sentence says it itself
        "Who opened a second quay in July 2020?",  # the publisher's name
        "Who dredged the channel in August 2020?",  # defined nowhere
    ],
)
def test_what_is_known_or_nowhere_defined_is_not(bot: Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.statements
    assert not any("stands for" in each for each in answer.notes)
