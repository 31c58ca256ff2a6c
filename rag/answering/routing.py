"""Whom or what a question is put to, one after the other, until it is surely answered.

To those that the question before spoke of, the document that it names by its topic, the speaker
whom it asks, or all; and once more in the documents' own words, where nobody answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.aftermath import look_behind
from rag.answering.asked_otherwise import AskedOtherwise, tells_no_reason
from rag.answering.choosing import Chooser
from rag.answering.dating import date_last, is_bare_when
from rag.answering.each_by_itself import EachByItself
from rag.answering.explaining import explain_last, not_again
from rag.answering.finding import Finder, is_all_recommended
from rag.answering.findings import Findings
from rag.answering.recalling import SpokenOf, is_quoted
from rag.answering.second_look import look_further
from rag.answering.speakers_asked import SpeakersAsked, is_of_whom_it_asks
from rag.answering.stances_taken import StancesTaken
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.answering.two_figures import hold_together
from rag.answering.which_one import FAR, OF_THE_SAME
from rag.asking.addresses import Address
from rag.asking.conversation import REFUSED, History
from rag.asking.demand import as_head
from rag.asking.directory import Directory
from rag.asking.formerly import as_it_was
from rag.asking.leaning import asks_of_answer, is_whole
from rag.asking.question import Query, content_words, roots, without
from rag.asking.surnames import by_surname
from rag.asking.swapping import ASKS
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.listing.one_of_several import as_one_of_several
from rag.refusing.unmentioned import missing_names
from rag.retrieving.evidence import Evidence
from rag.retrieving.reasons import is_bare_why
from rag.retrieving.retrieval import look
from rag.settings import Settings

AHEAD = 0.1
"""By how much surer others must answer a question of its own than the documents quoted last."""

AS_IT_STANDS, MUCH_SURER = 0.75, 0.15
"""The probability from which on a follow-up is asked by itself, and by how much surer."""

UNSURE, SURER = 0.6, 0.1
"""The probability below which a question is reworded, and by how much surer that must be."""

BY_ROLE = 0.75
"""The probability from which on what is said of a role answers what is asked of a name."""

FEWEST = 2
"""Words of its own with which a follow-up may be of something further from what was spoken of."""


class Router:
    """Puts questions to the documents and speakers of one generation of an index."""

    def __init__(
        self,
        index: Index,
        directory: Directory,
        finder: Finder,
        chooser: Chooser,
        prepare: Callable[[str], Query],
        reader: Reader,
        settings: Settings,
        leading: Callable[[str, History], Evidence | None],
        spoken_of: SpokenOf,
    ) -> None:
        self._index = index
        self._leading = leading
        self._directory = directory
        self._finder = finder
        self._chooser = chooser
        self._prepare = prepare
        self._reader = reader
        self._settings = settings
        self._spoken_of = spoken_of
        self._findings = Findings(index, directory, finder, prepare, reader)
        self._otherwise = AskedOtherwise(directory, self._asked_as, settings.refuse_below)
        least = settings.refuse_below
        self._each = EachByItself(finder, prepare, reader, self._asked_as, least)
        self._stances = StancesTaken(finder, prepare, reader)
        self._speakers = SpeakersAsked(index, directory, finder, chooser, prepare, settings)

    def choose(self, state: State) -> State:
        """The state with the sentences that answer it."""
        chosen = self._stances.answer(state, self._routed(state))
        told = self._findings.on_matter(state, chosen)
        return told or self._otherwise.what_it_is(state, chosen) or not_again(chosen)

    def found_in(self, summed: State | None, state: State) -> State | None:
        """A document summed up, by what it tells was found where no section of it does."""
        told = self._findings.told_in(summed) if summed else self._findings.of_those_asked(state)
        return told or summed

    def one_by_one(self, state: State, chosen: State) -> State | None:
        """What tells of several each by itself, where always so, or nothing else surely answers."""
        sure = sure_of(chosen)
        one = as_one_of_several(state.searched_as)
        settled = chosen.whole or chosen.told or chosen.parts
        if one is None or settled or self._stances.asks_what_is_said(state):
            return None
        if not one.always and (sure >= UNSURE or chosen.meant):
            return None
        told = self._each.answer(one, state)
        if told is None or sure < self._settings.refuse_below:
            return told
        hardly = one.always or (len(chosen.evidence) == 1 and sure_of(told) >= sure)
        return told if hardly and told.evidence[1:] else None

    def _routed(self, state: State) -> State:
        chosen = self._choose(state)
        chosen = self._of_those_quoted(state, chosen) or chosen
        chosen = self._as_it_stands(state, chosen) or chosen
        chosen = self._otherwise.whole_why(state, chosen) or chosen
        told = self._otherwise.replied(state) or self._otherwise.recommended(state, chosen)
        chosen = told or chosen
        unsaid = chosen.whole or not self._is_sure(chosen)
        chosen = (self._otherwise.findings(state) if unsaid else None) or chosen
        chosen = self._otherwise.by_office(state) or chosen
        sure = sure_of(chosen)
        if sure < self._settings.refuse_below:
            told = self._by_role(state) or self._otherwise.of_holder(state)
            told = told or self._reworded(state) or self._looked_further(state)
            told = told or self._otherwise.summed(state)
            return told or self._otherwise.told_of(state, chosen) or chosen
        if tells_no_reason(chosen):
            return self._reworded(state) or chosen
        told = self._reworded(state) if sure < UNSURE else None
        return told if told and sure_of(told) >= sure + SURER else chosen

    def _choose(self, state: State) -> State:
        return (
            hold_together(state, self._finder)
            or self._of_reason(state)
            or self._of_last(state)
            or self._of_topic(state)
            or self._speakers.answer(state)
            or self._chooser.choose(state)
        )

    def _is_sure(self, state: State) -> bool:
        return sure_of(state) >= self._settings.refuse_below

    def _reworded(self, state: State) -> State | None:
        """The answer with a name or word of the question as the documents have it.

        Or that to who is the head of a body, where it is asked who leads it, to what was, where it
        is asked what it was at first; or of whoever is named in full by their surname.
        """
        if state.address.page:
            return None
        asked = state.searched_as
        texts = (self._directory.reword(asked), as_head(asked), as_it_was(asked), by_surname(asked))
        answers = (self._asked_as(text, state) for text in texts if text is not None)
        told = (each for each in answers if self._is_sure(each) and not tells_no_reason(each))
        return next(told, None)

    def _looked_further(self, state: State) -> State | None:
        """The answer of passages that come less close, where one of their sentences answers."""
        further = look_further(state, self._finder, self._reader)
        if further is None:
            return None
        told = self._choose(further.state)
        if self._is_sure(told):
            return told
        best = further.by_best()
        if best is None or not is_of_whom_it_asks(state, best.evidence):
            return None
        return best if self._is_sure(best) else None

    def _by_role(self, state: State) -> State | None:
        """The answer of documents that call what a question names by a role: "the Tenant"."""
        address = state.address
        if state.rows is not None or state.documents is not None or address.page:
            return None
        answers = []
        for text, names in self._directory.by_roles(state.searched_as).items():
            within = [name for name in names if name in (address.documents or names)]
            if within:
                here = replace(state, rows=self._index.rows(documents=within))
                answers.append(self._asked_as(text, here))
        best = max(answers, key=sure_of, default=None)
        sure = best is not None and sure_of(best) >= BY_ROLE
        return replace(best, rows=None) if best is not None and sure else None

    def _asked_as(self, text: str, state: State) -> State:
        again = replace(
            state,
            rewritten=text,
            searched_as=text,
            query=self._prepare(text),
            found=(),
            notes=(*state.notes, f"Understood as “{text}”."),
        )
        return self._choose(self._finder.find(again))

    def _as_it_stands(self, state: State, chosen: State) -> State | None:
        """The answer to a follow-up without what it carries, where that is much surer.

        Only of something like what was spoken of, and the more so the fewer words it has.
        """
        asked = state.question
        if not state.searched_as.startswith(asked) or state.searched_as == asked:
            return None
        if ASKS.match(asked) is None or state.documents is not None or state.rows is not None:
            return None
        if sure_of(chosen) > 1 - MUCH_SURER:
            return None
        alone = replace(state, searched_as=asked, query=self._prepare(asked), notes=())
        told = self._chooser.choose(self._finder.find(alone))
        sure = sure_of(told)
        if sure < AS_IT_STANDS or sure < sure_of(chosen) + MUCH_SURER:
            return None
        near = self._finder.nearness(told.evidence[0].found, self._spoken_of(state.history))
        few = len(content_words(asked)) < FEWEST
        return told if near >= (OF_THE_SAME if few else FAR) else None

    def _of_those_quoted(self, state: State, chosen: State) -> State | None:
        """The answer of the documents quoted last, where a conversation goes on about them.

        None where they have none, or others answer more surely what is a question of its own.
        """
        address = state.address
        if state.rows is not None or state.documents is not None or address.names_something:
            return None
        names = self._spoken_of(state.history)
        recommended = is_all_recommended(content_words(state.question))
        same = _is_of_documents(chosen, names) and not chosen.meant
        if not names or (same and not recommended):
            return None
        titles = " and ".join(f"“{self._directory.documents[name].title}”" for name in names)
        said = f"Looked first in {titles}, spoken of before."
        here = replace(
            state,
            rows=self._index.rows(documents=list(names)),
            address=replace(
                address, documents=frozenset(names), numbers=self._numbers(names), said=said
            ),
        )
        both = [state.searched_as, state.question]
        if recommended or is_whole(state.question):
            both.reverse()
        for text in dict.fromkeys(both):
            asked = replace(here, searched_as=text, query=self._prepare(text))
            told = self._chooser.choose(self._finder.find(asked))
            if self._is_sure(told):
                break
        else:
            return None
        if _names_missing(told) - _names_missing(chosen):  # somebody else is asked about now
            return None
        theirs = is_of_whom_it_asks(state, told.evidence)
        if self._is_sure(chosen) and not (theirs and (recommended or self._is_far(chosen, told))):
            return None
        alone = is_whole(state.question) and self._is_sure(chosen) and not chosen.meant
        if alone and sure_of(chosen) > sure_of(told) + AHEAD:
            return None
        kept = told.searched_as == state.searched_as
        return replace(told, rows=None, notes=told.notes if kept else ())

    def _numbers(self, names: Sequence[str]) -> frozenset[str]:
        """What documents are called by, their ids where they have no number."""
        documents = (self._directory.documents[name] for name in names)
        return frozenset(each.number or each.id for each in documents)

    def _is_far(self, chosen: State, told: State) -> bool:
        """Whether two answers are of different things, or one is among the several of the other.

        Where words of the question before were searched for, too, that of all documents is of it.
        """
        ours = told.evidence[0].found
        several = any(_is_of_documents(chosen, [each]) for each in told.address.documents)
        (cosine,) = self._finder.likeness(ours, [chosen.evidence[0].found])
        carried = chosen.searched_as != chosen.question
        return cosine < (FAR if carried else OF_THE_SAME) or several

    def _of_last(self, state: State) -> State | None:
        """The answer of the document that answered last, where it is asked what became of that."""
        address = state.address
        if state.rows is not None or address.names_something or not state.history:
            return None
        if state.documents is not None or not asks_of_answer(state.question):
            return None
        if state.history[-1][1].startswith(REFUSED):
            return None
        last = self._leading(state.history[-1][0], state.history[:-1])
        if last is None:
            return None
        name = last.found.document_id
        title = self._directory.documents[name].title
        said = f"Looked first in “{title}”, which answers the question before."
        here = replace(state, address=replace(address, documents=frozenset((name,)), said=said))
        rows = list(self._index.rows_of(name))
        place = rows.index(last.found.row)
        query = self._prepare(state.question)
        found = look(rows[place : place + 2], query, self._index)
        behind = look_behind(query, last, found, reader=self._reader)
        if behind is not None:
            return _surely(here, behind)
        asked = replace(here, rows=self._index.rows(documents=[name]))
        chosen = _news(self._chooser.choose(self._finder.find(asked)), state)
        return replace(chosen, rows=None) if self._is_sure(chosen) else None

    def _of_reason(self, state: State) -> State | None:
        """The day or the reason of what was told last, for a bare "when?" or "why?"."""
        dates, free = is_bare_when(state.question), state.rows is None and state.documents is None
        if not free or not (dates or is_bare_why(state.question)) or not state.history:
            return None
        if state.history[-1][1].startswith(REFUSED):
            return None
        last = self._leading(state.history[-1][0], state.history[:-1])
        if last is None:
            return None
        told = date_last(last) if dates else explain_last(state, last, self._finder, self._reader)
        return None if told is None else _surely(state, told)

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
        chosen = self._chooser.choose(self._finder.find(asked))
        if address.page:
            return replace(chosen, rows=None)
        if self._is_sure(chosen):
            return replace(chosen, rows=None, query=state.query)
        anywhere = self._chooser.choose(state)
        on_it = tuple(item for item in anywhere.evidence if _is_of(item, address))
        if on_it[:1] != anywhere.evidence[:1]:
            return replace(anywhere, evidence=(), judged=(), listed="", difference=None)
        return replace(anywhere, evidence=on_it)


def _surely(state: State, told: Evidence) -> State:
    """A state with one sentence that answers, as surely as it was read."""
    sure = round(1 / (1 + float(np.exp(-(told.odds or 0.0)))), 4)
    return replace(state, evidence=(told,), whole=True, sure=sure)


def _news(chosen: State, asked: State) -> State:
    """What was chosen and not quoted last, if whoever is asked says the best of it."""
    new = tuple(item for item in chosen.evidence if not is_quoted(item, asked.history[-1][1]))
    if not is_of_whom_it_asks(asked, new):
        new = ()
    same = len(new) == len(chosen.evidence)
    return chosen if same else replace(chosen, evidence=new, judged=new, parts=(), listed="")


def _names_missing(chosen: State) -> set[str]:
    """The names of a question, as it is asked, that nothing found for it has."""
    missing = missing_names(chosen.query, chosen.found) if chosen.query is not None else ()
    return {name for name in missing if name in chosen.question}


def _is_of_documents(chosen: State, names: Sequence[str]) -> bool:
    """Whether the best of what was chosen stands in one of some documents."""
    return any(item.found.document_id in names for item in chosen.evidence[:1])


def _is_of(item: Evidence, address: Address) -> bool:
    """Whether a sentence is of a document that its topic names, or of one that has the topic."""
    there = item.found.document_id in address.documents
    return there or roots(item.found.whole) >= roots(" ".join(address.words))
