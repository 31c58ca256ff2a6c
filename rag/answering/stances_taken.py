"""Who is for or against something, each in a sentence of its own: "Who criticized the audit?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.each_by_itself import NOTE
from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.question import Query, roots
from rag.asking.stances_asked import StanceAsked, stances_asked
from rag.fitting.reranking import Reader
from rag.fitting.stance_told import (
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

THEIRS = 0.5
"""… where it is asked what one has against something, and that one says it …"""

UNDER = 2.5
"""… where only the title and headings above it name what is asked about …"""

CONSENT = {True: -2.5, False: 0.0}
"""… and where it is on what is agreed with or not in so many words, as its words tell already."""

MOST, EACH = 6, 2
"""Sentences that are quoted, and those of one among them who is quoted."""

SAME = 0.6
"""Share of the words of the shorter of two sentences from which on the other says the same."""

SURE, SURELY, LIKELY = 0.9, 0.75, 0.6
"""The probability that such sentences answer, from which on what was chosen does besides, and from
which on it may call what is asked about by other words."""

_VERBS = {
    True: ("found fault with", "criticized", "complained about", "opposed"),
    False: ("praised", "supported", "agreed with"),
}
_CONSENTS = {
    True: ("disagreed with", "did not agree with", "rejected"),
    False: ("agreed with", "concurred with"),
}
"""What those who take a side are looked for by, who are told of in many words."""

NOBODY = "Nothing was found that is said {} it."


class StancesTaken:
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
        sure = sure_of(chosen)
        own = [
            x for x in chosen.evidence if any(_may_be(x, side, sure >= LIKELY) for side in sides)
        ]
        if own[:1] != list(chosen.evidence[:1]):
            own = []
        told = [self._taking(side, state) for side in sides]
        if not any(told):
            return chosen if sides[0].who else replace(chosen, evidence=tuple(own))
        evidence = [item for each in told for item in each]
        if len(sides) == 1 and own and _odds(own[0]) >= LEAST and sure >= SURELY:
            evidence = _beside(evidence, own[:1], sides[0])
        notes = [NOBODY.format(_way(x)) for x, each in zip(sides, told, strict=True) if not each]
        if len(sides) > 1 and not notes:
            first = "The first is" if len(told[0]) == 1 else f"The first {len(told[0])} are"
            notes = [f"{first} {_way(sides[0])} it, what follows {_way(sides[1])} it."]
        several = [NOTE] if len(evidence) > 1 else []
        return replace(
            state,
            evidence=tuple(evidence[: state.sentences]),
            listed=" ".join((*several, *notes)),
            whole=True,
            sure=SURE,
        )

    def asks_what_is_said(self, state: State) -> bool:
        """Whether it is asked who says something for or against a thing."""
        return self._reader.size == "large" and any(each.in_words for each in _sides(state))

    def _taking(self, asked: StanceAsked, state: State) -> list[Evidence]:
        """The sentences that tell of those on one side, likeliest first, each once."""
        told: list[Evidence] = []
        for item in self._likely(asked, state):
            who = item.sentence.speaker
            many = who.quoted_by and not asked.who
            theirs = [x for x in told if x.sentence.speaker == who and many]
            if len(theirs) < EACH and not any(_says_same(item, each, asked) for each in told):
                told.append(item)
        return told[:MOST]

    def _likely(self, asked: StanceAsked, state: State) -> list[Evidence]:
        """The sentences that are read as telling of one on that side, likeliest first."""
        if asked.who:
            theirs = [x for x in self._found(asked.texts, state) if _is_theirs(x, asked.who)]
            return [x for x in self._read(asked, theirs) if _odds(x) >= THEIRS]
        verbs = (_CONSENTS if asked.consents else _VERBS)[asked.against]
        found = self._found([f"Who {verb} {asked.on}?" for verb in verbs], state)
        found = [item for item in found if not _says_it_of_itself(item, asked)]
        named = [item for item in found if may_take_side(item.text, asked)]
        if asked.consents:
            return [x for x in self._read(asked, named) if _odds(x) >= CONSENT[asked.against]]
        read = self._read(asked, named)
        if read and _odds(read[0]) >= LEAST:
            least = UNNAMED if is_of_some_work(asked) else LEAST
            return [x for x in read if _odds(x) >= least or _is_plain(x, asked)]
        if plain := [x for x in read if _is_plain(x, asked)]:
            return plain
        under = [x for x in found if may_take_side(x.text, asked, x.found.entry.context)]
        whole = [x for x in under if not needs(x.text)]
        return [x for x in self._read(asked, whole) if _odds(x) >= UNDER]

    def _found(self, texts: Sequence[str], state: State) -> list[Evidence]:
        """The sentences of what comes closest to some questions, each once."""
        found: dict[tuple[str, int], Evidence] = {}
        for text in texts:
            query = self._prepare(text)
            wide = self._finder.find_best(replace(state, k=WIDE), query)
            for item in rank(query, wide, speakers=state.speakers):
                if not item.blemished:
                    found.setdefault((item.found.document_id, item.sentence.start), item)
        return list(found.values())

    def _read(self, asked: StanceAsked, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Those that come closest with how likely they tell of that side, likeliest first."""
        nearest = sorted(evidence, key=lambda item: -item.score)[:READ]
        read = (self._reader.read(text, nearest, most=READ) for text in asked.texts)
        best = (max(each, key=_odds) for each in zip(*read, strict=True))
        return sorted(best, key=lambda item: -_odds(item))


def _says_it_of_itself(item: Evidence, asked: StanceAsked) -> bool:
    """Whether what is asked about is who speaks: what ICE says is no criticism of ICE."""
    name = item.sentence.speaker.name
    titled = item.found.entry.context.startswith(name)  # its title stands for who made it
    return not titled and is_called(name, asked.name)


def _is_theirs(item: Evidence, who: str) -> bool:
    """Whether somebody says a sentence, or is told in it to say something, by whoever made it."""
    speaker = item.sentence.speaker
    if is_called(speaker.name, re.sub(r"^the ", "", who, flags=re.I)):
        return True
    last = re.escape(who.split()[-1])
    return not speaker.quoted_by and re.search(rf"\b{last}\b", item.text, re.I) is not None


def _may_be(item: Evidence, asked: StanceAsked, surely: bool) -> bool:
    if asked.who:
        return _is_theirs(item, asked.who)
    if asked.consents:
        return may_take_side(item.text, asked)
    may = may_be_on_it(item.text, asked, surely=surely)
    return may and not _says_it_of_itself(item, asked)


def _is_plain(item: Evidence, asked: StanceAsked) -> bool:
    return _odds(item) >= PLAIN and names_what_it_is_on(item.text, asked)


def _way(side: StanceAsked) -> str:
    return "against" if side.against else "for"


def _sides(state: State) -> tuple[StanceAsked, ...]:
    """The sides that are asked for, of what the question before asked them of where it is "it"."""
    before = [asked for asked, _ in state.history]
    return stances_asked(state.searched_as) or stances_asked(state.question, before)


def _odds(item: Evidence) -> float:
    return item.odds or 0.0


def _beside(told: list[Evidence], own: list[Evidence], asked: StanceAsked) -> list[Evidence]:
    """What tells of a side with what answers otherwise; of what one says that stands first."""
    first, then = (own, told) if asked.who else (told, own)
    return [*first, *(x for x in then if not any(_says_same(x, each, asked) for each in first))]


def _says_same(one: Evidence, other: Evidence, asked: StanceAsked) -> bool:
    """Whether one of two sentences has most words of the other, but for those asked about."""
    shared = roots(f"{asked.who} {asked.on}")
    ours, theirs = roots(one.text) - shared, roots(other.text) - shared
    least = SAME * min(len(ours), len(theirs))
    return 0 < least <= len(ours & theirs) or is_again(one, other)
