"""The lowest is no answer where the highest is asked for."""

from __future__ import annotations

import pytest

from rag.fitting.extremes import tells_of_other_end

ASKED = "Which quay has the highest fees?"


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        (ASKED, "The north quay has the lowest fees, at $4.", True),
        (ASKED, "The north quay has the highest fees, the south quay the lowest.", False),
        (ASKED, "The north quay has high fees.", False),
        ("Which quay is used least?", "The north quay is used most.", True),
        ("Which quay is used most?", "At least three ships use the north quay.", False),
        ("Which quay is used least?", "Most of the ships use the north quay.", False),
        ("Which quay is used least?", "The most recent count was of the north quay.", False),
        ("What are the highest and lowest fees?", "The lowest fee is $4.", False),
        ("How long is the longest quay?", "The shortest quay has 40 feet.", True),
        ("How long is the quay?", "The shortest quay has 40 feet.", False),
    ],
)
def test_which_end_a_sentence_tells_of(question: str, text: str, other: bool) -> None:
    assert tells_of_other_end(question, text) is other
