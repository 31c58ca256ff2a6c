"""Figures in questions that sentences on the same thing have otherwise."""

from __future__ import annotations

import pytest

from rag.refusing.miscounts import figure_otherwise, part_otherwise

LEFT = "In 2025, 17,047 clerks left the port of Kent with a bonus."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did 27,047 clerks leave the port of Kent?", "17,047 clerks"),
        ("Why did more than 30,000 clerks leave the port of Kent?", "17,047 clerks"),
        # the same, rounded or left open
        ("Why did about 17,000 clerks leave the port of Kent?", None),
        ("Why did 18,000 clerks leave the port of Kent?", None),
        ("Why did more than 12,500 clerks leave the port of Kent?", None),
        # others, or of another time, or something else
        ("Why did 27,047 ships leave the port of Kent?", None),
        ("Why did 27,047 clerks leave the port of Kent in 2019?", None),
        ("Why did 27,047 clerks of the customs ask for more pay?", None),
    ],
)
def test_another_figure(question: str, said: str | None) -> None:
    other = figure_otherwise(question, LEFT)
    assert (other[1] if other else None) == said


def test_a_figure_of_some_is_not_that_of_all() -> None:
    text = "In 2025, 1,480 harbour clerks left the port of Kent."
    assert figure_otherwise("Why did 27,047 clerks leave the port of Kent?", text) is None


def test_what_is_counted_is_told_as_far_as_the_question_has_it() -> None:
    text = "From 2018 on, the port licensed 11 new coastal ferries, all of them small."
    other = figure_otherwise("Why did the port license 31 new coastal ferries?", text)
    assert other is not None and other[1] == "11 new coastal ferries"


def test_another_share() -> None:
    text = "The study found that 48 percent of the 347 ships at Kent had no flag."
    other = figure_otherwise("Why did 62 percent of the ships at Kent have no flag?", text)
    assert other is not None and other[1] == "48 percent"


def test_another_part_of_the_same_whole() -> None:
    around = ("Five of the 19 members left before the vote.", "The five who resigned gave reasons.")
    asked = "Why did three of the 19 members resign?"
    assert part_otherwise(asked, around[0], around) == "Five of the 19"
    assert part_otherwise("Why did five of the 19 members resign?", around[0], around) is None
    assert part_otherwise("Why did three of the 20 members resign?", around[0], around) is None
    # five did something else
    assert part_otherwise(asked, around[0], around[:1]) is None
    # three did something as well
    # nothing is said of the three
    assert part_otherwise("Why did the board fire three of the 19?", around[0], around) is None
    around = (*around, "Three of the 19 members stayed away.")
    assert part_otherwise(asked, around[0], around) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did the price of a crossing go up to 87 cents?", "78 cents"),
        ("Why did the price of a crossing rise to 87 cents?", "78 cents"),
        ("Why did the price of a crossing go up to 78 cents?", None),
    ],
)
def test_what_something_goes_up_to_is_not_what_it_comes_from(
    question: str, said: str | None
) -> None:
    text = "Since then the price of a crossing went from 55 cents in 2020 to 78 cents in 2025."
    other = figure_otherwise(question, text)
    assert (other[1] if other else None) == said
