"""What can stand by itself as an answer."""

from __future__ import annotations

import pytest

from rag.records import Sentence, Speaker
from rag.retrieving.standing import goes_on, is_bare, is_chart, is_verdict, leans_on, needs


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("It was closed in May.", True),
        ("You can use it in any shop, but not for phones.", True),
        ("In contrast, the market for nets grew.", True),
        ("Reviewing these files took a year.", True),
        ("Therefore, we noted this as an exception.", True),
        ("The Board opened this process in 2011.", True),
        ("We found that this was so.", False),
        ("The Board adopted this report in May.", False),
        ("For example, it closed a pier.", True),
        ("As a result of these storms, piers were closed.", True),
        ("Of this report, nine copies are left.", False),
        ("For example, the port closed a pier.", False),
        ("We want the board to close it.", False),
        ("We found it difficult to tell.", False),
        ("During this period two piers were closed.", False),
        ("Saying that ships may wait, she left.", False),
    ],
)
def test_what_leans_on_the_sentence_before(text: str, leans: bool) -> None:
    assert needs(text) is leans


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("For example, the port closed a pier.", True),
        ("In addition to selling nets, this company owns docks.", True),
        ("In addition to selling nets, the Lee company owns docks.", False),
        ("The port closed a pier, for example.", False),
    ],
)
def test_what_goes_on_of_the_sentence_before(text: str, goes: bool) -> None:
    assert goes_on(text) is goes


@pytest.mark.parametrize(
    ("text", "chart"),
    [
        ("Docks mended, 2004, beside the board's goals Percent 70 60", True),
        ("Vacancy Percent 70 60", False),  # a row
        ("The board's goals are 70 and 60 percent.", False),
        ("The docks were mended in 2004 2005", False),
    ],
)
def test_the_title_and_axis_of_a_chart_are_no_sentence(text: str, chart: bool) -> None:
    assert is_chart(text) is chart


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Pier 9 389 59 $94.8", True),
        ("Lamps 2019 640 21%", True),
        ("Figure 3: Ships in Kent by Year", True),
        ("Pier 9 had 389 ships and 59 boats in 2019.", False),
        ("In 2019, 389; in 2020, 59.", False),
        ("Dues are 9 crowns", False),
    ],
)
def test_a_row_or_a_title_of_a_figure_tells_little(text: str, bare: bool) -> None:
    assert is_bare(Sentence(0, len(text), Speaker("Board")), text) is bare
    assert is_bare(Sentence(0, len(text), Speaker("Board"), "row"), text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The board agreed.", True),
        ("The town council then refused.", True),
        ("Mr. Hale denies this.", True),
        ("The pilots did not.", True),
        ("The harbour master does not agree.", True),
        ("A. Yes.", True),
        ("No, sir.", True),
        ("9. Denied.", True),
        ("The board agreed to a new toll.", False),
        ("Mr. Hale denies that the gate was open.", False),
        ("The pilots objected to the toll.", False),
        ("The motion was denied.", False),
        ("Tolls declined.", False),
        ("The pilots did not see it.", False),
        ("Yes, at noon.", False),
    ],
)
def test_what_agrees_or_denies_and_does_not_say_what(text: str, bare: bool) -> None:
    assert is_verdict(text) is bare
    assert needs(text) or not bare


def test_a_bare_verdict_leans_on_what_it_is_about_alone() -> None:
    assert leans_on("The board agreed.", "Mr. Hale asked for a lamp.")
    assert not leans_on("9. Denied.", "8. The gate was shut.")  # of a paragraph of a complaint
    assert not leans_on("Denied.", "Admitted.")
