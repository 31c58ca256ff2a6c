"""Dates that a text names, the American and the British way."""

from __future__ import annotations

import pytest

from rag.language.dates import find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on April 12, 2011", [(2011, 4, 12)]),
        ("on 12 April 2011", [(2011, 4, 12)]),
        ("on the 3rd of March 2014", [(2014, 3, 3)]),
        ("in May of 2012", [(2012, 5)]),
        ("in 2012", [(2012,)]),
        ("from 28 June 2024 to 20 September 2024", [(2024, 6, 28), (2024, 9, 20)]),
        ("at ten in the morning", []),
    ],
)
def test_a_date_has_what_is_named_of_it(text: str, dates: list[tuple[int, ...]]) -> None:
    assert [each.date for each in find_dates(text)] == dates


def test_a_date_begins_with_its_day() -> None:
    text = "It ended on 12 April 2011."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "12 April 2011"
