"""Of a table or numbered list that is taken for a list, all is given, or it is said how many."""

from __future__ import annotations

import numpy as np
import pytest

from rag.indexing.index_files import Entry
from rag.listing.runs import with_whole_runs
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found

Line = tuple[BlockKind, str]

HEADING: Line = ("heading", "4. The crane")
TAIL: Line = ("paragraph", "The crane stands on the quay.")
STEPS: tuple[Line, ...] = (
    ("item", "1. Oil the chain."),
    ("item", "2. Lift the hook."),
    ("item", "It is heavy."),
    ("item", "3. Lock the brake."),
    ("item", "4. Ring the bell."),
)
ROWS: tuple[Line, ...] = tuple(("row", f"Port: {name}; Cranes: 2") for name in "ABCDEFGHIJKLMNOP")


def passage(*lines: Line) -> Found:
    text, sentences = "", []
    for kind, said in lines:
        text += "\n\n" if text else ""
        sentences.append(Sentence(len(text), len(text) + len(said), Speaker("Board"), kind))
        text += said
    whole = Passage("0", "doc", 0, len(text), text, ("The crane",), tuple(sentences))
    entry = Entry(whole, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    return Found(0, entry, 0.5, 0.5, np.ones((len(lines), 1), np.float32))


def given(found: Found, *places: int, after: tuple[Found, ...] = ()) -> tuple[list[int], str]:
    """The places of the sentences given where those of some places were chosen."""
    sentences = found.entry.passage.sentences
    matches = np.ones(1, np.float32)
    chosen = [Evidence(found, sentences[place], 0.5, matches) for place in places]
    kept, told = with_whole_runs(chosen, lambda _: [each.entry for each in after])
    assert all(item.text == text_of(found, item.sentence) for item in kept)
    return [sentences.index(each) for item in kept for each in item.sentences], told


@pytest.mark.parametrize(
    ("lines", "places", "whole"),
    [
        ((HEADING, *STEPS, TAIL), (1, 2, 4), [1, 2, 3, 4, 5]),
        ((HEADING, *STEPS), (5, 2, 1), [1, 2, 3, 4, 5]),
        ((HEADING, *ROWS[:3], TAIL), (3, 1, 4), [1, 2, 3, 4]),
        ((TAIL, *ROWS[:4]), (0, 2, 3, 4), [0, 1, 2, 3, 4]),
    ],
)
def test_what_misses_few_is_given_whole(
    lines: tuple[Line, ...], places: tuple[int, ...], whole: list[int]
) -> None:
    assert given(passage(*lines), *places) == (whole, "")


@pytest.mark.parametrize(
    ("lines", "places", "told"),
    [
        ((HEADING, *ROWS), (1, 2), "Of the 16 rows of one table, 2 are given."),
        ((HEADING, *ROWS), tuple(range(1, 14)), "Of the 16 rows of one table, 13 are given."),
        (
            (HEADING, *STEPS, *STEPS[:1], TAIL),
            (1, 2),
            "Of the 5 items of one list, 2 are given.",
        ),
    ],
)
def test_what_misses_many_says_of_how_many(
    lines: tuple[Line, ...], places: tuple[int, ...], told: str
) -> None:
    assert given(passage(*lines), *places) == ([*places], told)


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ((HEADING, *STEPS, TAIL), (2,)),  # one is no list
        ((HEADING, *STEPS, TAIL), (2, 6)),
        ((HEADING, *ROWS[:3]), (1, 2, 3)),
        (STEPS, (1, 3)),  # it may begin in the passage before
        ((HEADING, TAIL, TAIL), (1, 2)),
        ((HEADING, ("item", "a rail"), ("item", "a lamp"), ("item", "a bench")), (1, 2)),
    ],
)
def test_nothing_is_added_to_the_rest(lines: tuple[Line, ...], places: tuple[int, ...]) -> None:
    assert given(passage(*lines), *places) == ([*places], "")


def test_a_table_that_may_go_on_behind_is_left_as_it_is() -> None:
    first, after = passage(HEADING, *ROWS[:3]), passage(*ROWS[3:6])
    assert given(first, 1, 2, after=(after,)) == ([1, 2], "")
