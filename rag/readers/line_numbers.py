"""Transcripts whose lines are numbered in the margin: the numbers left out, paragraphs set apart.

Courts and inquiries print "12   Q.  Were you there?". Such a number is no part of what is said, and
a quotation would have it in the middle of a sentence. How far a line is set in tells where a
paragraph begins, and what stands in the middle of the page by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

FEWEST = 20
"""Numbered lines below which a text has none."""

MOST_OTHERS = 0.3
"""The share of lines without a number up to which the others are numbered."""

CENTRED = 10
"""Characters further in than is usual, from which on a line stands in the middle."""

USUAL = 0.2
"""The share of lines from which on it is usual to stand so far in."""

_LINE = re.compile(r"[ \t]{0,6}(?P<number>\d{1,2})(?P<gap>[ \t]*)(?P<words>\S[^\n]*)?$")


def strip_line_numbers(text: str) -> str:
    """Returns a text without the numbers of its lines; as it is where they have none."""
    lines = text.split("\n")
    matches = [_LINE.match(line) for line in lines]
    filled = sum(bool(line.strip("\f \t")) for line in lines)
    numbers = [int(match["number"]) for match in matches if match]
    following = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    if len(numbers) < FEWEST or len(numbers) < (1 - MOST_OTHERS) * filled:
        return text
    if following < (1 - MOST_OTHERS) * (len(numbers) - 1):
        return text
    indents = Counter(len(match["gap"]) for match in matches if match and match["words"])
    usual = max(at for at, times in indents.items() if times >= USUAL * indents.total())
    return "\n".join(
        line if match is None else _plain(match, usual)
        for line, match in zip(lines, matches, strict=True)
    )


def _plain(match: re.Match[str], usual: int) -> str:
    """The words of a numbered line; set apart where they are set in further than is usual."""
    words, further = match["words"] or "", len(match["gap"]) - usual
    if further >= CENTRED:
        return f"\n{words}\n"
    return f"\n{words}" if 0 < further < CENTRED else words
