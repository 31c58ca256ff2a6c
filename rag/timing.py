"""Whether a sentence is of the years that a question asks about.

Reports give the same figure for one year after another, in sentences that differ in little else.
"""

from __future__ import annotations

import re

YEAR = r"(?:1[5-9]|20)\d\d"

_YEARS = re.compile(rf"\b{YEAR}\b")
_STRETCH = re.compile(
    rf"\b({YEAR})(?:[-–—]| (?:to|through|until|and) (?:fiscal year )?)(\d\d\d\d|\d\d)\b"
)


def timing(question: str, text: str, around: str = "") -> float:
    """Returns how well a sentence's years are those of a question, in [-1, 1]; 0 without any.

    The share of the question's years that the sentence has, or half of that where only what stands
    around it has them; less 1 where the sentence is of other years alone. A stretch of years
    ("from 2018 through 2025") is of every year in it.

    Args:
        around: Title, headings and the sentence before.
    """
    asked = frozenset(_YEARS.findall(question))
    if not asked:
        return 0.0
    own, there = _years(text), _years(around)
    said = len(asked & own) / len(asked)
    near = len(asked & (own | there)) / len(asked)
    of_others = bool(own) and not asked & own and not _within(asked, text)
    return max(said, near / 2) - of_others


def _years(text: str) -> frozenset[str]:
    """The years of a text, "2019–20" being two."""
    return frozenset(_YEARS.findall(text)) | {last for _, last in _stretches(text)}


def _within(asked: frozenset[str], text: str) -> bool:
    return any(first <= year <= last for year in asked for first, last in _stretches(text))


def _stretches(text: str) -> list[tuple[str, str]]:
    """First and last year of each stretch."""
    return [
        (first, last if len(last) == len(first) else first[:2] + last)
        for first, last in _STRETCH.findall(text)
    ]
