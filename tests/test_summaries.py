"""What a document says in short: by its summary, by its abstract, or by how its sections begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag

REVIEW = """# Tide Bells and Wrecks: a systematic review

Ann Orme, Bo Dahl. University of Vell

## Plain-language summary

We looked at all studies of tide bells. Taken together they suggest that wrecks fall by a fifth.

## 1. Methods

We searched four libraries in the spring of 2019 and read 40 papers in full, two readers each.
"""
PAPER = """# Bells of Pell: an account of one coast

Cy Fell, Dee Hart. Institute of Tides

## Abstract

Bells are old. We counted the wrecks of Pell before and after its bells. Wrecks fell from 31 to 19.

## 1 Introduction

Many a coast has bells, and nobody knows what for. We set out to know.
"""
TREASURER = """# Report of the Treasurer

## 1. The chest

The chest holds nine hundred crowns, which is less than it should. Nobody has counted it since May.

## 2. The bells

The bells cost four hundred crowns a year in rope alone, and the rope comes from Mull.

## 3. What comes next

The treasurer will count the chest every month, with a witness from the town.
"""
PEER = """# Letter of the editor

Both readers find the review of the bells too long. They ask for a shorter one by March.
"""


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("coast")
    for name, text in (
        ("systematic-review", REVIEW),
        ("paper-fell", PAPER),
        ("treasurer-report", TREASURER),
        ("peer-review", PEER),
    ):
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "document", "told"),
    [
        ("Summarize the systematic review", "systematic-review", ["wrecks fall by a fifth"]),
        ("What did the Orme review find?", "systematic-review", ["wrecks fall by a fifth"]),
        ("What does the Fell paper say?", "paper-fell", ["Wrecks fell from 31 to 19"]),
        (
            "Summarize the treasurer's report",
            "treasurer-report",
            ["nine hundred crowns", "four hundred crowns a year", "count the chest every month"],
        ),
        ("Summarize the peer review", "peer-review", ["too long"]),
    ],
)
def test_a_document_that_is_named_by_its_maker_or_file_is_summed_up(
    coast: rag.Chatbot, question: str, document: str, told: list[str]
) -> None:
    answer = coast.ask(question)
    assert {each.document_id for each in answer.citations} == {document}
    assert all(each in answer.text for each in told)
    assert "Report of the Treasurer" not in answer.text  # a title tells nothing
