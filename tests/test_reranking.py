"""Which sentences are read beside a question: rows of tables leave room for what is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from rag import reranking
from rag.cross_encoder import InContext
from rag.evidence import Evidence
from rag.found import Found
from rag.index_files import Entry
from rag.records import BlockKind, Passage, Sentence, Speaker

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
