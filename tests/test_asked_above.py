"""What stands under a heading that asks the same question goes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.fitting.asked_above import prefer_asked_above
from rag.fitting.reranking import Reader
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ASKED = "How many days may I fish?"
THREE, SIGN = "Up to three a week.", "Sign the list first."
ELSEWHERE = "Guests fish for up to 20 days a year."
ODDS = {THREE: 0.6, SIGN: 1.2, ELSEWHERE: 3.3}


def reader_with(odds: dict[str, float]) -> Reader:
    class Told(Reader):
        """Reads as it is told to."""

        def read(
            self, question: str, evidence: Sequence[Evidence], *, most: int = 6
        ) -> list[Evidence]:
            return [replace(item, odds=odds[item.text]) for item in evidence]

    return Told("large")


def under(heading: str, *texts: str, score: float = 0.5) -> list[Evidence]:
    parts = (heading, *texts)
    text = " ".join(parts)
    kinds = ("heading", *("paragraph" for _ in texts))
    sentences = tuple(
        Sentence(text.index(part), text.index(part) + len(part), Speaker("Club"), kind)
        for part, kind in zip(parts, kinds, strict=True)
    )
    entry = Entry(
        Passage("a", "a", 0, len(text), text, (heading,), sentences), "key", "Club", np.arange(4)
    )
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(parts), 1), np.float32))
    return [Evidence(found, each, score, np.zeros(1, np.float32)) for each in sentences[1:]]


def first_of(question: str, heading: str, odds: dict[str, float]) -> str:
    guests = under("May guests fish?", ELSEWHERE, score=0.9)
    ranked = [*guests, *under(heading, THREE, SIGN)]
    chosen = prefer_asked_above(question, ranked, reader_with(odds))
    assert len(chosen) == len(ranked)
    assert chosen[0].score == max(item.score for item in chosen)
    return chosen[0].text


def test_the_first_sentence_below_the_question_itself_goes_first() -> None:
    assert first_of(ASKED, ASKED, ODDS) == THREE


def test_the_likeliest_where_the_first_hardly_answers() -> None:
    assert first_of(ASKED, ASKED, {**ODDS, THREE: -0.5}) == SIGN


def test_nothing_changes_where_it_is_read_as_no_answer_or_something_else_is_asked() -> None:
    assert first_of(ASKED, ASKED, {**ODDS, THREE: -4.0, SIGN: -3.0}) == ELSEWHERE
    assert first_of(ASKED, "How many days may guests fish?", ODDS) == ELSEWHERE
    assert first_of(ASKED, "Days on which I may fish", ODDS) == ELSEWHERE
    assert first_of("What of it?", "And then?", ODDS) == ELSEWHERE
