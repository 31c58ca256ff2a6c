"""A whole list that a page breaks off is found with its end, and nothing else is taken for that."""

from __future__ import annotations

import numpy as np
import pytest

from rag.indexing.index_files import Entry
from rag.listing.announced import Wanted
from rag.listing.listing import find_broken, lists
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

BOARD = Speaker("Harbour Board")
BROKEN = "The rules have four measures: depth, noise,"
END = "shelter, and light."
Line = tuple[str, BlockKind]


def entry(*lines: Line, offset: int = 0) -> Entry:
    text = "\n\n".join(said for said, _ in lines)
    starts = [offset + text.index(said) for said, _ in lines]
    sentences = tuple(
        Sentence(start, start + len(said), BOARD, kind)
        for start, (said, kind) in zip(starts, lines, strict=True)
    )
    passage = Passage("a", "a", offset, offset + len(text), text, (), sentences)
    return Entry(passage, "key", "Rules", np.arange(4))


def first_of(own: Entry) -> Evidence:
    sentences = own.passage.sentences
    found = Found(0, own, 0.5, 0.5, np.zeros((len(sentences), 1), np.float32))
    return Evidence(found, sentences[0], 0.5, np.zeros(1, np.float32))


@pytest.mark.parametrize(
    ("said", "behind", "whole"),
    [
        (BROKEN, [(END, "paragraph")], True),
        (
            BROKEN,
            [("1 See the rules.", "footnote"), ("Tides", "heading"), (END, "paragraph")],
            True,
        ),
        (BROKEN, [("Ships, and light.", "paragraph"), (END, "paragraph")], False),  # another one
        (BROKEN, [("• shelter", "item"), (END, "paragraph")], False),
        (BROKEN, [("shelter, light, and price.", "paragraph")], False),  # five
        (BROKEN, [], False),
        ("The rules have four measures: depth, noise.", [(END, "paragraph")], False),
    ],
)
def test_a_list_is_joined_to_its_end(said: str, behind: list[Line], whole: bool) -> None:
    best, after = first_of(entry((said, "paragraph"))), [entry(*behind, offset=500)]
    joined = find_broken([best], Wanted("measures", 4), lambda _: after if behind else [])
    assert (joined is not None) == whole
    if joined is not None:
        assert joined.followed_by == (after[0].passage.sentences[-1],)


def test_a_sentence_lists_all_that_it_counts() -> None:
    wanted = Wanted("measures", None)
    whole = entry(("The rules have three measures: depth, noise, and light.", "paragraph"))
    assert lists(first_of(whole), wanted) == (3, True)
    assert lists(first_of(entry((BROKEN, "paragraph"))), wanted)[1] is False
    assert lists(first_of(entry((BROKEN, "paragraph"))), wanted, end=END) == (4, True)
