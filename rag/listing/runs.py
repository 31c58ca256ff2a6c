"""Rows of one table, or numbered items of one list, that are taken for a list: all, or how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.language.labels import label_end
from rag.listing.announced import MOST, Following
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, text_of

SHARE = 0.5
"""Share of a table or list beyond which all of it is given."""

Run = list[list[Sentence]]
"""The sentences of each row or item."""


def with_whole_runs(
    items: Sequence[Evidence], following: Following
) -> tuple[tuple[Evidence, ...], str]:
    """Returns evidence with the whole of a table or list of which it has the most part.

    Of one of which it has two or more and no most part, or that has no room, it is said how many
    there are; "" where nothing is to be said.
    """
    kept: list[Evidence] = []
    told = ""
    seen: set[Sentence] = set()
    for item in items:
        if item.sentence in seen:
            continue
        run = _run_of(item, following)
        taken = _taken(run, items)
        if not 1 < taken < len(run):
            kept.append(item)
            continue
        if taken <= SHARE * len(run) or sum(map(len, run)) > MOST:
            kept.append(item)
            kind = "rows of one table" if item.sentence.kind == "row" else "items of one list"
            told = f"Of the {len(run)} {kind}, {taken} are given."
            continue
        sentences = [sentence for each in run for sentence in each]
        kept.append(_from(item, sentences))
        seen.update(sentences)
    return tuple(kept), told


def _run_of(item: Evidence, following: Following) -> Run:
    """The table or numbered list of which a sentence is a row or an item; empty for others.

    Empty, too, for one that may go on in another passage.
    """
    kind, sentences = item.sentence.kind, item.found.entry.passage.sentences
    if kind not in ("row", "item"):
        return []
    first, last = item.place, item.place + 1
    while first and sentences[first - 1].kind == kind:
        first -= 1
    while last < len(sentences) and sentences[last].kind == kind:
        last += 1
    own = item.found.entry.passage.headings
    goes_on = last == len(sentences) and any(
        entry.passage.headings == own and entry.passage.sentences[0].kind == kind
        for entry in following(item.found)[:1]
    )
    if not first or goes_on:
        return []
    run: Run = []
    for sentence in sentences[first:last]:
        if kind == "row" or label_end(text_of(item.found, sentence)):
            run.append([sentence])
        elif run:
            run[-1].append(sentence)
    return run


def _taken(run: Run, items: Sequence[Evidence]) -> int:
    """How many rows or items of a run some evidence has a sentence of."""
    given = {sentence for item in items for sentence in item.sentences}
    return sum(not given.isdisjoint(each) for each in run)


def _from(item: Evidence, sentences: Sequence[Sentence]) -> Evidence:
    """Evidence of several sentences of the passage of one, from the first of them on."""
    place = item.found.entry.passage.sentences.index(sentences[0])
    return replace(
        item,
        sentence=sentences[0],
        matches=item.found.matches[place],
        led_in_by=(),
        followed_by=tuple(sentences[1:]),
    )
