"""What says why in the sentence behind another, of the one asked about, and what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.fitting.subjects import of_another_person
from rag.models import large_cross_encoder as large
from rag.retrieving.reasons import is_bare_why
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

MANUAL = """---
title: Care of the Harbour Crane
author: Harbour Office
publisher: Harbour Office
---

# Care of the Harbour Crane

## Cleaning

8.1 Do not clean the crane with tar. It makes the planks rot. The crane is painted in May.

8.2 Do not oil the chain in frost. Clerks of the port paint the mast in May.

## Berths

Berth 4, at the north quay. It was closed because the piles had sunk.

Berth 5, at the south quay. Captains do not like it.

## Meeting

Mr. Hale asked why the town was told of the storm so late. Ms. Quint replied that the clerk had been
away. Ms. Wren voted on the quay as the council did. Mr. Hale abstained because his wife sells rope.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "crane.md").write_text(MANUAL, "utf-8")
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"), cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Why?", True),
        ("why not", True),
        ("And why is that?", True),
        ("How come?", True),
        ("Why not in May?", False),
        ("Why did it close?", False),
        ("What for?", False),
    ],
)
def test_questions_that_only_ask_why(question: str, bare: bool) -> None:
    assert is_bare_why(question) is bare


@needs_packages
@pytest.mark.parametrize("question", ["Why must I not use tar?", "Why can't I clean it with tar?"])
def test_the_reason_behind_is_quoted_with_what_it_leans_on(
    harbour: rag.Chatbot, question: str
) -> None:
    answer = harbour.ask(question)
    assert answer.refusal is None, answer.text
    assert [each.quote for each in answer.citations] == [
        "8.1 Do not clean the crane with tar.",
        "It makes the planks rot.",
    ]


@needs_packages
@pytest.mark.parametrize("why", ["Why not?", "Why?", "and why is that?"])
def test_a_bare_why_asks_for_the_sentence_behind_the_last_answer(
    harbour: rag.Chatbot, why: str
) -> None:
    first = "Can I clean the crane with tar?"
    history = ((first, harbour.ask(first).text),)
    answer = harbour.ask(why, history=history)
    assert "It makes the planks rot." in answer.text
    first = "Can I oil the chain in frost?"
    history = ((first, harbour.ask(first).text),)
    assert "Clerks" not in harbour.ask(why, history=history).text


@needs_packages
def test_a_reason_for_another_of_a_number_is_none(harbour: rag.Chatbot) -> None:
    assert "piles had sunk" in harbour.ask("Why was Berth 4 closed?").text
    assert "piles had sunk" not in harbour.ask("Why was Berth 5 closed?").text


@needs_packages
def test_a_reason_of_somebody_else_is_none(harbour: rag.Chatbot) -> None:
    assert "sells rope" in harbour.ask("Why did Mr. Hale abstain?").text
    assert "sells rope" not in harbour.ask("Why did Ms. Wren vote for the quay?").text


@pytest.mark.parametrize(
    ("question", "text", "before", "other"),
    [
        ("Why did Ms. Wren vote for it?", "Mr. A. Hale abstained because of rope.", "", True),
        ("Why did Judge Wren dissent?", "5. Mayor Ann Hale was late.", "Judge Wren came.", True),
        ("Why did Dr Wren leave?", "Professor Hale's boat sank.", "", True),
        ("Why did Ms. Wren vote for it?", "Mr. Hale said that Wren liked rope.", "", False),
        ("Why did Ms. Wren leave?", "Mr. Hale said that she was ill.", "Ms. Wren left.", False),
        ("Why did Ms. Wren vote for it?", "Rope was dear, and Mr. Hale sold it.", "", False),
        ("Why did the council vote for it?", "Mr. Hale said that rope was dear.", "", False),
        ("Why did the port pay Mr. Wren?", "Mr. Hale said that rope was dear.", "", False),
        ("Why did Wren leave?", "Mr. Hale was late because of rope.", "", False),
    ],
)
def test_a_sentence_that_opens_with_another_person_is_of_that_one(
    question: str, text: str, before: str, other: bool
) -> None:
    assert of_another_person(question, text, "Care of the Crane", before) is other
