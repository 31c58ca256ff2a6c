"""What a report's makers answered to comments is asked as what they still hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.asking.replied import as_held
from rag.models import large_cross_encoder as large
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

REPORT = """---
title: "Cranes: The Port Should Clarify Its Rules"
author: Harbour Audit Office
publisher: Harbour Audit Office
kind: report
---

## What the Office Recommends

We recommend that the Port clarify its rules on cranes.

## Agency Comments and Our Evaluation

The Port did not concur with our recommendation. The Port stated that clarifying its rules would
need a new law. While we agree that new rules take time, we do not believe that a law is needed to
clarify them, and we maintain that our recommendation should be carried out.

## Background

The Port has had cranes since 1820. We counted 24 of them.
"""


@pytest.mark.parametrize(
    ("question", "before", "held"),
    [
        ("How did HAO respond to the Port's objections on cranes?", [], "to the Port on cranes "),
        ("What did HAO reply?", ["Did the Port concur on cranes?"], "to the Port on cranes "),
        ("and how did HAO react to that?", ["What did Kent say in its comments?"], "to Kent "),
        ("What did HAO reply?", ["Who signed it?"], None),
        ("How did HAO respond to the letter?", ["Did the Port concur?"], None),
        ("How did the Port respond to the report?", [], None),
    ],
)
def test_what_was_answered_to_comments(question: str, before: list[str], held: str | None) -> None:
    asked = as_held(question, before)
    if held is None:
        assert asked is None
    else:
        text = f"Does HAO still believe that its recommendation {held}should be implemented?"
        assert asked == ("HAO", text.replace("to the Port", "to Port"))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("replied")
    (folder / "cranes.md").write_text(REPORT, "utf-8")
    settings = Settings(index_dir=Path(folder) / "index", cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@needs_packages
def test_the_auditors_reply_is_told(bot: rag.Chatbot) -> None:
    asked = "Did the Port concur with the recommendation?"
    first = bot.ask(asked)
    reply = bot.ask("How did the Harbour Audit Office reply?", history=[(asked, first.text)])
    assert "we do not believe that a law is needed" in " ".join(reply.text.split())
