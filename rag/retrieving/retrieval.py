"""A question to passages: found by vector and by words, and looked at by late interaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rag.asking.question import Query
from rag.indexing.index import Index, Rows
from rag.indexing.index_files import Entry
from rag.language.short_forms import is_abbreviation, name_pattern
from rag.retrieving.found import Found
from rag.retrieving.ranking import Order, Pool, by_ranks, fuse

POOL = 50
"""Passages that each of the two searches contributes."""
LOOKED_AT = 60
"""Of these together, those that late interaction looks at …"""
BESIDE = 10
"""… with the neighbours of the first."""
FUSION = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009); that of the paper."""
# Steps of a token's components in late interaction, to 1.
GRID = np.float32(2**18)
# The cosine of a token of what a question names to a sentence that has it by its other name: what a
# word has that stands in both, the median of 4,713 (gold and GAO; of those that do not, .26).
SAME = np.float32(0.6)
# Two passages are copies that share this much of the smaller one's word pairs, and all its numbers.
COPY_SHARE = 0.8

_WORDS = re.compile(r"\w+")
_NUMBERS = re.compile(r"\d[\d.,]*")


def retrieve(
    query: Query,
    index: Index,
    *,
    k: int,
    rows: Rows | None = None,
    preferred: frozenset[str] = frozenset(),
    order: Order = by_ranks,
) -> tuple[Found, ...]:
    """Finds the `k` best passages, best first, copies of one another only once.

    Args:
        query: The question.
        index: Where to search.
        k: How many passages.
        rows: Only these passages are searched; all but copies where not given.
        preferred: Documents to cite rather than another that has the same text.
        order: What the best is.
    """
    vectors, _ = index.search_vectors(query.vector, POOL, rows=rows)
    short = [each.name for each in query.aliases if is_abbreviation(each.name)]
    asked = dict.fromkeys(word.lower() for word in (*query.words, *short))
    words, scores = index.search_words(list(asked), POOL, rows=rows)
    by_vector, by_words = vectors.tolist(), dict(zip(words.tolist(), scores.tolist(), strict=True))
    near = fuse([by_vector, list(by_words)], constant=FUSION)[:LOOKED_AT]
    near += [row for row in index.beside(near[:BESIDE], rows=rows) if row not in near]
    ranked = order(Pool(look(near, query, index), by_vector, by_words))
    merged = _merge_copies(ranked, k, preferred)
    repeats = index.repeats([item.row for item in merged])
    return tuple(replace(item, repeats=repeats.get(item.row, {})) for item in merged)


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
        best = own.max(axis=1)
        for alias in query.aliases:
            there = _sentences_with(alias.name, entry)
            if there:
                named = np.ix_(there, alias.tokens)
                matches[named] = np.maximum(matches[named], SAME)
                best[list(alias.tokens)] = np.maximum(best[list(alias.tokens)], SAME)
        score = float(best.astype(np.float64) @ weights)
        cosine = float(vectors[place].astype(np.float64) @ query.vector.astype(np.float64))
        found.append(Found(row, entry, score, cosine, np.ascontiguousarray(matches)))
    return found


def _sentences_with(name: str, entry: Entry) -> list[int]:
    """The places of the sentences of a passage that have a name."""
    pattern = name_pattern(name)
    if pattern.search(" ".join(entry.passage.text.split())) is None:
        return []
    texts = map(entry.passage.text_of, entry.passage.sentences)
    return [place for place, text in enumerate(texts) if pattern.search(" ".join(text.split()))]


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
