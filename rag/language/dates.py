"""Months by name, the dates that a text names, and dates of records in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ANY_MONTH = "|".join(MONTHS)
"""A month, as part of a regular expression."""
ANY_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A day of the week."""

YEAR = r"(?:1[5-9]|20)\d\d"
"""A year, as part of a regular expression."""
_DATE = re.compile(
    rf"\b(?:(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{ANY_MONTH}),?\s"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s)?(?:of\s)?)?"
    rf"(?P<year>{YEAR})\b"
)


class Dated(NamedTuple):
    """A date that a text names.

    Attributes:
        date: Year, month and day, as far as they are named.
        start: Where it begins in the text.
        end: Where it ends there.
    """

    date: tuple[int, ...]
    start: int
    end: int


def find_dates(text: str) -> Iterator[Dated]:
    """Yields the dates that a text names that have a year at least."""
    for found in _DATE.finditer(text):
        parts = [int(found["year"])]
        if found["month"]:
            parts.append(MONTHS.index(found["month"]) + 1)
        if day := found["day"] or found["before"]:
            parts.append(int(day))
        yield Dated(tuple(parts), *found.span())


def date_words(date: str | None) -> str:
    """Returns "11 April 2012" for "2012-04-11", as exact as it is known; "" for None.

    What is no ISO 8601 date is returned as it stands.
    """
    parts = (date or "").split("-")
    if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
        return date or ""
    words = [parts[0]]
    if len(parts) > 1:
        month = int(parts[1])
        if not 1 <= month <= 12:
            return date or ""
        words.insert(0, MONTHS[month - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)
