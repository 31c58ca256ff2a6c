"""What one place of a document tells of several things asked for, sentence by sentence as read.

That several sentences of one section likely answer says more than how surely the best one does: of
138 questions for several things (development) the mean log-odds of the three best sentences of a
section tells those that are answered from near misses with an AUROC of .93, those of the best
sentence alone with one of .88.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.asking.question import roots
from rag.listing.items import LONGEST, TOLD, Item, runs_of
from rag.retrieving.evidence import UNREAD, Evidence, mean_of_likeliest

Run = tuple[int, ...]
"""The places of the items of a run, see `runs_of`."""

UNDER = 2.5
"""By how much less likely than the best sentence of its section one may answer."""

LIKELY, PLAINLY = -1.5, -0.8
"""Log-odds from which on an item of a run answers, and a sentence that is of no run."""

LONG, SURELY = 12, 0.3
"""Items of a run beyond which it is no one list, and log-odds from which on one of it answers."""

WHOLE, SHARE = -1.8, 0.5
"""Mean log-odds from which on a run is given whole, and share of its items that likely answer."""

AMISS = -3.2
"""Log-odds up to which an item of a run is on something else, where nothing announces it."""

ANNOUNCED, AS_LEAD, LED = -0.5, -1.5, 1.0
"""Log-odds from which on what stands before a run announces it, and does with a colon, and what its
items gain by that."""

BESIDE = 0.5
"""By how much likelier than the items of a run given whole something beside it must answer."""

AS_ONE, FEWEST = -0.5, 3
"""Log-odds of a run as one text from which on it is given whole, and how many items it needs."""

EACH, EACH_ROW = -1.2, -0.2
"""Mean log-odds that the items of such a run must have, and those of a table."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a section sets out, or a document under headings that are alike.

    Attributes:
        items: In reading order, some of their sentences read beside the question.
        cut: Whether more of it may stand before or behind them.
        listed: The run that likeliest answers as one text; empty where none was read so.
        odds: The log-odds that it does.
    """

    items: tuple[Item, ...]
    cut: bool = False
    listed: Run = ()
    odds: float = UNREAD

    @property
    def sentences(self) -> tuple[Evidence, ...]:
        """All its sentences, in reading order."""
        return tuple(sentence for item in self.items for sentence in item.sentences)

    @property
    def told(self) -> float:
        """The mean log-odds of the sentences that likeliest answer, and of a run as one text."""
        alone = mean_of_likeliest(self.sentences)
        return max(alone, (alone + self.odds) / 2) if self.list_told else alone

    @property
    def promise(self) -> float:
        """What it may tell, as far as was read."""
        return max(mean_of_likeliest(self.sentences), self.odds)

    @property
    def list_told(self) -> Run:
        """The run that answers as one text; empty where none does, or its items do not, as read."""
        run = self.listed
        if self.odds < AS_ONE or len(run) < FEWEST:
            return ()
        read = any(self.items[at].odds is not None for at in run)
        least = EACH_ROW if self.items[run[0]].is_row else EACH
        return () if read and _mean_of(self.items, run) < least else run

    def having_read(self, read: Iterable[Evidence]) -> Place:
        """Returns the place with some of its sentences as they were read."""
        known = {key_of(each): each for each in read}
        items = (
            replace(item, sentences=tuple(known.get(key_of(x), x) for x in item.sentences))
            for item in self.items
        )
        return replace(self, items=tuple(items))


@dataclass(frozen=True, slots=True)
class Told:
    """What of a place is to be quoted.

    Attributes:
        items: In reading order.
        run: The run of which most of it is given, whole but for what is on something else; empty
            where none is.
        known: Whether all items of that run are known, and nothing else is quoted of another.
    """

    items: tuple[Item, ...]
    run: tuple[Item, ...] = ()
    known: bool = False

    @property
    def said(self) -> str:
        """How complete it is, for the reader; "" where they are of no list, or that is not known.

        Of the rows of a table nothing is said: which of them answer is for each of them to tell.
        """
        if not self.known or self.run[0].is_row:
            return ""
        given = sum(item in self.items for item in self.run)
        if given == len(self.run):
            return f"All {given} items of one list are given."
        return f"Of the {len(self.run)} items of one list, {given} are given."


def key_of(item: Evidence) -> tuple[str, int]:
    """Returns what tells a sentence from all others: its document, and where it begins there."""
    return item.found.document_id, item.sentence.start


def promising(place: Place) -> dict[int, str]:
    """Returns the places of the items of runs that may be asked for, as far as they were read.

    Each with what announces its run; "" where nothing does.
    """
    found: dict[int, str] = {}
    items, listed = place.items, place.list_told
    for run in sorted(runs_of(items), key=lambda run: run != listed):
        announced = _lead(items, run) is not None
        likely = run == listed or any(_odds(items[at]) > LIKELY - 1 for at in run)
        if len(run) <= LONGEST and (announced or likely):
            before = items[run[0] - 1].sentences[-1].text if run[0] else ""
            lead = " ".join(before.split())
            found |= dict.fromkeys(run, lead if announced or lead.endswith(":") else "")
    return found


def telling(question: str, place: Place) -> Told:
    """Returns the items of a place that answer: a run as a whole where most of its items do.

    Of several such runs that which likeliest answers. All are of the speaker who says what does.
    """
    items = place.items
    odds = [_odds(item) for item in items]
    best = max(range(len(items)), key=lambda at: odds[at], default=None)
    if best is None:
        return Told(())
    near = odds[best] - UNDER
    runs = runs_of(items)
    lists = [
        run for run in runs if not items[run[0]].is_row and not _names_one(question, items, run)
    ]
    given = {run: _given_whole(items, run, near) for run in lists}
    listed = () if _names_one(question, items, place.list_told) else place.list_told
    run = listed or max(
        (x for x in given if given[x]), key=lambda x: _mean_of(items, x), default=()
    )
    least = max(near, PLAINLY)
    if run and items[run[0]].style == TOLD:  # what is told otherwise is none of it
        least = math.inf
    elif run:
        least = max(least, _mean_of(items, run) + BESIDE)
    marked = {at for each in runs for at in each}
    alone = (at for at in range(len(items)) if at not in marked)
    chosen = {at for at in alone if odds[at] >= least and not items[at].sentences[0].blemished}
    beside = [each for each in runs if each != run and (not run or run[0] < each[0] < run[-1])]
    within = set().union(*(_likely(question, items, each, near) for each in beside))
    chosen |= within | (set(listed) or given.get(run, set())) | _leads(items, run)
    teller = items[listed[0] if listed else best].speaker
    quoted = [items[at] for at in sorted(chosen) if items[at].speaker == teller]
    known = bool(run) and items[run[0]].begins and not within and not place.cut
    return Told(tuple(quoted), tuple(items[at] for at in run), known)


def _given_whole(items: Sequence[Item], run: Run, near: float) -> set[int]:
    """The items of a run where it is given whole, but for what is on something else; else none."""
    announced = _lead(items, run) is not None
    gained = LED if announced else 0.0
    most = announced or len(_likely("", items, run, near)) >= SHARE * len(run)
    enough = _mean_of(items, run) + gained >= (WHOLE if len(run) <= LONG else 0.0)
    begins = items[run[0]].begins or not any(item.style for item in items[: run[0]])
    if len(run) > LONGEST or not most or not enough or not begins:
        return set()
    all_told = announced or items[run[0]].style == TOLD
    return {at for at in run if all_told or _odds(items[at]) >= AMISS}


def _names_one(question: str, items: Sequence[Item], run: Run) -> bool:
    """Whether a question names some items of a run by their labels: "Why is berth 5 closed?"."""
    return any(items[at].is_named_in(question) for at in run)


def _likely(question: str, items: Sequence[Item], run: Run, near: float) -> set[int]:
    """The items of a run that likely answer by themselves.

    Of the rows of a table those alone that have most words of the question, where some of all rows
    have them and not all: "Which claims were rejected?", "Status: Rejected".
    """
    least = max(LIKELY if len(run) <= LONG else SURELY, near)
    likely = {at for at in run if _odds(items[at]) >= least}
    if not items[run[0]].is_row:
        return likely
    said = {at: roots(items[at].sentences[0].text) for at in run}
    of_all = frozenset[str].intersection(*said.values())
    having = {at: len((roots(question) & said[at]) - of_all) for at in run}
    return {at for at in likely if having[at] == max(having.values())}


def _leads(items: Sequence[Item], run: Run) -> set[int]:
    """What is quoted before a run: what announces it, and what stands there with a colon."""
    lead = _lead(items, run) if run else None
    colon = bool(run) and run[0] > 0 and items[run[0] - 1].announces
    return ({lead} if lead is not None else set()) | ({run[0] - 1} if colon else set())


def _odds(item: Item) -> float:
    return UNREAD - 1 if item.odds is None else item.odds


def _lead(items: Sequence[Item], run: Run) -> int | None:
    """The place of what announces a run, one of the two sentences before it that likely answers.

    "It asks for five things."
    """
    for at in range(run[0] - 1, max(-1, run[0] - 3), -1):
        least = AS_LEAD if items[at].announces else ANNOUNCED
        if not items[at].style and _odds(items[at]) > least:
            return at
    return None


def _mean_of(items: Sequence[Item], run: Run) -> float:
    """The mean log-odds of those items of a run that were read."""
    read = [_odds(items[at]) for at in run if items[at].odds is not None]
    return sum(read) / len(read) if read else UNREAD
