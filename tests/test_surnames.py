"""Somebody who is named by office and in full is asked of by their surname."""

from __future__ import annotations

import pytest

from rag.asking.surnames import by_surname


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did HQ Director John Fell say about it?", "What did Fell say about it?"),
        ("Did Harbour Secretary Jane Orr-Lee lie?", "Did Orr-Lee lie?"),
        ("Why did the Acting Inspector General Carl K. Boone resign?", "Why did Boone resign?"),
        ("What did Rep. Ida Crane ask for?", "What did Crane ask for?"),
        ("Who is Secretary Crane?", None),
        ("What does the Director of the Port say?", None),
    ],
)
def test_the_office_and_the_given_name_are_left_out(question: str, asked: str | None) -> None:
    assert by_surname(question) == asked
