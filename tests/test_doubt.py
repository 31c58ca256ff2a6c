"""An answer that is hardly surer than a refusal says so, and no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.answering.doubt import DOUBTFUL, doubt
from rag.answering.state import State
from rag.cautions import DOUBT
from rag.chain import Chatbot
from rag.indexing.index_files import Entry
from rag.records import Passage, Refusal, RefusalKind, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

SENTENCE = Sentence(0, 1, Speaker("The board"))
FOUND = Found(
    0,
    Entry(Passage("0", "a", 0, 1, "x", (), (SENTENCE,)), "0", "", np.array([0, 1], np.int32)),
    0.5,
    0.5,
    np.zeros((1, 1), np.float32),
)
READ = Evidence(FOUND, SENTENCE, 1.0, np.zeros(1, np.float32))


@pytest.mark.parametrize(
    ("confidence", "kind", "said"),
    [
        (DOUBTFUL - 0.01, None, DOUBT),
        (DOUBTFUL - 0.01, "partly_covered", ""),
        (DOUBTFUL, None, ""),
        (0.3, "not_in_corpus", ""),
        (0.3, "false_premise", ""),
    ],
)
def test_what_is_hardly_sure_is_doubted(
    confidence: float, kind: RefusalKind | None, said: str
) -> None:
    refusal = None if kind is None else Refusal(kind, "No.", "1 document", ())
    state = State("?", evidence=(READ,), confidence=confidence, refusal=refusal)
    assert doubt(state) == said


def test_small_talk_is_not_doubted() -> None:
    assert doubt(State("Hello!", talk="Hello.")) == ""


def test_the_answer_says_it(folder: Path, tmp_path: Path) -> None:
    with Chatbot.open(folder, index_dir=tmp_path, refuse_below=0.0) as bot:
        doubted = [
            answer
            for question in ("Who dredged the harbour?", "When was the harbour closed?")
            if (answer := bot.ask(question)).statements
        ]
    assert doubted
    for answer in doubted:
        whole = answer.refusal is None
        assert (DOUBT in answer.notes) == (whole and answer.confidence < DOUBTFUL)
