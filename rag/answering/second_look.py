"""A second look, where nothing among the nearest passages answers: at the sentences of many more.

Passages are found by what all of them has of a question. A sentence that answers in other words may
stand in one that has little else of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.answering.finding import Finder
from rag.answering.in_talk import reader_of
from rag.answering.state import State
from rag.asking.imperatives import as_question
from rag.asking.question import mute
from rag.fitting.reranking import Reader, plainly_answers
from rag.retrieving.evidence import Evidence, rank

WIDE = 60
"""Passages that are looked at."""

READ = 10
"""Their sentences that are read, those nearest to the question."""

MAY_ANSWER = 0.0
"""The log-odds from which on a sentence brings its passage to those that may answer."""


@dataclass(frozen=True, slots=True)
class Further:
    """What a second look brought.

    Attributes:
        state: The question, its found passages and those that a sentence brings.
        best: The sentence that likeliest answers, if one likely does: it may have so little of the
            question that it is not read again among those of all these passages.
    """

    state: State
    best: Evidence | None

    def by_best(self) -> State | None:
        """The question with that one sentence."""
        if self.best is None:
            return None
        return replace(self.state, evidence=(self.best,), likeliest=None)


def look_further(state: State, finder: Finder, reader: Reader) -> Further | None:
    """Returns a question with more passages in which it may be answered; None where there are none.

    Args:
        reader: Reads the nearest of their sentences; the small one tells too little apart.
    """
    if state.query is None or state.address.page or reader.size != "large":
        return None
    seen = {item.row for item in state.found}
    wide = finder.find_best(replace(state, k=WIDE), state.query)
    query = mute(state.query, state.address.words)
    ranked = rank(query, [each for each in wide if each.row not in seen], speakers=state.speakers)
    read = reader_of(state, reader).read(as_question(query.text), ranked, most=READ)[:READ]
    likely = [item for item in read if (item.odds or 0.0) >= MAY_ANSWER]
    further = {item.found.row: item.found for item in likely}
    if not further:
        return None
    best = max(filter(plainly_answers, likely), key=lambda item: item.odds or 0.0, default=None)
    return Further(replace(state, found=(*state.found, *further.values())), best)
