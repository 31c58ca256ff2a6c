"""Marks of lists and notes are no part of a sentence's wording; figures are."""

from __future__ import annotations

import pytest

from rag.language.trimming import wording
from rag.records import BlockKind, Sentence, Speaker


def worded(text: str, kind: BlockKind = "paragraph") -> str:
    return wording(Sentence(0, len(text), Speaker("Board"), kind), text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ships told the harbour of their reports.12", "Ships told the harbour of their reports."),
        ("The pier is shut (see above). 6", "The pier is shut (see above)."),
        ("She said, “We closed it.”3", "She said, “We closed it.”"),
        ("It closed in 2011.3", "It closed in 2011."),
        ("It has no link to the list. [108]", "It has no link to the list."),
        ("It closed in May 2011.¹²", "It closed in May 2011."),
        ("Both piers closed.4, 5", "Both piers closed."),
    ],
)
def test_the_mark_that_points_to_a_note_is_left_out(text: str, wanted: str) -> None:
    assert worded(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The price rose to 4.7",
        "It is told in vol. 89, no.8",
        "See fig. 3",
        "It is of the Harbour Code, § 200.1",
        "The board is at 9 Quay Street, Arnfield, D.C. 205",
        "The loss was: 670",
        "The pier is shut.",
        "It closed on 3 May 2011.",
    ],
)
def test_figures_are_kept(text: str) -> None:
    assert worded(text) == text


def test_rows_are_kept_as_they_are() -> None:
    assert worded("Piers; open: 3; shut.4", "row") == "Piers; open: 3; shut.4"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Note: From June on the pier was shut.", "From June on the pier was shut."),
        ("Notes: The pier was shut.", "The pier was shut."),
        ("**Note:** The pier was shut.", "The pier was shut."),
        ("* Note: The pier was shut.", "The pier was shut."),
    ],
)
def test_what_a_note_is_called_is_left_out(text: str, wanted: str) -> None:
    assert worded(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Note: not to scale.",
        "Note that the pier was shut.",
        "The board left a note: The pier is shut.",
        "Source: Harbour board.",
    ],
)
def test_a_note_that_is_of_the_sentence_is_kept(text: str) -> None:
    assert worded(text) == text
