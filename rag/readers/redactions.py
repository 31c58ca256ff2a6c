"""Gaps that a document marks in its own words: "[redacted]", "(b)(5)", "XXXX", black blocks.

The marks stay in the text, so that no sentence closes over a gap; the ledger counts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rag.records import Page, Problem

MARK = re.compile(
    r"\[[^\[\]\n]{0,40}\b(?:redact(?:ed|ion)|withheld|sanitized)\b[^\[\]\n]{0,60}\]"
    r"|\u2588{2,}|\u25a0{3,}|\bX{4,}\b"
    r"|(?<![\w)])\(b\)\s?\([1-9]\)(?:\s?\([A-F]\))?",
    re.IGNORECASE,
)
CITED = re.compile(
    r"(?:\u00a7+|\b(?:sub)?(?:section|paragraph|clause|exemption|rule|part)s?|U\.\s?S\.\s?C\.|"
    r"C\.\s?F\.\s?R\.|\bunder|\bto|\bor|\band)[\s\d.,()\w]{0,20}$",
    re.IGNORECASE,
)
"""What stands before "(b)(5)" where it is a place in a law, and blacks nothing out."""

EXEMPTION = "("


def redaction_problems(
    text: str, pages: Sequence[Page], known: Sequence[Problem]
) -> Iterator[Problem]:
    """Yields how many gaps are marked, for each page; pages are passed over that are known of."""
    told = {problem.page for problem in known if problem.kind == "redacted"}
    counts: Counter[int | None] = Counter()
    turns = iter(pages)
    page = next(turns, None)
    for match in MARK.finditer(text):
        if match[0][0] == EXEMPTION and CITED.search(
            text[max(match.start() - 40, 0) : match.start()]
        ):
            continue
        while page is not None and page.end <= match.start():
            page = next(turns, None)
        counts[page.number if page is not None else None] += 1
    for number, count in counts.items():
        if number not in told or number is None:
            yield Problem("redacted", f"{count} gaps are marked as redacted", number)
