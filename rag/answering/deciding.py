"""Whether a question is answered, and what it is told where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.choosing import Chooser
from rag.answering.finding import Finder
from rag.answering.part_by_part import join
from rag.answering.parts import asks_what
from rag.answering.parts_answered import PartsAnswered
from rag.answering.quoting import hits
from rag.answering.state import State
from rag.answering.sureness import ON_RECORD, left_to_ask, sure_of
from rag.asking.question import Query, roots
from rag.asking.told_apart import things_told_apart
from rag.checking.relations import exchanged
from rag.language.abbreviations import is_called
from rag.language.numbers import count_words
from rag.records import Document, Refusal, RefusalKind
from rag.refusing.counting_only import only_counts
from rag.refusing.doers import hides_doer
from rag.refusing.premise import Contradiction, absence, contradiction
from rag.refusing.refusal import REASON, lacks_reason, refuse
from rag.refusing.unmentioned import missing_figures, missing_names
from rag.refusing.unread import may_stand_unread

SHORT = 4
"""Letters up to which two stems that differ in the last one are of two words."""

_WHAT_ABOUT = re.compile(r"\W*(?:and |but |so )?(?:how|what) about\b", re.I)


class Decider:
    """Decides over one generation of an index.

    Args:
        finder: Finds what may answer a part of a question.
        chooser: Chooses what does.
        documents: By id.
        passages: How many there are.
        refuse_below: The probability that a question is answered below which it is refused.
    """

    def __init__(
        self,
        finder: Finder,
        chooser: Chooser,
        documents: Mapping[str, Document],
        *,
        passages: int,
        refuse_below: float,
    ) -> None:
        self._finder = finder
        self._chooser = chooser
        self._documents = documents
        self._passages = passages
        self.refuse_below = refuse_below
        self._parts = PartsAnswered(finder, documents, refuse_below=refuse_below)

    def decide(self, state: State) -> State:
        if state.query is None or state.talk:
            return state
        if state.told or state.whole:
            return replace(state, confidence=state.sure or ON_RECORD)
        if state.unknown:
            unread = state.address.page is not None and self._unread(state)
            kind: RefusalKind = "unreadable" if unread else "not_in_corpus"
            refusal = replace(self.refuse(state, kind), message=state.unknown)
            return replace(state, refusal=refusal)
        sure = sure_of(state)
        # Of several things that are meant as likely, it is the first in so many cases.
        decided = replace(state, confidence=round(sure / (1 + len(state.meant)), 4))
        partly = self._partly(decided) if state.parts and state.evidence else None
        if partly is not None:
            return partly
        if not state.parts:
            against = _against(state, state.query)
            if against is not None:
                refusal = self.refuse(state, "false_premise", said=against.words)
                return replace(
                    decided,
                    evidence=(against.evidence,),
                    listed="",
                    difference=None,
                    meant=(),
                    refusal=refusal,
                )
        query = left_to_ask(state, state.query)
        refused = self._refusal(state, query, sure)
        if refused is not None and lacks_reason(query.text, state.evidence):
            likely = tuple(
                item
                for item in state.evidence
                if (item.odds or 0.0) >= 0 or _states(query.text, item.text)
            )
            decided = replace(decided, evidence=likely)
        return replace(decided, refusal=refused)

    def _refusal(self, state: State, query: Query, sure: float) -> Refusal | None:
        documents = [self._documents[item.entry.passage.document_id] for item in state.found]
        dates = [each.date or "" for each in documents]
        makers = {f"{each.author or ''} {each.publisher or ''}" for each in documents}
        missing = [
            each
            for each in missing_names(query, state.found, dates, sorted(makers))
            if not _is_heard(each, state)
        ]
        figures = missing_figures(query, state.found, dates)
        if state.searched_as.startswith(state.question):  # what is carried over need not be there
            missing = [each for each in missing if each in state.question]
            figures = tuple(each for each in figures if each in state.question)
        if sure >= self.refuse_below and state.evidence and not figures:
            if missing:
                return self.refuse(state, "partly_covered", missing=missing)
            part = _not_answered(state, query)
            return self.refuse(state, "partly_covered", part=part) if part else None
        return self.silence(state, missing=figures or missing)

    def _partly(self, state: State) -> State | None:
        """The answer to the parts of a question that are answered; None where none is.

        What is missing is said, but for a yes or no that the rest of the answer goes beyond.
        """
        there, missing = self._parts.sort(state.parts)
        if not there:
            return None
        first = state.parts[0]
        untold = [
            each.question for each in missing if each is not first or asks_what(each.question)
        ]
        if untold or state.sentences is None:
            state = join(state, there, self._finder)
        if not untold and self._says_all(state):
            return replace(state, confidence=round(min(map(sure_of, there)), 4))
        untold = untold or [state.question]
        lacking = "” or “".join(each.rstrip("?") for each in untold)
        return replace(state, refusal=self.refuse(state, "partly_covered", part=lacking))

    def _says_all(self, state: State) -> bool:
        """Whether a question is answered where all of its parts are.

        What two things are is not all that tells them apart, unless they are documents.
        """
        if not things_told_apart(state.searched_as):
            return True
        named = state.address.documents
        return {each.found.document_id for each in state.evidence} <= named

    def silence(self, state: State, *, missing: Sequence[str] = ()) -> Refusal:
        """The refusal of a question that nothing answers of what was searched.

        Args:
            missing: Names or figures of the question that nothing found has.
        """
        kind: RefusalKind = "not_in_corpus"
        if self._elsewhere(state):
            kind = "outside_filter"
        elif self._unread(state):
            kind = "unreadable"
        return self.refuse(state, kind, missing=missing)

    def refuse(
        self,
        state: State,
        kind: RefusalKind,
        *,
        missing: Sequence[str] = (),
        part: str | None = None,
        said: str | None = None,
    ) -> Refusal:
        """The refusal of a question, or of a part of it; see `rag.refusing.refusal.refuse`."""
        return refuse(
            kind,
            searched=self._searched(state),
            nearest=hits(state.nearest, state.query, self._documents, read=state.evidence),
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
        return sure_of(free) >= self.refuse_below

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
        return f"{count_words(documents, 'document')}, {count_words(passages, 'passage')}{said}"


def _states(question: str, text: str) -> bool:
    """Whether a sentence has all words of a question, "carried" for "carry"."""
    there = roots(text)
    almost = {each[:-1] for each in there if len(each) > SHORT}
    return all(each in there or each[:-1] in almost for each in roots(question))


def _against(state: State, query: Query) -> Contradiction | None:
    """What contradicts a question, among what comes nearest or what is to be quoted.

    "What about citizens?" takes nothing for granted; what it carries over did before.
    """
    if _WHAT_ABOUT.match(state.question) and state.searched_as.startswith(state.question):
        return None
    held = absence if state.listed else contradiction
    told = filter(None, (state.near, (*state.judged, *state.evidence)))
    said = (held(query.text, evidence, state.found) for evidence in told)
    return next((each for each in said if each is not None), None)


def _not_answered(state: State, query: Query) -> str | None:
    """What of a question plainly is not answered by what is to be quoted."""
    if lacks_reason(query.text, state.evidence):
        return REASON
    texts = [item.text for item in state.evidence]
    told = [exchanged, hides_doer]
    if not any(item.followed_by for item in state.evidence):
        told.append(only_counts)
    if any(not_told(query.text, texts) for not_told in told):
        return state.question.strip().rstrip("?")
    return None


def _is_heard(name: str, state: State) -> bool:
    """Whether one who may be called so speaks in what was found."""
    speakers = {each.speaker for item in state.found for each in item.entry.passage.sentences}
    names = {name for each in speakers for name in (each.name, *each.quoted_by)}
    return any(is_called(each, name) for each in names)


def _where(state: State) -> str:
    """What is searched, in words."""
    if state.speaker is not None:
        return f"what {state.speaker} says"
    if state.address.place:
        return f"what stands on {state.address.place}"
    if state.documents is None:
        return "the documents"
    return "this document" if len(state.documents) == 1 else "the documents you chose"
