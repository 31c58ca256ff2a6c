"""Passages that were looked at to their order: by their ranks for an answer, by support to read.

An answer is made of sentences of the first few, which are read one by one: what counts is that the
right passage is among these, and for that each way of looking has its say by rank. Whoever reads
the passages themselves wants the best one first. There the order is by the weighted mean of late
interaction, cosine and BM25, each between the least and the most of all that was looked at (Bruch,
Gai and Ingber, arXiv 2210.11934, have it ahead of fusion by rank), and by what stands beside: where
the passages around it speak of the matter, one does so itself more likely. `evals/README.md` has
what either finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.retrieving.found import Found

RANK = 20
"""Constant of the fusion by rank."""
LATE_RANK = 3.0
"""How many times a search late interaction counts in it."""

LATE, COSINE, WORDS = 4.0, 1.0, 1.0
"""What each counts in the order by support …"""
AROUND = 0.5
"""… and the better one of a passage's neighbours, beside what it has itself."""
DIGITS = 9
"""Decimals of support: processors may differ in the last ones."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What was looked at.

    Attributes:
        found: In the order in which it was looked at.
        by_vector: Rows that dense search found, best first.
        by_words: Rows that BM25 found, best first, each with its score.
    """

    found: Sequence[Found]
    by_vector: Sequence[int]
    by_words: Mapping[int, float]


Order = Callable[[Pool], list[Found]]
"""The passages of a pool, best first; ties by row, so that the order never depends on chance."""


def by_ranks(pool: Pool) -> list[Found]:
    """Returns the passages in the order of their places in three rankings."""
    by_row = {item.row: item for item in pool.found}
    by_tokens = [item.row for item in sorted(pool.found, key=lambda item: -item.score)]
    rankings = [by_tokens, pool.by_vector, list(pool.by_words)]
    fused = fuse(rankings, constant=RANK, weights=(LATE_RANK, 1.0, 1.0))
    return [by_row[row] for row in fused if row in by_row]


def by_support(pool: Pool) -> list[Found]:
    """Returns the passages in the order of how much speaks for each."""
    found = pool.found
    late = _spread([item.score for item in found])
    cosine = _spread([item.cosine for item in found])
    words = _spread([pool.by_words.get(item.row, 0.0) for item in found])
    own = (LATE * late + COSINE * cosine + WORDS * words) / (LATE + COSINE + WORDS)
    places = {item.row: place for place, item in enumerate(found)}
    total = own.copy()
    for place, item in enumerate(found):
        near = [places[row] for row in (item.row - 1, item.row + 1) if row in places]
        beside = [own[each] for each in near if _in_one_document(item, found[each])]
        total[place] += AROUND * max(beside, default=0.0)
    supported = [
        replace(item, support=value)
        for item, value in zip(found, total.round(DIGITS).tolist(), strict=True)
    ]
    return sorted(supported, key=lambda item: (-item.support, item.row))


def fuse(
    rankings: Sequence[Sequence[int]], *, constant: float, weights: Sequence[float] | None = None
) -> list[int]:
    """Merges rankings by reciprocal rank: an item scores the sum of weight / (constant + rank).

    Ties go to the smaller number.
    """
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (constant + rank)
    return sorted(scores, key=lambda item: (-scores[item], item))


def _in_one_document(one: Found, other: Found) -> bool:
    return one.entry.passage.document_id == other.entry.passage.document_id


def _spread(values: Sequence[float]) -> NDArray[np.float64]:
    """Returns (n,) values between the least, which is 0, and the greatest, which is 1."""
    known = np.array(values, np.float64)
    if not len(known):
        return known
    least, most = known.min(), known.max()
    return (known - least) / (most - least) if most > least else np.zeros(len(known))
