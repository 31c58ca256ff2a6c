"""Passages with the questions that one of their sentences answers, to train the encoder on.

The written questions (`evals.cross_encoder.questions`) on reports and texts, and of squad2 and
contractnli what the cross-encoder is trained on, too. Kept apart to prove by: the reports and texts
that it never sees either. Never trained on: chroma_chunking, privacy_qa, obliqa, clapnq, mtrag_un,
and the gold sets.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.cross_encoder.pairs import UNSEEN_REPORTS, UNSEEN_TEXTS, indexed_documents
from evals.cross_encoder.questions import QuestionsError, load_questions
from evals.indexed import indexed
from evals.public import PublicSet, load_set
from evals.reading.chosen import digest
from rag.indexing.index import Index
from rag.indexing.index_files import Entry
from rag.settings import Settings

PUBLIC = ("squad2", "contractnli")
MOST_PLACES = 2
"""Places of evidence of a public question that are taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and which sentence of its passage answers it, counted from 0."""

    question: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Taught:
    """A passage as the model reads it, and what is asked of it.

    Attributes:
        group: Its document; passages of one are told apart from one another in one batch.
        ids: (n,) its tokens, those of its context first.
        bounds: (sentences + 1,) where its sentences begin and end among the tokens.
        asked: None where nothing is asked of it.
        unseen: Whether it is left out of the training.
    """

    group: str
    ids: NDArray[np.int32]
    bounds: NDArray[np.int32]
    asked: tuple[Asked, ...]
    unseen: bool


def load_passages(documents: Path, data: Path) -> list[Taught]:
    """Returns all passages of the written and the public questions' documents.

    Args:
        documents: Folder of the reports that the written questions ask about.
        data: Folder of the public sets.

    Raises:
        QuestionsError: If a report is missing, or a sentence that was asked about.
        PublicSetError: If a set is.
    """
    with indexed_documents(documents) as (index, _):
        found = list(_written(index))
    for name in PUBLIC:
        public = load_set(name, data)
        with tempfile.TemporaryDirectory(prefix="encoder-") as temporary:
            public.write(Path(temporary) / name)
            settings = Settings(index_dir=Path(temporary) / "index")
            with indexed(Path(temporary) / name, settings) as (index, _):
                found += _public(index, public)
    return found


def _written(index: Index) -> Iterator[Taught]:
    for name, asked in load_questions().items():
        wanted = {one.letters: one.answered for one in asked}
        for row, entry in _passages(index, name):
            questions = []
            for place, sentence in enumerate(entry.passage.sentences):
                text = entry.passage.text_of(sentence)
                questions += [Asked(each, place) for each in wanted.pop(digest(text), ())]
            unseen = name in UNSEEN_REPORTS | UNSEEN_TEXTS
            yield _taught(index, row, entry, name, questions, unseen=unseen)
        if wanted:
            raise QuestionsError(
                f"{name}: {len(wanted)} sentences are not as they were asked about"
            )


def _public(index: Index, public: PublicSet) -> Iterator[Taught]:
    starts: dict[str, list[tuple[int, str]]] = {}
    for question in public.questions:
        if question.trained_on and question.answerable:
            for span in question.evidence[:MOST_PLACES]:
                starts.setdefault(span.document_id, []).append((span.start, question.question))
    for document_id, places in starts.items():
        for row, entry in _passages(index, document_id):
            questions = [
                Asked(question, place)
                for place, sentence in enumerate(entry.passage.sentences)
                for start, question in places
                if sentence.start <= start < sentence.end
            ]
            title, _ = public.documents[document_id]
            yield _taught(index, row, entry, f"{public.name} {title or document_id}", questions)


def _passages(index: Index, document_id: str) -> Iterator[tuple[int, Entry]]:
    rows = index.rows_of(document_id)
    yield from zip(rows, index.entries(rows), strict=True)


def _taught(
    index: Index, row: int, entry: Entry, group: str, asked: list[Asked], *, unseen: bool = False
) -> Taught:
    return Taught(group, index.token_ids(row), entry.bounds, tuple(asked), unseen)
