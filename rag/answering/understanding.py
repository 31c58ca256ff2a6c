"""What is asked: the question with what it carries over, what it names, and what is searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.carrying import adds_nothing, is_new, is_of_another_subject
from rag.answering.state import State
from rag.answering.which_one import leaves_open, may_name_one, name_one, with_names
from rag.asking.addresses import (
    NOTHING_NAMED,
    OTHERS,
    Address,
    Addresser,
    find_people,
    put_name,
)
from rag.asking.asking_on import asks_in_short
from rag.asking.conversation import (
    History,
    Known,
    answered_last,
    asked_before,
    contextualise,
    is_of_answer,
    named,
)
from rag.asking.directory import Directory
from rag.asking.fiscal_years import with_fiscal_years, writes_in_full
from rag.asking.imperatives import as_question
from rag.asking.leaning import asks_on, asks_who_said, is_whole, may_change_subject
from rag.asking.matter import find_matter
from rag.asking.plain_words import in_plain_words
from rag.asking.question import Query, content_words
from rag.asking.small_names import capitalised
from rag.asking.small_talk import reply_to
from rag.asking.whom import name_whom
from rag.indexing.index import Index, Rows
from rag.listing.counted_before import name_counted
from rag.models.likeness import Likeness
from rag.records import Document, Sentence

BY_ITSELF = 0.7
"""The probability from which on a follow-up is answered as a question of its own …"""
SURELY_BY_ITSELF = 0.8
"""… and the same where its words stand in what was found for it and the question before."""

FEWEST = 2
"""Words of its own without which a follow-up is no question of its own, however surely answered."""

NOTHING_BEFORE = "There is no answer before this one. Ask something of the documents first."

TURNS = 3
"""Questions before in which is looked for whom "she" stands for."""


class Understander:
    """Understands questions over one generation of an index.

    Args:
        likeness: How near two words of a question are.
        prepare: Makes a query of a question.
        decided: Takes a question that was understood as far as the decision to answer it.
        leading: The document that answers an earlier question best, None where none does.
    """

    def __init__(
        self,
        index: Index,
        directory: Directory,
        addresser: Addresser,
        likeness: Likeness,
        prepare: Callable[[str], Query],
        *,
        decided: Callable[[State], State],
        leading: Callable[[str, History], str | None],
    ) -> None:
        self._index = index
        self._documents = directory.documents
        self._directory = directory
        self._addresser = addresser
        self._likeness = likeness
        self._prepare = prepare
        self._decided = decided
        self._leading = leading
        self._matter = find_matter(tuple(directory.documents.values()))

    def understand(self, state: State) -> State:
        state = self._worded(state)
        talk = reply_to(state.question)
        if talk:
            query = self._prepare(state.question)
            return replace(state, talk=talk, searched_as=state.question, query=query)
        if is_of_answer(state.question):
            return self._of_answer(state)
        one_meant = self._of_one_meant(state)
        if one_meant is not None:
            return one_meant
        state, told = self._by_name(state)
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
        address = self._address(of or state.question, searched_as, state)
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
        understood = self._by_itself(state, understood) or understood
        return replace(understood, notes=(told,)) if told and not understood.notes else understood

    def _worded(self, state: State) -> State:
        """The question in plain words, years and capitals, an order as a question."""
        asked = in_plain_words(state.question)
        in_full = with_fiscal_years(asked)
        if in_full != asked and writes_in_full(each.text for each in self._documents.values()):
            asked = in_full
        if not is_of_answer(asked):
            asked = as_question(asked)
        if asked != state.question:
            state = replace(state, asked=state.asked or state.question)
        return replace(state, question=capitalised(asked, self._directory.speaks))

    def _by_name(self, state: State) -> tuple[State, str]:
        """The question and those before with names for what they only mean, and a note on that.

        For what all documents are on, those that an answer counted, and whom one named.
        """
        history = self._opened(with_names(state.history))
        state, note = replace(state, history=history), ""
        whole = self._of_all(state.question, history) if state.rewritten is None else None
        if whole is not None:
            state = replace(state, question=whole, asked=state.asked or state.question)
            note = f"Understood as {named(whole)}."
        counted = name_counted(state.question, *history[-1]) if history else None
        counted = counted or name_whom(state.question, history)
        if counted is not None:
            state = replace(state, question=counted, asked=state.asked or state.question)
            note = note or f"Understood as {named(counted)}, after {named(history[-1][0])}."
        return state, note

    def _address(self, asked: str, searched_as: str, state: State) -> Address:
        """What a question names to look in, or what it carries over does."""
        if state.speaker is not None:
            return NOTHING_NAMED
        if state.documents is not None:
            return self._addresser.address_in(state.question, frozenset(state.documents))
        address = self._addresser.address(asked)
        if address == NOTHING_NAMED and not OTHERS.search(searched_as):
            address = self._addresser.address(searched_as)
        if address == NOTHING_NAMED:
            before = asked_before(state.question, state.history)
            address = self._addresser.address(before) if before else NOTHING_NAMED
        return address

    def _of_all(self, question: str, history: History) -> str | None:
        """A question with the name of what all documents are on, for “the program” or “it”."""
        if self._matter is None:
            return None
        last = history[-1] if history else ()
        texts = [each.text for each in self._documents.values()]
        return self._matter.put_into(question, last, texts, self._directory.spelled)

    def _opened(self, history: History) -> History:
        """The turns before, with a first question that may have named nothing, either."""
        if not history:
            return history
        (first, said), *others = history
        return ((self._of_all(first, ()) or first, said), *others)

    def _of_answer(self, state: State) -> State:
        """The question before, asked again: for who says so, for more of it, or in short."""
        if not state.history:
            query = self._prepare(state.question)
            return replace(state, talk=NOTHING_BEFORE, searched_as=state.question, query=query)
        own = replace(state, asked=state.asked or state.question)
        if asks_who_said(state.question):
            (question, answer), before = state.history[-1], state.history[:-1]
            again = self.understand(replace(own, question=question, history=before))
            recalled = again.recalled or answer
            return replace(again, recalled=recalled, notes=(_of_the_answer(question),))
        last = answered_last(state.history)
        if last is None:
            return self._of_answer(replace(state, history=()))
        question, before = last
        again = self.understand(replace(own, question=question, history=before))
        notes = (_of_the_answer(question),)
        if asks_in_short(state.question):
            return replace(again, sentences=1, notes=notes)
        quoted = " ".join(answer for _, answer in state.history[len(before) :])
        return replace(again, quoted=quoted, notes=(f"What else was found on {named(question)}.",))

    def _of_one_meant(self, state: State) -> State | None:
        """The last question asked of the one that is now named, where it fitted several things."""
        if not state.history or state.rewritten or not may_name_one(state.question):
            return None
        question, before = state.history[-1][0], state.history[:-1]
        if not leaves_open(question):
            return None
        last = self.understand(replace(state, question=question, history=before))
        decided = self._decided(last) if last.query is not None and not last.talk else last
        if not decided.meant:
            return None
        found = [decided.evidence[0].found, *(item.found for item in decided.meant)]
        meant = name_one(state.question, found)
        if meant is None:
            return None
        document: Document = self._documents[meant.entry.passage.document_id]
        own = self.understand(
            replace(state, question=question, history=before, documents=(document.id,))
        )
        note = f"Understood as {named(question)}, of “{document.title}”."
        return replace(own, asked=state.asked or state.question, notes=(note,))

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
        number = self._documents[name].number if name is not None else None
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
        if covered:
            decided = self._decided(alone)
            same = _sentences_of(decided) == _sentences_of(together)
            other = adds_nothing(question, understood.searched_as, together.evidence)
            surer = _is_covered(decided, BY_ITSELF) and decided.confidence > together.confidence
            return alone if surer and (same or other) else None
        note = f"Asked by itself: together with {named(state.history[-1][0])} it is not answered."
        noted = replace(alone, notes=(note,))
        decided = self._decided(noted)
        if _is_covered(decided):
            new = may_change_subject(question) or is_new(question, together.found)
            if not new and len(content_words(question)) < FEWEST:
                return None
            if not _is_covered(decided, BY_ITSELF if new else SURELY_BY_ITSELF):
                return None
            return noted
        searched_as, found = understood.searched_as, together.found
        another = is_of_another_subject(question, searched_as, found)
        return alone if another else None

    def _searched(self, state: State) -> tuple[Rows | None, frozenset[str] | None]:
        """The passages that are searched and whose words count; None where all do.

        Of an institution these are its reports, too, whose authors bear their own names.
        """
        if state.speaker is None:
            return self._index.rows(documents=state.documents), None
        called = self._directory.find_tellers(state.speaker)
        rows = self._rows_of(state.documents, called)
        reports = self._directory.find_reports(state.speaker)
        if state.documents is not None:
            reports &= frozenset(state.documents)
        for name in reports:
            author = frozenset((self._documents[name].speaker.name,))
            rows = np.union1d(rows, self._rows_of((name,), author)).astype(np.int64)
            called |= author
        return rows, called

    def _rows_of(self, documents: Sequence[str] | None, speakers: frozenset[str]) -> Rows:
        """The passages of some documents in which one of some speakers speaks."""
        said = self._directory.find_sayings(speakers)
        rows = self._index.rows(documents=documents, speakers=said)
        return np.empty(0, np.int64) if rows is None else rows


def _is_covered(decided: State, sure: float = 0.0) -> bool:
    """Whether a question is answered in full, and how surely at least."""
    return decided.refusal is None and decided.confidence >= sure


def _sentences_of(decided: State) -> list[Sentence]:
    return [item.sentence for item in decided.evidence]


def _nobody(name: str) -> str:
    """Says that a filter names nobody."""
    return f"Nobody in the documents who says something is called “{name}”."


def _of_the_answer(question: str) -> str:
    return f"Asked of the answer to {named(question)}."
