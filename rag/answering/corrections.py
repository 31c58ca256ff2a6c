"""What corrects an answer, in whatever words: a note, an errata sheet, a letter, an addendum.

Of the sentences that correct something, in the document that is quoted and in the others found,
those that come closest to the question are read beside it. What of them answers it too, and
differently, is told with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.answering.amendments import clause_around, is_thread, label_of
from rag.answering.correcting_notes import (
    is_before,
    is_later_edition,
    is_of_row,
    label_of_block,
    mentions,
    narrower,
    refers_elsewhere,
    refers_to_another,
    speaks_of_another,
    title_words,
)
from rag.answering.finding import Finder
from rag.answering.held_now import gives_other
from rag.answering.of_another import (
    asks_for_what_stays,
    changes_another,
    denies_quoted,
    gives_the_same_again,
    must_say_so,
    says_nothing_new,
    speaks_of_something_else,
)
from rag.answering.state import State
from rag.answering.which_one import tell_the_same
from rag.asking.question import roots
from rag.fitting.reranking import Reader
from rag.indexing.correcting import LONGEST_NOTE, Correcting, refers_to
from rag.language.retractions import (
    begins_with_note,
    heads,
    is_hypothetical,
    is_now,
    keeps,
    old_words,
    recalls,
    takes_back,
)
from rag.records import Document, Sentence
from rag.refusing.unmentioned import names_in
from rag.retrieving.evidence import Evidence, said_by
from rag.retrieving.kinds import has_kind, kinds_asked
from rag.retrieving.picking import with_context

READ = 4
"""Sentences that correct something which are read for an answer."""

HEADED_ROWS = 12
"""Passages under headings of corrections that are looked at, however far from a question."""

DOCUMENTS = 5
"""Other documents, of those found, in which corrections are looked for."""

TOLD = 2
"""Corrections of one sentence that are told, each of a document of its own."""

SHORT = 8
"""Words of a sentence that says of something but that it was wrong, and then what holds."""

WHOLE = 2
"""Sentences before one that corrects which are told with it, at most."""

# Log-odds from which on a sentence answers the question that was answered otherwise. Chosen on 88
# questions about four folders in which much is corrected (`evals/README.md`).
REFERRED = -3.0
"""… where it refers to the paragraph that is quoted,"""
IN_IT = -1.5
"""… where it stands further on in the document that is quoted, or in one called a correction,"""
ELSEWHERE = 0.0
"""… where it stands in another document."""
HEADED = 1.0
"""… and so much more where only its heading, or what announces it, tells that it corrects, or
where it has no word of the question nor of what is quoted."""
ALIKE = 2
"""Words that what refers to a paragraph of another document must share with it."""

NEARER = 1.0
"""Log-odds by which one of the same document, or that refers to what is quoted, goes before."""

GIVEN = frozenset(("who", "when", "hour", "number"))
"""Kinds of things asked for that a sentence can give otherwise."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What corrects a sentence.

    Attributes:
        by: The sentence that does, with what of its paragraph says so.
        refers: Whether it refers to the paragraph of that sentence, or to words of it; else it
            was read as another answer to the question.
    """

    by: Evidence
    refers: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    item: Evidence
    correcting: Correcting
    text: str  # of its paragraph


class Corrections:
    """Looks for corrections over one generation of an index.

    Args:
        documents: Its documents, by id.
    """

    def __init__(self, finder: Finder, documents: Mapping[str, Document], reader: Reader) -> None:
        self._finder = finder
        self._documents = documents
        self._reader = reader
        self._title_words = lru_cache(maxsize=None)(lambda name: title_words(documents[name].title))
        self._about = lru_cache(maxsize=256)(self._documents_about)
        self._headed = lru_cache(maxsize=256)(self._headed_rows)

    def of(self, item: Evidence, state: State, *, referring: bool) -> list[Correction]:
        """Returns what corrects a sentence that answers, and what of another document does too.

        The small cross-encoder tells too little apart: with it only what refers to the paragraph
        that is quoted corrects it.

        Args:
            referring: Whether only that does, whatever reads.
        """
        assert state.query is not None
        question = state.searched_as or state.query.text
        names = names_in(question)
        may = [one for one in self._candidates(item, state) if self._may(one, item, names)]
        may = [one for one in may if not referring or self._refers(one, item)]
        near = sorted(
            (one for one in may if self._gives_otherwise(one, item, question)),
            key=lambda one: (not self._refers(one, item), -self._closeness(one, state)),
        )[:READ]
        read = self._reader.read(question, [one.item for one in near], most=READ)
        told = [replace(one, item=item) for one, item in zip(near, read, strict=True)]
        fit = [one for one in told if (one.item.odds or 0.0) >= self._least(one, item, question)]
        best: list[_Candidate] = []
        for one in sorted(fit, key=lambda one: -self._weight(one, item)):
            beside = {each.item.found.document_id for each in best}
            again = any(tell_the_same(question, one.item, each.item) for each in best)
            if one.item.found.document_id not in beside and not again:
                best.append(one)
        return [
            Correction(_without(_whole(one), item), self._refers(one, item)) for one in best[:TOLD]
        ]

    def _candidates(self, item: Evidence, state: State) -> Iterator[_Candidate]:
        """The sentences that correct something, of the document quoted and of the others found."""
        own = item.found.document_id
        named = state.rows is not None and not _is_limited(state)
        near = [] if named else [found.document_id for found in state.found]
        others = dict.fromkeys((*self._about(own), *near))
        for name in (own, *[each for each in others if each != own][:DOCUMENTS]):
            wide, headed = self._wide(state), self._headed(name)
            for found in self._finder.correcting_near(name, wide, besides=headed):
                for each in found.entry.correcting:
                    sentence = found.entry.passage.sentences[each.place]
                    # Whoever is asked about, the notes of the same document may correct it.
                    whose = item.speakers if name != own or state.speaker else None
                    if found.may_be_quoted(sentence, whose):
                        matches = found.matches[each.place]
                        told = Evidence(found, sentence, 0.0, matches, speakers=whose)
                        text = clause_around(self._documents[name], sentence)
                        yield _Candidate(told, each, text)

    @staticmethod
    def _wide(state: State) -> State:
        """A state that looks everywhere, where only what is named in its question is searched."""
        return state if _is_limited(state) else replace(state, rows=None)

    def _headed_rows(self, name: str) -> tuple[int, ...]:
        """The passages of a document that stand under a heading of corrections, the last ones."""
        entries = self._finder.correcting(name)
        headed = [row for row, entry in entries if any(map(heads, entry.passage.headings))]
        return tuple(headed[-HEADED_ROWS:])

    def _may(self, one: _Candidate, item: Evidence, names: Sequence[str]) -> bool:
        """Whether a sentence may correct another: it is not of its paragraph, nor from before.

        Args:
            names: Those in the question, of which another document must have some.
        """
        own, other = item.found.document_id, one.item.found.document_id
        if is_hypothetical(one.item.text) or not self._of_same_part(one, item):
            return False
        if one.item.sentence.kind == "row" and label_of(one.item.text) != label_of(item.text):
            return False
        if own != other:
            earlier = is_before(self._documents[other].date, one.text, self._documents[own].date)
            text = self._documents[other].text.lower()
            if speaks_of_another(one.text, self._title_words(own)):
                return False
            named = not names or any(name.lower() in text for name in names)
            return named and not earlier
        around, block = self._documents[own].block_around(item.sentence), one.correcting.block
        if block[0] == around.start:  # a note tells first what was said, then what holds
            behind = one.item.sentence.start > item.sentence.start
            return behind and one.correcting.told and recalls(item.text)
        if block[0] < around.start and not is_thread(self._documents[own]):
            return False
        labels = self._labels(item)
        numbered = {label[0].isdigit() for label in labels}
        alike = {each for each in one.correcting.labels if each[0].isdigit() in numbered}
        return not alike or any(
            label == each or label.startswith(f"{each}.") for each in alike for label in labels
        )

    def _of_same_part(self, one: _Candidate, item: Evidence) -> bool:
        """Whether two sentences that correct something do not refer to different paragraphs."""
        own = clause_around(self._documents[item.found.document_id], item.sentence)
        named = refers_to(own) if takes_back(own) or begins_with_note(own) else frozenset()
        return not named or not one.correcting.labels or not named.isdisjoint(one.correcting.labels)

    def _label(self, item: Evidence) -> str:
        """What the paragraph is labelled in which a sentence stands."""
        document = self._documents[item.found.document_id]
        return label_of_block(clause_around(document, item.sentence))

    def _labels(self, item: Evidence) -> frozenset[str]:
        """That, and what it stands under."""
        headings = item.found.entry.passage.headings[1:]
        return frozenset(filter(None, (self._label(item), *map(label_of_block, headings))))

    def _refers(self, one: _Candidate, item: Evidence) -> bool:
        """Whether a sentence refers to the paragraph of another, or to words of it."""
        own, other = item.found.document_id, one.item.found.document_id
        if any(each in f" {' '.join(item.text.lower().split())} " for each in old_words(one.text)):
            return own == other or self._are_editions(own, other)
        labels, named = self._labels(item), one.correcting.labels
        if own != other and not labels.isdisjoint(
            refers_elsewhere(one.text, self._title_words(own))
        ):
            return len((roots(one.item.text) | roots(one.text)) & roots(item.text)) >= ALIKE
        if own != other:
            later = is_later_edition(self._documents[other].title) or refers_to_another(one.text)
            if not (later and self._are_editions(own, other)):
                return False
        whole = self._label(item)  # of its paragraph; what stands under a heading is of many
        return whole in named or (not is_of_row(one.text) and not labels.isdisjoint(named))

    def _documents_about(self, name: str) -> tuple[str, ...]:
        """Other editions of a document, and what is called a correction and mentions it."""
        title = self._title_words(name)
        return tuple(
            other
            for other, document in self._documents.items()
            if other != name
            and (
                self._are_editions(name, other)
                or (is_later_edition(document.title) and mentions(document.text, title))
            )
        )

    def _are_editions(self, one: str, other: str) -> bool:
        """Whether one of two documents has all words of the other's title, and no other year."""
        words = [self._title_words(name) for name in (one, other)]
        years = [set(re.findall(r"\d{4}", self._documents[name].title)) for name in (one, other)]
        if not words[0] <= words[1] and not words[1] <= words[0]:
            return False
        return min(map(len, words)) > 1 and (years[0] == years[1] or not all(years))

    def _weight(self, one: _Candidate, item: Evidence) -> float:
        """How much speaks for a sentence that corrects: how surely it answers, and where."""
        same = one.item.found.document_id == item.found.document_id
        nearer = same + self._refers(one, item) - _restates(one.item, item)
        return (one.item.odds or 0.0) + NEARER * nearer

    @staticmethod
    def _closeness(one: _Candidate, state: State) -> float:
        assert state.query is not None
        return float(one.item.matches.astype(float) @ state.query.weights.astype(float))

    def _gives_otherwise(self, one: _Candidate, item: Evidence, question: str) -> bool:
        """Whether a sentence has what is asked for, of the same thing, and other than quoted."""
        told, refers = one.item, self._refers(one, item)
        if not refers and (self._reader.size != "large" or asks_for_what_stays(question)):
            return False
        if (refers and keeps(one.text)) or says_nothing_new(told.text):
            return False
        own, other = item.found.document_id, told.found.document_id
        elsewhere = other not in (own, *self._about(own))
        if not refers and (
            changes_another(told.text, item, self._documents[own])
            or (elsewhere and speaks_of_something_else(told.text, item, question))
        ):
            return False
        if _restates(told, item) and not _taken_back_next(told):
            return False
        kinds = kinds_asked(question)
        gives = refers or not kinds or any(has_kind(kind, told.text) for kind in kinds)
        if not refers and must_say_so(question):
            gives = takes_back(told.text) or is_now(told.text)
        if one.correcting.told:
            gives = gives or takes_back(told.text)
        else:  # it must give another date, name or figure
            gives = gives and not GIVEN.isdisjoint(kinds)
        if not gives or (not refers and gives_the_same_again(question, told, item)):
            return False
        numeric = not GIVEN.isdisjoint(kinds) and "who" not in kinds
        around = f"{question} {item.text} {item.found.entry.context}"
        if numeric and not refers and narrower(told.text, around, years="number" in kinds):
            return False
        return not numeric or one.correcting.told or gives_other(told.text, item.text)

    def _least(self, one: _Candidate, item: Evidence, question: str) -> float:
        """The log-odds that a sentence must at least have to correct another."""
        told, refers = one.item, self._refers(one, item)
        shared = (roots(told.text) | roots(one.text)) & (roots(question) | roots(item.text))
        same = told.found.document_id == item.found.document_id
        about = told.found.document_id in self._about(item.found.document_id)
        near = same or (one.correcting.told and about) or denies_quoted(told.text, item)
        least = REFERRED if refers else IN_IT if near else ELSEWHERE
        return least if refers or (shared and _says_so(one)) else least + HEADED


def _is_limited(state: State) -> bool:
    """Whether only some documents or speakers may be quoted at all."""
    return state.documents is not None or state.speaker is not None


def _says_so(one: _Candidate) -> bool:
    """Whether a sentence or its own paragraph tells that it corrects something."""
    short = one.text if len(one.text) <= LONGEST_NOTE else one.item.text
    return takes_back(short) or is_now(one.item.text) or begins_with_note(one.text)


def _restates(told: Evidence, item: Evidence) -> bool:
    """Whether a sentence has all words of another: "I wrote that …"."""
    return roots(item.text) <= roots(told.text) and not takes_back(told.text)


def _next(item: Evidence) -> Sentence | None:
    behind = item.found.entry.passage.sentences[item.place + 1 :]
    return behind[0] if behind and behind[0].kind != "heading" else None


def _taken_back_next(item: Evidence) -> bool:
    behind = _next(item)
    return behind is not None and takes_back(item.found.entry.passage.text_of(behind))


def _whole(one: _Candidate) -> Evidence:
    """A sentence that corrects, with what of its paragraph says so before it or what holds."""
    item = with_context(one.item, set(), 1 + WHOLE)
    passage = item.found.entry.passage
    start, end = one.correcting.block
    behind = _next(item)
    goes_on = behind is not None and behind.start < end and said_by(behind, item.speakers)
    rest = (behind,) if behind is not None and goes_on else ()
    if takes_back(item.text):
        return replace(item, followed_by=rest) if len(item.text.split()) <= SHORT else item
    if rest and (_taken_back_next(item) or recalls(item.text)):
        return replace(item, followed_by=rest)
    if item.led_in_by:
        return item
    before = [each for each in passage.sentences[: item.place] if each.start >= start][-WHOLE:]
    before = [each for each in before if said_by(each, item.speakers)]
    says = [each for each in before if takes_back(passage.text_of(each))]
    return replace(item, led_in_by=tuple(before[before.index(says[0]) :]) if says else ())


def _without(told: Evidence, item: Evidence) -> Evidence:
    """A sentence that corrects without what is quoted already."""
    lead = tuple(each for each in told.led_in_by if each not in item.sentences)
    return replace(told, led_in_by=lead)
