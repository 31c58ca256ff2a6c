"""Several things asked for, gathered where one place of a document tells them.

"What did the auditor want changed?" may be answered by five numbered paragraphs, by what is told
"First, … Second, …", or by some sentences of one section. The sections of what comes closest are
read until it is clear which tells most, and what answers of that one is quoted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.finding import SECTION_AFTER, Finder
from rag.answering.in_talk import reader_of
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.question import Query, mute
from rag.fitting.reranking import Reader
from rag.language.enumeration import find_series
from rag.listing.headed_alike import headed_alike, heads_alike
from rag.listing.items import Item, items_of
from rag.listing.list_questions import asks_for_list, asks_for_several, may_ask_for_several
from rag.listing.lists import is_same
from rag.listing.places import UNREAD, Place, promising, telling
from rag.retrieving.evidence import Evidence, rank

FIRST = 12
"""Sentences that are read to see which sections may tell what is asked for."""

PLACES, READ = 2, 24
"""Sections of which more is read, the most promising ones, and how many more sentences of each."""

LIKELY = -1.1
"""What a section must tell (`Place.told`), if it is to answer."""

ALONE, ALONE_OF_ONE = 0.0, 0.5
"""The same where what answers otherwise is not in it, and where one thing may be asked for, which a
whole list answers."""

CLOSE = 0.4
"""By how much less a second section may tell, if it is to be quoted besides."""

PLAINLY = 1.0
"""Log-odds from which on a sentence of no list is quoted besides, where one may be enough."""

STEEP = 0.8
"""By how much the log-odds that it answers grow with what a section tells."""

MOST = 14
"""Items that are quoted."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one place, or two, tell of what is asked for.

    Attributes:
        told: How likely, see `Place.told`.
        said: How complete it is, for the reader.
    """

    evidence: tuple[Evidence, ...]
    told: float
    said: str

    @property
    def sure(self) -> float:
        """The probability that it answers."""
        return round(1 / (1 + math.exp(-STEEP * (self.told - LIKELY))), 4)


class Gatherer:
    """Gathers over one generation of an index.

    Args:
        finder: Finds the sections of what was found.
        reader: Reads their sentences beside the question.
        refuse_below: The probability below which a question is refused.
    """

    def __init__(self, finder: Finder, reader: Reader, *, refuse_below: float) -> None:
        self._finder = finder
        self._reader = reader
        self._refuse_below = refuse_below

    def widen(self, state: State) -> State:
        """The state with all that one place tells, where that is more than what it has."""
        if state.listed.startswith("All ") or self._reader.size != "large":
            return state
        several = asks_for_several(state.searched_as)
        if not several and not may_ask_for_several(state.searched_as):
            return state
        gathered = self.gather(state, least=None if several else PLAINLY)
        if gathered is None or not self._is_more(gathered, state, several=several):
            return state
        return replace(
            state,
            evidence=gathered.evidence,
            judged=state.judged or state.evidence,
            listed="",
            compared=max(gathered.sure, sure_of(state)),
            notes=(*state.notes, *filter(None, (gathered.said,))),
            parts=(),
        )

    def gather(self, state: State, *, least: float | None = None) -> Gathered | None:
        """What several sentences of one place, or of two, tell; None where none likely does.

        Args:
            least: The log-odds from which on a sentence that is of no list is taken, where these
                are not those of several things that are asked for.
        """
        if state.query is None:
            return None
        query = mute(state.query, state.address.words)
        reader = reader_of(state, self._reader)
        ranked = rank(query, state.found, speakers=state.speakers)
        ranked = reader.read(state.query.text, ranked, most=FIRST)[:FIRST]
        places = sorted(self._places(ranked, query, state), key=lambda place: -place.told)
        read = [_read(place, reader, state.query.text) for place in places[:PLACES]]
        read.sort(key=lambda place: -place.told)
        if not read or read[0].told < LIKELY:
            return None
        told = [telling(each, least) for each in read if each.told >= read[0].told - CLOSE]
        chosen: list[Evidence] = []
        for item in (_quoted(item) for each in told for item in each.items):
            if not any(is_same(item, other) for other in chosen):
                chosen.append(item)
        return Gathered(tuple(chosen[:MOST]), read[0].told, told[0].said if len(told) == 1 else "")

    def _is_more(self, gathered: Gathered, state: State, *, several: bool) -> bool:
        """Whether what was gathered tells more than what answers, or answers where nothing does.

        It must have what answers in it, unless it is a list or several things are asked for.
        """
        items, own = gathered.evidence, state.evidence
        if len(items) < 2:
            return False
        if not own or sure_of(state) < self._refuse_below:
            return True
        given = [sentence for item in own for sentence in item.sentences]
        there = {sentence for item in items for sentence in item.sentences}
        least = ALONE if several else ALONE_OF_ONE if gathered.said else math.inf
        if given[0] not in there and (gathered.told < least or _lists_all(own)):
            return False
        return len(items) > len(given)

    def _places(self, ranked: Sequence[Evidence], query: Query, state: State) -> list[Place]:
        """The sections of ranked sentences, each once, and what has headings of its own there."""
        places: list[Place] = []
        seen: set[int] = set()
        for item in ranked:
            if item.found.row in seen:
                continue
            section = self._finder.section(item.found, query)
            seen.update(found.row for found in section)
            there: dict[int, Evidence] = {}
            for each in rank(query, section, speakers=state.speakers):
                there.setdefault(each.sentence.start, each)
            cut = sum(found.row > item.found.row for found in section) >= SECTION_AFTER
            place = Place(items_of(section, list(there.values())), cut)
            places.append(place.having_read(ranked))
        return [*places, *self._headed(ranked, query, state)]

    def _headed(self, ranked: Sequence[Evidence], query: Query, state: State) -> Iterator[Place]:
        """What has headings of its own in the documents of ranked sentences, read."""
        wanted = asks_for_list(state.searched_as)
        if wanted is None or state.speakers is not None:
            return
        reader = reader_of(state, self._reader)
        having = (x.found for x in ranked if heads_alike(x.found.entry.passage.headings, wanted))
        for found in {each.document_id: each for each in having}.values():
            items = headed_alike(self._finder.whole(found.document_id, query), wanted)
            if len(items) < 2:
                continue
            first = [item.sentences[0] for item in items]
            yield Place(items).having_read(reader.read(query.text, first, most=READ))


def _read(place: Place, reader: Reader, question: str) -> Place:
    """A place with more of its sentences read: those of runs that may be asked for come first."""
    first = {place.items[at].sentences[0]: lead for at, lead in promising(place.items).items()}
    leads = {each.sentence: lead for each, lead in first.items() if lead}
    of_runs = [each for each in first if each.odds is None or each.sentence in leads]
    there = {each.sentence for each in of_runs}
    others = [x for x in place.sentences if x.odds is None and x.sentence not in there]
    others.sort(key=lambda each: -each.score)
    return place.having_read(
        reader.read(question, [*of_runs, *others], most=READ, leads=leads)[:READ]
    )


def _quoted(item: Item) -> Evidence:
    """An item as it is quoted: its first sentence, and the one that likeliest answers."""
    first = item.sentences[0]
    best = max(item.sentences, key=lambda each: UNREAD if each.odds is None else each.odds)
    if best is first or not item.style:
        return best
    return replace(first, odds=best.odds, read_by=best.read_by, followed_by=(best.sentence,))


def _lists_all(evidence: Sequence[Evidence]) -> bool:
    """Whether an answer is one sentence that lists several things."""
    alone = len(evidence) == 1 and len(evidence[0].sentences) == 1
    return alone and find_series(evidence[0].text) is not None
