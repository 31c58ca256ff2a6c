"""All that somebody found on a matter is told where that is asked, not only what comes closest."""

from __future__ import annotations

import numpy as np
import pytest

from rag.fitting.found_besides import with_all_found
from rag.indexing.index import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.retrieving.picking import CLOSE

ROT = "Auditors found that piles rot."
RAILS = "Auditors found that rails rust."
TOWN = "The town says that auditors look at quays."


def evidence(line: str, score: float, odds: float, speaker: str = "Auditors") -> Evidence:
    sentence = Sentence(0, len(line), Speaker(speaker))
    passage = Passage(line, "a", 0, len(line), line, (), (sentence,))
    found = Found(0, Entry(passage, "key", "Quays", np.arange(3)), 0.5, 0.5, np.zeros((1, 1)))
    return Evidence(found, sentence, score, np.zeros(1, np.float32), odds=odds, read_by="large")


@pytest.mark.parametrize(
    ("question", "odds", "near"),
    [
        ("What did the auditors find on quays?", 2.0, True),
        ("What did the auditors find on quays?", 1.0, False),
        ("What are the main findings of the audit on quays?", 2.0, True),
        ("How many piles rot?", 2.0, False),
        ("Tell me about quays", 2.0, False),
    ],
)
def test_what_surely_tells_of_findings_is_near_enough(
    question: str, odds: float, near: bool
) -> None:
    ranked = [
        evidence(ROT, 0.9, 3.0),
        evidence(TOWN, 0.85, 3.0, "Town"),
        evidence(RAILS, 0.5, odds),
    ]
    told = with_all_found(question, ranked)
    assert [item.text for item in told] == [ROT, TOWN, RAILS]
    assert (told[2].score >= CLOSE * told[0].score) is near


def test_what_one_says_is_told_without_what_others_do() -> None:
    first, more = (
        evidence(line, score, 3.0, "Guild") for line, score in ((ROT, 0.9), (RAILS, 0.5))
    )
    town = evidence(TOWN, 0.85, 3.0, "Town")
    asked = "What did the Guild say about quays?"
    assert with_all_found(asked, [first, town, more])[1].text == RAILS
    assert with_all_found(asked, [first, town]) == [first, town]
