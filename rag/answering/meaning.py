"""What something is or does: what tells that, wherever it stands, goes before what names it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.meanings import asks_meaning, asks_of_named
from rag.asking.question import Query
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.found import Found
from rag.retrieving.meanings import explains, prefer_explained, prefer_meanings


def with_meanings(
    state: State, query: Query, near: Sequence[Evidence], finder: Finder
) -> list[Evidence]:
    """Returns ranked sentences with those that tell what a thing is first, where that is asked.

    Of what is surely a thing, they are looked for in all that has it by any of its names.
    """
    thing = asks_of_named(query.text)
    if thing is None:
        term = asks_meaning(query.text)
        return list(near) if term is None else prefer_meanings(near, term)
    names = query.names_of(thing)
    having = {found.row: found for name in sorted(names) for found in finder.having(name, state)}
    seen = {(item.found.row, item.sentence.start) for item in near}
    telling = [_only_what_explains(found, names) for found in having.values()]
    told = [
        replace(item, found=having[item.found.row])
        for item in rank(query, [each for each in telling if each.citable], speakers=state.speakers)
        if (item.found.row, item.sentence.start) not in seen
    ]
    doing = asks_meaning(query.text) is None
    return prefer_explained([*near, *told], names, doing=doing)


def _only_what_explains(found: Found, names: Set[str]) -> Found:
    """A passage of which only those sentences may answer that tell what a thing is."""
    passage = found.entry.passage
    starts = (each.start for each in passage.sentences if explains(passage.text_of(each), names))
    return replace(found, citable=frozenset(starts))
