"""Numbers: the same value however it is written, and never a part of a name."""

from __future__ import annotations

import pytest

from rag.language.numbers import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,000 and 1000 and one thousand", [(1000, ""), (1000, ""), (1000, "")]),
        ("$1.5 million, 3 percent, 4%", [(1.5e6, "$"), (3, "percent"), (4, "percent")]),
        ("twenty-five of two hundred and six", [(25, ""), (206, "")]),
        ("183,000 removals by 2012.", [(183000, ""), (2012, "")]),
        ("GAO-12-708 and OIG-12-66 and no one", []),
        ("8.4 million sets", [(8.4e6, "")]),
        ("three and four people, twenty one", [(3, ""), (4, ""), (21, "")]),
        ("one hundred and five, two million five hundred", [(105, ""), (2000500, "")]),
        ("$1.5 trillion, two trillion", [(1.5e12, "$"), (2e12, "")]),
    ],
)
def test_values_and_units(text: str, found: list[tuple[float, str]]) -> None:
    assert [(item.value, item.unit) for item in numbers(text)] == found


def test_places_are_those_of_the_text() -> None:
    text = "In 2012 about 183,000 were removed."
    assert [text[item.start : item.end] for item in numbers(text)] == ["2012", "183,000"]
    assert [item.is_year for item in numbers(text)] == [True, False]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4.3 Client may cancel within 10 days.", [10]),
        ("11. Two of the bridges were closed.", [2]),
        ("(2) The 14 bridges were closed.", [14]),
        ("4.3 percent of the bridges were closed.", [4.3]),
        ("12 States joined.", [12]),
    ],
)
def test_what_a_clause_is_called_by_counts_nothing(text: str, values: list[float]) -> None:
    assert [each.value for each in numbers(text)] == values
