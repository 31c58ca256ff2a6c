"""What somebody thinks: their own judgement, not what they tell of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.chain import Chatbot
from rag.settings import Settings

LETTER = """\
---
title: A letter on the pier
author: Ada Lee
date: 2006-05-04
kind: letter
---

# What others say

According to Lee, Carl Boone said that the new pier is too narrow and that its planning fell short.

# What the pier is like

Lee concludes that the new pier is soundly built, while its lamps were placed carelessly. Lee blames
the haste of the harbour board for the lamps.

# What it cost

Lee reports that the new pier cost 4 million crowns.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("opinions")
    (root / "papers").mkdir()
    (root / "papers" / "letter.md").write_text(LETTER, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What does Lee think of the new pier?",
        "What is Lee's opinion of the new pier?",
        "What is Lee's view of the new pier?",
    ],
)
def test_a_judgement_answers_and_what_is_told_of_others_does_not(
    bot: Chatbot, question: str
) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert "soundly built" in answer.text
    assert "too narrow" not in answer.text


def test_who_is_asked_for_what_another_thinks_is_answered_with_that(bot: Chatbot) -> None:
    answer = bot.ask("What does Boone think of the new pier?")
    assert answer.refusal is None
    assert "too narrow" in answer.text
