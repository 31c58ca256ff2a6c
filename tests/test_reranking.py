"""Which sentences are read beside a question: rows of tables leave room for what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.fitting import reranking
from rag.indexing.index_files import Entry
from rag.models.cross_encoder import InContext, Size, Turns
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ROW = "Request: 3,210 $860,084"
SAID = "We are requesting $860 million."


class Reader:
    """Finds rows and sentences alike, but for one sentence that surely answers."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def score(self, _: str, sentences: Sequence[InContext]) -> list[float]:
        self.read = [each.text for each in sentences]
        return [6.0 if text == SAID else 0.0 for text in self.read]


def evidence(text: str, kind: BlockKind, score: float) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("Town Audit Office"), kind)
    passage = Passage("0", "budget", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Budget", np.arange(2, dtype=np.int32))
    one = np.ones(1, np.float32)
    return Evidence(Found(0, entry, 0.5, 0.5, one[None]), sentence, score, one)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(reranking, "load_cross_encoder", lambda _: made)
    return made


def test_a_sentence_behind_many_rows_is_read(reader: Reader) -> None:
    rows = [evidence(f"{ROW} {n}", "row", 0.6) for n in range(8)]
    ranked = reranking.Reader().rerank(
        "How much is requested?", [*rows, evidence(SAID, "paragraph", 0.55)]
    )
    assert ranked[0].text == SAID
    assert len(reader.read) == reranking.MOST + 1
    assert len(ranked) == 9


def test_of_what_answers_alike_a_sentence_comes_before_a_row(reader: Reader) -> None:
    ranked = [evidence(ROW, "row", 0.6), evidence("They request 860.", "paragraph", 0.58)]
    assert reranking.Reader().rerank("How much?", ranked)[0].sentence.kind == "paragraph"
    far = [evidence(ROW, "row", 0.6), evidence("They request 860.", "paragraph", 0.5)]
    assert reranking.Reader().rerank("How much?", far)[0].sentence.kind == "row"


def test_a_follow_up_is_read_as_it_is_asked_beside_the_turns_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, Turns]] = []

    @dataclass
    class Scoring:
        odds: float

        def score(
            self, question: str, sentences: Sequence[InContext], after: Turns = ()
        ) -> NDArray[np.float64]:
            asked.append((question, after))
            return np.full(len(sentences), self.odds)

    monkeypatch.setattr(reranking, "load_cross_encoder", lambda _: Scoring(1.0))
    monkeypatch.setattr(reranking, "load_reader_of_talks", lambda: Scoring(-2.0))
    turns = [("When was the quay closed?", "The board closed it in 2014. [1]")]
    alone = reranking.Reader("large")
    read = alone.within("why?", turns).read("why? quay closed", [evidence(SAID, "paragraph", 0.5)])
    assert read[0].odds == -2.0
    said = ((turns[0][0], "The board closed it in 2014."),)
    assert asked == [("why?", said)]
    assert alone.within("why?", ()) is alone
    small = reranking.Reader("small")
    assert small.within("why?", turns) is small


def test_where_nothing_seems_to_answer_some_more_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    @dataclass
    class Scoring:
        best: float

        def score(self, _: str, sentences: Sequence[InContext]) -> NDArray[np.float64]:
            read.extend(each.text for each in sentences)
            odds = {"Ship 0 sank.": self.best, "Ship 9 sailed.": 2.0, "Ship 8 sailed.": 0.2}
            return np.array([odds.get(each.text, -5.0) for each in sentences])

    ships = [
        evidence(f"Ship {n} {'sank' if n < 7 else 'sailed'}.", "paragraph", 0.6 - n / 100)
        for n in range(20)
    ]

    def first(size: Size, best: float) -> str:
        monkeypatch.setattr(reranking, "load_cross_encoder", lambda _: Scoring(best))
        read.clear()
        ranked = reranking.Reader(size).rerank("Which ship sailed?", ships)
        assert sorted(item.text for item in ranked) == sorted(item.text for item in ships)
        assert ranked[0].score >= max(item.score for item in ranked)
        return ranked[0].text

    assert first("large", -1.0) == "Ship 9 sailed."
    assert len(read) == reranking.MOST + reranking.FURTHER
    assert first("large", 1.0) == "Ship 0 sank."
    assert len(read) == reranking.MOST
    assert first("small", -1.0) == "Ship 0 sank."
    assert len(read) == reranking.MOST
    assert first("large", reranking.NEAR - 0.1) == "Ship 0 sank."
    assert len(read) == reranking.MOST  # nothing is near: no more is read


def test_where_it_is_asked_why_more_is_read_till_something_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclass
    class Scoring:
        reason: float

        def score(self, _: str, sentences: Sequence[InContext]) -> NDArray[np.float64]:
            odds = {"Ship 0 sank.": 2.0, "Ship 9 sank because of ice.": self.reason}
            return np.array([odds.get(each.text, -5.0) for each in sentences])

    ships = [
        evidence(f"Ship {n} sank{' because of ice' * (n == 9)}.", "paragraph", 0.6 - n / 100)
        for n in range(20)
    ]
    for question, reason, number in (
        ("Why did it sink?", 2.6, 9),
        ("Why did it sink?", 2.4, 0),
        ("Which ship sank?", 2.5, 0),
    ):
        monkeypatch.setattr(reranking, "load_cross_encoder", lambda _, odds=reason: Scoring(odds))
        ranked = reranking.Reader("large").rerank(question, ships)
        assert ranked[0].text.startswith(f"Ship {number} ")
        assert sorted(item.text for item in ranked) == sorted(item.text for item in ships)


MEMBERS = "Members: Ann Lee (chair), Bo Dahl"


@pytest.mark.parametrize(
    ("question", "odds", "first"),
    [
        ("Who was on the committee?", 1.7, MEMBERS),
        ("Who was on the committee?", 0.7, "Ship 0 sank."),  # it does not likely answer
        ("Which ship sank?", 1.7, "Ship 0 sank."),  # nobody is asked for
    ],
)
@pytest.mark.parametrize("nearest", [-1.0, reranking.NEAR - 0.1])
def test_a_line_with_a_label_that_has_what_is_asked_for_is_read_wherever_it_stands(
    monkeypatch: pytest.MonkeyPatch, question: str, odds: float, first: str, nearest: float
) -> None:
    class Scoring:
        def score(self, _: str, sentences: Sequence[InContext]) -> NDArray[np.float64]:
            known = {"Ship 0 sank.": nearest, MEMBERS: odds}
            return np.array([known.get(each.text, -5.0) for each in sentences])

    monkeypatch.setattr(reranking, "load_cross_encoder", lambda _: Scoring())
    ships = [evidence(f"Ship {n} sank.", "paragraph", 0.6 - n / 100) for n in range(40)]
    all_there = [*ships, evidence(MEMBERS, "paragraph", 0.1)]
    ranked = reranking.Reader("large").rerank(question, all_there)
    assert ranked[0].text == first
    assert sorted(item.text for item in ranked) == sorted(item.text for item in all_there)
