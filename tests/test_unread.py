"""Pages that could not be read, and the questions whose answer may stand on them."""

from __future__ import annotations

import pytest

from rag.records import Block, Document, Page, Problem
from rag.refusing.unread import may_stand_unread

CONTENTS = "Wages of the pilots .... 3"
BEFORE = "Tolls and harbour dues rose in 1902."
AFTER = "Figure 1: Map of the lighthouses and buoys"


def document(*problems: Problem) -> Document:
    text = "\n\n".join((CONTENTS, BEFORE, AFTER))
    start, second = len(CONTENTS) + 2, len(CONTENTS) + len(BEFORE) + 4
    return Document(
        *("quay", "quay.pdf", "0", text, "pdf", "The quay"),
        blocks=(Block(0, start - 2), Block(start, second - 2), Block(second, len(text))),
        pages=(
            Page(0, start - 2, 1, None),
            Page(start, second - 2, 2, None),
            Page(second, len(text), 4, None),
        ),
        problems=problems,
    )


@pytest.mark.parametrize(
    ("question", "chosen", "there"),
    [
        ("Why did the harbour dues rise?", True, False),
        ("By how much did tolls and harbour dues rise?", False, False),
        ("Which tolls and harbour dues rose?", False, True),
        ("What wages had the pilots?", False, True),
        ("Who is the queen of Denmark married to?", True, False),
    ],
)
def test_a_page_without_text(question: str, chosen: bool, there: bool) -> None:
    papers = [document(Problem("no_text", "no text on this page", 3))]
    assert may_stand_unread(question, papers, chosen=chosen) is there


def test_a_page_that_is_named() -> None:
    papers = [document(Problem("no_text", "no text on this page", 3))]
    question = "What does that page say?"
    assert may_stand_unread(question, papers, chosen=True, page="3")
    assert not may_stand_unread(question, papers, chosen=True, page="2")
    assert not may_stand_unread(question, papers, chosen=True)


def test_a_picture_has_what_its_caption_says() -> None:
    papers = [document(Problem("unread_picture", "pictures fill 40% of this page", 4))]
    question = "Where does the map have lighthouses?"
    assert may_stand_unread(question, papers, chosen=False)
    assert not may_stand_unread("Which tolls were raised?", papers, chosen=True)
    assert not may_stand_unread(question, [document()], chosen=True)


def test_of_what_was_not_read_at_all_nothing_is_known() -> None:
    scan = Document(
        *("scan", "scan.pdf", "0", "", "pdf", "Scan"), problems=(Problem("no_text", "none", 1),)
    )
    assert may_stand_unread("Who is the queen of Denmark?", [scan], chosen=True)
    assert not may_stand_unread("Who is the queen of Denmark?", [scan], chosen=False)
