"""Where a stretch of a file stands in the text that the program makes of it.

A table of bars is read with its headers beside each value: "| 2017 | 600 |" is then
"december 31 2017: 600", and what stands behind it moves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate


class AsRead:
    """The stretches of one text in another one that was made of it line by line.

    Args:
        text: As it was written.
        read: As the program has it.
    """

    def __init__(self, text: str, read: str) -> None:
        own, theirs = (each.splitlines(keepends=True) for each in (text, read))
        self._own, self._theirs = _starts(own), _starts(theirs)
        matcher = SequenceMatcher(None, own, theirs, autojunk=False)
        self._same: dict[int, int] = {}
        self._made: dict[int, int] = {}
        for tag, start, end, low, high in matcher.get_opcodes():
            pairs = dict(_from_the_end(start, end, low, high))
            (self._same if tag == "equal" else self._made).update(pairs)

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Returns where a stretch begins and ends, half-open; None where the text ends before.

        Of a line that was worded anew, all of it; of headers alone, the row behind them, which has
        them.
        """
        first, last = (bisect_right(self._own, place) - 1 for place in (start, max(start, end - 1)))
        lines = range(first, len(self._own) - 1)
        kept = (n for n in lines if n in self._same or n in self._made)
        there = [n for place, n in enumerate(kept) if n <= last or not place]
        if not there:
            return None
        return self._place(there[0], start, behind=False), self._place(there[-1], end, behind=True)

    def _place(self, line: int, place: int, *, behind: bool) -> int:
        if line in self._made:
            return self._theirs[self._made[line] + behind]
        low, high = self._own[line], self._own[line + 1]
        return self._theirs[self._same[line]] + min(max(place, low), high) - low


def _starts(lines: list[str]) -> list[int]:
    """Where each line begins, and where the last one ends."""
    return list(accumulate(map(len, lines), initial=0))


def _from_the_end(start: int, end: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yields lines with what was made of them: the header of a table comes before its rows."""
    for back in range(1, min(end - start, high - low) + 1):
        yield end - back, high - back
