"""The steps from a question to its answer in quotations: each is a plain function of a `State`.

    understand → find → choose → decide → quote

`rag.chain` composes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.about_documents import AboutDocuments
from rag.choosing import Chooser
from rag.conversation import (
    History,
    answered_last,
    asked_before,
    asks_who_said,
    contextualise,
    named,
)
from rag.coverage import says_something
from rag.differences import Difference
from rag.directory import NOTHING_NAMED, Address, Directory, first
from rag.embedding import Encoder
from rag.evidence import Evidence, text_of
from rag.gate import check
from rag.index import Index
from rag.parts import split_question
from rag.premise import contradiction
from rag.question import Query, content_words, prepare, roots, without
from rag.quoting import hit, quote
from rag.reasons import asks_why
from rag.records import Answer, Citation, Hit, Refusal, RefusalKind
from rag.refusal import judge, missing_figures, missing_names, refuse, says_itself
from rag.settings import Settings
from rag.small_talk import reply_to
from rag.state import State
from rag.unread import may_stand_unread

OTHER = re.compile(r"\b(?:other|another|else)\b", re.I)
"""In a question after another, what says that the one named before is not meant."""

PREPARED = 16
"""Questions, and parts of them, whose vectors are at hand."""

ON_RECORD = 0.99
"""The probability that a document is what its record says."""

LEANS = 2
"""Words up to which the second part of a question leans on the first: "and which is largest"."""

SAYS_SOMETHING = ("partly_covered", "false_premise")


class Steps:
    """The steps over one generation of an index."""

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self.documents = {document.id: document for _, document in index.documents()}
        self._index = index
        self._encoder = encoder
        self._frequencies = index.token_frequencies()
        self._speakers = index.speakers()
        self._directory = Directory(self.documents, self._speakers)
        # Several steps look at the same part of a question that asks two things.
        self._prepare = lru_cache(maxsize=PREPARED)(self._prepared)
        # A citation with a page is worth more than one of the same words without.
        self._paged = frozenset(name for name, item in self.documents.items() if item.pages)
        self._chooser = Chooser(
            index, self._directory, self._prepare, preferred=self._paged, settings=settings
        )
        self._about = AboutDocuments(index, self.documents, self._directory, self._leading)

    def understand(self, state: State) -> State:
        talk = reply_to(state.question)
        if talk:
            query = self._prepare(state.question)
            return replace(state, talk=talk, searched_as=state.question, query=query)
        last = answered_last(state.history) if asks_who_said(state.question) else None
        if last is not None:  # it is asked again, and its speakers are named
            again = self.understand(replace(state, question=last[0], history=last[1]))
            asked_of = f"Asked of the answer to {named(last[0])}."
            return replace(again, question=state.question, history=state.history, notes=(asked_of,))
        said = None
        if state.speaker is not None:
            called = self._directory.find_speakers(state.speaker)
            said = [each for each in self._speakers if first(each) in called]
        searched_as, note = contextualise(
            state.question, state.history, self._directory.numbers_beside
        )
        free = state.documents is None and state.speaker is None
        address = self._directory.address(state.question) if free else NOTHING_NAMED
        if free and address == NOTHING_NAMED and not OTHER.search(searched_as):
            address = self._directory.address(searched_as)
        if free and address == NOTHING_NAMED:
            before = asked_before(state.question, state.history)
            address = self._directory.address(before) if before else NOTHING_NAMED
        if state.documents is not None and state.speaker is None:
            address = self._directory.address_in(state.question, frozenset(state.documents))
        if state.rewritten is not None:
            searched_as, note = state.rewritten, f"Understood as “{state.rewritten}”"
        return replace(
            state,
            searched_as=searched_as,
            notes=(note,) if note else (),
            address=address,
            rows=self._index.rows(documents=state.documents, speakers=said),
            speakers=None if said is None else frozenset(map(first, said)),
            unknown="" if said is None or said else _nobody(state.speaker or ""),
            query=self._prepare(searched_as),
        )

    def find(self, state: State) -> State:
        if state.query is None:
            raise ValueError("a question is searched for only after it was understood")
        k = state.k or self.settings.k
        found = self._chooser.find(state, state.query, k)
        return replace(state, found=(*found, *self._chooser.addressed(state, state.query, found)))

    def choose(self, state: State) -> State:
        if state.talk:
            return state
        last = answered_last(state.history) if asks_who_said(state.question) else None
        if last is not None:
            chosen = self.choose(replace(state, question=last[0], history=last[1]))
            return _as_said(replace(chosen, question=state.question, history=state.history))
        told = self._about.answer(state)
        told = told or self._about.sum_up(state)
        if told:
            return told
        return self._of_those(state) or self._of_topic(state) or self._chooser.choose(state)

    def _of_those(self, state: State) -> State | None:
        """The answer of whoever the question before asked, to one about those that it counted."""
        if state.rows is not None or not asked_before(state.question, state.history):
            return None
        theirs = [each for each in self._speakers if first(each) in state.address.speakers]
        if not theirs or state.query is None:
            return None
        asked = replace(
            state,
            query=without(state.query, state.address.words),
            rows=self._index.rows(speakers=theirs),
            speakers=state.address.speakers,
        )
        chosen = self._chooser.choose(self.find(asked))
        if _sure(chosen) < self.settings.refuse_below:
            return None
        return replace(chosen, rows=None, speakers=None)

    def _of_topic(self, state: State) -> State | None:
        """The answer of the document that the question names by its topic.

        Where it has none, others may tell of it that have the topic, too.
        """
        address = state.address.topical
        if address is None or state.rows is not None or state.query is None:
            return None
        asked = replace(
            state,
            query=without(state.query, address.words),
            rows=self._index.rows(documents=sorted(address.documents)),
            address=replace(address, speakers=state.address.speakers),
        )
        chosen = self._chooser.choose(self.find(asked))
        if _sure(chosen) >= self.settings.refuse_below:
            return replace(chosen, rows=None, query=state.query)
        anywhere = self._chooser.choose(state)
        on_it = tuple(item for item in anywhere.evidence if _is_of(item, address))
        if on_it[:1] != anywhere.evidence[:1]:
            return replace(anywhere, evidence=(), judged=(), listed="", difference=None)
        return replace(anywhere, evidence=on_it)

    def _leading(self, question: str, history: History) -> str | None:
        """The document that answers a question best, None where none does."""
        asked = self._chooser.choose(self.find(self.understand(State(question, history))))
        if not asked.evidence or _sure(asked) < self.settings.refuse_below:
            return None
        return asked.evidence[0].found.entry.passage.document_id

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
        sure = _sure(state)
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
        dates = [self.documents[item.entry.passage.document_id].date or "" for item in state.found]
        missing = missing_names(query, state.found, dates)
        figures = missing_figures(query, state.found, dates)
        if sure >= self.settings.refuse_below and state.evidence and not figures:
            return self._refuse(state, "partly_covered", missing=missing) if missing else None
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
                self.find(
                    replace(alone, question=text, searched_as=text, query=self._prepare(text))
                )
            )
            for text in (leading, leaning)
        ]
        answered = [_sure(each) >= self.settings.refuse_below for each in looked]
        answered[1] &= _answers(looked[1], carried)
        if all(answered):
            return replace(state, confidence=round(min(map(_sure, looked)), 4))
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
            nearest=self.hits(state),
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
            self.find(replace(state, rows=None, speaker=None, speakers=None))
        )
        return _sure(free) >= self.settings.refuse_below

    def _unread(self, state: State) -> bool:
        """Whether the answer may stand on a page that could not be read."""
        chosen = state.documents or state.address.documents
        names = chosen or self.documents
        return may_stand_unread(
            state.searched_as, [self.documents[name] for name in names], chosen=bool(chosen)
        )

    def quote(self, state: State) -> Answer:
        answer = Answer(
            question=state.asked or state.question,
            searched_as=state.searched_as,
            statements=(),
            citations=(),
            refusal=state.refusal,
            hits=() if state.talk else self.hits(state),
            confidence=state.confidence,
            notes=state.notes,
            reply=state.talk or state.told or None,
        )
        if state.talk or (state.refusal and state.refusal.kind not in SAYS_SOMETHING):
            return answer
        statements, citations = quote(state.evidence, self.documents)
        numbered = {citation.number: citation for citation in citations}
        checked = tuple(replace(item, findings=check(item, numbered)) for item in statements)
        differ = _differ(state.difference, citations)
        there = state.address.said if _answers_there(state) and not state.told else ""
        sayer = _sayers(citations) if asks_who_said(state.question) and not state.told else ""
        notes = (*state.notes, *filter(None, (there, sayer, state.listed, differ)))
        return replace(answer, statements=checked, citations=citations, notes=notes)

    def _prepared(self, text: str) -> Query:
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


def _nobody(name: str) -> str:
    """Says that a filter names nobody."""
    return f"Nobody in the documents who says something is called “{name}”."


def _where(state: State) -> str:
    """What is searched, in words."""
    if state.speaker is not None:
        return f"what {state.speaker} says"
    if state.address.place:
        return f"what stands on {state.address.place}"
    if state.documents is None:
        return "the documents"
    return "this document" if len(state.documents) == 1 else "the documents you chose"


def _asked(state: State, query: Query) -> Query:
    """What is left to ask for where the document that is named is the one that answers."""
    named = state.address.documents and _answers_there(state)
    return without(query, state.address.words) if named else query


def _sure(state: State) -> float:
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


def _answers(state: State, carried: frozenset[str]) -> bool:
    """Whether the second part of a question is answered by itself, not by what the first says."""
    if state.query is None or not state.evidence:
        return False
    return says_itself(without(state.query, carried), state.found, state.judged or state.evidence)


def _is_of(item: Evidence, address: Address) -> bool:
    """Whether a sentence is of a document that its topic names, or of one that has the topic."""
    entry = item.found.entry
    told = roots(f"{entry.context} {entry.passage.text}")
    return entry.passage.document_id in address.documents or told >= roots(" ".join(address.words))


def _answers_there(state: State) -> bool:
    """Whether the answer comes from what the question names."""
    return any(
        item.found.entry.passage.document_id in state.address.documents
        or item.sentence.speaker.name in state.address.speakers
        for item in state.evidence
    )


def _as_said(state: State) -> State:
    """Leaves of the evidence what the last answer quoted, where that is known."""
    said = " ".join(" ".join(answer.split()) for _, answer in state.history[-1:])
    quoted = tuple(
        item
        for item in state.evidence
        if " ".join(text_of(item.found, item.sentence).split()) in said
    )
    return replace(state, evidence=quoted) if quoted else state


def _sayers(citations: Sequence[Citation]) -> str:
    """Says who says what is cited, and where."""
    said = [f"{each.speaker} in “{each.title}” [{each.number}]" for each in citations]
    return f"So say{'s' * (len(said) == 1)} {'; '.join(said)}." if said else ""


def _differ(difference: Difference | None, citations: Sequence[Citation]) -> str:
    """Says by name which sources give which figures."""
    if difference is None:
        return ""
    numbers = {(each.document_id, each.end): each for each in citations}
    said = []
    for item, figure in (
        (difference.one, difference.figure),
        (difference.other, difference.other_figure),
    ):
        place = (item.found.entry.passage.document_id, item.sentence.end)
        if place not in numbers:
            return ""
        citation = numbers[place]
        said.append(f"{citation.speaker.name} has {figure} [{citation.number}]")
    opening = "The sources differ" if difference.same_time else "Two figures, of different dates"
    return f"{opening}: {said[0]}, {said[1]}."
