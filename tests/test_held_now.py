"""What a document gives anew further on is told apart from what is merely of the same matter."""

from __future__ import annotations

import pytest

from rag.answering.held_now import (
    gives_other,
    gives_the_same,
    holds_instead,
    is_under_amendments,
    may_change,
)
from rag.asking.question import roots

BEGIN = "The dredging will begin on 17 April 2031."
DUES = "Visitor; Dues for the winter mooring: £85"


@pytest.mark.parametrize(
    ("question", "quoted", "told", "amends", "instead"),
    [
        ("When will the dredging begin?", BEGIN, "Dredging will now begin on 8 May.", False, True),
        (
            "When will the dredging begin?",
            BEGIN,
            "The begin of the dredging is postponed to 9 June 2031.",
            False,
            True,
        ),
        (
            "What are the winter dues?",
            DUES,
            "Dues for the winter are reduced to £70.",
            True,
            True,
        ),
        ("What are the winter dues?", DUES, "Winter dues are now £70.", True, True),
        (
            "What are the winter dues?",
            DUES.replace("85", "1,850"),
            "Winter dues are now £1,420.",
            True,
            True,
        ),
        ("What are the winter dues?", DUES, "Winter dues are now £70.", False, False),
        ("What are the winter dues?", DUES, "Winter dues are now for 70 boats.", True, False),
        ("What are the winter dues?", DUES, "Winter dues are now owed on 8 May.", True, False),
        ("What are the winter dues?", DUES, "Winter dues are now due in May.", True, False),
        ("What are the winter dues?", DUES, "Winter dues are now £85.", True, False),
        ("What are the winter dues?", DUES, "Eel licences are now £70.", True, False),
        (
            "When will the dredging begin?",
            BEGIN,
            "The dredging began on 8 May 2031.",
            False,
            False,
        ),
        (
            "When did the dredging begin?",
            "The dredging began on 3 May 2029.",
            "The dredging will now begin on 8 May 2031.",
            False,
            False,
        ),
    ],
)
def test_what_holds_now_instead(
    question: str, quoted: str, told: str, amends: bool, instead: bool
) -> None:
    assert holds_instead(told, quoted, roots(question), amends=amends) is instead


@pytest.mark.parametrize(
    ("heading", "amends"),
    [
        ("Amendments of 11 April 2031", True),
        ("9. Amendments of 11 April 2031", True),
        ("Addendum", True),
        ("Supplementary note of 14 June", True),
        ("Changes in the size of the fleet", False),
        ("Corrections officers of the port", False),
        ("How the dues were revised", False),
    ],
)
def test_what_stands_under_amendments(heading: str, amends: bool) -> None:
    assert is_under_amendments(("Notice", heading)) is amends


@pytest.mark.parametrize(
    ("text", "is_row", "may"),
    [
        (BEGIN, False, True),
        (DUES, True, True),
        ("The port had 40 boats in 2012.", False, False),
        ("The dredging will begin soon.", False, False),
    ],
)
def test_what_may_be_given_anew(text: str, is_row: bool, may: bool) -> None:
    assert may_change(text, is_row=is_row) is may


@pytest.mark.parametrize(
    ("told", "other"),
    [
        ("It will begin on 17 April.", False),
        ("It will begin on April 17, 2031.", False),
        ("It will begin on 17 April 2031, with two boats.", True),  # another number, of boats
        ("It will begin on 18 April 2031.", True),
        ("It will begin on 8 May.", True),
        ("It will begin on 17 April 2032.", True),
    ],
)
def test_a_day_is_the_same_however_it_is_written(told: str, other: bool) -> None:
    assert gives_other(told, f"{BEGIN} It needs three boats.") is other


@pytest.mark.parametrize(
    ("text", "figure", "same"),
    [
        ("The list showed about 176 crews.", False, True),
        ("The list of April 11, 2012 showed about 176 crews.", False, False),
        ("The list of April 11, 2012 showed about 176 crews.", True, True),
        ("The list of April 11, 2012 showed about 183 crews.", True, False),
        ("It gives the same number, 176 crews, for April 2012, in 44 ports.", True, True),
        ("It gives the same number, 176 crews, for April 2012, in 44 ports.", False, False),
        ("The crews left on April 11, 2012.", True, False),
        ("The crews left.", True, False),
    ],
)
def test_the_same_figure_of_another_day_is_the_same(text: str, figure: bool, same: bool) -> None:
    quoted = "The list counted 176 crews in the port."
    assert gives_the_same(text, quoted, figure=figure) == same
