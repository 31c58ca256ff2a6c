"""Which sentences may tell that somebody is for or against something."""

from __future__ import annotations

import pytest

from rag.asking.stances_asked import StanceAsked
from rag.fitting.stance_told import may_be_on_it, may_take_side

AGAINST_LEAGUE = StanceAsked(True, "the Grain League")
AGAINST_AUDIT = StanceAsked(True, "the audit")
FOR_AUDIT = StanceAsked(False, "the audit")
AGAINST_ADVICE = StanceAsked(True, "the board's recommendations")
AGAINST_LANE = StanceAsked(True, "the bus lane", in_words=False)
FOR_LEAGUE = StanceAsked(False, "the Grain League")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Sheriff Oakes criticised the way in which the Grain League was run.", AGAINST_LEAGUE),
        ("Mayor Hale said that the Grain League harmed the small ports.", AGAINST_LEAGUE),
        ("The Grain League was denounced by two sheriffs.", AGAINST_LEAGUE),
        (
            'Oakes said she was "frankly disappointed" with the reports on the League.',
            AGAINST_AUDIT,
        ),
        ("Oakes complained that the Inspector General had left much unsaid.", AGAINST_AUDIT),
        ("The port disagreed with the recommendation.", AGAINST_ADVICE),
        ("The port agreed with two recommendations and did not agree with one.", AGAINST_ADVICE),
        ("Brandt said that she could not support this lane.", AGAINST_LANE),
        ("The Post welcomed the Grain League.", FOR_LEAGUE),
        ("Studies found the Grain League effective.", FOR_LEAGUE),
    ],
)
def test_may_take_that_side(text: str, asked: StanceAsked) -> None:
    assert may_take_side(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Oakes, a critic of the tolls, had asked for the Grain League's books.", AGAINST_LEAGUE),
        ("The auditors found no evidence that the Grain League misled anyone.", AGAINST_LEAGUE),
        ("The Grain League warned that the tolls would rise.", AGAINST_LEAGUE),
        ("Oakes was disappointed with the report on the Grain League.", AGAINST_LEAGUE),
        ("Oakes complained in a letter to the Grain League about the weather.", AGAINST_LEAGUE),
        ("The Post reported that the tolls were too high.", AGAINST_AUDIT),
        ("The port neither agreed nor disagreed with the recommendations.", AGAINST_ADVICE),
        ("The port dredged the lane.", AGAINST_LANE),
        ("The Post opposed the Grain League.", FOR_LEAGUE),
    ],
)
def test_may_not_take_that_side(text: str, asked: StanceAsked) -> None:
    assert not may_take_side(text, asked)


def test_what_the_heading_names_counts_where_that_is_given() -> None:
    text = "Five members thought the advice too weak."
    assert not may_take_side(text, AGAINST_LEAGUE)
    assert may_take_side(text, AGAINST_LEAGUE, "The Grain League in 1911")


def test_a_name_of_one_word_is_as_it_is_written() -> None:
    asked = StanceAsked(True, "State")
    assert may_take_side("The auditors said that State failed to keep books.", asked)
    assert not may_take_side("Many state officials failed to keep books.", asked)


def test_what_is_found_otherwise_may_name_it_before() -> None:
    assert may_be_on_it("They were criticised by Ellery and Costa.", AGAINST_AUDIT)
    assert may_be_on_it("Three counties left in 1911.", AGAINST_LANE, surely=True)
    assert not may_be_on_it("Three counties left in 1911.", AGAINST_LANE)
    assert may_be_on_it("The auditors did not say clearly who pays.", AGAINST_AUDIT)
    assert not may_be_on_it("Anne Lee signed the preface of the audit.", FOR_AUDIT)
    assert not may_be_on_it("Oakes opposed the tolls.", AGAINST_LEAGUE)
    assert not may_be_on_it("Hale supported the request of Oakes.", FOR_LEAGUE)
