"""Several things asked for, gathered where one place of a document tells them.

"What did the auditor want changed?" may be answered by five numbered paragraphs, by what is told
"First, … Second, …", or by some sentences of one section. The sections of what comes closest are
read until it is clear which tells most, and what answers of that one is quoted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.doubt import DOUBTFUL
from rag.answering.finding import is_recommended
from rag.answering.in_talk import reader_of
from rag.answering.recommending import may_recommend
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.answering.whole_lists import Lists, place_of
from rag.asking.conversation import History
from rag.asking.question import Query, mute, roots
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.language.enumeration import find_series
from rag.listing.announced import is_complete
from rag.listing.headed_alike import headed_alike, heads_alike
from rag.listing.items import Item, runs_of
from rag.listing.list_questions import asks_for_list, asks_for_several, may_ask_for_several
from rag.listing.lists import is_same
from rag.listing.places import PLAINLY, UNDER, Place, key_of, promising, telling
from rag.retrieving.evidence import UNREAD, Evidence, rank
from rag.retrieving.sections import all_of
from rag.settings import Settings

FIRST = 12
"""Sentences that are read to see which sections may tell what is asked for."""

PLACES, READ = 2, 16
"""Sections of which more is read, the most promising ones, and how many more sentences of each."""

LIKELY = -0.6
"""What a section must tell (`Place.told`), if it is to answer."""

ALONE = 0.0
"""The same where what answers otherwise is not in it, or where nothing does and it is not said that
several things are asked for."""

ALIKE = 2.6
"""By how much likelier than its items on average the best of a list may answer."""

MIDDLE, STEEP = -1.1, 0.8
"""What a section tells that answers as likely as not, and by how much the log-odds grow with it."""

MOST = 14
"""Items that are quoted."""

WITHIN = 3
"""Sentences up to which an item is quoted whole."""

BEGINNING = 5
"""Letters in which two words of one thing begin alike."""

USUAL = 3
"""Sentences of an answer with which there is room for a list."""


_ANY = roots("ways steps things reasons points parts kinds types measures items grounds")
"""What is asked for by words that no list need have."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one place tells of what is asked for.

    Attributes:
        told: How likely, see `Place.told`.
        said: How complete it is, for the reader.
        whole: Whether it is a list, given whole.
        as_one: Whether that answers as one text.
    """

    evidence: tuple[Evidence, ...]
    told: float
    said: str
    whole: bool
    as_one: bool

    @property
    def sure(self) -> float:
        """The probability that it answers."""
        return round(1 / (1 + math.exp(-STEEP * (self.told - MIDDLE))), 4)


class Gatherer:
    """Gathers over one generation of an index.

    Args:
        index: The generation, for the sections of what was found.
        lists: Reads the lists near a question.
        reader: Reads their sentences beside the question.
        settings: How many sentences an answer has, and below which probability it is refused.
        spoken_of: The documents that a conversation is on.
    """

    def __init__(
        self,
        index: Index,
        lists: Lists,
        reader: Reader,
        settings: Settings,
        spoken_of: Callable[[History], Sequence[str]],
    ) -> None:
        self._index = index
        self._lists = lists
        self._reader = reader
        self._settings = settings
        self._spoken_of = spoken_of

    def widen(self, state: State) -> State:
        """The state with all that one place tells, where that is more than what it has."""
        settled = is_complete(state.listed) or "rows of one table" in state.listed
        few = self._settings.sentences < USUAL
        if state.query is None or settled or few or self._reader.size != "large":
            return state
        gathered = self._gathered(state, state.query)
        if gathered is None:
            return state
        said = gathered.said if gathered.sure >= DOUBTFUL else ""
        return replace(
            state,
            evidence=gathered.evidence,
            judged=state.judged or state.evidence,
            listed="",
            compared=max(gathered.sure, sure_of(state)),
            notes=(*state.notes, *filter(None, (said,))),
            parts=(),
        )

    def _gathered(self, state: State, query: Query) -> Gathered | None:
        """What is to be quoted in place of what answers; None where that stays."""
        sure = sure_of(state) if state.evidence else 0.0
        answers = sure >= self._settings.refuse_below
        several = asks_for_several(state.searched_as)
        if not several and not may_ask_for_several(state.searched_as):
            return None
        if not several and sure >= DOUBTFUL:
            return self._list_of(state, query)
        gathered = self._gather(state, query)
        if gathered is None or len(gathered.evidence) < 2:
            return None
        if answers and several:
            return gathered if _is_more(gathered, state) else None
        first = gathered.evidence[0].found
        if first.document_id in self._lists.of_others(state.searched_as, (*state.found, first)):
            return None
        if _is_of_another_matter(state.searched_as, gathered):
            return None
        if gathered.told >= ALONE:
            return gathered if several or gathered.whole else None
        there = gathered.as_one or _is_of_what_is_there(state, gathered)
        return gathered if several and there else None

    def _gather(self, state: State, query: Query) -> Gathered | None:
        """What several sentences of one place tell; None where none likely does."""
        muted = mute(query, state.address.words)
        reader = reader_of(state, self._reader)
        ranked = rank(muted, state.found, speakers=state.speakers)
        ranked = reader.read(query.text, ranked, most=FIRST)[:FIRST]
        places = _by_start(self._places(ranked, muted, state))
        near = frozenset(places)
        places |= _by_start(self._lists.near(ranked, muted, state, reader))
        if names := self._talked_of(state):
            places = {key: place for key, place in places.items() if key[0] in names}
        likely = sorted(places.items(), key=lambda each: -each[1].promise)[:PLACES]
        read = {key: _read(place, reader, query.text) for key, place in likely}
        told = (place for key, place in read.items() if key in near or place.list_told)
        best = max(told, key=lambda place: place.told, default=None)
        return _gathered(query.text, best) if best is not None and best.told >= LIKELY else None

    def _talked_of(self, state: State) -> frozenset[str]:
        """The documents that a question names, or a conversation is on, where one answers."""
        address = state.address.topical or state.address
        if address.alone:
            return address.documents
        names = frozenset(self._spoken_of(state.history)) if state.history else frozenset()
        there = any(item.found.document_id in names for item in state.evidence[:1])
        return names if there else frozenset()

    def _list_of(self, state: State, query: Query) -> Gathered | None:
        """The whole list of which what answers is an item, where its other items answer as well.

        None where one item answers by far the best.
        """
        own = state.evidence[0]
        place = place_of(own.found, mute(query, state.address.words), state, self._index)
        of_runs = [
            item for run in runs_of(place.items) for item in map(place.items.__getitem__, run)
        ]
        if not any(key_of(own) in map(key_of, item.sentences) for item in of_runs):
            return None
        place = _read(place.having_read(state.evidence), reader_of(state, self._reader), query.text)
        gathered = _gathered(query.text, place)
        odds = [x.odds for x in gathered.evidence if x.odds is not None and not x.blemished]
        alike = bool(odds) and max(odds) - sum(odds) / len(odds) <= ALIKE
        there = key_of(own) in _keys(gathered.evidence)
        given = _keys(state.evidence)
        more = len(gathered.evidence) > len(given) or given == _keys(gathered.evidence)
        return gathered if gathered.whole and alike and there and more else None

    def _places(self, ranked: Sequence[Evidence], query: Query, state: State) -> list[Place]:
        """The sections of ranked sentences, each once, and what has headings of its own there."""
        places: list[Place] = []
        seen: set[tuple[str, int]] = set()
        for item in ranked:
            if key_of(item) not in seen:
                places.append(place_of(item.found, query, state, self._index).having_read(ranked))
                seen.update(map(key_of, places[-1].sentences))
        return [*places, *self._headed(ranked, query, state)]

    def _headed(self, ranked: Sequence[Evidence], query: Query, state: State) -> Iterator[Place]:
        """What has headings of its own in the documents of ranked sentences, read."""
        wanted = asks_for_list(state.searched_as)
        if wanted is None or state.speakers is not None:
            return
        reader = reader_of(state, self._reader)
        having = (x.found for x in ranked if heads_alike(x.found.entry.passage.headings, wanted))
        for found in {each.document_id: each for each in having}.values():
            items = headed_alike(all_of(found.document_id, query, self._index), wanted)
            if len(items) < 2:
                continue
            first = [item.sentences[0] for item in items]
            yield Place(items).having_read(reader.read(query.text, first, most=READ))


def _by_start(places: Iterable[Place]) -> dict[tuple[str, int], Place]:
    """Places by where they begin."""
    return {key_of(place.sentences[0]): place for place in places if place.sentences}


def _read(place: Place, reader: Reader, question: str) -> Place:
    """A place with more of its sentences read: those of runs that may be asked for come first."""
    first = {place.items[at].sentences[0]: lead for at, lead in promising(place).items()}
    leads = {each.sentence: lead for each, lead in first.items() if lead}
    of_runs = [each for each in first if each.odds is None or each.sentence in leads]
    there = {each.sentence for each in of_runs}
    others = [x for x in place.sentences if x.odds is None and x.sentence not in there]
    others.sort(key=lambda each: -each.score)
    read = reader.read(question, [*of_runs, *others], most=READ, leads=leads)
    return place.having_read(read[:READ])


def _gathered(question: str, place: Place) -> Gathered:
    """What of a place answers, as it is quoted."""
    told = telling(question, place)
    items = [_quoted(item, whole=item in told.run) for item in told.items]
    chosen: list[Evidence] = []
    for item in items:
        if not any(is_same(item, other) for other in chosen):
            chosen.append(item)
    said = told.said if len(chosen) == len(items) <= MOST else ""
    return Gathered(tuple(chosen[:MOST]), place.told, said, bool(told.run), bool(place.list_told))


def _quoted(item: Item, *, whole: bool) -> Evidence:
    """An item as it is quoted: its first sentence, and those that likely answer.

    All of a short one of a list that is given whole.
    """
    first, *others = item.sentences
    if not item.style:
        return first
    odds = [UNREAD if each.odds is None else each.odds for each in item.sentences]
    least = max(PLAINLY, max(odds) - UNDER)
    taken = [
        each
        for each, own in zip(others, odds[1:], strict=True)
        if own >= least or (whole and len(item.sentences) <= WITHIN)
    ][: WITHIN - 1]
    return replace(
        first,
        odds=max(odds),
        read_by=next((x.read_by for x in item.sentences if x.odds is not None), first.read_by),
        followed_by=tuple(each.sentence for each in taken),
    )


def _is_more(gathered: Gathered, state: State) -> bool:
    """Whether what was gathered tells more than what answers."""
    own, given, there = state.evidence, _keys(state.evidence), _keys(gathered.evidence)
    surely = gathered.told >= ALONE or (gathered.as_one and sure_of(state) < DOUBTFUL)
    if key_of(own[0]) not in there and (not surely or _lists_all(own)):
        return False
    return len(gathered.evidence) > len(given) or (gathered.whole and bool(given - there))


def _is_of_what_is_there(state: State, gathered: Gathered) -> bool:
    """Whether all words of a question are found, but those for things of any kind.

    Else it asks of something that is not there: of the tenant, in a building contract.
    """
    found = (*state.found, *(item.found for item in gathered.evidence))
    said = roots(" ".join(each.whole for each in found))
    asked = roots(state.searched_as) - _ANY - said
    return all(_is_said(word, said) for word in asked)


def _is_of_another_matter(question: str, gathered: Gathered) -> bool:
    """Whether a place has no word of what a question asks several things of, or no such thing.

    "What are the biggest risks of gas?" is not answered by the risks of rust, nor "What did the
    board recommend?" where nothing is recommended.
    """
    wanted = asks_for_list(question)
    if wanted is None:
        return False
    if is_recommended(wanted.noun):
        return not any(may_recommend(question, item) for item in gathered.evidence)
    matter = roots(question) - roots(" ".join((wanted.noun, *wanted.before))) - _ANY
    said = roots(" ".join(item.found.whole for item in gathered.evidence))
    return bool(matter) and not any(_is_said(word, said) for word in matter)


def _is_said(word: str, said: Iterable[str]) -> bool:
    """Whether some words have one that begins like another: "labs" in "laboratory"."""
    return any(each.startswith(word[:BEGINNING]) for each in said)


def _keys(evidence: Sequence[Evidence]) -> set[tuple[str, int]]:
    """What tells all sentences that are quoted from others, see `key_of`."""
    return {(x.found.document_id, each.start) for x in evidence for each in x.sentences}


def _lists_all(evidence: Sequence[Evidence]) -> bool:
    """Whether an answer is one sentence that lists several things."""
    alone = len(evidence) == 1 and len(evidence[0].sentences) == 1
    return alone and find_series(evidence[0].text) is not None
