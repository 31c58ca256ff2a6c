"""What corrects an answer, in whatever words: a note, an errata sheet, a letter, an addendum.

Of the sentences that correct something, in the document that is quoted and in the others found,
those that come closest to the question are read beside it. What of them answers it too, and
differently, is told with the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.answering.correcting import (
    LONGEST_NOTE,
    Correcting,
    Paragraphs,
    begins_with_note,
    is_hypothetical,
    is_later_edition,
    is_now,
    keeps,
    label_of_block,
    may_correct,
    old_words,
    refers_to_another,
    takes_back,
    title_words,
)
from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.which_one import tell_the_same
from rag.asking.question import roots
from rag.fitting.reranking import Reader
from rag.records import Document
from rag.retrieving.evidence import Evidence
from rag.retrieving.kinds import has_kind, kind_asked
from rag.retrieving.picking import with_context

READ = 4
"""Sentences that correct something which are read for an answer."""

DOCUMENTS = 6
"""Other documents, of those found, in which corrections are looked for."""

TOLD = 2
"""Corrections of one sentence that are told, each of a document of its own."""

WHOLE = 2
"""Sentences before one that corrects which are told with it, at most."""

# Log-odds from which on a sentence answers the question that was answered otherwise. Chosen on 88
# questions about two folders in which much is corrected (`evals/README.md`).
REFERRED = -3.0
"""… where it refers to the paragraph that is quoted,"""
IN_IT = -1.0
"""… where it stands further on in the document that is quoted,"""
ELSEWHERE = 0.0
"""… where it stands in another document."""
HEADED = 1.0
"""… and so much more where only its heading, or what announces it, tells that it corrects, or
where it has no word of the question nor of what is quoted."""
NEARER = 1.0
"""Log-odds by which one of the same document, or that refers to what is quoted, goes before."""

MOST_OF = 0.6
"""Share of the words of a title that another one has of which it is another edition."""

GIVEN = ("who", "when", "hour", "number")
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
        self._paragraphs = lru_cache(maxsize=64)(lambda name: Paragraphs(documents[name]))
        self._title_words = lru_cache(maxsize=None)(lambda name: title_words(documents[name].title))
        self._rows = lru_cache(maxsize=256)(self._correcting_rows)

    def of(self, item: Evidence, state: State, *, referring: bool) -> list[Correction]:
        """Returns what corrects a sentence that answers, and what of another document does too.

        The small cross-encoder tells too little apart: with it only what refers to the paragraph
        that is quoted corrects it.

        Args:
            referring: Whether only that does, whatever reads.
        """
        assert state.query is not None
        question = state.searched_as or state.query.text
        may = [one for one in self._candidates(item, state) if self._may(one, item)]
        near = sorted(
            (one for one in may if not referring or self._refers(one, item)),
            key=lambda one: (not self._refers(one, item), -self._closeness(one, state)),
        )[:READ]
        read = self._reader.read(question, [one.item for one in near], most=READ)
        told = [replace(one, item=item) for one, item in zip(near, read, strict=True)]
        fit = [one for one in told if self._fits(one, item, question)]
        best: list[_Candidate] = []
        for one in sorted(fit, key=lambda one: -self._weight(one, item)):
            beside = {each.item.found.document_id for each in best}
            again = any(tell_the_same(question, one.item, each.item) for each in best)
            if one.item.found.document_id not in beside and not again:
                best.append(one)
        return [Correction(_whole(one), self._refers(one, item)) for one in best[:TOLD]]

    def _candidates(self, item: Evidence, state: State) -> Iterator[_Candidate]:
        """The sentences that correct something, of the document quoted and of the others found."""
        own = item.found.document_id
        editions = [name for name in self._documents if self._are_editions(own, name)]
        others = dict.fromkeys((*editions, *(found.document_id for found in state.found)))
        for name in (own, *[each for each in others if each != own][:DOCUMENTS]):
            rows = self._rows(name)
            for found in self._finder.among(list(rows), state):
                for each in rows[found.row]:
                    # Whoever is asked about, the notes of the same document may correct it.
                    whose = item.speakers if name != own or state.speaker else None
                    if found.may_be_quoted(each.sentence, whose):
                        matches = found.matches[each.place]
                        told = Evidence(found, each.sentence, 0.0, matches, speakers=whose)
                        paragraphs = self._paragraphs(name)
                        text = paragraphs.text_of(paragraphs.around(each.sentence))
                        yield _Candidate(told, each, text)

    def _correcting_rows(self, name: str) -> dict[int, tuple[Correcting, ...]]:
        """The sentences of a document that correct something, by the row of their passage."""
        if not may_correct(self._documents[name]):
            return {}
        paragraphs = self._paragraphs(name)
        found = {
            row: tuple(paragraphs.correcting(entry.passage))
            for row, entry in self._finder.entries_of(name)
        }
        return {row: each for row, each in found.items() if each}

    def _may(self, one: _Candidate, item: Evidence) -> bool:
        """Whether a sentence may correct another: it is not of its paragraph, nor from before."""
        own, other = item.found.document_id, one.item.found.document_id
        if is_hypothetical(one.item.text):
            return False
        if own != other:
            days = self._documents[own].date, self._documents[other].date
            return not (all(days) and str(days[1]) < str(days[0]))
        if one.correcting.block[0] <= self._paragraphs(own).around(item.sentence).start:
            return False
        label = self._label(item)
        alike = {each for each in one.correcting.labels if each[0].isdigit() == label[:1].isdigit()}
        within = any(label == each or label.startswith(f"{each}.") for each in alike)
        return not label or not alike or within

    def _label(self, item: Evidence) -> str:
        paragraphs = self._paragraphs(item.found.document_id)
        return label_of_block(paragraphs.text_of(paragraphs.around(item.sentence)))

    def _refers(self, one: _Candidate, item: Evidence) -> bool:
        """Whether a sentence refers to the paragraph of another, or to words of it."""
        own, other = item.found.document_id, one.item.found.document_id
        if any(each in f" {' '.join(item.text.lower().split())} " for each in old_words(one.text)):
            return own == other or self._are_editions(own, other)
        if own != other:
            later = is_later_edition(self._documents[other].title) or refers_to_another(one.text)
            if not (later and self._are_editions(own, other)):
                return False
        return self._label(item) in one.correcting.labels

    def _are_editions(self, one: str, other: str) -> bool:
        """Whether one of two documents has nearly all words of the title of the other."""
        words = [self._title_words(name) for name in (one, other)]
        fewest = min(map(len, words))
        return fewest > 1 and len(words[0] & words[1]) >= MOST_OF * fewest

    def _weight(self, one: _Candidate, item: Evidence) -> float:
        """How much speaks for a sentence that corrects: how surely it answers, and where."""
        same = one.item.found.document_id == item.found.document_id
        return (one.item.odds or 0.0) + NEARER * same + NEARER * self._refers(one, item)

    @staticmethod
    def _closeness(one: _Candidate, state: State) -> float:
        assert state.query is not None
        return float(one.item.matches.astype(float) @ state.query.weights.astype(float))

    def _fits(self, one: _Candidate, item: Evidence, question: str) -> bool:
        """Whether a sentence answers the question too, and not as it was answered."""
        told, refers = one.item, self._refers(one, item)
        if told.odds is None or (told.read_by != "large" and not refers):
            return False
        if refers and keeps(one.text):
            return False
        kind = kind_asked(question)
        gives = kind is None or has_kind(kind, told.text) or takes_back(told.text)
        if not one.correcting.told:  # it must give another date, name or figure
            gives = kind in GIVEN and has_kind(kind, told.text)
        if not gives or (not refers and tell_the_same(question, told, item)):
            return False
        shared = (roots(told.text) | roots(one.text)) & (roots(question) | roots(item.text))
        same = told.found.document_id == item.found.document_id
        least = REFERRED if refers else IN_IT if same else ELSEWHERE
        if not refers and not (shared and _says_so(one)):
            least += HEADED
        return told.odds >= least


def _says_so(one: _Candidate) -> bool:
    """Whether a sentence or its own paragraph tells that it corrects something."""
    short = one.text if len(one.text) <= LONGEST_NOTE else one.item.text
    return takes_back(short) or is_now(one.item.text) or begins_with_note(one.text)


def _whole(one: _Candidate) -> Evidence:
    """A sentence that corrects, with what of its paragraph says so before it."""
    item = with_context(one.item, set(), 1 + WHOLE)
    if item.led_in_by or takes_back(item.text):
        return item
    passage = item.found.entry.passage
    start = one.correcting.block[0]
    before = [each for each in passage.sentences[: item.place] if each.start >= start][-WHOLE:]
    says = [each for each in before if takes_back(passage.text_of(each))]
    return replace(item, led_in_by=tuple(before[before.index(says[0]) :]) if says else ())
