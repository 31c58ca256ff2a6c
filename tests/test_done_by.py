"""Whether somebody named in a sentence does something there."""

from __future__ import annotations

import pytest

from rag.fitting.done_by import is_done_to


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What did Sheriff Lane do?", "The Gazette says that Sheriff Lane asked to leave.", False),
        ("What did Sheriff Lane do?", "The board told Sheriff Lane to wait.", True),
        (
            "What did Lane do?",
            "According to the Gazette, the board referred Lane to the state.",
            True,
        ),
        ("What did Arnfield do?", "The board would activate the rest of Ulm and Arnfield.", True),
        ("What did Arnfield do about it?", "It was suspended by Arnfield.", False),
        ("What did Arnfield do?", "In May 2010 Arnfield's Sheriff Lane sought to leave.", False),
        ("What did Arnfield do?", "The council of Arnfield voted to leave.", False),
        (
            "What has Arnfield done?",
            "It went against objections of the mayors of Ulm and Arnfield.",
            True,
        ),
        ("What did Arnfield do?", "Ulm withdrew, and Arnfield had suspended its part.", False),
        (
            "What did Arnfield do?",
            "The Gazette reported that the board of Arnfield had voted.",
            False,
        ),
        ("What did Arnfield do?", "The council voted to leave.", False),
        ("What did the mayor do?", "The board told the mayor to wait.", False),
        ("Why did Lane go?", "The board told Lane to wait.", False),
        ("What did Lane want the board to do?", "The board told Lane to wait.", False),
    ],
)
def test_what_is_done_to_somebody_is_not_what_they_do(
    question: str, text: str, expected: bool
) -> None:
    assert is_done_to(question, text) == expected
