"""Who speaks in reported speech, as newspapers, minutes and contracts put it: invented ones."""

from __future__ import annotations

import pytest
from test_speakers import speakers


@pytest.mark.parametrize("label", ["4.6 ", "4.6.1 ", "(a) ", "(iv) ", "2. ", "b) ", "12 "])
@pytest.mark.parametrize(
    "text",
    [
        "Carl Boone said that the pier was old.",
        "Mr. Carl Boone wrote, \u201cThe pier was old and rotten.\u201d",
        "In May, Carl Boone told us that the pier was old.",
    ],
)
def test_a_label_before_a_sentence_hides_nobody(label: str, text: str) -> None:
    assert speakers(label + text) == ["Carl Boone"]


def test_letters_that_follow_on_each_other_are_nobodys_initials() -> None:
    parts = (
        "A. Vendor sells pumps to the town.",
        "B. Client claims that the failure cost it 900 marks, and Vendor owes Client nothing.",
        "C. Carl Boone said that the pumps were old.",
        "D. The Harbor Council found that they rust.",
    )
    assert speakers(*parts) == ["-", "Client", "Carl Boone", "Harbor Council"]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (("B. Crane said that it rained.",), ["B. Crane"]),
        (
            ("B. Crane said that it rained.", "C. Boone said that it hailed."),
            ["B. Crane", "C. Boone"],
        ),
        (
            ("A. Crane said that it rained.", "M. Boone said that it hailed."),
            ["A. Crane", "M. Boone"],
        ),
    ],
)
def test_a_letter_alone_is_an_initial(parts: tuple[str, ...], names: list[str]) -> None:
    assert speakers(*parts) == names
