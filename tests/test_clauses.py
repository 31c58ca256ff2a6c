"""Whether a word of a sentence is said of what a question is about."""

from __future__ import annotations

import pytest

from rag.fitting.clauses import of_another_thing
from rag.language.claims import fold, read
from rag.language.lexicon import stem

RISE = frozenset((stem("rise"),))


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Why did ferries rise?", "While ships fell, ferries were many.", True),
        ("Why did ferries rise?", "Ships fell, and ferries were many.", True),
        ("Why did ferries rise?", "Ferries were many because dues fell.", True),
        ("Why did the number of ferries rise?", "The number of ships fell; ferries held.", True),
        ("Why did ferries rise?", "Although the number of ships fell, guests came.", True),
        # who is not named may be called otherwise
        ("Why did ferries rise?", "The number of boats fell.", False),
        ("Why did ferries rise?", "While ferries fell, ships were many.", False),
        ("Why did ferries rise?", "Ferries were many in May and fell in June.", False),
        ("Why did ferries rise?", "Ferries were many in May, but sharply fell in June.", False),
        ("Why did ferries rise?", "Ferries were many in May, but they fell in June.", False),
        ("Why did ferries rise?", "In May, ferries, ships and boats fell in number.", False),
        ("Why did it rise?", "While ships fell, ferries were many.", False),
    ],
)
def test_what_a_word_is_said_of(question: str, text: str, another: bool) -> None:
    theirs = read(fold(text))
    place = next(place for place, token in enumerate(theirs) if token.text == "fell")
    assert of_another_thing(read(fold(question)), theirs, place, RISE) is another
