"""People whom audits and surveys ask, who have no names."""

from __future__ import annotations

import pytest
from test_speakers import speakers

from rag.language.people import before_telling, people_asked


@pytest.mark.parametrize(
    ("phrase", "called"),
    [
        ("officials", "Officials"),
        ("port authority officials", "Port authority officials"),
        ("officials from two ports we visited", "Officials from two ports"),
        ("one of the four pilots’ representatives", "One of the four pilots’ representatives"),
        ("all 17 recipients we interviewed", "All 17 recipients"),
        ("some of the educators", "Some of the educators"),
        ("State and local officials in Westmark", "State and local officials in Westmark"),
        ("MOR, the Harbor Board, and industry officials", None),
        ("MOR, Harbor Board, and industry officials", "MOR, Harbor Board, and industry officials"),
        ("representatives from one quay and one pier we visited in the south",
         "Representatives from one quay and one pier"),
        ("overall, port officials", None),
        ("the hall is old and officials", None),
        ("these officials", None),
        ("useful formats", None),
        ("the number of staff", None),
    ],
)  # fmt: skip
def test_people_are_called_with_what_tells_them_apart(phrase: str, called: str | None) -> None:
    found = people_asked(phrase)
    assert (found and found[0]) == called


def test_a_long_place_is_left_out_of_what_people_are_called() -> None:
    found = people_asked(
        f"officials from {'the old and the new '}harbor boards of four towns in the south"
    )
    assert found == ("Officials", "Officials")


def test_the_subject_of_the_first_verb_of_telling_stands_behind_what_opens_a_sentence() -> None:
    text = "23 However, in May 2025, MOR site officials also told us they had no plan."
    assert before_telling(text) == "MOR site officials"
    assert before_telling("Officials said to have left were found.") is None
    assert before_telling("Officials met.") is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Officials from two ports said they hired pilots.", "Officials from two ports"),
        ("All 17 recipients we interviewed cited the long test.", "All 17 recipients"),
        ("For example, in one town, an educator said that it rose.", "An educator"),
        ("Representatives from one museum we saw expressed concern about steps.",
         "Representatives from one museum"),
        ("Prior to the flood, officials said that the Harbor Board had one pump.", "Officials"),
        ("It rose, according to one expert.", "One expert"),
        ("In this report, we noted that MOR officials told us that it rose.", "MOR officials"),
        ("We reported in May that it rose.", "-"),
        ("We reported that MOR officials told us that it rose, and that it fell.", "-"),
        ("Officials reported to the board in May.", "-"),
        ("Officials cited for delay were moved.", "-"),
        ("The hall holds staff offices, and representatives said it leaks.", "-"),
        ("The number of staff reported missing rose.", "-"),
    ],
)  # fmt: skip
def test_people_who_have_been_asked_say_what_they_tell(text: str, who: str) -> None:
    assert speakers("MOR is a ministry.", text)[-1] == who


def test_who_have_just_spoken_are_meant_by_these() -> None:
    told = "Officials from two ports said they hired pilots."
    assert speakers(told, "It rose.", "These officials cited the cost.")[-1] == "-"
    assert speakers(f"{told} These officials cited the cost.") == ["Officials from two ports"] * 2
    assert speakers(f"{told} They cited the cost.") == ["Officials from two ports"] * 2
