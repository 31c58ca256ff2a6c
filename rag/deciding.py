"""Whether a question is answered, and what it is told where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rag.choosing import Chooser
from rag.conversation import contextualise
from rag.coverage import says_something
from rag.finding import Finder
from rag.parts import split_question
from rag.premise import contradiction
from rag.question import Query, content_words, without
from rag.quoting import hits
from rag.reasons import asks_why
from rag.records import Document, Refusal, RefusalKind
from rag.refusal import (
    REASON,
    judge,
    lacks_reason,
    missing_figures,
    missing_names,
    refuse,
    says_itself,
)
from rag.relations import exchanged
from rag.state import State
from rag.unread import may_stand_unread

ON_RECORD = 0.99
"""The probability that a document is what its record says."""

LEANS = 2
"""Words up to which the second part of a question leans on the first: "and which is largest"."""


class Decider:
    """Decides over one generation of an index.

    Args:
        finder: Finds what may answer a part of a question.
        chooser: Chooses what does.
        documents: By id.
        passages: How many there are.
        prepare: Makes a query of a part of a question.
        refuse_below: The probability that a question is answered below which it is refused.
    """

    def __init__(
        self,
        finder: Finder,
        chooser: Chooser,
        documents: Mapping[str, Document],
        *,
        passages: int,
        prepare: Callable[[str], Query],
        refuse_below: float,
    ) -> None:
        self._finder = finder
        self._chooser = chooser
        self._documents = documents
        self._passages = passages
        self._prepare = prepare
        self._refuse_below = refuse_below

    def decide(self, state: State) -> State:
        if state.query is None or state.talk:
            return state
        if state.told or state.whole:
            return replace(state, confidence=ON_RECORD)
        if state.unknown:
            unread = state.address.page is not None and self._unread(state)
            kind: RefusalKind = "unreadable" if unread else "not_in_corpus"
            refusal = replace(self._refuse(state, kind), message=state.unknown)
            return replace(state, refusal=refusal)
        sure = sure_of(state)
        decided = replace(state, confidence=round(sure, 4))
        parts = split_question(state.question)
        partly = self._partly(decided, parts) if parts is not None else None
        if partly is not None:
            return partly
        if parts is None and not state.listed:
            told = state.near or (*state.judged, *state.evidence)
            against = contradiction(state.query.text, told, state.found)
            if against is not None:
                refusal = self._refuse(state, "false_premise", said=against.words)
                return replace(
                    decided, evidence=(against.evidence,), difference=None, refusal=refusal
                )
        return replace(decided, refusal=self._refusal(state, _asked(state, state.query), sure))

    def _refusal(self, state: State, query: Query, sure: float) -> Refusal | None:
        dates = [self._documents[item.entry.passage.document_id].date or "" for item in state.found]
        missing = missing_names(query, state.found, dates)
        figures = missing_figures(query, state.found, dates)
        if sure >= self._refuse_below and state.evidence and not figures:
            if missing:
                return self._refuse(state, "partly_covered", missing=missing)
            part = _not_answered(state, query)
            return self._refuse(state, "partly_covered", part=part) if part else None
        kind: RefusalKind = "not_in_corpus"
        if self._elsewhere(state):
            kind = "outside_filter"
        elif self._unread(state):
            kind = "unreadable"
        return self._refuse(state, kind, missing=figures or missing)

    def _partly(self, state: State, parts: tuple[str, str]) -> State | None:
        """The answer to the one part of a question that is answered, if only one is."""
        leading, _ = contextualise(parts[0], state.history)
        leaning, _ = contextualise(parts[1], ((parts[0], ""),))
        own = content_words(parts[1])
        carried = frozenset(content_words(parts[0])) - frozenset(own)
        if leaning == parts[1] and sum(map(says_something, own)) <= LEANS:
            leaning = " ".join((leaning, *sorted(carried)))
        alone = replace(state, judged=(), listed="", difference=None)
        looked = [
            self._chooser.choose(
                self._finder.find(
                    replace(alone, question=text, searched_as=text, query=self._prepare(text))
                )
            )
            for text in (leading, leaning)
        ]
        answered = [sure_of(each) >= self._refuse_below for each in looked]
        answered[1] &= _answers(looked[1], carried)
        if all(answered):
            return replace(state, confidence=round(min(map(sure_of, looked)), 4))
        if not any(answered):
            return None
        there = looked[answered.index(True)]
        refusal = self._refuse(
            state, "partly_covered", part=parts[answered.index(False)].rstrip("?")
        )
        return replace(
            state,
            evidence=there.evidence,
            listed=there.listed,
            difference=there.difference,
            refusal=refusal,
        )

    def _refuse(
        self,
        state: State,
        kind: RefusalKind,
        *,
        missing: Sequence[str] = (),
        part: str | None = None,
        said: str | None = None,
    ) -> Refusal:
        return refuse(
            kind,
            searched=self._searched(state),
            nearest=hits(state.found, state.query, self._documents),
            where=_where(state),
            missing=missing,
            part=part,
            said=said,
        )

    def _elsewhere(self, state: State) -> bool:
        """Whether the question is answered once the filter is lifted."""
        if state.rows is None:
            return False
        free = self._chooser.choose(
            self._finder.find(replace(state, rows=None, speaker=None, speakers=None))
        )
        return sure_of(free) >= self._refuse_below

    def _unread(self, state: State) -> bool:
        """Whether the answer may stand on a page that could not be read."""
        chosen = state.documents or state.address.documents
        names = chosen or self._documents
        return may_stand_unread(
            state.searched_as,
            [self._documents[name] for name in names],
            chosen=bool(chosen),
            page=state.address.page,
        )

    def _searched(self, state: State) -> str:
        documents = len(self._documents) if state.documents is None else len(state.documents)
        passages = self._passages if state.rows is None else len(state.rows)
        said = f" of {state.speaker}" if state.speaker else ""
        return f"{documents:,} document{'s' * (documents != 1)}, {passages:,} passages{said}"


def sure_of(state: State) -> float:
    """The probability that what was chosen answers the question."""
    if state.query is None:
        return 0.0
    if state.whole:
        return ON_RECORD
    query = _asked(state, state.query)
    judged = state.judged or state.evidence
    why = asks_why(query.text)
    plain = judge(query, state.found, judged, together=why)
    if not state.listed:
        return plain
    return max(plain, judge(query, state.found, state.evidence, together=True))


def answers_there(state: State) -> bool:
    """Whether the answer comes from what the question names."""
    return any(
        item.found.entry.passage.document_id in state.address.documents
        or item.sentence.speaker.name in state.address.speakers
        for item in state.evidence
    )


def _answers(state: State, carried: frozenset[str]) -> bool:
    """Whether the second part of a question is answered by itself, not by what the first says."""
    if state.query is None or not state.evidence:
        return False
    return says_itself(without(state.query, carried), state.found, state.judged or state.evidence)


def _not_answered(state: State, query: Query) -> str | None:
    """What of a question plainly is not answered by what is to be quoted."""
    if lacks_reason(query.text, state.evidence):
        return REASON
    if exchanged(query.text, [item.text for item in state.evidence]):
        return state.question.strip().rstrip("?")
    return None


def _asked(state: State, query: Query) -> Query:
    """What is left to ask for where the document that is named is the one that answers."""
    named = state.address.documents and answers_there(state)
    return without(query, state.address.words) if named else query


def _where(state: State) -> str:
    """What is searched, in words."""
    if state.speaker is not None:
        return f"what {state.speaker} says"
    if state.address.place:
        return f"what stands on {state.address.place}"
    if state.documents is None:
        return "the documents"
    return "this document" if len(state.documents) == 1 else "the documents you chose"
