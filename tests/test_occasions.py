"""Why a report was made is told by who asked for it."""

from __future__ import annotations

import pytest

from rag.asking.occasions import as_request


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Why did GAO look at piers?", "Who asked GAO to look at piers?"),
        ("why did the OIG audit the port", "Who asked OIG to audit the port?"),
        ("Why did GAO do this study of piers?", "Who asked for the study of piers?"),
        ("And why was the pier report written?", "Who asked for the pier report?"),
        ("Why was the review of the piers carried out?", "Who asked for the review of the piers?"),
        ("Why did the port look at piers?", None),
        ("Why did GAO recommend piers?", None),
        ("Why was the report late?", None),
        ("When did GAO look at piers?", None),
    ],
)
def test_why_a_report_was_made(question: str, asked: str | None) -> None:
    assert as_request(question) == asked
