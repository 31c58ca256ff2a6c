"""What can stand by itself as an answer."""

from __future__ import annotations

import pytest

from rag.standing import needs


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("It was closed in May.", True),
        ("You can use it in any shop, but not for phones.", True),
        ("Reviewing these files took a year.", True),
        ("We want the board to close it.", False),
        ("We found it difficult to tell.", False),
        ("During this period two piers were closed.", False),
        ("Saying that ships may wait, she left.", False),
    ],
)
def test_what_leans_on_the_sentence_before(text: str, leans: bool) -> None:
    assert needs(text) is leans
