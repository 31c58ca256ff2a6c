"""Documents called by the initials of their titles: "the MSA", "SOW 3", "the NDA"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to"))
_TITLE = re.compile(
    r"(?P<words>[^\W\d_]+(?:[ -][^\W\d_]+)+)(?: (?:No\.? ?|#)?(?P<number>\d{1,4}))?", re.I
)
_CALLED = re.compile(
    r"(?<![\w-])(?P<short>[A-Z]{3,6})(?: (?:No\.? ?|#)?(?P<number>\d{1,4})\b)?(?!-?\w)"
)


def initials_of(title: str) -> tuple[frozenset[str], str | None]:
    """Returns the initials of a title, with and without small words, and the number behind it.

    None of a title that is no name of a few words: "MSA" and "SOW" of "Master Services Agreement"
    and "Statement of Work No. 3", nothing of "Outage of February 11, 2024".
    """
    match = _TITLE.fullmatch(" ".join(title.split()))
    if match is None:
        return frozenset(), None
    words = re.split("[ -]", match["words"].lower())
    told = [word for word in words if word not in _SMALL and word != "no"]
    both = ("".join(word[0] for word in each).upper() for each in (words, told))
    return frozenset(short for short in both if 3 <= len(short) <= 6), match["number"]


def called_in(question: str) -> Iterator[tuple[str, str | None]]:
    """Yields the abbreviations in a question, each with the number behind it."""
    for match in _CALLED.finditer(question):
        yield match["short"], match["number"]
