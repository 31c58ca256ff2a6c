"""Whoever holds an office is asked for by it, and found by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.asking.holders import Holders, find_holders
from rag.records import Document

TEXT = """FROM: Dana Prewitt, Director of Human Resources

The memo was seen by Walter Quill, Chief Financial Officer, and by Tom Orr, Deputy Mayor.
Owner: Head of Boats (Ines Okafor), Harbour Auditor (Cy Fell).

Ann Dale
Treasurer
"""
EMPTY = Document("memo", "memo.md", "0", TEXT, "markdown", "Memo")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("When is it paid, according to the HR director?", "according to Dana Prewitt?"),
        ("What did the director of human resources say?", None),
        ("What did the CFO say of it?", "What did Walter Quill say of it?"),
        ("What did the treasurer want?", "What did Ann Dale want?"),
        ("What did the harbour auditor find?", "What did Cy Fell find?"),
        ("What did the mayor say?", None),
        ("What did the deputy mayor say?", "What did Tom Orr say?"),
        ("Who is the treasurer?", None),
        ("What did the governor say?", None),
        ("What did Dana Prewitt say?", None),
    ],
)
def test_an_office_stands_for_whoever_alone_holds_it(question: str, named: str | None) -> None:
    found = Holders({"memo": EMPTY}).name_for(question)
    assert found is None if named is None else found is not None and found.endswith(named)


def test_an_office_that_two_hold_stands_for_neither() -> None:
    other = replace(EMPTY, id="other", text="Bo Hale, Treasurer, and Una Pell, Clerk, left.")
    holders = Holders({"memo": EMPTY, "other": other})
    assert holders.name_for("What did the treasurer want?") is None
    assert holders.name_for("What did the clerk want?") == "What did Una Pell want?"


def test_bodies_hold_no_office() -> None:
    assert not list(find_holders("Harbour Agency, Director of Boats\n"))
