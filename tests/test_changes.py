"""How something changed between two years is told by one speaker, the earlier year first."""

from __future__ import annotations

import numpy as np
import pytest

from rag.fitting.changes import over_years, years_compared
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

BOARD, POST = Speaker("Board"), Speaker("Post")
EARLY = "The Board said on May 2, 2012 that ships called at 88 ports when 2009 ended."
LATE = "The Board said that ships called at 595 ports when 2011 ended."
BOTH = "Ships called at 88 ports in 2009 and at 595 in 2011."


def said(text: str, score: float, speaker: Speaker = BOARD, document: str = "a") -> Evidence:
    sentence = Sentence(0, len(text), speaker)
    passage = Passage("a", document, 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Ports", np.arange(3, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 1), np.float32))
    return Evidence(found, sentence, score, np.zeros(1, np.float32), odds=1.0)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("How did the number of ports change between 2009 and 2011?", ("2009", "2011")),
        ("How has it grown from fiscal year 2009 to fiscal year 2011?", ("2009", "2011")),
        ("How did its share change between 2009-10 and 2011-12?", ("2009", "2011")),
        ("What changed between 2009 and 2011?", None),
        ("How did the Board change in 2011?", None),
        ("How many ports were there between 2009 and 2011?", None),
    ],
)
def test_two_years_are_compared(question: str, years: tuple[str, str] | None) -> None:
    assert years_compared(question) == years


def test_what_says_that_it_became_more_comes_before_what_only_has_both_years() -> None:
    more = "The number of ports grew between 2009 and 2011."
    ranked = [said("Half of the ports of 2009 had closed by 2011.", 0.6), said(more, 0.58)]
    assert [item.text for item in over_years(ranked, "2009", "2011", most=3)] == [more]


@pytest.mark.parametrize(
    ("ranked", "told"),
    [
        ([said("Post counts 508 by 2011.", 0.6, POST), said(LATE, 0.59), said(EARLY, 0.58)], 2),
        ([said(LATE, 0.59), said(EARLY, 0.58, POST)], 0),
        ([said(LATE, 0.59), said(EARLY, 0.58, document="b")], 0),
        ([said(LATE, 0.59), said(EARLY, 0.3)], 0),
        ([said(LATE, 0.59), said("The Board said in 2009 that crews were ill.", 0.58)], 0),
        ([said(BOTH, 0.6), said(LATE, 0.59), said(EARLY, 0.58)], 1),
    ],
)
def test_one_speaker_tells_of_both_years_in_their_order(ranked: list[Evidence], told: int) -> None:
    texts = [item.text for item in over_years(ranked, "2009", "2011", most=3)]
    assert texts == {0: [], 1: [BOTH], 2: [EARLY, LATE]}[told]
