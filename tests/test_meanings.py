"""What something is: the sentence that says so goes first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Chatbot, Settings
from rag.retrieving.meanings import as_question, asks_meaning, tells_meaning


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a quay warden?", "quay warden"),
        ("what's a quay warden", "quay warden"),
        ("What exactly are quay wardens in the Harbour Act?", "quay wardens"),
        ("What does the term wharfage mean?", "wharfage"),
        ("meaning of wharfage", "wharfage"),
        ("wharfage meaning", "wharfage"),
        ("fictive kin meaning foster care", "fictive kin"),
        ("Define demurrage.", "demurrage"),
        ("What counts as a small port?", "small port"),
        ("How is a small port defined?", "small port"),
        ("What is a \u2018Stop and Look\u2019 exercise at the office?", "Stop and Look"),
        ("Who is a quay warden?", None),
        ("How many quay wardens are there?", None),
        ("What did the wardens find on the quay?", None),
        ("What is the number of all those ships that were lost at sea?", None),
    ],
)
def test_what_is_to_be_explained(question: str, term: str | None) -> None:
    assert asks_meaning(question) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quay wardens are people who watch a quay.", "quay warden"),
        ("A quay warden (QW) is an officer of the port.", "quay wardens"),
        ("7 Wharfage means what is paid for the use of a wharf.", "wharfage"),
        ("\u201cWharfage,\u201d also known as \u201cquayage,\u201d refers to dues.", "wharfage"),
        ("Under the Act, a small port is one with fewer than 100 ships.", "small port"),
        ("Papers describe the Stop and Look process and define it as a pause.", "Stop and Look"),
        ("The Act defines a small port as a port of few ships.", "small port"),
    ],
)
def test_what_explains_it(text: str, term: str) -> None:
    assert tells_meaning(text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quay wardens are underpaid.", "quay warden"),
        ("Quay wardens were asked in May.", "quay warden"),
        ("The board is a body that pays quay wardens.", "quay warden"),
        ("Wharfage includes dues of May.", "wharfage"),
        ("Wharfage rose in May.", "wharfage"),
    ],
)
def test_what_only_tells_of_it(text: str, term: str) -> None:
    assert not tells_meaning(text, term)


def test_what_is_asked_for_in_two_words_is_read_as_a_question() -> None:
    assert as_question("wharfage meaning") == "What is wharfage?"
    assert as_question("What does wharfage mean?") == "What does wharfage mean?"
    assert as_question("wharfage in 2011") == "wharfage in 2011"


PAPER = """\
---
title: Dues of the Port of Esk
author: Mira Abend
date: 2021-05-04
kind: report
---

# Dues

Wharfage brought the port of Esk 900 crowns in May. Wharfage at the port was raised in June. The
board of the port asked for wharfage to be paid at once. Captains called wharfage unfair.

# Notes

Wharfage is the money that a ship pays for lying at a wharf.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("meanings")
    (root / "papers").mkdir()
    (root / "papers" / "dues.md").write_text(PAPER, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


@pytest.mark.parametrize("question", ["What is wharfage?", "wharfage meaning", "Define wharfage."])
def test_what_says_what_it_is_is_the_answer(bot: Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert answer.statements[0].text.startswith("Wharfage is the money")
