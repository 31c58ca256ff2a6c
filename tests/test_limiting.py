"""The condition behind a rule, and the rule before an exception, are quoted with it."""

from __future__ import annotations

import numpy as np
import pytest

from rag.fitting.limiting import with_limits
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found

BOARD = Speaker("Harbour Board")
PAYS = "7.1 The port pays a mooring bonus of six crowns."
ENTRY = "9.2 The port may enter a boat on a day's notice."
RULE = "3.4 Either side may end the berth within 30 days."


def quoted(
    *texts: str,
    best: int,
    also: tuple[int, ...] = (),
    most: int = 3,
    join: str = " ",
    question: str = "",
) -> list[str]:
    """What is quoted where one of the sentences of a passage answers best, and others as well."""
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(start, start + len(text), BOARD))
        start += len(text) + len(join)
    passage = Passage("0", "port", 0, start, join.join(texts), (), tuple(sentences))
    entry = Entry(passage, "key", "Rules", np.arange(len(texts) + 1, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(texts), 1), np.float32))
    none = np.zeros(1, np.float32)
    items = [Evidence(found, sentences[place], 1.0, none) for place in (best, *also)]
    limited = with_limits(items, question, most=most)
    return [text_of(found, each) for item in limited for each in item.sentences]


@pytest.mark.parametrize(
    ("rule", "after", "both"),
    [
        (PAYS, "He must first sign for it.", True),
        (PAYS, "The bonus is due only when the third ship has left.", True),
        (PAYS, "No bonus is due unless the dues are paid.", True),
        (PAYS, "This does not apply to barges.", True),
        (ENTRY, "In a storm, no notice is needed.", True),
        (ENTRY, "It may not do so until the lamps are lit.", True),
        ("The port releases the boat.", "The release takes effect only when dues are paid.", True),
        (PAYS, "Owners of barges are not eligible for the bonus.", True),
        (PAYS, "Boats under tow are excluded from the bonus.", True),
        (ENTRY, "This does not include a boat with a family on board.", True),
        (ENTRY, "The port may not enter at night.", True),
        (PAYS, "Dogs are not allowed on the piers.", False),
        (PAYS, "The bonus was not paid, and owners are not eligible now.", False),
        (PAYS, "7.2 Owners of barges are not eligible for the bonus.", False),
        (PAYS, "Lamps are lit only when it is dark.", False),
        (PAYS, "The bonus is paid in silver.", False),
        (PAYS, "The bonus was paid only when a ship had left.", False),
        ("The board paid six crowns, officials said.", "No crowns are due unless asked.", False),
        (PAYS, "7.2 No bonus is due unless the dues are paid.", False),
        (PAYS, "Only two bonuses are paid a year.", False),
    ],
)
def test_what_limits_a_rule_is_quoted_with_it(rule: str, after: str, both: bool) -> None:
    assert quoted(rule, after, best=0) == ([rule, after] if both else [rule])
    assert quoted(rule, after, best=0, most=1) == [rule]
    assert quoted(rule, after, best=0, join="\n\n") == [rule]


@pytest.mark.parametrize(
    ("rule", "text", "both"),
    [
        (RULE, "For a rotten berth, the end is after 10 days.", True),
        (ENTRY, "In a storm, no notice is needed.", True),
        (ENTRY, "Where a boat burns, the port gives no notice.", True),
        (RULE, "For example, the berth of the Ada ends in May.", False),
        (RULE, "In May 2019, nine berths were ended.", False),
        (RULE, "The berth is nine metres long.", False),
        ("The berth stands on 30 piles.", "For a boat, the berth is too short.", False),
        (ENTRY, "On Mondays, lamps burn all night.", False),
    ],
)
def test_the_rule_is_quoted_before_its_exception(rule: str, text: str, both: bool) -> None:
    assert quoted(rule, text, best=1) == ([rule, text] if both else [text])


def test_a_list_told_in_full_stays_as_it_is() -> None:
    lines = (PAYS, "No bonus is due unless asked.", "Ships left.", "Piles rotted.", "Dues rose.")
    assert quoted(*lines, best=0, also=(2, 3, 4)) == [PAYS, *lines[2:]]
    assert quoted(*lines, best=0, also=(2, 3)) == [*lines[:3]]


@pytest.mark.parametrize(
    ("after", "both"),
    [
        ("However, the rabbit approval was not of a drug but of a gene.", True),
        ("But no drug for rabbits was approved for sale.", True),
        ("However, the dogs were not asked.", False),
        ("The rabbit approval was not of a drug but of a gene.", False),
        ("However, the rabbit approval was of a drug.", False),
        ("However, the board approved not only drugs for rabbits but for hares.", False),
    ],
)
def test_what_takes_an_answer_back_is_quoted_with_it(after: str, both: bool) -> None:
    told = "The board approved ten drugs, and one was for rabbits."
    question = "Has the board approved any drugs for rabbits?"
    wanted = [told, after] if both else [told]
    assert quoted(told, after, best=0, question=question) == wanted
