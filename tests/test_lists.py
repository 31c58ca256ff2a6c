"""Lists: what is announced comes whole, over passages, with its count; nothing else is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.asking.question import Query
from rag.indexing.index_files import Entry
from rag.listing.announced import MOST, Wanted
from rag.listing.lists import NOT_ALL, Order, collect, is_same
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found

BOARD = Speaker("Harbour Board")
Line = tuple[str, float] | tuple[str, float, BlockKind]


def query() -> Query:
    one = np.ones(1, np.float32)
    return Query("Which repairs?", ("repairs",), one, one[None], one, ((0,),))


def found(*lines: Line, offset: int = 0, row: int = 0) -> Found:
    """A passage of paragraphs: a line that opens with a space goes on in the one before."""
    text, sentences, matches = "", [], []
    for said, score, *kind in lines:
        text += "" if not text or said.startswith(" ") else "\n\n"
        start = offset + len(text) + said.startswith(" ")
        text += said
        end = offset + len(text)
        sentences.append(Sentence(start, end, BOARD, *kind))  # type: ignore[arg-type]
        matches.append([score])
    passage = Passage(str(row), "doc", offset, offset + len(text), text, (), tuple(sentences))
    entry = Entry(passage, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    return Found(row, entry, 0.5, 0.5, np.array(matches, np.float32))


def reader(*odds: tuple[str, float]) -> Order:
    """Reads sentences as given by a word of each, and puts them in order by that."""

    def order(ranked: Sequence[Evidence]) -> list[Evidence]:
        known = [next((value for word, value in odds if word in item.text), 0.0) for item in ranked]
        told = [
            replace(item, odds=value, score=item.score + 0.3 / (1 + np.exp(-value / 2)))
            for item, value in zip(ranked, known, strict=True)
        ]
        return sorted(told, key=lambda item: -item.score)

    return order


def shown(
    first: Found, *following: Found, wanted: Wanted | None = None, order: Order = list
) -> tuple[list[str], str]:
    def after(item: Found) -> list[Entry]:
        return [each.entry for each in following] if item.row == first.row else []

    wanted = wanted or Wanted("repairs", None)
    items, told = collect(query(), [first], wanted, after, order=order)
    by_place = [(each, item) for item in items for each in item.sentences]
    whole = {item.entry.passage.start: item for item in (first, *following)}

    def text(sentence: Sentence) -> str:
        start = max(place for place in whole if place <= sentence.start)
        return text_of(whole[start], sentence)

    return [text(sentence) for sentence, _ in by_place], told


def test_items_come_with_their_lead_in_and_are_known_to_be_all() -> None:
    first = found(
        ("The board made three repairs:", 0.9),
        ("piles;", 0.1, "item"),
        ("a crane;", 0.1, "item"),
        ("the light.", 0.1, "item"),
        ("Ships left.", 0.2),
    )
    assert shown(first) == (
        ["The board made three repairs:", "piles;", "a crane;", "the light."],
        "All 3 that the source counts are given.",
    )


def test_counted_paragraphs_run_on_into_the_next_passage() -> None:
    first = found(
        ("We propose the following three repairs:", 0.9),
        ("The town should mend the piles.", 0.1),
        (" They are old.", 0.1),
        ("(Recommendation 1)", 0.1),
        ("The town should mend the crane.", 0.1),
    )
    second = found(
        ("(Recommendation 2)", 0.1),
        ("The town should mend the light.", 0.1),
        ("(Recommendation 3)", 0.1),
        ("The town agreed.", 0.1),
        offset=1000,
        row=1,
    )
    assert shown(first, second) == (
        [
            "We propose the following three repairs:",
            "The town should mend the piles.",
            "The town should mend the crane.",
            "The town should mend the light.",
        ],
        "All 3 that the source counts are given.",
    )


def test_a_paragraph_that_goes_on_in_the_next_passage_is_one_item() -> None:
    first = found(
        ("The rules have three levels:", 0.9),
        ("Level 1 is for boats.", 0.1),
        ("Level 2 is for ships.", 0.1),
    )
    end = first.entry.passage.end
    second = found(
        ("However, old ships need none.", 0.1),
        ("Level 3 is for tankers.", 0.1),
        offset=end + 1,
        row=1,
    )
    assert shown(first, second, wanted=Wanted("levels", 3))[0] == [
        "The rules have three levels:",
        "Level 1 is for boats.",
        "Level 2 is for ships.",
        "Level 3 is for tankers.",
    ]


def test_a_list_cut_short_says_so() -> None:
    lines = [(f"repair number {n};", 0.1, "item") for n in range(20)]
    items, told = shown(found(("The board made 20 repairs:", 0.9), *lines))  # type: ignore[arg-type]
    assert len(items) == MOST + 1
    assert told == f"{MOST} of the 20 that the source counts are given."


def test_uncounted_lists_do_not_claim_to_be_complete() -> None:
    first = found(("The repairs are these:", 0.9), ("piles;", 0.1, "item"), ("light.", 0.1, "item"))
    assert shown(first)[1] == "2 given; the documents do not say whether there are more."


def test_sentences_that_count_themselves_come_in_their_order() -> None:
    first = found(
        ("The second of the repairs was the crane.", 0.9),
        ("The first of the repairs was the pile.", 0.8),
        ("Nothing else was done.", 0.8),
    )
    items, told = shown(first, wanted=Wanted("repairs", 2))
    assert items == [
        "The first of the repairs was the pile.",
        "The second of the repairs was the crane.",
    ]
    assert told == "All 2 that the source counts are given."


def test_of_what_counts_itself_by_another_word_none_is_left_out() -> None:
    of_it = "heading of the board's findings is"
    first = found(
        (f"The first {of_it} the misunderstood quay.", 0.8),
        (f"The second {of_it} the crane that lifts nothing.", 0.9),
        (f"The third {of_it} the lamps on the pier.", 0.85),
        (f"The fourth {of_it} whether ships should dock.", 0.6),
        ("The fourth ship left.", 0.6),
    )
    items, _ = shown(first, wanted=Wanted("topics", None))
    assert [item.split()[1] for item in items] == ["first", "second", "third", "fourth"]


def test_the_first_responders_count_nothing() -> None:
    first = found(
        ("The first year ended in May, and the quay was wet.", 0.9),
        ("The second year ended in June, and the quay was dry.", 0.85),
        ("The fourth year ended in September.", 0.5),
    )
    items, _ = shown(first, wanted=Wanted("topics", None))
    assert not any("fourth" in item for item in items)


def test_what_a_list_opens_with_comes_with_what_it_leans_on() -> None:
    lead, this = "Some ports hire a known bully.", "This keeps the crew from reporting leaks."
    first = found((lead, 0.3), (this, 0.9), ("Fear keeps the crew from reporting.", 0.85))
    items, _ = shown(first, wanted=Wanted("things", None))
    assert items[:2] == [lead, this]


def test_without_a_list_the_near_sentences_come_and_nothing_is_claimed() -> None:
    first = found(("Piles were mended.", 0.9), ("Cranes were mended.", 0.85), ("Ships left.", 0.2))
    assert shown(first) == (["Piles were mended.", "Cranes were mended."], "")


def test_a_bridge_between_what_announces_and_the_list_comes_along() -> None:
    first = found(
        ("Two repairs stand out.", 0.9),
        (" They are as follows:", 0.1),
        ("piles;", 0.1, "item"),
        ("the light.", 0.1, "item"),
    )
    assert shown(first) == (
        ["Two repairs stand out.", "They are as follows:", "piles;", "the light."],
        "All 2 that the source counts are given.",
    )


@pytest.mark.parametrize(
    ("series", "whole"),
    [
        (" These repairs are (1) new piles and (2) a light.", True),
        (" These repairs are (1) new piles, (2) a light, and (3) a crane.", False),
        (" Ships call there (1) in May and (2) in June.", False),
    ],
)
def test_what_was_counted_may_be_listed_in_the_sentence_behind(series: str, whole: bool) -> None:
    lead = "Keepers named two repairs as key to the quay."
    items, told = shown(found((lead, 0.9), (series, 0.1)))
    if whole:
        assert items == [lead, series.strip()]
        assert told == "All 2 that the source counts are given."
    else:
        assert items == [lead]


def test_a_bridge_is_none_of_the_items() -> None:
    first = found(
        ("Three repairs stand out.", 0.9),
        (" They are as follows:", 0.1),
        ("piles;", 0.1, "item"),
        ("the light.", 0.1, "item"),
    )
    assert shown(first)[1] == "2 of the 3 that the source counts are given."


def test_a_share_counts_nothing() -> None:
    first = found(
        ("The board made 85 percent of the repairs:", 0.9),
        ("piles;", 0.1, "item"),
        ("the light.", 0.1, "item"),
    )
    assert shown(first)[1] == "2 given; the documents do not say whether there are more."


def test_one_sentence_that_lists_as_many_as_are_asked_for_is_the_list() -> None:
    first = found(
        ("The board spoke of repairs.", 0.9),
        ("The board made three repairs: to the piles, the crane, and the light.", 0.7),
    )
    assert shown(first, wanted=Wanted("repairs", 3)) == (
        ["The board made three repairs: to the piles, the crane, and the light."],
        "All 3 that the source counts are given.",
    )


def test_a_sentence_that_lists_another_number_is_not_called_all() -> None:
    first = found(
        ("Repairs were made to the piles, the crane, the light, and the pier.", 0.9),
        ("Ships left.", 0.1),
    )
    items, told = shown(first, wanted=Wanted("repairs", 3))
    assert items == ["Repairs were made to the piles, the crane, the light, and the pier."]
    assert told == "4 given; the documents do not say whether there are more."


def test_headings_of_what_is_asked_for_count_themselves_too() -> None:
    passage = found(
        ("The second heading of the Harbour Board's repairs is the crane.", 0.95),
        ("The first heading of the Harbour Board's repairs is the quay.", 0.9),
    )
    items, told = shown(passage, wanted=Wanted("repairs", 2))
    assert [text.rsplit(" ", 1)[1] for text in items] == ["quay.", "crane."]
    assert told == "All 2 that the source counts are given."


def test_who_disagreed_is_not_told_by_who_agreed() -> None:
    passage = found(
        ("The port and the town agreed with the repairs.", 0.95),
        ("Kent neither agreed nor disagreed with the repairs.", 0.93),
        ("Essex disagreed with the repairs.", 0.9),
        ("Sussex did not agree with the repairs.", 0.9),
        ("Many repairs were made at the port.", 0.9),
    )
    one = np.ones(1, np.float32)
    asked = Query("Which towns disagreed with it?", ("towns",), one, one[None], one, ((0,),))
    items, told = collect(asked, [passage], Wanted("towns", None), lambda item: [])
    assert [item.text.split()[0] for item in items] == ["Essex", "Sussex"] and told == ""
    asked = replace(asked, text="Which towns neither agreed nor disagreed with it?")
    items, told = collect(asked, [passage], Wanted("towns", None), lambda item: [])
    assert [item.text.split()[0] for item in items] == ["Kent"]
    asked = replace(asked, text="Which towns did not agree with it?")
    items, told = collect(asked, [passage], Wanted("towns", None), lambda item: [])
    assert "Essex" in [item.text.split()[0] for item in items]


def test_what_does_not_answer_as_it_is_read_stands_in_no_list() -> None:
    first = found(
        ("In three of four ports, the pier, the quay and the light were mended.", 0.9),
        ("Piles were mended at Ash.", 0.85),
        ("Cranes were mended at Elm.", 0.8),
        ("Ships left.", 0.85),
    )
    read = reader(("three of", -5.0), ("Piles", 3.0), ("Cranes", 2.0), ("Ships", -4.0))
    for wanted in (Wanted("repairs", None), Wanted("ports", None)):
        assert shown(first, wanted=wanted, order=read) == (
            ["Piles were mended at Ash.", "Cranes were mended at Elm."],
            "",
        )


@pytest.mark.parametrize(
    ("lead", "odds", "listed"),
    [
        ("Two key repairs stand out:", -3.2, True),
        ("Two key repairs stand out:", -4.5, False),
        ("Some key repairs stand out:", -3.2, False),
    ],
)
def test_a_list_of_as_many_as_it_counts_is_kept_if_its_lead_reads_poorly(
    lead: str, odds: float, listed: bool
) -> None:
    first = found(
        (lead, 0.9),
        ("piles;", 0.1, "item"),
        ("the light.", 0.1, "item"),
        ("Repairs of all kinds are made by the council.", 0.8),
    )
    said, _ = shown(first, order=reader(("stand out", odds), ("council", 1.0)))
    assert (said == [lead, "piles;", "the light."]) is listed


def test_a_whole_list_goes_before_a_copy_of_it_with_scraps() -> None:
    lead, read = "Two key repairs stand out:", reader(("stand out", -3.2))
    scraps = found((lead, 0.9), ("of the board", 0.1), ("a. piles;", 0.1, "item"))
    whole = found((lead, 0.85), ("piles;", 0.1, "item"), ("the light.", 0.1, "item"), row=1)
    asked = Wanted("repairs", None)
    items, told = collect(query(), [scraps, whole], asked, lambda _: [], order=read)
    assert [item.found.row for item in items] == [1] and told.startswith("All 2")


def test_who_gets_grants_takes_no_side() -> None:
    lead = "Two repairs for docks stand out:"
    first = found((lead, 0.9), ("piles;", 0.1, "item"), ("the light.", 0.1, "item"))
    asked = replace(query(), text="Which repairs make grants work?")
    items, _ = collect(asked, [first], Wanted("repairs", None), lambda _: [])
    assert len(items[0].followed_by) == 2


def test_what_is_worded_as_the_best_one_of_another_belongs_to_the_list() -> None:
    ash = "The council of Ash voted on 3 May to leave the harbour board."
    elm = "The council of Elm voted on 3 May to leave the harbour board."
    first = found((ash, 0.9), (elm, 0.78), ("The board met on 3 May and found it well.", 0.78))
    read = reader(("Ash", 2.0), ("Elm", -2.0), ("met", -2.0))
    assert shown(first, order=read) == ([ash, elm], "")


def test_the_sentence_that_lists_as_many_as_it_counts_is_all() -> None:
    said = "In 2012 and 2013, the four towns that built the most piers were Ash, Elm, Oak, and Fir."
    first = found(
        ("Piers were built in many towns.", 0.95),
        (said, 0.9),
        ("In two of these four towns, the board or the town had paid or had lent ships.", 0.9),
    )
    read = reader(("most", 2.0), ("many", 0.0), ("paid", -4.0))
    assert shown(first, wanted=Wanted("towns", None), order=read) == (
        [said],
        "All 4 that the source counts are given.",
    )


FOUR = "Heron counts four towns with piers: Ash, Elm, Oak, and Fir."


@pytest.mark.parametrize(
    ("best", "odds", "items"),
    [
        ("Mallard's letter of May calls Ash one of four towns with piers.", 1.0, [FOUR]),
        ("Mallard's letter of May calls Ash one of four towns with piers.", 3.0, None),
        ("Mallard's letter of May calls Ash one of nine towns with piers.", 1.0, None),
        ("Mallard's letter of May says that Ash has had a pier since 1911.", 1.0, None),
    ],
)
def test_that_there_is_a_list_is_not_told_beside_the_whole_list(
    best: str, odds: float, items: list[str] | None
) -> None:
    """`items` is None where the best one is kept beside the list."""
    read = reader(("Mallard", odds), ("Heron", 2.0))
    quoted, _ = shown(found((best, 0.95), (FOUR, 0.8)), wanted=Wanted("towns", None), order=read)
    assert quoted == (items or [best, FOUR])


def test_a_list_that_a_page_breaks_off_goes_before_one_that_names_some_things() -> None:
    some = "The board judges harbours by four measures, including depth."
    broken = "The rules have four measures: depth, noise,"
    first = found((some, 0.9), (broken, 0.8), ("1 See the rules.", 0.1, "footnote"))
    second = found(("shelter, and light.", 0.1), offset=1000, row=1)
    wanted = Wanted("measures", 4)
    assert shown(first, second, wanted=wanted) == (
        [broken, "shelter, and light."],
        "All 4 that the source counts are given.",
    )
    uncounted = found(("Its measures are depth, noise,", 0.9))
    assert shown(uncounted, second, wanted=wanted) == (
        ["Its measures are depth, noise,", "shelter, and light."],
        "4 given; the documents do not say whether there are more.",
    )
    assert shown(first, wanted=wanted)[0] == [some]
    assert shown(first, second, wanted=Wanted("measures", 5))[0] == [some]


def test_a_sentence_that_says_there_is_none_answers() -> None:
    first = found(
        ("No repairs were made.", 0.9),
        ("Repairs were made at the port in other years.", 0.85),
    )
    one = np.ones(1, np.float32)
    asked = Query("Which repairs were made?", ("repairs",), one, one[None], one, ((0,),))
    read = reader(("No", -3.0), ("other", 2.0))
    items, told = collect(asked, [first], Wanted("repairs", None), lambda item: [], order=read)
    assert [item.text for item in items] == ["No repairs were made."] and told == ""
    asked = replace(asked, text="Which repairs were not made?")
    items, told = collect(asked, [first], Wanted("repairs", None), lambda item: [], order=read)
    assert "No repairs were made." not in [item.text for item in items]


def test_what_announces_something_else_announces_no_list() -> None:
    first = found(
        ("Of the repairs, the board made the following observations:", 0.9),
        ("piles rot;", 0.1, "item"),
        ("cranes rust.", 0.1, "item"),
        ("Repairs were made to the pier.", 0.8),
    )
    assert shown(first) == (["Repairs were made to the pier."], "")


def test_things_are_not_counted_by_the_word_that_is_one_of_them() -> None:
    first = found(("The report tells of the repairs, the costs, and the staff.", 0.9))
    assert shown(first)[1] == ""


def test_a_sentence_that_retells_another_is_left_out() -> None:
    said = "The Harbour Times reported that 1,508 ships called at 43 ports by August 2011."
    first = found(
        (said, 0.9),
        ("The Harbour Times said on August 8, 2011 that ships called, 1,508 at 43 ports.", 0.89),
        ("The Harbour Times said that 17 ships called at 43 ports.", 0.88),
    )
    assert shown(first)[0] == [said, "The Harbour Times said that 17 ships called at 43 ports."]


def test_sentences_of_one_passage_come_in_its_order() -> None:
    first = found(("A study of Ash found rot.", 0.85), ("The same study found rust.", 0.9))
    assert shown(first)[0] == ["A study of Ash found rot.", "The same study found rust."]


def test_which_documents_have_it_may_not_be_all() -> None:
    first = found(("The report of 2011 says that the piles rot.", 0.9))
    assert shown(first, wanted=Wanted("reports", None))[1] == NOT_ALL


def test_an_ordinal_before_a_sentence_counts_no_thing() -> None:
    first = found(
        ("First, towns report the repairs.", 0.9),
        ("Second, towns report the costs.", 0.9),
        ("Reports were made.", 0.3),
    )
    assert "All" not in shown(first, wanted=Wanted("reports", 2))[1]
    assert not shown(first, wanted=Wanted("reports", None))[1].startswith("2 given")


def test_of_documents_a_count_of_something_else_is_not_told() -> None:
    first = found(("The repairs were to the piles, the crane, and the light.", 0.8))
    assert shown(first, wanted=Wanted("reports", None))[1] == NOT_ALL


def test_the_count_of_a_question_is_not_told_as_the_source_s() -> None:
    first = found(
        ("The board spoke of repairs.", 0.9),
        ("The repairs were to the piles, the crane, and the light.", 0.8),
    )
    assert shown(first, wanted=Wanted("repairs", 3)) == (
        ["The repairs were to the piles, the crane, and the light."],
        "3 given; the documents do not say whether there are more.",
    )


@pytest.mark.parametrize(
    ("other", "whole"),
    [
        ("Mallard's survey was taken in four towns.", True),
        ("Mallard's survey was taken in five towns.", False),
        ("Heron's survey was taken in four towns.", False),
        ("Mallard sold four towns a boat.", False),
        ("Mallard's survey asked four sailors.", False),
    ],
)
def test_a_list_is_whole_where_the_same_is_counted_elsewhere(other: str, whole: bool) -> None:
    one = np.ones(1, np.float32)
    text = "Which towns did the survey taken by Mallard cover?"
    asked = Query(text, ("towns",), one, one[None], one, ((0,),))
    listed = "Mallard's survey asked people in the towns of Arn, Bex, Coll and Dunmore."
    items, told = collect(
        asked, [found((listed, 0.9), (other, 0.3))], Wanted("towns", None), lambda _: ()
    )
    assert [text_of(item.found, item.sentence) for item in items] == [listed]
    assert told == (
        "All 4 that the documents count are given."
        if whole
        else "4 given; the documents do not say whether there are more."
    )


@pytest.mark.parametrize(
    ("odds", "given"),
    [
        ((2.0, -2.5), ["piles;", "the rail."]),
        ((-2.5, 2.0), ["a lamp;", "the glass."]),
        ((1.0, 0.0), ["piles;", "the rail.", "a lamp;", "the glass."]),
    ],
)
def test_a_further_list_is_given_if_it_is_read_nearly_as_surely(
    odds: tuple[float, float], given: list[str]
) -> None:
    first = found(
        ("At the Heron quay the town wants these repairs:", 0.9),
        ("piles;", 0.1, "item"),
        ("the rail.", 0.1, "item"),
        ("For its lighthouse of Mallard Point, the board pays these repairs:", 0.9),
        ("a lamp;", 0.1, "item"),
        ("the glass.", 0.1, "item"),
    )
    read = reader(("Heron", odds[0]), ("Mallard", odds[1]))
    said, _ = shown(first, order=read)
    assert [line for line in said if not line.endswith(":")] == given


def test_a_further_list_of_as_many_as_are_asked_for_is_given() -> None:
    first = found(
        ("At the Heron quay the town wants these repairs:", 0.9),
        ("piles;", 0.1, "item"),
        ("the rail.", 0.1, "item"),
        ("For its lighthouse of Mallard Point, the board pays these repairs:", 0.9),
        ("a lamp;", 0.1, "item"),
        ("the roof;", 0.1, "item"),
        ("the glass.", 0.1, "item"),
    )
    read = reader(("Heron", 2.0), ("Mallard", -2.0))
    assert "the roof;" in shown(first, order=read, wanted=Wanted("repairs", 3))[0]


@pytest.mark.parametrize(
    "next_line", [("6. Alarms", "heading"), ("1. A light is on.", "paragraph")]
)
def test_a_list_ends_at_a_heading_and_where_its_numbers_begin_anew(
    next_line: tuple[str, BlockKind],
) -> None:
    first = found(
        ("These repairs are to be made:", 0.9),
        ("1. Mend the pile.", 0.1, "item"),
        ("2. Mend the crane.", 0.1, "item"),
        (next_line[0], 0.1, next_line[1]),
        ("2. A lamp is lit.", 0.1, "item"),
    )
    assert shown(first)[0] == [
        "These repairs are to be made:",
        "1. Mend the pile.",
        "2. Mend the crane.",
    ]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("Crews in the repairs of Fenport, Orne, and Esk told the board of storms.", 1),
        ("Crews in the repairs of Fenport, Orne, and Kent told the board of storms.", 2),
    ],
)
def test_names_that_are_listed_already_are_not_listed_again(other: str, kept: int) -> None:
    first = found(("The board saw the repairs of Esk, Fenport, and Orne.", 0.9), (other, 0.88))
    assert len(shown(first, wanted=Wanted("repairs", 3))[0]) == kept


def test_reasons_are_what_may_give_one() -> None:
    first = found(
        ("The board gave rot as a reason for the repairs.", 0.9),
        ("The board kept the crane beside the repairs.", 0.88),
        ("Other repairs were made because of storms.", 0.87),
    )
    wanted = Wanted("reasons", None)
    assert len(shown(first, wanted=wanted)[0]) == 2
    assert len(shown(first)[0]) == 3


def test_what_needs_a_sentence_before_it_that_is_not_of_the_list_is_not_either() -> None:
    first = found(
        ("The board made repairs of the piles.", 0.9),
        ("The board saw faults.", 0.3),
        (" These include repairs of old.", 0.88),
        ("Storms led to repairs of the crane.", 0.87),
    )
    assert shown(first)[0] == [
        "The board made repairs of the piles.",
        "Storms led to repairs of the crane.",
    ]


def test_what_says_no_more_than_another_of_the_list_is_left_out() -> None:
    first = found(
        ("The board made many repairs that are not counted yet, of piles and of the crane.", 0.9),
        ("For example, not counted yet are repairs of the crane.", 0.88),
    )
    assert len(shown(first)[0]) == 1


def test_a_series_that_a_sentence_counts_is_told_as_all() -> None:
    first = found(
        ("The board arranged its findings under two headings.", 0.9),
        ("The first heading of the board's findings is the misunderstood quay.", 0.85),
        ("The second heading of the board's findings is the crane.", 0.85),
    )
    items, told = shown(first, wanted=Wanted("topics", None))
    assert len(items) == 3 and told == "All 2 that the source counts are given."


def test_a_series_with_a_gap_is_not_told_as_all() -> None:
    first = found(
        ("The board arranged its findings under two headings.", 0.9),
        ("The first heading of the board's findings is the misunderstood quay.", 0.85),
        ("The third heading of the board's findings is the crane.", 0.85),
    )
    assert shown(first, wanted=Wanted("topics", None))[1] == ""


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        (
            "Depending on the wind, waivers could also harm the Port of Esk and its pilots.",
            "Besides, depending on the wind, waivers could harm the Port of Esk and its pilots.",
            True,
        ),
        ("Esk signed the treaty on the repair of piers.", "Tay signed the treaty.", False),
    ],
)
def test_what_opens_a_sentence_is_no_name_that_another_has_in_small_letters(
    text: str, other: str, same: bool
) -> None:
    passage = found((text, 0.5), (other, 0.5))
    one, two = (
        Evidence(passage, sentence, 0.5, passage.matches[place])
        for place, sentence in enumerate(passage.entry.passage.sentences)
    )
    assert is_same(one, two) is same
