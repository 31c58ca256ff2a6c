"""The sentence after one, over what only stands between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.indexing.index_files import Entry
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.following import next_sentence, nothing_after
from rag.retrieving.found import Found

Line = tuple[str, BlockKind]
BODY: BlockKind = "paragraph"
FIRST = ("The port bought a crane.", BODY)
NEXT = ("It lifts 9 tons.", BODY)


def passage(*lines: Line, offset: int = 0) -> Found:
    text, sentences = "", []
    for line, kind in lines:
        start = offset + len(text) + bool(text)
        text = f"{text} {line}".strip()
        sentences.append(Sentence(start, offset + len(text), Speaker("Board"), kind))
    own = Passage("0", "doc", offset, offset + len(text), text, (), tuple(sentences))
    entry = Entry(own, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    return Found(0, entry, 0.5, 0.5, np.ones((len(lines), 1), np.float32))


def first_of(found: Found) -> Evidence:
    return Evidence(found, found.entry.passage.sentences[0], 0.5, found.matches[0])


@pytest.mark.parametrize(
    "between",
    [
        (),
        (("Cranes", "heading"),),
        (("Figure 2: A crane on the quay", BODY), ("Figure 2 shows the crane.", BODY)),
        (("Crane 9 90 900", "row"), ("2 Bought in May.", "footnote")),
    ],
)
def test_the_text_goes_on_behind_what_stands_between(between: tuple[Line, ...]) -> None:
    told = next_sentence(first_of(passage(FIRST, *between, NEXT)), nothing_after)
    assert told is not None and told.text == NEXT[0]
    assert told.sentences == (told.sentence,)


def test_it_goes_on_in_the_passage_after() -> None:
    after = passage(("Cranes", "heading"), NEXT, offset=100)
    told = next_sentence(first_of(passage(FIRST)), lambda _: (after,))
    assert told is not None and told.text == NEXT[0]
    assert next_sentence(first_of(passage(FIRST)), nothing_after) is None


def test_what_may_not_be_quoted_is_not_gone_on_with() -> None:
    item = first_of(passage(FIRST, NEXT))
    others = replace(item, speakers=frozenset(("Kent",)))
    assert next_sentence(others, nothing_after) is None
    only = replace(item, found=replace(item.found, citable=frozenset((0,))))
    assert next_sentence(only, lambda _: (passage(NEXT, offset=100),)) is None


def test_a_list_that_ends_in_the_passage_after_goes_on_behind_its_end() -> None:
    last = ("The crane must be sold.", BODY)
    after = passage(NEXT, last, offset=100)
    item = replace(first_of(passage(FIRST)), followed_by=after.entry.passage.sentences[:1])
    told = next_sentence(item, lambda _: (after,))
    assert told is not None and told.text == last[0]
