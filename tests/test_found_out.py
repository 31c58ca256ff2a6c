"""Findings that are asked for by nouns."""

import pytest

from rag.asking.found_out import as_findings, as_found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What were the main findings of the harbour board?", "What did the harbour board find?"),
        ("what are the key conclusions of the audit", "What did the audit find?"),
        ("What were the audit's findings on fees?", "What did the audit find about fees?"),
        (
            "What were the findings of Lee and North with regard to crime?",
            "What did Lee and North find about crime?",
        ),
        ("What did the harbour board conclude?", "What did the harbour board find?"),
        ("What does the survey show about fees?", "What did the survey find about fees?"),
        ("What were the results of the survey?", "What did the survey find?"),
        ("What did the two OIG reports find?", "What did the OIG find?"),
        (
            "What were the findings of both Harbour Board's audits?",
            "What did the Harbour Board find?",
        ),
    ],
)
def test_they_are_asked_for_as_what_was_found(question: str, found: str) -> None:
    assert as_found(question) == found


def test_all_that_somebody_found_is_asked_for_by_their_findings() -> None:
    assert as_findings("What did the audit find?") == "What were the findings of the audit?"
    assert as_findings("what has the board concluded") == "What were the findings of the board?"
    assert as_findings("What did it find out?") == "What were the findings of it?"
    assert as_findings("What did the audit find about piers?") is None


@pytest.mark.parametrize(
    "question",
    [
        "What did the audit find?",
        "What were the results?",
        "What are the main recommendations of the audit?",
        "When were the findings of the audit published?",
        "What were the findings of the audit, and who agreed?",
    ],
)
def test_other_questions_are_left(question: str) -> None:
    assert as_found(question) is None
