"""The two orders of what was looked at, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rag.indexing.index_files import Entry
from rag.records import Passage
from rag.retrieving.found import Found
from rag.retrieving.ranking import Pool, by_ranks, by_support, fuse


def seen(row: int, score: float, cosine: float = 0.0, document: str = "a") -> Found:
    passage = Passage(f"{row:032x}", document, row, row + 1, "x", (), ())
    entry = Entry(passage, f"key{row}", "Title", np.array([0, 1], np.int32))
    return Found(row, entry, score, cosine, np.zeros((1, 1), np.float32))


def supported(found: Sequence[Found], words: Mapping[int, float] | None = None) -> list[int]:
    return [item.row for item in by_support(Pool(found, (), words or {}))]


def test_fusion_by_rank() -> None:
    # 1: 1/61 + 1/62 = .03252; 3: 1/63 + 1/61 = .03227; 4: 1/63 = .01587; 2: 1/62 = .01613
    assert fuse([[1, 2, 3], [3, 1, 4]], constant=60) == [1, 3, 2, 4]
    # 7: 3/21 = .143; 8: 1/21 + 1/21 = .095; weights decide.
    assert fuse([[7], [8], [8]], constant=20, weights=(3, 1, 1)) == [7, 8]
    assert fuse([[7], [8], [8]], constant=20, weights=(1, 1, 1)) == [8, 7]
    assert fuse([[9, 2], [2, 9]], constant=60) == [2, 9]
    assert fuse([], constant=60) == []


def test_by_ranks_late_interaction_counts_three_times_a_search() -> None:
    found = [seen(3, 0.2), seen(5, 0.3), seen(9, 0.4)]
    # 9: 3/21 = .143; 5: 3/22 + 1/22 = .182; 3: 3/23 + 1/21 = .178, as dense search has them.
    assert [item.row for item in by_ranks(Pool(found, [3, 5], {}))] == [5, 3, 9]
    # With the words: 3: 3/23 + 2/21 = .226; 5: 3/22 + 2/22 = .227.
    assert [item.row for item in by_ranks(Pool(found, [3, 5], {3: 7.0, 5: 6.0}))] == [5, 3, 9]
    # What was only looked at has its place, too, and what no one looked at has none.
    assert [item.row for item in by_ranks(Pool(found, [8], {}))] == [9, 5, 3]
    assert by_ranks(Pool([], [], {})) == []


def test_by_support_each_counts_between_its_least_and_its_most() -> None:
    # Late interaction of .2, .3 and .4 becomes 0, ½ and 1, and counts four of six.
    found = [seen(1, 0.2, 0.9), seen(5, 0.3, 0.1), seen(9, 0.4, 0.1)]
    # 1: 1/6 by its cosine; 5: 2/6; 9: 4/6.
    assert supported(found) == [9, 5, 1]
    # 1 by its words, too, at 2/6: as much as 5, whose row is greater.
    assert supported(found, {1: 7.0}) == [9, 1, 5]
    assert supported(found, {1: 6.0, 5: 7.0}) == [9, 5, 1]
    # None has more than another.
    assert supported([seen(6, 0.3), seen(2, 0.3)]) == [2, 6]
    assert supported([]) == []


def test_by_support_what_stands_beside_a_good_passage_gains_by_it() -> None:
    rest = [seen(40, 0.1), seen(21, 0.4)]
    # 30 has a little more by itself; 20 gains half of what 21 has.
    assert supported([*rest, seen(30, 0.31), seen(20, 0.3)]) == [21, 20, 30, 40]
    # In another document it stands beside nothing.
    assert supported([*rest, seen(30, 0.31), seen(20, 0.3, document="b")]) == [21, 30, 20, 40]
