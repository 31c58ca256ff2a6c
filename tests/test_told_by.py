"""Sentences in the first person are read with the one whose words they are."""

from __future__ import annotations

import pytest

from rag.fitting.told_by import with_teller
from rag.models.cross_encoder import InContext
from rag.retrieving.evidence import speaks_for

COUNTED = "I counted 17 lamps in March."


def told(question: str, text: str, speaker: str, title: str = "Memorandum") -> str:
    return with_teller(question, InContext(text, title), speaker).text


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("How many lamps did Ann Lee count?", "Ann Lee"),
        ("How many lamps did Mrs. Lee count?", "Ann Lee"),
        ("How many lamps does the Harbor Guild have?", "Harbor Guild"),
    ],
)
def test_the_speaker_stands_in_front_of_what_somebody_named_says(question, speaker):
    assert told(question, COUNTED, speaker) == f"{speaker}: “{COUNTED}”"
    assert told(question, "Our lamps are 17.", speaker) == f"{speaker}: “Our lamps are 17.”"


def test_what_stands_in_quotation_marks_is_not_quoted_twice():
    assert told("Did Lee count?", f"“{COUNTED}”", "Ann Lee") == f"Ann Lee: “{COUNTED}”"


@pytest.mark.parametrize(
    ("question", "text", "speaker", "title"),
    [
        ("How many lamps did Bob Orr count?", COUNTED, "Ann Lee", "Memo"),
        ("How many lamps are there?", COUNTED, "Ann Lee", "Memo"),
        ("What does Lee say of lamps?", "There are 17 lamps in the US.", "Ann Lee", "Memo"),
        ("How many does the memo of Lee tell of?", COUNTED, "Memo of Lee", "Memo of Lee"),
        ("Did Lee count?", "I, Ann Lee, counted 17 lamps.", "Ann Lee", "Memo"),
        ("What of the Council?", COUNTED, "Harbor Council", "Memo"),
        ("Did Lee count?", COUNTED, "", "Memo"),
    ],
)
def test_all_else_is_read_as_it_stands(question, text, speaker, title):
    assert told(question, text, speaker, title) == text


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Elm Freight's managing director Carl Boone sees it otherwise.", True),
        ("Elm Freight director Carl Boone sees it otherwise.", True),
        ("Carl Boone, managing director of Elm Freight, came.", True),
        ("Carl Boone, a critic of the rent, met Elm Freight.", False),
        ("Elm Freight has met Carl Boone.", False),
        ("Elm Freight's rival sued. Carl Boone came.", False),
    ],
)
def test_a_person_of_a_body_speaks_for_it(text: str, speaks: bool) -> None:
    assert speaks_for("Carl Boone", "Elm Freight", text) is speaks
