"""What is read as a date, a number or a hedge."""

from __future__ import annotations

import pytest

from rag.language.claims import fold, read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It opened in 1816.", [("1816", "date")]),
        ("It shut on 4 May 2021.", [("2021-05-04", "date")]),
        ("Fiscal years 2009-2012.", [("2009", "date"), ("2012", "date")]),
        ("It cost $ 5 and 2,000 days.", [("$5", "number"), ("2000", "number")]),
        ("In the 1990s it grew.", [("1990s", "number")]),
        ("On 25 January 500 came.", [("25", "number"), ("500", "number")]),
        ("It began about 1816.", [("approximate", "hedge"), ("1816", "date")]),
        ("GAO-07-2007 and OIG-12-64.", []),
    ],
)
def test_a_year_after_a_space_is_a_date(text: str, found: list[tuple[str, str]]) -> None:
    kinds = ("date", "number", "hedge")
    assert [(token.key, token.kind) for token in read(fold(text)) if token.kind in kinds] == found
