"""Lists: what is announced comes whole, over passages, with its count; nothing else is one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.evidence import text_of
from rag.index_files import Entry
from rag.lists import MOST, Wanted, asks_for_list, collect
from rag.question import Query
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieval import Found

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


def shown(first: Found, *following: Found, wanted: Wanted | None = None) -> tuple[list[str], str]:
    def after(item: Found) -> list[Entry]:
        return [each.entry for each in following] if item.row == first.row else []

    items, told = collect(query(), [first], wanted or Wanted("repairs", None), after)
    by_place = [(each, item) for item in items for each in item.sentences]
    whole = {item.entry.passage.start: item for item in (first, *following)}

    def text(sentence: Sentence) -> str:
        start = max(place for place in whole if place <= sentence.start)
        return text_of(whole[start], sentence)

    return [text(sentence) for sentence, _ in by_place], told


@pytest.mark.parametrize(
    ("question", "noun", "count"),
    [
        ("Which five headings did the board use?", "headings", 5),
        ("What are the reasons named in the memo?", "reasons", None),
        ("What reforms did the board announce?", "reforms", None),
        ("Name the quays.", "quays", None),
        ("List all three repairs made to the quay.", "repairs", 3),
        ("What did the board recommend to the town?", "recommendations", None),
        ("Which harbour board rules apply?", "rules", None),
    ],
)
def test_questions_that_want_several(question: str, noun: str, count: int | None) -> None:
    wanted = asks_for_list(question)
    assert wanted is not None and (wanted.noun, wanted.count) == (noun, count)


@pytest.mark.parametrize(
    "question",
    [
        "What does the board say?",
        "What is the status of the quay?",
        "Which report names the board's costs?",
        "How many quays are there?",
        "What was the cost of the repairs?",
        "Who repaired the quays?",
    ],
)
def test_questions_that_want_one_thing(question: str) -> None:
    assert asks_for_list(question) is None


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
    asked = replace(asked, text="Which towns did not agree with it?")
    items, told = collect(asked, [passage], Wanted("towns", None), lambda item: [])
    assert "Essex" in [item.text.split()[0] for item in items]
