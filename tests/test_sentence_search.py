"""Single sentences in order: by their own score, their passage's support, and as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.answering.sentence_search import GAIN, READ, SUPPORT, order_sentences
from rag.asking.question import Query
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

QUERY = Query(
    "Who lit it?",
    ("lit",),
    np.ones(1, np.float32),
    np.ones((1, 1), np.float32),
    np.ones(1, np.float32),
)
KEEPER, MATE = Speaker("The keeper"), Speaker("The mate")


def passage(row: int, own: Sequence[float], *, support: float = 0.0) -> Found:
    """A passage whose sentences have these scores; the keeper and the mate speak in turn."""
    sentences = tuple(
        Sentence(10 * place, 10 * place + 9, (KEEPER, MATE)[place % 2]) for place in range(len(own))
    )
    text = "It is lit. " * len(own)
    entry = Entry(
        Passage(str(row), f"d{row}", 0, len(text), text, (), sentences),
        str(row),
        "",
        np.arange(len(own) + 1, dtype=np.int32),
    )
    matches = np.array([[each] for each in own], np.float32)
    return Found(row, entry, max(own), 0.0, matches, support=support)


class Reads:
    """A reader that finds the sentences that begin at one place of their passage sure to answer."""

    def __init__(self, size: str, sure: int = -1) -> None:
        self.size = size
        self.sure = sure
        self.seen = 0

    def read(self, _: str, items: Sequence[Evidence], *, most: int) -> list[Evidence]:
        self.seen = len(items)
        assert len(items) <= most
        return [
            replace(item, odds=99.0 if item.sentence.start == self.sure else -99.0)
            for item in items
        ]


def places(
    found: Sequence[Found], reader: Reads | None = None, **more: object
) -> list[tuple[int, int]]:
    told = order_sentences(QUERY, found, reader or Reads("small"), **more)  # type: ignore[arg-type]
    return [(item.found.row, item.sentence.start) for item in told]


def test_a_sentence_has_half_of_its_score_and_the_rest_by_what_speaks_for_its_passage() -> None:
    first, second = passage(0, [0.5, 0.2], support=0.1), passage(1, [0.4, 0.3], support=1.0)
    told = order_sentences(QUERY, [first, second], Reads("small"))  # type: ignore[arg-type]
    # .4 + .3, .3 + .3, .5 + .03, .2 + .03, by half
    assert [(item.found.row, item.sentence.start) for item in told] == [
        (1, 0),
        (1, 10),
        (0, 0),
        (0, 10),
    ]
    assert told[0].score == pytest.approx((0.4 + SUPPORT * 1.0) / 2)


def test_only_the_large_one_s_reading_counts_and_only_of_the_first_few() -> None:
    many = [passage(row, [0.5 - row / 1000]) for row in range(READ + 4)]
    assert [row for row, _ in places(many, Reads("small", 0))] == list(range(READ + 4))
    reader = Reads("large")
    assert [row for row, _ in places(many, reader)] == list(range(READ + 4))
    assert reader.seen == READ
    behind = passage(50, [0.1, 0.5 - 1.9 * GAIN])
    assert places([passage(0, [0.5]), behind], Reads("large", 10)) == [(50, 10), (0, 0), (50, 0)]


def test_only_what_the_ones_named_say_and_each_place_once() -> None:
    found = [passage(0, [0.5, 0.4]), passage(0, [0.5, 0.4])]
    assert places(found) == [(0, 0), (0, 10)]
    assert places(found, speakers=frozenset({"The mate"})) == [(0, 10)]
    assert places([]) == []
    assert places([replace(found[0], citable=frozenset({10}))]) == [(0, 10)]
