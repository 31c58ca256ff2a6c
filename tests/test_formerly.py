"""What was said before it was changed is asked for without the word for it."""

from __future__ import annotations

import pytest

from rag.asking.formerly import as_it_was


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What was the original deadline for claims?", "What was the deadline for claims?"),
        ("What did Orm originally say of the cause?", "What did Orm say of the cause?"),
        ("Which day was first announced for the fair?", "Which day was announced for the fair?"),
        ("What was the fee before the amendment?", "What was the fee?"),
        ("How many boats did the town claim at first?", "How many boats did the town claim?"),
        ("What was the fee before it was corrected?", "What was the fee?"),
        ("When was the first boat built?", None),
        ("What was said before the hearing?", None),
        ("Who came first?", None),
        ("Originally?", None),
        ("Which original documents were kept?", None),
    ],
)
def test_the_word_for_what_was_before_is_left_out(question: str, plain: str | None) -> None:
    assert as_it_was(question) == plain
