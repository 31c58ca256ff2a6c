"""Which figures of a sentence are said not, or no longer, to hold."""

from __future__ import annotations

import pytest

from rag.answering.new_figures import replaced


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("This replaces the figure of $3.2 million in the survey.", ["$3.2 million"]),
        ("The berths are to be reduced from 118 to 86.", ["118"]),
        ("The number of pilots was eighteen, not seventeen.", ["seventeen"]),
        ("We now expect to save 4.6 minutes, not 6.5.", ["6.5"]),
        (
            "Income is now $1,476 million instead of the $1,482 million first told.",
            ["$1,482 million"],
        ),
        ("Do not use $4.4 million, which I understand has been superseded.", ["$4.4 million"]),
        ("They extend the deadline from June 30, 2025 to May 2, 2026.", ["June 30, 2025"]),
        ("An earlier version of this notice said that 32 buoys would go.", ["32"]),
        ("The moorings were reduced from 40 in 1996 to 31 in 2006.", []),
        ("Traffic grew from 40 ships to 60 ships.", []),
        ("A valve must be replaced every five years.", []),
        ("Boyd replaced the five old valves.", []),
        ("The 118 permits were withdrawn.", []),
        ("The fee is not $40.", []),
        ("The act of 1996 replaced the act of 1986.", []),
        ("The grant rose by $4 million to $9 million.", []),
    ],
)
def test_the_figures_that_are_replaced(text: str, old: list[str]) -> None:
    assert [text[figure.start : figure.end] for figure in replaced(text)] == old
