"""Fiscal years as the documents write them: "fiscal year 2020" for "FY2020", "FY 20" or "FY'20"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORT = re.compile(r"\bF\.?Y\.?[ -]?(?:(?P<year>(?:19|20)\d\d)|['’]?(?P<of_century>\d\d))\b", re.I)
_LONG = re.compile(r"\bfiscal (?:years? )?(?:19|20)\d\d\b", re.I)


def writes_in_full(texts: Iterable[str]) -> bool:
    """Whether documents write "fiscal year 2020" more often than "FY 2020"."""
    balance = 0
    for text in texts:
        balance += len(_LONG.findall(text)) - len(_SHORT.findall(text))
    return balance > 0


def with_fiscal_years(question: str) -> str:
    """Returns a question with its fiscal years in full, those of two digits of this century."""
    return _SHORT.sub(lambda m: f"fiscal year {m['year'] or '20' + m['of_century']}", question)
