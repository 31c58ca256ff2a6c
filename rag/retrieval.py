"""A question to passages: dense and BM25, fused by rank, then reordered by late interaction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.index import Index, Rows, Stretch
from rag.index_files import Entry
from rag.question import Query

# Passages that each of the two searches contributes, and that late interaction looks at.
POOL = 50
RERANKED = 40
# Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009); 60 is the constant of that paper.
FUSION = 60
# In the final order late interaction counts this many times a search; measured, see `prepare`.
LATE_WEIGHT = 3.0
LATE_FUSION = 20
# Steps of a token's components in late interaction, to 1.
GRID = np.float32(2**18)
# Two passages of different documents that share this much of the smaller one's word pairs, and all
# its numbers, are copies.
COPY_SHARE = 0.8

_WORDS = re.compile(r"\w+")
_NUMBERS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found, with all that later steps weigh.

    Attributes:
        score: Late interaction of the question with the whole passage, in [-1, 1].
        cosine: Of question and passage vectors.
        matches: (sentences, q): for each sentence, the best cosine to each question token.
        copies: Entries elsewhere with the same text.
        repeats: By where a sentence starts, the other places where it stands word for word.
        citable: Where the sentences start that may answer; None where all may.
    """

    row: int
    entry: Entry
    score: float
    cosine: float
    matches: NDArray[np.float32]
    copies: tuple[Entry, ...] = ()
    repeats: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    citable: frozenset[int] | None = None

    def sentence_scores(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Returns (sentences,): late interaction of the question with each sentence."""
        return self.matches.astype(np.float64) @ weights.astype(np.float64)


def retrieve(
    query: Query,
    index: Index,
    *,
    k: int,
    rows: Rows | None = None,
    preferred: frozenset[str] = frozenset(),
) -> tuple[Found, ...]:
    """Finds the `k` best passages, best first, copies of one another only once.

    Args:
        query: The question.
        index: Where to search.
        k: How many passages.
        rows: Only these passages are searched; all but copies where not given.
        preferred: Documents to cite rather than another that has the same text.
    """
    by_vector, _ = index.search_vectors(query.vector, POOL, rows=rows)
    by_words, _ = index.search_words(query.words, POOL, rows=rows)
    pool = fuse([by_vector.tolist(), by_words.tolist()], constant=FUSION)[:RERANKED]
    found = {item.row: item for item in look(pool, query, index)}
    by_tokens = sorted(pool, key=lambda row: -found[row].score)
    order = fuse(
        [by_tokens, by_vector.tolist(), by_words.tolist()],
        constant=LATE_FUSION,
        weights=(LATE_WEIGHT, 1.0, 1.0),
    )
    ranked = [found[row] for row in order if row in found]
    merged = _merge_copies(ranked, k, preferred)
    repeats = index.repeats([item.row for item in merged])
    return tuple(replace(item, repeats=repeats.get(item.row, {})) for item in merged)


def fuse(
    rankings: Sequence[Sequence[int]], *, constant: float, weights: Sequence[float] | None = None
) -> list[int]:
    """Merges rankings by reciprocal rank: an item scores the sum of weight / (constant + rank).

    Ties go to the smaller number, so that the order never depends on chance.
    """
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (constant + rank)
    return sorted(scores, key=lambda item: (-scores[item], item))


def look(rows: Sequence[int], query: Query, index: Index) -> Sequence[Found]:
    """Scores passages, in the order given, by late interaction over stored sign bits.

    Late interaction is that of Khattab and Zaharia (2020).

    A token's vector is known by its signs s only; its cosine to a question token q is estimated by
    q·s / √d, exact up to a common factor for vectors of independent components.
    """
    entries = index.entries(rows)
    if not entries:
        return []
    bits = [index.token_bits(row) for row in rows]
    packed = np.concatenate(bits)
    d = query.tokens.shape[1]
    signs = np.unpackbits(packed, axis=1, count=d).astype(np.float32)
    # Multiples of 2⁻¹⁸ up to 64, which √d is for d = 4,096, are added up in float32 without any
    # rounding: in whatever order a processor does it, the sums are the same.
    tokens = np.round(query.tokens * GRID) / GRID
    # q·s for signs in {-1, 1} from the same product with bits in {0, 1}: 2 q·b - Σq.
    products = 2 * (tokens @ signs.T) - tokens.sum(axis=1, keepdims=True)
    cosines = products / np.float32(np.sqrt(d))
    vectors = index.vectors(rows)
    weights = query.weights.astype(np.float64)
    found = []
    first = 0
    for place, (row, entry) in enumerate(zip(rows, entries, strict=True)):
        own = cosines[:, first : first + entry.tokens]
        first += entry.tokens
        matches = np.maximum.reduceat(own, entry.bounds[:-1], axis=1).T
        score = float(own.max(axis=1).astype(np.float64) @ weights)
        cosine = float(vectors[place].astype(np.float64) @ query.vector.astype(np.float64))
        found.append(Found(row, entry, score, cosine, np.ascontiguousarray(matches)))
    return found


def _merge_copies(ranked: Sequence[Found], k: int, preferred: frozenset[str]) -> list[Found]:
    """Keeps the first `k` of a ranking, and puts copies of those with them."""
    kept: list[Found] = []
    texts: list[_Text] = []
    for item in ranked:
        text = _Text.of(item.entry)
        for place, other in enumerate(texts):
            if text.is_copy_of(other):
                kept[place] = _merged(kept[place], item, preferred)
                break
        else:
            if len(kept) < k:
                kept.append(item)
                texts.append(text)
    return kept


@dataclass(frozen=True, slots=True)
class _Text:
    """What of a passage tells whether another has the same text."""

    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> _Text:
        text = entry.passage.text
        words = _WORDS.findall(text.lower())
        return cls(frozenset(pairwise(words)), frozenset(_NUMBERS.findall(text)))

    def is_copy_of(self, other: _Text) -> bool:
        smaller = min(len(self.pairs), len(other.pairs))
        if smaller < 8 or not (self.numbers <= other.numbers or other.numbers <= self.numbers):
            return False
        return len(self.pairs & other.pairs) >= COPY_SHARE * smaller


def _merged(first: Found, second: Found, preferred: frozenset[str]) -> Found:
    """The first with the second as its copy, or the other way round where that is preferred."""
    names = [item.entry.passage.document_id for item in (first, second)]
    if names[0] == names[1]:
        return first
    if names[1] in preferred and names[0] not in preferred:
        others = [entry for entry in first.copies if entry.passage.document_id != names[1]]
        return replace(second, copies=(first.entry, *others))
    return replace(first, copies=(*first.copies, second.entry))
