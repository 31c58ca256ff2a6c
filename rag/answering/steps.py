"""The steps from a question to its answer in quotations: each is a plain function of a `State`.

    understand → find → choose → decide → quote

`rag.chain` composes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from rag.answering.about_documents import AboutDocuments
from rag.answering.casing import as_written
from rag.answering.changed import AMENDMENTS, Change, Changes, tell
from rag.answering.choosing import Chooser
from rag.answering.cited_works import CitedWorks
from rag.answering.deciding import Decider
from rag.answering.doubt import doubt, which
from rag.answering.finding import Finder
from rag.answering.gathering import Gatherer
from rag.answering.going_further import go_further
from rag.answering.quoting import hits, quote
from rag.answering.recalling import SpokenOf, is_quoted
from rag.answering.routing import Router
from rag.answering.selected import Selected
from rag.answering.state import State
from rag.answering.sureness import answers_there, sure_of
from rag.answering.understanding import Understander
from rag.answering.whole_lists import Lists
from rag.asking.addresses import Addresser
from rag.asking.conversation import History
from rag.asking.directory import Directory
from rag.asking.findings_asked import findings_asked
from rag.asking.question import Query, prepare
from rag.checking.gate import check
from rag.checking.glossing import gloss
from rag.fitting.limiting import with_limits
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.listing.differences import Difference
from rag.listing.list_questions import asks_of_them
from rag.listing.one_by_one import with_all_told
from rag.models.cross_encoders import settle
from rag.models.embedding import Encoder
from rag.models.likeness import likeness_by
from rag.records import Answer, Citation, Hit
from rag.retrieving.evidence import Evidence
from rag.retrieving.following import Succeeding
from rag.retrieving.introducing import introduced
from rag.retrieving.ranking import by_support
from rag.settings import Settings

PREPARED = 16
"""Questions, and parts of them, whose vectors are at hand, and their way to an answer."""


class Steps:
    """The steps over one generation of an index."""

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self.documents = {document.id: document for _, document in index.documents()}
        self._index = index
        self._encoder = encoder
        self._frequencies = index.token_frequencies()
        self._directory = Directory(self.documents, index.speakers(), encoder.has_word)
        self._addresser = Addresser(self._directory)
        # Several steps look at the same part of a question that asks two things.
        self._prepare = lru_cache(maxsize=PREPARED)(self._prepared)
        likeness = likeness_by(encoder)
        self._finder = Finder(index, self._directory, k=settings.k)
        self.reader = _reader_over(self._directory, settings)
        self._spoken_of = SpokenOf(index)
        self._chooser = Chooser(
            self._finder,
            self._directory,
            self._addresser,
            self._prepare,
            self._spoken_of,
            reader=self.reader,
            likeness=likeness,
            settings=settings,
        )
        self._best_of = lru_cache(maxsize=PREPARED)(self._answer_of)
        self._router = Router(
            index,
            self._directory,
            self._finder,
            self._chooser,
            self._prepare,
            self.reader,
            settings,
            self._best_of,
            self._spoken_of,
        )
        self._decider = Decider(
            self._finder,
            self._chooser,
            self.documents,
            passages=len(index),
            refuse_below=settings.refuse_below,
        )
        self.understand = Understander(
            index,
            self._directory,
            self._addresser,
            likeness,
            self._prepare,
            decided=self._decided,
            leading=self._leading,
        ).understand
        # What had to be answered to understand a question is not answered again.
        self.find = lru_cache(maxsize=PREPARED)(self._finder.find)
        self.choose = lru_cache(maxsize=PREPARED)(self._choose)
        self.decide = lru_cache(maxsize=PREPARED)(self._decider.decide)
        self._about = AboutDocuments(index, self.documents, self._directory, self._leading)
        self._changes = Changes(self._finder, self.documents, self.reader)
        self._lists = Lists(index, self.documents, self._finder)
        self._works = CitedWorks(index, self._finder, self.reader, self._about.is_document)

    @cached_property
    def selected(self) -> Selected:
        """What a chat model may select from, and what it selects."""
        return Selected(self._finder, self._decider, self.documents)

    def find_best(self, state: State) -> State:
        """The state with what is to be read for it, the best first."""
        return self._finder.find(state, order=by_support)

    def find_places(self, state: State) -> State:
        """As `find_best`, with passages that stand side by side as one."""
        return self._finder.find_joined(state, self.documents)

    def _decided(self, state: State) -> State:
        return self.decide(self.choose(self.find(state)))

    def _choose(self, state: State) -> State:
        if state.talk:
            return state
        state = _as_written(state)
        told = self._works.answer(state) or self._of_all(state) or self._about.answer(state)
        told = told or self._occasion(state)
        chosen = told or self._router.found_in(self._about.sum_up(state), state)
        chosen = chosen or self._router.choose(state)
        chosen = self._gathered(self._with_all_told(chosen))
        if state.query is not None and not told:
            chosen = self._router.one_by_one(state, chosen) or chosen
        sure = sure_of(chosen) if state.quoted else 0.0
        if not state.quoted or sure < self.settings.refuse_below:
            return _as_said(chosen)
        most = state.sentences or self.settings.sentences
        further = go_further(chosen, self.reader, self._succeeding, most=most)
        return replace(further, sure=round(sure, 4))

    def _of_all(self, state: State) -> State | None:
        """What the thing is that most titles name, where it is asked what all is about."""
        name, note = self._about.matter_of_all(state)
        if not name:
            return None
        text = f"Tell me about {name}"
        asked = State(text, documents=state.documents, k=state.k, sentences=state.sentences)
        told = self._router.choose(self.find(self.understand(asked)))
        if not told.whole or not told.evidence[0].text.startswith(name):
            return None
        told = replace(told, question=state.question, asked=state.asked, history=state.history)
        return replace(told, mode=state.mode, rewritten=text, notes=(note,))

    def _occasion(self, state: State) -> State | None:
        """Who asked for a report, as it says itself, where it is asked why it was made."""
        asked = findings_asked(state.question)
        if asked is None or not asked.why or state.documents is not None:
            return None
        request = asked.request
        told = self._about.answer(replace(state, question=request, searched_as=request))
        if told is None or not told.evidence:
            return None
        return replace(told, question=state.question, searched_as=state.searched_as)

    def _gathered(self, state: State) -> State:
        """The answer, or the several things that one place tells where it asks for them."""
        settled = state.told or state.whole or state.difference or state.meant or state.address.page
        settled = settled or state.sentences is not None or state.quoted or state.recalled
        if state.query is None or settled or (state.parts and not asks_of_them(state.searched_as)):
            return state
        gatherer = Gatherer(self._index, self._lists, self.reader, self.settings, self._spoken_of)
        return gatherer.widen(state)

    def _succeeding(self, query: Query) -> Succeeding:
        return partial(self._finder.succeeding, query=query)

    def _leading(self, question: str, history: History) -> str | None:
        """The document that answers a question best, None where none does."""
        best = self._best_of(question, history)
        return None if best is None else best.found.document_id

    def _answer_of(self, question: str, history: History) -> Evidence | None:
        """The first sentence that answers a question, None where none does.

        Several of the ways to an answer ask what answered the question before.
        """
        asked = self._chooser.choose(self._finder.find(self.understand(State(question, history))))
        if not asked.evidence or sure_of(asked) < self.settings.refuse_below:
            return None
        return asked.evidence[0]

    def _hits(self, state: State) -> tuple[Hit, ...]:
        return hits(state.nearest, state.query, self.documents, read=state.evidence)

    def quote(self, state: State) -> Answer:
        answer = Answer(
            question=state.asked or state.question,
            searched_as=state.searched_as,
            statements=(),
            citations=(),
            refusal=state.refusal,
            hits=() if state.talk else self._hits(state),
            confidence=state.confidence,
            mode="select" if state.selected else "quote",
            notes=state.notes,
            reply=state.talk or state.told or None,
        )
        if state.talk or (state.refusal and state.refusal.is_silent):
            return answer
        evidence, changes = self._with_changes(state)
        statements, citations = quote(evidence, self.documents)
        numbered = {citation.number: citation for citation in citations}
        checked = tuple(replace(item, findings=check(item, numbered)) for item in statements)
        differ = _differ(state.difference, citations)
        there = state.address.said if answers_there(state) and not state.told else ""
        sayer = _sayers(citations) if state.recalled and not state.told else ""
        short = gloss(
            state.question, ((each, self.documents[each.document_id]) for each in citations)
        )
        several = which(state, citations, self.documents)
        changed = tell(changes, citations, self.documents)
        told = (doubt(state), several, there, sayer, state.listed, differ, *changed, short)
        notes = (*state.notes, *filter(None, told))
        return replace(answer, statements=checked, citations=citations, notes=notes)

    def _with_changes(self, state: State) -> tuple[Sequence[Evidence], Sequence[Change]]:
        """What is quoted, with what changed it; a list or what is on record is as it is."""
        evidence = self._introduced(state)
        as_is = state.told or state.listed or state.whole or state.recalled or state.selected
        if state.query is None or as_is or not evidence:
            return evidence, ()
        most = state.sentences or self.settings.sentences
        if (state.parts or state.compared) and state.sentences is None:  # all of it stays
            several = len(evidence) if state.compared else 1
            most = sum(len(item.sentences) for item in evidence) + AMENDMENTS * several
        return self._changes.along(evidence, state, most=most)

    def _with_all_told(self, state: State) -> State:
        """An answer with all of what its first sentence counts, where it is told one by one."""
        set_already = state.told or state.listed or state.whole or state.difference or state.parts
        if state.query is None or set_already:
            return state
        evidence = with_all_told(
            state.evidence,
            state.searched_as,
            self._finder.following,
            most=state.sentences or self.settings.sentences,
            limited=state.sentences is not None,
        )
        return replace(state, evidence=evidence)

    def _introduced(self, state: State) -> Sequence[Evidence]:
        """The evidence, with what the first sentence of an answer needs before and behind it."""
        as_is = state.told or state.listed or state.whole or state.difference or state.selected
        if state.query is None or as_is:
            return state.evidence
        most = state.sentences or self.settings.sentences
        evidence = state.evidence
        if state.compared:  # what is gathered stays, and what it leans on has room
            most = sum(len(item.sentences) for item in evidence) + 1
        if not state.parts:
            evidence = with_limits(evidence, state.searched_as, most=most)
        before = partial(self._finder.preceding, query=state.query)
        return introduced(evidence, before, state.searched_as, most=most)

    def _prepared(self, text: str) -> Query:
        return prepare(
            text,
            self._encoder,
            frequencies=self._frequencies,
            passages=len(self._index),
            spelled=self._directory.short_forms,
        )


def _reader_over(directory: Directory, settings: Settings) -> Reader:
    size = settle(settings.cross_encoder)
    return Reader(size, directory.short_forms, directory.described)


def _as_written(state: State) -> State:
    """A question typed in small letters, with capitals where what was found has them."""
    question, typed = state.question, state.asked or state.question
    if state.query is None or typed[1:] != typed[1:].lower():
        return state
    asked = as_written(question, state.found, typed)

    def written(text: str) -> str:
        own = text.startswith(question)
        return asked + text[len(question) :] if own else as_written(text, state.found, typed)

    return replace(
        state,
        question=asked,
        searched_as=written(state.searched_as),
        query=replace(state.query, text=written(state.query.text)),
        asked=state.asked or question,
    )


def _as_said(state: State) -> State:
    """Leaves of the evidence what an answer quoted, where it is asked who says that."""
    if not state.recalled:
        return state
    quoted = tuple(item for item in state.evidence if is_quoted(item, state.recalled))
    return replace(state, evidence=quoted) if quoted else state


def _sayers(citations: Sequence[Citation]) -> str:
    """Says who says what is cited, and where."""
    numbers: dict[str, list[str]] = {}
    for each in citations:
        said_in = f"“{each.title}”{_page(each)}"
        place = " in ".join(part for part in (each.speaker.beside(each.title), said_in) if part)
        numbers.setdefault(place, []).append(f"[{each.number}]")
    said = [f"{place} {' '.join(those)}" for place, those in numbers.items()]
    return f"So say{'s' * (len(said) == 1)} {'; '.join(said)}." if said else ""


def _page(citation: Citation) -> str:
    page = citation.page_label or citation.page
    return f", page {page}" if page is not None else ""


def _differ(difference: Difference | None, citations: Sequence[Citation]) -> str:
    """Says by name which sources give which figures."""
    if difference is None:
        return ""
    said = []
    for item, figure in (
        (difference.one, difference.figure),
        (difference.other, difference.other_figure),
    ):
        name, sentence = item.found.document_id, item.sentence
        places = (each for each in citations if each.document_id == name)
        citation = next(
            (each for each in places if sentence.start <= each.start < sentence.end), None
        )
        if citation is None:
            return ""
        said.append(f"{citation.speaker.name} has {figure} [{citation.number}]")
    opening = "The sources differ" if difference.same_time else "Two figures, of different dates"
    return f"{opening}: {said[0]}, {said[1]}."
