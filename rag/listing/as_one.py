"""Lists as one text each: together the items say what they are, where none of them does alone.

"(a) compensatory damages of $2,400,000" answers no question about the relief that is asked for; it
and what stands beside it, under its heading and behind what announces them, do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.listing.items import LONGEST, Item, runs_of
from rag.retrieving.evidence import Evidence

WORDS, FEWEST, FIRST = 40, 5, 8
"""Words of a run that are read, at least how many of each item, and of how many items."""


@dataclass(frozen=True, slots=True)
class AsOne:
    """A run of items as it is read beside a question.

    Attributes:
        run: The places of its items.
        first: The first sentence of the first one.
        text: The first words of each item.
        lead: What stands before them; "" where nothing does.
    """

    run: tuple[int, ...]
    first: Evidence
    text: str
    lead: str


def as_one(items: Sequence[Item]) -> Iterator[AsOne]:
    """Yields the runs among some items that are no longer than one list."""
    for run in runs_of(items):
        if len(run) > LONGEST:
            continue
        most = max(FEWEST, WORDS // len(run))
        said = (_words(items[at]) for at in run[:FIRST])
        text = " ".join(" ".join(words[:most]) for words in said)
        lead = items[run[0] - 1].sentences[-1].text if run[0] else ""
        yield AsOne(run, items[run[0]].sentences[0], text, " ".join(lead.split()))


def _words(item: Item) -> list[str]:
    return " ".join(each.text for each in item.sentences).split()
