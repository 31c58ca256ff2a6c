"""What one place of a document tells of several things asked for, sentence by sentence as read.

That several sentences of one section likely answer says more than how surely the best one does: of
138 questions for several things (development) the mean log-odds of the three best sentences of a
section tells those that are answered from near misses with an AUROC of .93, those of the best
sentence alone with one of .88.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.listing.items import Item, runs_of
from rag.retrieving.evidence import Evidence

TELLING = 3
"""Sentences of a section by which it is judged."""

UNREAD = -4.0
"""Log-odds of a sentence that was not read, or is not there: those of one on something else."""

UNDER = 2.5
"""By how much less likely than the best sentence of its section one may answer."""

LIKELY, PLAINLY = -1.5, -0.8
"""Log-odds from which on an item of a run answers, and a sentence that is of no run."""

LONG, SURELY = 12, 0.3
"""Items of a run beyond which it is no one list, and log-odds from which on one of it answers."""

WHOLE, SHARE = -1.8, 0.5
"""Mean log-odds from which on a run is given whole, and share of its items that likely answer."""

AMISS = -3.2
"""Log-odds up to which an item of a run is on something else."""

ANNOUNCED, AS_LEAD, LED = -0.5, -1.5, 1.0
"""Log-odds from which on what stands before a run announces it, and does with a colon, and what its
items gain by that."""

BESIDE = 0.3
"""By how much less likely than the items of a run given whole something beside it may answer."""

LONGEST = 25
"""Items of a run beyond which it is never given whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a section sets out, or a document under headings that are alike.

    Attributes:
        items: In reading order, some of their sentences read beside the question.
        cut: Whether more of it stands behind the last of them.
    """

    items: tuple[Item, ...]
    cut: bool = False

    @property
    def sentences(self) -> tuple[Evidence, ...]:
        """All its sentences, in reading order."""
        return tuple(sentence for item in self.items for sentence in item.sentences)

    @property
    def told(self) -> float:
        """The mean log-odds of the sentences that likeliest answer."""
        odds = sorted((each.odds for each in self.sentences if each.odds is not None), reverse=True)
        return sum([*odds, *[UNREAD] * TELLING][:TELLING]) / TELLING

    def having_read(self, read: Iterable[Evidence]) -> Place:
        """Returns the place with some of its sentences as they were read."""
        known = {each.sentence: each for each in read}
        items = (
            replace(item, sentences=tuple(known.get(x.sentence, x) for x in item.sentences))
            for item in self.items
        )
        return replace(self, items=tuple(items))


@dataclass(frozen=True, slots=True)
class Told:
    """What of a place is to be quoted.

    Attributes:
        items: In reading order.
        run: How many items the run has of which these are most; 0 where they are of none, or where
            that is not known.
        rows: Whether those are rows of a table.
    """

    items: tuple[Item, ...]
    run: int = 0
    rows: bool = False

    @property
    def said(self) -> str:
        """How complete it is, for the reader; "" where they are of no run."""
        if not self.run:
            return ""
        given = sum(bool(item.style) for item in self.items)
        kind = "rows of one table" if self.rows else "items of one list"
        if given >= self.run:
            return f"All {self.run} {kind} are given."
        return f"Of the {self.run} {kind}, {given} are given."


def promising(items: Sequence[Item]) -> dict[int, str]:
    """Returns the places of the items of runs that may be asked for, as far as they were read.

    Each with what announces its run; "" where nothing does.
    """
    found: dict[int, str] = {}
    for run in runs_of(items):
        announced = _is_announced(items, run)
        if len(run) <= LONGEST and (announced or any(_odds(items[at]) > LIKELY - 1 for at in run)):
            before = items[run[0] - 1].sentences[-1].text if run[0] else ""
            lead = " ".join(before.split())
            found |= dict.fromkeys(run, lead if announced or lead.endswith(":") else "")
    return found


def telling(place: Place, least: float | None = None) -> Told:
    """Returns the items of a place that answer: runs as a whole where most of their items do.

    Args:
        least: The log-odds from which on a sentence that is of no run does, if not `PLAINLY`.
    """
    items = place.items
    odds = [_odds(item) for item in items]
    near = max(odds, default=UNREAD) - UNDER
    chosen: set[int] = set()
    marked: set[int] = set()
    plainly = PLAINLY if least is None else least
    whole: tuple[int, ...] = ()
    for run in runs_of(items):
        marked.update(run)
        likely = {at for at in run if odds[at] >= max(LIKELY if len(run) <= LONG else SURELY, near)}
        gained = LED if _is_announced(items, run) else 0.0
        mean = _mean([odds[at] for at in run if items[at].odds is not None])
        most = len(likely) >= SHARE * len(run) or gained > 0
        enough = mean + gained >= (WHOLE if len(run) <= LONG else 0.0)
        if len(run) <= LONGEST and most and enough and items[run[0]].begins:
            likely = {at for at in run if odds[at] >= AMISS - gained}
            plainly = max(plainly, mean - BESIDE)
            if not (place.cut and run[-1] == len(items) - 1):
                whole = max(whole, run, key=len)
        chosen |= likely
    for at, item in enumerate(items):
        alone = at not in marked and not item.sentences[0].blemished
        if alone and odds[at] >= max(plainly, near):
            chosen.add(at)
    rows = bool(whole) and items[whole[0]].style == "row"
    return Told(tuple(items[at] for at in sorted(chosen)), len(whole), rows)


def _odds(item: Item) -> float:
    return UNREAD - 1 if item.odds is None else item.odds


def _is_announced(items: Sequence[Item], run: Sequence[int]) -> bool:
    """Whether one of the two sentences before a run likely answers: "in five ways"."""
    before = [item for item in items[max(0, run[0] - 2) : run[0]] if not item.style]
    return any(
        _odds(item) > (AS_LEAD if item.sentences[-1].text.endswith(":") else ANNOUNCED)
        for item in before
    )


def _mean(odds: Sequence[float]) -> float:
    return sum(odds) / len(odds) if odds else UNREAD
