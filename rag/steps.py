"""The steps from a question to its answer in quotations: each is a plain function of a `State`.

    understand → find → choose → decide → quote

`rag.chain` composes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rag.abbreviations import is_called
from rag.conversation import History, contextualise, small_talk
from rag.embedding import Encoder
from rag.evidence import Evidence, select
from rag.gate import check
from rag.index import Entry, Index, Rows
from rag.lists import asks_for_list, collect
from rag.question import Query, prepare
from rag.quoting import hit, quote
from rag.records import Answer, Hit, Refusal, RefusalKind
from rag.refusal import confidence, features, missing_names, refuse
from rag.retrieval import Found, look, retrieve
from rag.settings import Settings

Mode = Literal["quote", "write"]

FURTHER = 8
"""Passages over which a list may run on."""

NEAREST = 4
"""Best passages in whose documents the list asked for is looked for."""

SAYS_SOMETHING = ("partly_covered", "false_premise")

REPLY = (
    "I answer questions from these documents, in their own sentences, each with its source. "
    "Ask who, what, when, how many or why; click a number to see the sentence where it stands."
)


@dataclass(frozen=True, slots=True)
class State:
    """A question on its way to its answer; each step fills in more."""

    question: str
    history: History = ()
    documents: tuple[str, ...] | None = None
    speaker: str | None = None
    mode: Mode = "quote"
    k: int | None = None
    sentences: int | None = None
    rewritten: str | None = None
    searched_as: str = ""
    notes: tuple[str, ...] = ()
    rows: Rows | None = None
    speakers: frozenset[str] | None = None
    query: Query | None = None
    found: tuple[Found, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    refusal: Refusal | None = None
    talk: bool = False
    listed: str = ""


class Steps:
    """The steps over one generation of an index."""

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self.documents = {document.id: document for _, document in index.documents()}
        self._index = index
        self._encoder = encoder
        self._frequencies = index.token_frequencies()
        self._speakers = index.speakers()
        # A citation with a page is worth more than one of the same words without.
        self._paged = frozenset(name for name, item in self.documents.items() if item.pages)

    def understand(self, state: State) -> State:
        said = None
        if state.speaker is not None:
            said = [each for each in self._speakers if is_called(_first(each), state.speaker)]
        searched_as, note = contextualise(state.question, state.history)
        if state.rewritten is not None:
            searched_as, note = state.rewritten, f"Understood as “{state.rewritten}”"
        return replace(
            state,
            searched_as=searched_as,
            notes=(note,) if note else (),
            talk=small_talk(state.question),
            rows=self._index.rows(documents=state.documents, speakers=said),
            speakers=None if said is None else frozenset(map(_first, said)),
            query=self._prepare(searched_as),
        )

    def find(self, state: State) -> State:
        if state.query is None:
            raise ValueError("a question is searched for only after it was understood")
        k = state.k or self.settings.k
        return replace(
            state,
            found=retrieve(state.query, self._index, k=k, rows=state.rows, preferred=self._paged),
        )

    def choose(self, state: State) -> State:
        if state.query is None:
            return state
        wanted = asks_for_list(state.question) if state.sentences is None else None
        if wanted is not None:
            evidence, told = collect(
                state.query,
                state.found,
                wanted,
                self._following,
                further=self._mentioning(wanted.noun, state.query, state.found),
                speakers=state.speakers,
            )
            return replace(state, evidence=evidence, listed=told)
        evidence = select(
            state.query,
            state.found,
            most=state.sentences or self.settings.sentences,
            speakers=state.speakers,
        )
        return replace(state, evidence=evidence)

    def _mentioning(self, noun: str, query: Query, found: Sequence[Found]) -> Sequence[Found]:
        """Passages with a word, of the documents of the best passages found."""
        names = dict.fromkeys(item.entry.passage.document_id for item in found[:NEAREST])
        seen = {item.row for item in found}
        rows: list[int] = []
        for name in names:
            own = np.array(self._index.rows_of(name), np.int64)
            best, _ = self._index.search_words((noun, "following"), FURTHER, rows=own)
            rows += [row for row in best.tolist() if row not in seen]
        return look(rows, query, self._index)

    def _following(self, found: Found) -> tuple[Entry, ...]:
        """The passages after one, as far as a list may run on."""
        rows = self._index.rows_of(found.entry.passage.document_id)
        place = rows.index(found.row) + 1
        return tuple(self._index.entries(rows[place : place + FURTHER]))

    def decide(self, state: State) -> State:
        if state.query is None or state.talk:
            return state
        sure = confidence(features(state.query, state.found, state.evidence))
        refusal = self._refusal(state, state.query, sure)
        return replace(state, confidence=round(sure, 4), refusal=refusal)

    def _refusal(self, state: State, query: Query, sure: float) -> Refusal | None:
        nearest = self.hits(state)
        missing = missing_names(query, state.found)
        if sure >= self.settings.refuse_below and state.evidence:
            if not missing:
                return None
            return refuse(
                "partly_covered", searched=self._searched(state), nearest=nearest, missing=missing
            )
        kind: RefusalKind = "not_in_corpus"
        if self._elsewhere(state):
            kind = "outside_filter"
        elif self._unread(state):
            kind = "unreadable"
        return refuse(kind, searched=self._searched(state), nearest=nearest, missing=missing)

    def _elsewhere(self, state: State) -> bool:
        """Whether the question is answered once the filter is lifted."""
        if state.rows is None:
            return False
        free = self.choose(self.find(replace(state, rows=None, speaker=None, speakers=None)))
        if free.query is None:
            return False
        sure = confidence(features(free.query, free.found, free.evidence))
        return sure >= self.settings.refuse_below

    def _unread(self, state: State) -> bool:
        """Whether every document asked for has pages that could not be read."""
        if state.documents is None:
            return False
        return all(
            any(item.kind in ("no_text", "scrambled") for item in self.documents[name].problems)
            for name in state.documents
        )

    def quote(self, state: State) -> Answer:
        answer = Answer(
            question=state.question,
            searched_as=state.searched_as,
            statements=(),
            citations=(),
            refusal=state.refusal,
            hits=() if state.talk else self.hits(state),
            confidence=state.confidence,
            notes=state.notes,
            reply=REPLY if state.talk else None,
        )
        if state.talk or (state.refusal and state.refusal.kind not in SAYS_SOMETHING):
            return answer
        statements, citations = quote(state.evidence, self.documents)
        numbered = {citation.number: citation for citation in citations}
        checked = tuple(replace(item, findings=check(item, numbered)) for item in statements)
        notes = (*state.notes, state.listed) if state.listed else state.notes
        return replace(answer, statements=checked, citations=citations, notes=notes)

    def _prepare(self, text: str) -> Query:
        return prepare(
            text, self._encoder, frequencies=self._frequencies, passages=len(self._index)
        )

    def hits(self, state: State) -> tuple[Hit, ...]:
        weights: NDArray[np.float32] = (
            state.query.weights if state.query is not None else np.zeros(0, np.float32)
        )
        return tuple(
            hit(item, self.documents, rank=rank, scores=item.sentence_scores(weights).tolist())
            for rank, item in enumerate(state.found, start=1)
        )

    def _searched(self, state: State) -> str:
        documents = len(self.documents) if state.documents is None else len(state.documents)
        passages = len(self._index) if state.rows is None else len(state.rows)
        said = f" of {state.speaker}" if state.speaker else ""
        return f"{documents:,} document{'s' * (documents != 1)}, {passages:,} passages{said}"


def _first(speaker: str) -> str:
    """Returns the one who asserts it, without those who pass it on."""
    return speaker.split(", quoted by ")[0]
