"""What "the audit" or "the inquiry" found, where only its kind says which document is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import rag
from rag.asking.inquiries import inquiries_asked
from rag.asking.orderings import is_placed
from rag.models import large_cross_encoder as large
from rag.records import Document
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

AUDIT = """---
title: "Harbour Dues: Internal Audit"
author: Ada North
kind: report
---

## Summary

This report sets out what we looked at. The port keeps 24 cranes. We found that a third of the dues
of 2011 were never collected. The work was done in May. We found no evidence of theft. We found that
the port had no rule on who may waive dues.
"""

LETTER = """---
title: "What the port does about the audit"
author: Lee West
kind: letter
---

The port collects its dues each Monday since June. The harbour master has bought a new boat.
"""


EMPTY = Document("", "/x", "0" * 64, "", "markdown", "")


def named(title: str, **facts: Any) -> Document:
    return replace(EMPTY, id=title.lower(), title=title, **facts)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("What did the audit find?", ["Harbour Dues: Internal Audit"]),
        ("What were the findings of the internal audit?", ["Harbour Dues: Internal Audit"]),
        ("What did the audit say?", ["Harbour Dues: Internal Audit"]),
        ("What did the inquiry conclude?", ["Report of the Inquiry Panel"]),
        ("What did the study find?", ["Quays in Winter"]),
        ("What did the external audit find?", []),
        ("What did the audit find about boats?", []),
        ("What did the ferry find?", []),
    ],
)
def test_a_kind_alone_tells_which_document_is_meant(question: str, titles: list[str]) -> None:
    documents = [
        named("Harbour Dues: Internal Audit", kind="report"),
        named("What the port does about the audit", kind="letter"),
        named("Port Receives Audit, Announces Reforms"),
        named("Report of the Inquiry Panel", kind="report"),
        named("The inquiry did what it should", kind="article"),
        named("Quays in Winter", kind="study"),
        named("A Study in Salt", kind="commentary"),
    ]
    assert [each.title for each in inquiries_asked(question, documents)] == titles


def test_reports_of_auditors_are_audits_and_of_many_those_on_the_shared_matter() -> None:
    makers = ["Office of Inspector General", "City Auditor", "Court of Audit", "Comptroller"]
    titles = ["Harbour Watch in May", "Harbour Watch: Boats", "Old Quays", "Harbour Watch Fees"]
    documents = [
        named(title, kind="report", author=maker, date=f"201{n}")
        for n, (title, maker) in enumerate(zip(titles, makers, strict=True))
    ]
    asked = inquiries_asked("What did the audits find?", documents)
    assert [each.title for each in asked] == [titles[0], titles[1], titles[3]]
    more = [*documents, named("Harbour Watch and Ropes", kind="report", author="City Auditor")]
    assert inquiries_asked("What did the audits find?", more) == ()


def test_so_many_are_those_of_one_maker_and_their_order_tells_nothing() -> None:
    makers = ["Office of Inspector General", "Office of Inspector General", "City Auditor"]
    documents = [
        named(f"Harbour {n}", kind="report", author=maker, date=f"201{n}")
        for n, maker in enumerate(makers)
    ]
    for question in ("What did the two audits find?", "What does the second report say?"):
        assert [x.title for x in inquiries_asked(question, documents)] == ["Harbour 0", "Harbour 1"]
    assert len(inquiries_asked("What did the first audit find?", documents)) == 3
    assert inquiries_asked("What does the report say?", documents) == ()


def test_only_a_title_tells_which_is_the_second() -> None:
    assert is_placed("Second Interim Report on Dues", "second", "report")
    assert not is_placed("The Port's End, Restart and Second End: A Report", "second", "report")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("dues")
    (folder / "audit.md").write_text(AUDIT, "utf-8")
    (folder / "letter.md").write_text(LETTER, "utf-8")
    settings = Settings(index_dir=Path(folder) / "index", cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@needs_packages
@pytest.mark.parametrize("question", ["What did the audit find?", "What did the audit conclude?"])
def test_of_its_summary_what_was_found_is_quoted(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert "a third of the dues" in answer.text
    assert "no evidence of theft" in answer.text
    assert "sets out" not in answer.text
    assert "in May" not in answer.text
    assert any("Internal Audit" in note for note in answer.notes)


def test_without_the_large_reader_its_words_tell_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "audit.md").write_text(AUDIT, "utf-8")
    (tmp_path / "letter.md").write_text(LETTER, "utf-8")
    settings = Settings(index_dir=tmp_path / "index", cross_encoder="small")
    with rag.Chatbot.open(tmp_path, settings=settings) as opened:
        answer = opened.ask("What did the audit find?")
    assert "a third of the dues" in answer.text
    assert "in May" not in answer.text
