"""Passages found side by side become one place; nothing else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rag.indexing.index import Stretch
from rag.indexing.index_files import Entry
from rag.records import Document, Passage, Sentence, Speaker
from rag.retrieving.found import Found
from rag.retrieving.joining import MOST, join

TEXT = "One went out. Two came in.\n\nThree stayed. Four slept. Five woke. Six ate. Seven read."
DOCUMENT = Document("diary", "/diary.txt", "0" * 64, TEXT, "text", "A diary")
SPEAKER = Speaker("The keeper")


def found(row: int, words: str, *, score: float = 0.5, headings: tuple[str, ...] = ()) -> Found:
    start = TEXT.index(words)
    sentence = Sentence(start, start + len(words), SPEAKER)
    entry = Entry(
        Passage.of(DOCUMENT, headings, (sentence,)),
        f"key{row}",
        "A diary",
        np.array([2, 4], np.int32),
    )
    return Found(row, entry, score, 0.4, np.full((1, 3), row, np.float32))


ONE, TWO = found(0, "One went out."), found(1, "Two came in.", score=0.6)
THREE, FOUR = found(2, "Three stayed."), found(3, "Four slept.")
FIVE, SIX, SEVEN = found(4, "Five woke."), found(5, "Six ate."), found(6, "Seven read.")


def texts(places: tuple[Found, ...]) -> list[str]:
    return [item.entry.passage.text for item in places]


def joined(*items: Found, further: tuple[Found, ...] = ()) -> tuple[Found, ...]:
    return join(items, further, {"diary": DOCUMENT})


def test_neighbours_become_one_and_the_next_best_takes_the_free_place() -> None:
    places = joined(TWO, SEVEN, ONE, further=(FOUR, FIVE))
    assert texts(places) == ["One went out. Two came in.", "Seven read.", "Four slept. Five woke."]


def test_a_joined_passage_is_the_document_s_own_text_with_everything_in_its_order() -> None:
    two = replace(TWO, repeats={14: (Stretch("copy", 3, 9),)}, copies=(SEVEN.entry,))
    (place,) = joined(two, further=(THREE, ONE))
    passage = place.entry.passage
    assert passage.text == TEXT[passage.start : passage.end] == TEXT[: TEXT.index(" Four")]
    assert [TEXT[each.start : each.end] for each in passage.sentences] == [
        "One went out.",
        "Two came in.",
        "Three stayed.",
    ]
    np.testing.assert_array_equal(place.matches[:, 0], [0, 1, 2])
    assert (place.score, place.row) == (0.6, 1)
    assert place.repeats == two.repeats and place.copies == two.copies
    assert passage.id not in {item.entry.passage.id for item in (ONE, TWO, THREE)}


def test_at_most_six_are_joined_the_better_neighbour_first() -> None:
    places = joined(THREE, further=(FIVE, FOUR, SIX, TWO, SEVEN, ONE))
    assert texts(places) == [TEXT[TEXT.index("Two") :]] and MOST == 6
    assert texts(joined(FOUR, further=(THREE, ONE, TWO, FIVE, SIX, SEVEN))) == [
        TEXT[: TEXT.index(" Seven")]
    ]


def test_sections_and_documents_are_not_joined() -> None:
    under = found(2, "Three stayed.", headings=("Night",))
    assert texts(joined(TWO, under)) == ["Two came in.", "Three stayed."]
    other = replace(
        THREE,
        entry=replace(
            THREE.entry, passage=replace(THREE.entry.passage, document_id="another diary")
        ),
    )
    assert joined(TWO, other) == (TWO, other)
    limited = replace(THREE, citable=frozenset({28}))
    assert joined(TWO, limited) == (TWO, limited)


def test_what_stands_alone_stays_as_it_is() -> None:
    assert joined(ONE, THREE, further=(FIVE,)) == (ONE, THREE)
    assert joined() == ()
