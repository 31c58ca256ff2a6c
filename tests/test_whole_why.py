"""A bare "why?" is asked as the whole question that it stands for."""

from __future__ import annotations

import pytest

from rag.answering.whole_why import as_whole_why

AGREED = "Did the port agree with the board?"


@pytest.mark.parametrize(
    ("question", "before", "said", "whole"),
    [
        ("Why not?", AGREED, "The port did not. [1]", "Why didn't the port agree with the board?"),
        ("Why?", AGREED, "The port refused. [1]", "Why didn't the port agree with the board?"),
        ("why?", AGREED, "The port agreed. [1]", "Why did the port agree with the board?"),
        ("Why?", "When did the quay close?", "It closed in May. [1]", "Why did the quay close?"),
        (
            "why is that?",
            "Can ships moor at the quay?",
            "No ship may. [1]",
            "Why can't ships moor at the quay?",
        ),
        ("Why not?", "Will the quay open?", "It stays shut. [1]", "Why won't the quay open?"),
        ("Why not?", "Did they agree?", "The port did not. [1]", None),
        ("Why?", "How many ships moor there?", "Six do. [1]", None),
        ("Why?", AGREED, "I cannot find this in the documents.", None),
        ("Why did it close?", "When did the quay close?", "It closed in May. [1]", None),
    ],
)
def test_what_a_bare_why_stands_for(
    question: str, before: str, said: str, whole: str | None
) -> None:
    assert as_whole_why(question, ((before, said),)) == whole


def test_no_turn_before() -> None:
    assert as_whole_why("Why?", ()) is None
