"""Who holds an office, and who only stands below it."""

from __future__ import annotations

import pytest

from rag.fitting.offices import is_only_below, office_asked


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Who was the director of the harbour board?", "director"),
        ("Who was the deputy director?", None),
        ("Who signed the director's report?", None),
        ("Who signed the inspector general's report?", None),
        ("What did the director say?", None),
    ],
)
def test_an_office_is_asked_for(question: str, office: str | None) -> None:
    assert office_asked(question) == office


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("Ada Byrd, an assistant deputy director of the board, wrote it.", True),
        ("Deputy principal legal director Jon Lee wrote it.", True),
        ("Director Ann Lee and her deputy director came.", False),
        ("Director Ann Lee came.", False),
        ("The acting director, Ann Lee, came.", False),
        ("The vice-president wrote.", False),
        ("Nobody came.", False),
    ],
)
def test_whoever_stands_below_does_not_hold_it(text: str, below: bool) -> None:
    assert is_only_below("director", text) is below


def test_what_was_under_somebody_was_in_their_time() -> None:
    assert not is_only_below("president", "It began in March 2008, under President Ann Lee.")
    assert is_only_below("secretary", "The Under Secretary for quays came.")
