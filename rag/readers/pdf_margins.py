"""Pages of transcripts: numbers of lines in the margin left out, "Q." and "A." put to their words.

A number in the margin is no part of what is said, and both it and a letter far from the words
behind it look like a column of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.readers.pdf_words import Word

FEWEST = 10
"""Numbers that follow on each other down a page, below which they are not those of its lines."""

MOST_ROWS = 0.7
"""The share of a page's lines that have one, at least."""

LETTERS = frozenset(("Q", "Q.", "Q:", "A", "A.", "A:"))
SPACE = 0.3
"""Of the space behind such a letter, in sizes of its type."""

_LABEL = re.compile(r"(?:[A-Z][A-Z.\u2019'-]+ ){1,3}[A-Z.\u2019'-]+:|[QA][.:]?(?= )")
"""What a line of a transcript may begin with, behind its number."""


class Margin:
    """The margins of a document's pages, which are given from the first to the last."""

    def __init__(self) -> None:
        self._spoken = False  # whether on some page with numbered lines somebody spoke

    def without(self, words: Sequence[Word]) -> list[Word]:
        """Returns the words of a page in their order, without the numbers of its lines."""
        rows = _rows(words)
        left_out = self._numbers(rows)
        closer = {}
        for row in rows:
            said = [word for word in row if id(word) not in left_out]
            if len(said) > 1 and said[0].text in LETTERS:
                right = max(said[0].right, said[1].left - SPACE * said[0].size)
                closer[id(said[0])] = replace(said[0], right=right)
        return [closer.get(id(word), word) for word in words if id(word) not in left_out]

    def _numbers(self, rows: Sequence[Sequence[Word]]) -> set[int]:
        """Returns the identities of the words that number the lines of a page."""
        numbered = [row for row in rows if _is_number(row[0])]
        following = sum(
            int(after[0].text) == int(before[0].text) + 1 and _aligned(before[0], after[0])
            for before, after in pairwise(numbered)
        )
        if following < max(FEWEST, len(numbered) // 2, MOST_ROWS * len(rows)):
            return set()
        said = (" ".join(word.text for word in row[1:]) for row in numbered)
        self._spoken = self._spoken or any(_LABEL.match(text) for text in said)
        return {id(row[0]) for row in numbered} if self._spoken else set()


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Returns the words of each baseline from left to right, the baselines from above."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        if word.upright:
            rows.setdefault(round(word.baseline), []).append(word)
    return [sorted(rows[at], key=lambda word: word.left) for at in sorted(rows, reverse=True)]


def _is_number(word: Word) -> bool:
    return word.text.isdecimal() and len(word.text) <= 2


def _aligned(one: Word, other: Word) -> bool:
    """Whether two numbers stand below one another, by their left or their right side."""
    return min(abs(one.left - other.left), abs(one.right - other.right)) <= one.size / 2
