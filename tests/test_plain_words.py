"""Phrases are searched for in plain words."""

from __future__ import annotations

import pytest

from rag.asking.plain_words import in_plain_words


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Did the company go along?", "Did the company agree?"),
        ("Who went along with it?", "Who agreed with it?"),
        (
            "What are the main things the board found in 2011?",
            "What are the main findings of the board in 2011?",
        ),
        ("Which things did the board find?", "Which things did the board find?"),
        ("Who pulled the plug on the ferry?", "Who ended the ferry?"),
        ("Who went along the quay?", "Who went along the quay?"),
        ("How many ports put off repairs?", "How many ports defer repairs?"),
        ("Why is Kent putting off the works?", "Why is Kent deferring the works?"),
        ("Who was put off by the toll?", "Who was put off by the toll?"),
        ("Who were put off sailing?", "Who were put off sailing?"),
        ("Where were they put off the boat?", "Where were they put off the boat?"),
        ("What is the toll as it stands today?", "What is the toll?"),
        ("Who is the pilot, as of now?", "Who is the pilot?"),
        ("how many berths are there at the moment", "how many berths are there"),
        ("Is a skipper legally bound to moor?", "Is a skipper required to moor?"),
        ("Are ports obliged to close?", "Are ports required to close?"),
        ("Is the ferry bound to fail?", "Is the ferry bound to fail?"),
        ("Can a port be forced to close?", "Is a port required to close?"),
        ("Could lenders be made to pay?", "Are lenders required to pay?"),
        ("Who steered at the moment of the crash?", "Who steered at the moment of the crash?"),
    ],
)
def test_phrasal_verbs_without_a_word_of_their_own_are_put_in_plain_words(
    question: str, understood: str
) -> None:
    assert in_plain_words(question) == understood
