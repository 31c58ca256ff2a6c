"""The steps from a question to its answer in quotations: each is a plain function of a `State`.

    understand → find → choose → decide → quote

`rag.chain` composes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from rag.about_documents import AboutDocuments
from rag.addresses import NOTHING_NAMED, OTHERS, Addresser, find_people, put_name
from rag.carrying import adds_nothing, is_new, is_of_another_subject
from rag.choosing import Chooser
from rag.cited_works import CitedWorks
from rag.connectives import without_connective
from rag.conversation import History, Known, answered_last, asked_before, contextualise, named
from rag.cross_encoders import settle
from rag.deciding import Decider, answers_there, sure_of
from rag.differences import Difference
from rag.directory import Directory, first
from rag.doubt import doubt
from rag.embedding import Encoder
from rag.evidence import Evidence
from rag.finding import Finder
from rag.gate import check
from rag.glossing import gloss
from rag.index import Index, Rows
from rag.introducing import introduced
from rag.leaning import asks_on, asks_who_said, is_whole, may_change_subject
from rag.one_by_one import with_all_told
from rag.question import Query, in_plain_words, prepare
from rag.quoting import hits, quote
from rag.ranking import by_support
from rag.records import Answer, Citation, Sentence
from rag.reranking import Reader
from rag.routing import Router
from rag.settings import Settings
from rag.small_talk import reply_to
from rag.state import State
from rag.trimming import wording

PREPARED = 16
"""Questions, and parts of them, whose vectors are at hand."""

BY_ITSELF = 0.7
"""The probability from which on a follow-up is answered as a question of its own."""

TURNS = 3
"""Questions before in which is looked for whom "she" stands for."""

NOUNS = 64
"""Words of questions before whose vectors are at hand."""

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
        self._addresser = Addresser(self._directory)
        # Several steps look at the same part of a question that asks two things.
        self._prepare = lru_cache(maxsize=PREPARED)(self._prepared)
        self._embed = lru_cache(maxsize=NOUNS)(encoder.embed_question)
        # A citation with a page is worth more than one of the same words without.
        paged = frozenset(name for name, item in self.documents.items() if item.pages)
        self._finder = Finder(index, self._directory, preferred=paged, k=settings.k)
        self.reader = Reader(settle(settings.cross_encoder), self._directory.spelled)
        self._chooser = Chooser(
            self._finder,
            self._directory,
            self._addresser,
            self._prepare,
            reader=self.reader,
            preferred=paged,
            settings=settings,
        )
        self._router = Router(
            index,
            self._directory,
            self._finder,
            self._chooser,
            self._prepare,
            self.reader,
            settings,
            self._best_of,
        )
        self._decider = Decider(
            self._finder,
            self._chooser,
            self.documents,
            passages=len(index),
            prepare=self._prepare,
            refuse_below=settings.refuse_below,
        )
        self.find = self._finder.find
        self.decide = self._decider.decide
        self._about = AboutDocuments(index, self.documents, self._directory, self._leading)
        self._works = CitedWorks(index, self._finder, self.reader, self._about.is_document)

    def find_best(self, state: State) -> State:
        """The state with what is to be read for it, the best first."""
        return self._finder.find(state, order=by_support)

    def find_places(self, state: State) -> State:
        """As `find_best`, with passages that stand side by side as one."""
        return self._finder.find_joined(state, self.documents)

    def understand(self, state: State) -> State:
        state = replace(state, question=in_plain_words(state.question))
        talk = reply_to(state.question)
        if talk:
            query = self._prepare(state.question)
            return replace(state, talk=talk, searched_as=state.question, query=query)
        last = answered_last(state.history) if asks_who_said(state.question) else None
        if last is not None:  # it is asked again, and its speakers are named
            again = self.understand(replace(state, question=last[0], history=last[1]))
            asked_of = f"Asked of the answer to {named(last[0])}."
            return replace(again, question=state.question, history=state.history, notes=(asked_of,))
        rows, speakers = self._searched(state)
        searched_as, note = contextualise(
            state.question,
            state.history,
            Known(self._directory.numbers_beside, self._likeness),
        )
        free = state.documents is None and state.speaker is None
        of = (self._of_what_is_spoken_of(state) or self._of_whom(state)) if free else None
        if of is not None:
            searched_as = of
            note = f"Understood as {named(of)}, after {named(state.history[-1][0])}."
        address = self._addresser.address(of or state.question) if free else NOTHING_NAMED
        if free and address == NOTHING_NAMED and not OTHERS.search(searched_as):
            address = self._addresser.address(searched_as)
        if free and address == NOTHING_NAMED:
            before = asked_before(state.question, state.history)
            address = self._addresser.address(before) if before else NOTHING_NAMED
        if state.documents is not None and state.speaker is None:
            address = self._addresser.address_in(state.question, frozenset(state.documents))
        if state.rewritten is not None:
            searched_as, note = state.rewritten, f"Understood as “{state.rewritten}”"
        understood = replace(
            state,
            searched_as=searched_as,
            notes=(note,) if note else (),
            address=address,
            rows=rows,
            speakers=speakers,
            unknown="" if speakers is None or speakers else _nobody(state.speaker or ""),
            query=self._prepare(searched_as),
        )
        return self._by_itself(state, understood) or understood

    def _of_what_is_spoken_of(self, state: State) -> str | None:
        """A question for what a maker finds or recommends, asked of the report spoken of.

        That is the one that answers the question before; None where it has no number.
        """
        asked = asks_on(state.question)
        history = state.history
        while history and asks_on(history[-1][0]):  # it was asked of the same report
            history = history[:-1]
        if asked is None or not history:
            return None
        who, maker = asked
        name = self._leading(history[-1][0], history[:-1])
        number = self.documents[name].number if name is not None else None
        theirs = not maker or name in self._directory.find_works(maker)
        if number is None or not theirs:
            return None
        return state.question.replace(who, number, 1)

    def _of_whom(self, state: State) -> str | None:
        """A question what "she" says with the name of the only speaker of the last that has one."""
        for before, _ in reversed(state.history[-TURNS:]):
            names = {each for each in find_people(before) if self._directory.find_speakers(each)}
            if names:
                text = put_name(state.question, min(names)) if len(names) == 1 else None
                return contextualise(text, state.history)[0] if text else None
        return None

    def _by_itself(self, state: State, understood: State) -> State | None:
        """A follow-up as a question of its own, where it is one or is answered only so."""
        question = state.question
        carried = understood.notes and state.rewritten is None
        whole = is_whole(question) and understood.searched_as.startswith(question)
        if not carried or not (whole or may_change_subject(question)):
            return None
        together = self._decided(understood)
        covered = _is_covered(together)
        if covered and not whole:
            return None
        alone = self.understand(replace(state, history=()))
        decided = self._decided(alone)
        if covered:
            same = _sentences_of(decided) == _sentences_of(together)
            other = adds_nothing(question, understood.searched_as, together.evidence)
            surer = _is_covered(decided, BY_ITSELF) and decided.confidence > together.confidence
            return replace(alone, notes=()) if surer and (same or other) else None
        if _is_covered(decided):
            new = may_change_subject(question) or is_new(question, together.found)
            if not new or not _is_covered(decided, BY_ITSELF):
                return None
            before = named(state.history[-1][0])
            note = f"Asked by itself: together with {before} it is not answered."
            return replace(alone, notes=(note,))
        searched_as, found = understood.searched_as, together.found
        another = is_of_another_subject(question, searched_as, found)
        return replace(alone, notes=()) if another else None

    def _decided(self, state: State) -> State:
        return self.decide(self.choose(self.find(state)))

    def _searched(self, state: State) -> tuple[Rows | None, frozenset[str] | None]:
        """The passages that are searched and whose words count; None where all do.

        Of an institution these are its reports, too, whose authors bear their own names.
        """
        if state.speaker is None:
            return self._index.rows(documents=state.documents), None
        called = self._directory.find_speakers(state.speaker)
        rows = self._rows_of(state.documents, called)
        reports = self._directory.find_reports(state.speaker)
        if state.documents is not None:
            reports &= frozenset(state.documents)
        for name in reports:
            author = frozenset((self.documents[name].speaker.name,))
            rows = np.union1d(rows, self._rows_of((name,), author)).astype(np.int64)
            called |= author
        return rows, called

    def _rows_of(self, documents: Sequence[str] | None, speakers: frozenset[str]) -> Rows:
        """The passages of some documents in which one of some speakers speaks."""
        said = [each for each in self._speakers if first(each) in speakers]
        rows = self._index.rows(documents=documents, speakers=said)
        return np.empty(0, np.int64) if rows is None else rows

    def choose(self, state: State) -> State:
        if state.talk:
            return state
        last = answered_last(state.history) if asks_who_said(state.question) else None
        if last is not None:
            chosen = self.choose(replace(state, question=last[0], history=last[1]))
            return _as_said(replace(chosen, question=state.question, history=state.history))
        told = self._works.answer(state) or self._about.answer(state)
        told = told or self._about.sum_up(state)
        if told:
            return told
        return self._router.choose(state)

    def _leading(self, question: str, history: History) -> str | None:
        """The document that answers a question best, None where none does."""
        best = self._best_of(question, history)
        return None if best is None else best.found.entry.passage.document_id

    def _best_of(self, question: str, history: History) -> Evidence | None:
        """The first sentence that answers a question, None where none does."""
        asked = self._chooser.choose(self._finder.find(self.understand(State(question, history))))
        if not asked.evidence or sure_of(asked) < self.settings.refuse_below:
            return None
        return asked.evidence[0]

    def quote(self, state: State) -> Answer:
        answer = Answer(
            question=state.asked or state.question,
            searched_as=state.searched_as,
            statements=(),
            citations=(),
            refusal=state.refusal,
            hits=() if state.talk else hits(state.nearest, state.query, self.documents),
            confidence=state.confidence,
            notes=state.notes,
            reply=state.talk or state.told or None,
        )
        if state.talk or (state.refusal and state.refusal.kind not in SAYS_SOMETHING):
            return answer
        statements, citations = quote(self._introduced(state), self.documents)
        numbered = {citation.number: citation for citation in citations}
        checked = tuple(replace(item, findings=check(item, numbered)) for item in statements)
        differ = _differ(state.difference, citations)
        there = state.address.said if answers_there(state) and not state.told else ""
        sayer = _sayers(citations) if asks_who_said(state.question) and not state.told else ""
        short = gloss(
            state.question, ((each, self.documents[each.document_id]) for each in citations)
        )
        told = (doubt(state), there, sayer, state.listed, differ, short)
        notes = (*state.notes, *filter(None, told))
        return replace(answer, statements=checked, citations=citations, notes=notes)

    def _introduced(self, state: State) -> Sequence[Evidence]:
        """The evidence, with what the first sentence of an answer needs before and behind it."""
        if state.query is None or state.told or state.listed or state.whole or state.difference:
            return state.evidence
        most = state.sentences or self.settings.sentences
        evidence = state.evidence
        if not state.parts:
            evidence = with_all_told(evidence, state.searched_as, self._finder.following, most=most)
        before = partial(self._finder.preceding, query=state.query)
        return introduced(evidence, before, state.searched_as, most=most)

    def _likeness(self, one: str, other: str) -> float:
        return float(self._embed(one).vector @ self._embed(other).vector)

    def _prepared(self, text: str) -> Query:
        return prepare(
            text, self._encoder, frequencies=self._frequencies, passages=len(self._index)
        )


def _is_covered(decided: State, sure: float = 0.0) -> bool:
    """Whether a question is answered in full, and how surely at least."""
    return decided.refusal is None and decided.confidence >= sure


def _sentences_of(decided: State) -> list[Sentence]:
    return [item.sentence for item in decided.evidence]


def _nobody(name: str) -> str:
    """Says that a filter names nobody."""
    return f"Nobody in the documents who says something is called “{name}”."


def _as_said(state: State) -> State:
    """Leaves of the evidence what the last answer quoted, where that is known."""
    said = " ".join(" ".join(answer.split()) for _, answer in state.history[-1:])
    quoted = tuple(item for item in state.evidence if _as_quoted(item) in said)
    return replace(state, evidence=quoted) if quoted else state


def _as_quoted(item: Evidence) -> str:
    """The words of a sentence that stand in every quotation of it, but for the first letter."""
    return " ".join(without_connective(wording(item.sentence, item.text)).split())[1:]


def _sayers(citations: Sequence[Citation]) -> str:
    """Says who says what is cited, and where."""
    said = [f"{each.speaker} in “{each.title}” [{each.number}]" for each in citations]
    return f"So say{'s' * (len(said) == 1)} {'; '.join(said)}." if said else ""


def _differ(difference: Difference | None, citations: Sequence[Citation]) -> str:
    """Says by name which sources give which figures."""
    if difference is None:
        return ""
    said = []
    for item, figure in (
        (difference.one, difference.figure),
        (difference.other, difference.other_figure),
    ):
        name, sentence = item.found.entry.passage.document_id, item.sentence
        places = (each for each in citations if each.document_id == name)
        citation = next(
            (each for each in places if sentence.start <= each.start < sentence.end), None
        )
        if citation is None:
            return ""
        said.append(f"{citation.speaker.name} has {figure} [{citation.number}]")
    opening = "The sources differ" if difference.same_time else "Two figures, of different dates"
    return f"{opening}: {said[0]}, {said[1]}."
