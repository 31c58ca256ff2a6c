"""Who is for or against something, each in a sentence of its own: "Who criticized the audit?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.question import Query, roots
from rag.asking.sides_asked import SideAsked, sides_asked
from rag.fitting.reranking import Reader
from rag.fitting.taking_sides import (
    is_of_some_work,
    may_be_on_it,
    may_take_side,
    names_what_it_is_on,
)
from rag.language.abbreviations import is_called
from rag.retrieving.evidence import Evidence, is_again, rank
from rag.retrieving.standing import needs

WIDE, READ = 40, 16
"""Passages that are looked at, and their sentences that are read, once for each wording."""

LEAST, UNNAMED = 1.0, 0.5
"""Log-odds from which on a sentence tells of one who takes that side; where it is on some work that
is not named, the first must have the one, and others the other."""

PLAIN = 0.0
"""… where it has a verb for it that is said of what is asked about …"""

UNDER = 2.5
"""… where only the title and headings above it name what is asked about …"""

CONSENT = {True: -2.5, False: 0.0}
"""… and where it is on what is agreed with or not in so many words, as its words tell already."""

MOST, EACH = 6, 2
"""Sentences that are quoted, and those of one among them who is quoted."""

SAME = 0.7
"""Share of the words of the shorter of two sentences from which on the other says the same."""

SURE, SURELY = 0.9, 0.75
"""The probability that such sentences answer, and from which on what was chosen does besides."""

_VERBS = {
    True: ("found fault with", "criticized", "complained about", "opposed"),
    False: ("praised", "supported", "agreed with"),
}
_CONSENTS = {
    True: ("disagreed with", "did not agree with", "rejected"),
    False: ("agreed with", "concurred with"),
}
"""What those who take a side are looked for by, who are told of in many words."""

NOTE = "Each is told in a sentence of its own; there may be more of them."
NOBODY = "Nothing was found that is said {} it."


class SidesTaken:
    """Gathers who takes a side, over one generation of an index.

    Args:
        prepare: Makes a query of a question.
        reader: Reads the sentences; the small one tells too little apart.
    """

    def __init__(self, finder: Finder, prepare: Callable[[str], Query], reader: Reader) -> None:
        self._finder = finder
        self._prepare = prepare
        self._reader = reader

    def answer(self, state: State, chosen: State) -> State:
        """Whoever takes the side that is asked for, or both, and what tells so besides.

        Args:
            chosen: The question with what answers it otherwise. What in it is on another side, or
                on the side of something else, does not.
        """
        sides = _sides(state)
        settled = chosen.whole or chosen.parts or chosen.told or chosen.unknown
        if not sides or settled or state.address.page or self._reader.size != "large":
            return chosen
        own = [x for x in chosen.evidence if any(_may_be(x, side) for side in sides)]
        leads = own[:1] == list(chosen.evidence[:1])
        told = [self._taking(side, state) for side in sides]
        if not any(told):
            return replace(chosen, evidence=tuple(own) if leads else ())
        missing = (side for side, each in zip(sides, told, strict=True) if not each)
        notes = [NOBODY.format("against" if side.against else "for") for side in missing]
        evidence = [item for each in told for item in each]
        if len(sides) == 1 and leads and _odds(own[0]) >= LEAST and sure_of(chosen) >= SURELY:
            evidence += [x for x in own[:1] if not any(_says_same(x, each) for each in evidence)]
        if len(evidence) > 1:
            notes.insert(0, NOTE)
        return replace(
            state,
            evidence=tuple(evidence[: state.sentences]),
            listed=" ".join(notes),
            whole=True,
            sure=SURE,
        )

    def asks_what_is_said(self, state: State) -> bool:
        """Whether it is asked who says something for or against a thing."""
        return self._reader.size == "large" and any(each.in_words for each in _sides(state))

    def _taking(self, asked: SideAsked, state: State) -> list[Evidence]:
        """The sentences that tell of those on one side, likeliest first, each once."""
        told: list[Evidence] = []
        for item in self._likely(asked, state):
            who = item.sentence.speaker
            theirs = [x for x in told if x.sentence.speaker == who and who.quoted_by]
            if len(theirs) < EACH and not any(_says_same(item, each) for each in told):
                told.append(item)
        return told[:MOST]

    def _likely(self, asked: SideAsked, state: State) -> list[Evidence]:
        """The sentences that are read as telling of one on that side, likeliest first."""
        found: dict[tuple[str, int], Evidence] = {}
        for verb in (_CONSENTS if asked.consents else _VERBS)[asked.against]:
            query = self._prepare(f"Who {verb} {asked.on}?")
            wide = self._finder.find_best(replace(state, k=WIDE), query)
            for item in rank(query, wide, speakers=state.speakers):
                if not item.blemished and not _says_it_of_itself(item, asked):
                    found.setdefault((item.found.document_id, item.sentence.start), item)
        named = [item for item in found.values() if may_take_side(item.text, asked)]
        if asked.consents:
            return [x for x in self._read(asked, named) if _odds(x) >= CONSENT[asked.against]]
        read = self._read(asked, named)
        if read and _odds(read[0]) >= LEAST:
            least = UNNAMED if is_of_some_work(asked) else LEAST
            return [x for x in read if _odds(x) >= least or _is_plain(x, asked)]
        if plain := [x for x in read if _is_plain(x, asked)]:
            return plain
        under = [x for x in found.values() if may_take_side(x.text, asked, x.found.entry.context)]
        whole = [x for x in under if not needs(x.text)]
        return [x for x in self._read(asked, whole) if _odds(x) >= UNDER]

    def _read(self, asked: SideAsked, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Those that come closest with how likely they tell of that side, likeliest first."""
        nearest = sorted(evidence, key=lambda item: -item.score)[:READ]
        read = (self._reader.read(text, nearest, most=READ) for text in asked.texts)
        best = (max(each, key=_odds) for each in zip(*read, strict=True))
        return sorted(best, key=lambda item: -_odds(item))


def _says_it_of_itself(item: Evidence, asked: SideAsked) -> bool:
    """Whether what is asked about is who speaks: what ICE says is no criticism of ICE."""
    name = item.sentence.speaker.name
    titled = item.found.entry.context.startswith(name)  # its title stands for who made it
    return not titled and is_called(name, re.sub(r"^the ", "", asked.on, flags=re.I))


def _may_be(item: Evidence, asked: SideAsked) -> bool:
    may = may_take_side if asked.consents else may_be_on_it
    return may(item.text, asked) and not _says_it_of_itself(item, asked)


def _is_plain(item: Evidence, asked: SideAsked) -> bool:
    return _odds(item) >= PLAIN and names_what_it_is_on(item.text, asked)


def _sides(state: State) -> tuple[SideAsked, ...]:
    """The sides that are asked for, of what the question before asked them of where it is "it"."""
    before = [asked for asked, _ in state.history]
    return sides_asked(state.searched_as) or sides_asked(state.question, before)


def _odds(item: Evidence) -> float:
    return item.odds or 0.0


def _says_same(one: Evidence, other: Evidence) -> bool:
    """Whether one of two sentences has most of the words of the other."""
    ours, theirs = roots(one.text), roots(other.text)
    return len(ours & theirs) >= SAME * min(len(ours), len(theirs)) or is_again(one, other)
