"""Fiscal years as the documents write them."""

from __future__ import annotations

import pytest

from rag.asking.fiscal_years import with_fiscal_years, writes_in_full


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("What was spent in FY2024?", "What was spent in fiscal year 2024?"),
        ("what was spent in fy 24", "what was spent in fiscal year 2024"),
        ("From FY '09 to F.Y. 2012?", "From fiscal year 2009 to fiscal year 2012?"),
        ("Who signed FYI-20?", "Who signed FYI-20?"),
        ("What was spent in 2024?", "What was spent in 2024?"),
    ],
)
def test_a_fiscal_year_in_full(asked: str, full: str) -> None:
    assert with_fiscal_years(asked) == full


def test_only_where_the_documents_mostly_have_it_so() -> None:
    full, short = "In fiscal year 2024 and fiscal 2025 …", "In FY24, FY 2025 and FY2026 …"
    assert writes_in_full([full])
    assert not writes_in_full([full, short])
    assert not writes_in_full(["In 2024 …"])
