"""Numbers in a text, however written: "1,000", "1000" and "one thousand" are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.labels import label_end

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth"),
)

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_TEN = "|".join(_TENS)
_UNDER = rf"(?:(?:{_TEN})(?:[ -](?:{'|'.join(_ONES[1:10])}))?\b|(?:{_WORD})\b)"
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
"""The letters of Roman numbers."""

NUMBER = re.compile(
    rf"(?P<digits>(?<![\w.,-])\$?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.,-])\$?\d+(?:\.\d+)?)"
    rf"(?:[ -](?P<scale>{_SCALE})s?)?(?![\w-]|[.,]\d)"
    rf"|\b(?P<words>{_UNDER}(?:[ -](?:{_SCALE})(?:[ -](?:and )?{_UNDER})?)*)\b",
    re.I,
)
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a text.

    Attributes:
        value: As a number, scale words multiplied in.
        unit: "$" before it, "percent" behind it, else "".
    """

    start: int
    end: int
    value: float
    unit: str

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        return self.unit == "" and 1600 <= self.value < 2100 and self.value == int(self.value)


def count_words(n: int, noun: str) -> str:
    """Returns "1 document" or "1,234 documents"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def numbers(text: str) -> Iterator[Number]:
    """Yields the numbers of a text in order, "one" alone, labels and parts of names left out."""
    for match in NUMBER.finditer(text, label_end(text)):
        if match["digits"]:
            value = float(match["digits"].lstrip("$").replace(",", ""))
            value *= _SCALES.get((match["scale"] or "").lower(), 1)
        elif match["words"].lower() == "one":
            continue
        else:
            value = _spelt(match["words"].lower())
        percent = re.match(r"\s?(?:%|per ?cent\b)", text[match.end() :])
        unit = "$" if match[0].startswith("$") else "percent" if percent else ""
        yield Number(match.start(), match.end(), value, unit)


def from_roman(letters: str) -> int:
    """Returns the value of a Roman number, in small letters or capitals: 4 of "iv"."""
    values = [ROMAN[letter] for letter in letters.lower()]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def _spelt(words: str) -> float:
    total = part = 0
    for word in re.split(r"[ -]", words):
        if word in WORDS:
            part += WORDS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
    return float(total + part)
