"""What is compared of the words of a question and of the documents."""

from __future__ import annotations

import pytest

from rag.asking.question import root


@pytest.mark.parametrize(
    "forms",
    [
        ("remove", "removes", "removed", "removing"),
        ("state", "states", "stated"),
        ("price", "prices"),
        ("job", "jobs"),
        ("fee", "fees"),
        ("country", "countries"),
        ("deny", "denies", "denied"),
        ("agree", "agrees", "agreed", "agreement"),
        ("include", "included", "including"),
        ("manage", "managed", "management"),
    ],
)
def test_forms_of_a_word_are_compared_as_one(forms: tuple[str, ...]) -> None:
    assert len({root(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("county", "count"), ("policy", "police"), ("city", "cite"), ("use", "us"), ("new", "news")],
)
def test_two_words_are_not_taken_for_one(one: str, other: str) -> None:
    assert root(one) != root(other)
