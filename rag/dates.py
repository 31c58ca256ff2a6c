"""Months by name, and dates of records in words."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ANY_MONTH = "|".join(MONTHS)
"""A month, as part of a regular expression."""


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
