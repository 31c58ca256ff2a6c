"""What corrects something else than is quoted corrects nothing of it."""

from __future__ import annotations

import pytest

from rag.answering.of_another import asks_for_what_stays, must_say_so, says_nothing_new
from rag.answering.which_one import _days
from rag.language.retractions import old_figures, only_denies, takes_back


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("This replaces the figure of $3.2 million in the report.", ("$3.2 million",)),
        ("The demand of $150,000 in our letter of March 18 is withdrawn.", ("$150,000",)),
        ("The figure of 64 in clause 7.4 is out of date.", ("64",)),
        ("She had been given the wrong figure of 30 days.", ("30 days",)),
        ("The head count was 35, not 34.", ("34",)),
        ("The sum of $900 is now due.", ()),
        ("The fee is $40, as the report says.", ()),
    ],
)
def test_figures_that_are_said_not_to_hold(text: str, figures: tuple[str, ...]) -> None:
    assert old_figures(text) == figures


@pytest.mark.parametrize(
    ("question", "stays"),
    [
        ("Who is Ada Brook?", True),
        ("GAO-12-708?", True),
        ("Why was the pier closed?", True),
        ("Who chairs the board?", False),
        ("When does the pier close?", False),
    ],
)
def test_what_stays_as_it_was_said(question: str, stays: bool) -> None:
    assert asks_for_what_stays(question) is stays


def test_a_reason_for_an_error_or_a_label_says_nothing_new() -> None:
    assert says_nothing_new("Reason: misspoke.")
    assert says_nothing_new("Endorsement 2 – Contents.")
    assert not says_nothing_new("That is wrong.")
    assert not says_nothing_new("The pier is now closed until May.")


def test_what_must_say_that_it_corrects() -> None:
    assert must_say_so("What did the board decide?")
    assert not must_say_so("What date was set?")
    assert not must_say_so("Was the pier closed?")


def test_what_is_not_true_for_somebody_takes_nothing_back() -> None:
    assert takes_back("It is not true.")
    assert not takes_back("It is not true for my neighbor.")


def test_a_corrected_log_gives_an_hour_and_denies_none() -> None:
    assert not only_denies("The corrected log shows that it closed at 2:52 a.m.")
    assert _days("It closed at 2:52 a.m.") == _days("The log has 2:52 am.")
