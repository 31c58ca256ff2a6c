"""Sources that differ: the same thing counted by two, and nothing that only looks like it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.asking.question import Query
from rag.indexing.index_files import Entry
from rag.listing.differences import asks_for_figure, find_difference
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ONE = np.ones(1, np.float32)
QUERY = Query("How many removals were there?", ("removals",), ONE, ONE[None], ONE, ((0,),))


def said(text: str, who: str, score: float = 0.8, by: tuple[str, ...] = ()) -> Evidence:
    sentence = Sentence(0, len(text), Speaker(who, by))
    passage = Passage(text, "doc", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Title", np.array([0, 1], np.int32))
    return Evidence(Found(0, entry, 0.5, 0.5, ONE[None]), sentence, score, ONE)


BEST = said("The board counted about 183,000 removals under way.", "The board")


def test_two_figures_for_one_thing_are_found_and_named() -> None:
    found = find_difference(QUERY, [BEST, said("There were 176,000 removals.", "North", 0.7)])
    assert found is not None
    assert (found.figure, found.other_figure) == ("183,000 removals", "176,000 removals")
    assert found.same_time


@pytest.mark.parametrize(
    "other",
    [
        said("There were 183,000 removals.", "North"),
        said("There were one hundred eighty-three thousand removals.", "North"),
        said("There were 176,000 removals.", "The board"),
        said("There were 176,000 arrests.", "North"),
        said("Some 52 percent of removals were late.", "North"),
        said("There were removals in 2012.", "North"),
        said("There were 110,000 removals with convictions.", "North"),
        said("There were 176,000 removals.", "North", 0.5),
    ],
)
def test_what_does_not_contradict(other: Evidence) -> None:
    assert find_difference(QUERY, [BEST, other]) is None


def test_who_was_removed_and_removals_are_one_thing() -> None:
    best = said("The board counted 183,000 people removed under way.", "The board")
    found = find_difference(QUERY, [best, said("There were 176,000 removals.", "North")])
    assert found is not None and found.other_figure == "176,000 removals"
    other = said("There were 176,000 people rehoused.", "North")
    assert find_difference(QUERY, [best, other]) is None


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many removals were there?", True),
        ("What is the total number of removals?", True),
        ("What was the number of removals?", True),
        ("What was the ship's number?", False),
    ],
)
def test_questions_that_want_a_figure(question: str, figure: bool) -> None:
    assert asks_for_figure(question) is figure


def test_one_speaker_by_two_names_and_another_matter_do_not_contradict() -> None:
    best = said("There were 183,000 removals.", "United States Harbour Board")
    assert (
        find_difference(QUERY, [best, said("There were 176,000 removals.", "U.S. Harbour Board")])
        is None
    )
    query = replace(QUERY, words=("removals", "wrecks"))
    best = said("There were 183,000 removals of wrecks.", "The board")
    assert find_difference(query, [best, said("There were 176,000 removals.", "North")]) is None
    other = said("Of wrecks, there were 176,000 removals.", "North")
    assert find_difference(query, [best, other]) is not None


def test_years_that_exclude_each_other_are_no_contradiction_and_months_are_told() -> None:
    one = said("By May 2011 there were 183,000 removals.", "The board")
    later = said("By June 2011 there were 190,000 removals.", "North")
    found = find_difference(QUERY, [one, later])
    assert found is not None and not found.same_time
    assert find_difference(QUERY, [one, said("In 2013 there were 2,000 removals.", "Lee")]) is None


def test_a_program_that_the_question_does_not_name_is_one_that_a_source_names() -> None:
    query = replace(QUERY, text="How many removals had the program?", words=("removals", "program"))
    best = said("Clean Quays, by figures of the program, led to 183,000 removals.", "The board")
    other = said("There were 176,000 removals under Clean Quays.", "North")
    assert find_difference(query, [best, other]) is not None
    other = said("There were 176,000 removals under Deep Water.", "North")
    assert find_difference(query, [best, other]) is None


def test_a_figure_that_is_given_twice_is_held_against_another_in_either_wording() -> None:
    best = said("The board counted 183,000 removals of wrecks found in the harbour.", "The board")
    other = said("There were 176,000 removals.", "North")
    longer = said("North saw 176,000 removals by crane.", "North")
    again = said("The board has 183,000 removals.", "The board")
    assert find_difference(QUERY, [best, longer]) is None
    found = find_difference(QUERY, [best, longer, other])
    assert found is not None and found.one == best
    assert find_difference(QUERY, [best, again, longer]) is not None


def test_who_tells_of_a_figure_beside_their_own_accounts_for_it() -> None:
    best = said("The board had 183,000 removals.", "The board", by=("The auditors",))
    assert (
        find_difference(QUERY, [best, said("There were 176,000 removals.", "The auditors")]) is None
    )
    assert find_difference(QUERY, [best, said("There were 176,000 removals.", "North")]) is not None


def test_a_title_adds_no_words_to_what_is_counted_but_names() -> None:
    query = replace(
        QUERY,
        text="How many towns signed contracts with Deep Water?",
        words=("towns", "signed", "contracts", "deep", "water"),
    )
    best = said("Deep Water signed contracts with 42 towns.", "The board")
    title = "Deep Water ends its contracts"
    other = said("Dues were paid in 43 towns.", "North")
    other = replace(other, found=replace(other.found, entry=entry_of(other, title)))
    assert find_difference(query, [best, other]) is None
    other = said("Contracts were signed by 43 towns.", "North")
    assert find_difference(query, [best, other]) is None  # of what, nothing says
    other = replace(other, found=replace(other.found, entry=entry_of(other, title)))
    assert find_difference(query, [best, other]) is not None


def entry_of(item: Evidence, title: str) -> Entry:
    return replace(item.found.entry, context=title)


def test_so_many_a_month_are_not_so_many_in_all() -> None:
    rate = said("There were 6,200 removals a month.", "North")
    assert find_difference(QUERY, [BEST, rate]) is None
    other = said("The port saw 5,100 removals each month.", "Lee")
    assert find_difference(QUERY, [rate, other]) is not None


def test_the_figure_named_stands_in_the_sentence_that_is_quoted() -> None:
    best = said("The board has 183,000 removals, 28,000 of them by crane.", "The board")
    again = said("Of 28,000 cranes, removals had 9,000 removals.", "The board")
    other = said("There were 183,000 removals; by crane 7,000 removals.", "North")
    assert find_difference(QUERY, [best, again, other]) is None


def test_of_two_that_surely_answer_the_first_word_behind_the_figures_is_enough() -> None:
    best = said("The quay was dark: 29 removals by the log of the home.", "The board")
    other = said("Some 19 removals on the first night were seen.", "North", 0.7)
    assert find_difference(QUERY, [best, other]) is None
    sure = [replace(each, odds=3.5, read_by="large") for each in (best, other)]
    found = find_difference(QUERY, sure)
    assert found is not None
    assert (found.figure, found.other_figure) == ("29 removals", "19 removals")
