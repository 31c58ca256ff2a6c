"""Several of a kind that are told each in a sentence of its own: "Which counties left?"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.question import Query
from rag.asking.swapping import NAME
from rag.fitting.reranking import Reader
from rag.language.sentences import STARTERS
from rag.listing.one_of_several import OneOfSeveral, is_of_research
from rag.retrieving.evidence import Evidence, is_again, rank

WIDE, READ = 24, 24
"""Passages that are looked at, and their sentences that are read."""

LEAST = -1.5
"""The log-odds from which on a sentence tells of one of them, where another surely does."""

LIKELY = 0.0
"""… and from which on one does where several are always told so, whatever else is found."""

MOST = 8
"""Sentences that are quoted."""

_JOINED = re.compile(r"\s(?:of|for|and|the|v\.?)\s")

NOTE = "Each is told in a sentence of its own; there may be more of them."
ONE = "Only this one was found where several are asked for; there may be more."


class EachByItself:
    """Gathers what is told one by one, over one generation of an index.

    Args:
        prepare: Makes a query of a question.
        reader: Reads the sentences; the small one tells too little apart.
        ask: Answers a question that stands for the one of a state.
        least: The probability from which on an answer holds.
    """

    def __init__(
        self,
        finder: Finder,
        prepare: Callable[[str], Query],
        reader: Reader,
        ask: Callable[[str, State], State],
        least: float,
    ) -> None:
        self._finder = finder
        self._prepare = prepare
        self._reader = reader
        self._ask = ask
        self._least = least

    def answer(self, one: OneOfSeveral, state: State) -> State | None:
        """What tells of each of several; None where nothing surely tells of one."""
        if state.address.page or self._reader.size != "large":
            return None
        told = self._ask(one.text, replace(state, question=one.text, notes=()))
        if sure_of(told) < self._least or not told.evidence or told.parts:
            return None
        first = told.evidence[0]
        if not _names(first, state.question) - {first.sentence.speaker.name}:
            return None
        evidence = (first, *self._others(first, one, state))
        if len(evidence) < one.count:
            return None
        return replace(
            told,
            question=state.question,
            notes=state.notes,
            evidence=evidence[: state.sentences or MOST],
            listed=NOTE if len(evidence) > 1 else ONE,
            whole=True,
            sure=round(sure_of(told), 4),
        )

    def _others(self, first: Evidence, one: OneOfSeveral, state: State) -> list[Evidence]:
        """What tells of others than the first, likeliest first, each with a name of its own."""
        query = self._prepare(one.text)
        kind = one.noun.capitalize()
        found = self._finder.find_best(replace(state, k=WIDE), query)
        read = self._reader.read(one.text, rank(query, found, speakers=state.speakers), most=READ)
        least = LIKELY if one.always else LEAST
        likely = [
            item
            for item in read[:READ]
            if item.odds is not None
            and item.odds > least
            and (not one.always or is_of_research(f"{item.found.entry.context} {item.text}"))
        ]
        told, given = [first], _names(first, state.question)
        for item in sorted(likely, key=lambda item: -(item.odds or 0.0)):
            names = _names(item, state.question)
            new = {name for name in names - given if name not in item.sentence.speaker.name}
            again = any(kind in name for name in names & given)
            quoted = any(item.sentence == each.sentence or is_again(item, each) for each in told)
            if new and not (again or quoted or item.blemished):
                told.append(item)
                given |= names
        return told[1:]


def _names(item: Evidence, question: str) -> set[str]:
    """The names of a sentence, but for those that the question has."""
    text = " ".join(item.text.split())
    parts = (part for name in NAME.finditer(text) for part in _JOINED.split(name[0]))
    names = {re.sub(r"(?:['’]s|\.)$", "", part) for part in parts}
    return {each for each in names if each not in STARTERS and each not in question}
