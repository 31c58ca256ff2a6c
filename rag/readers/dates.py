"""Dates as documents write them, to ISO 8601 as exact as known."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WRITTEN = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)"
    rf"|{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day_first>\d{{1,2}})\s+{MONTH},?\s+(?P<year_last>\d{{4}})"
    rf"|{MONTH},?\s+(?P<year_only>\d{{4}}))\b",
    re.IGNORECASE,
)


def find_date(text: str) -> str | None:
    """Returns the first date written in the text: "2012-04-11", or "2012-04" without a day."""
    for match in WRITTEN.finditer(text):
        found = _iso(match)
        if found is not None:
            return found
    return None


def to_iso(text: str) -> str | None:
    """Returns the date that the whole text is ("2012", "April 2012"), None if it is none."""
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return text
    match = WRITTEN.fullmatch(text)
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    if match["iso"]:
        year, month, *rest = (int(part) for part in match["iso"].split("-"))
        return _checked(year, month, rest[0] if rest else None)
    name = next(group for group in match.group(2, 6, 8) if group)
    month = 1 + MONTHS.index(name.lower()[:3])
    day = match["day"] or match["day_first"]
    year = int(match["year"] or match["year_last"] or match["year_only"])
    return _checked(year, month, int(day) if day else None)


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        exact = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return exact if day else exact[:7]
