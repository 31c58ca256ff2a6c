"""What something is or does: what tells that, wherever it stands, goes before what names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.meanings import asks_meaning, asks_of_named
from rag.asking.question import Query
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.retrieving.meanings import explains, prefer_explained, prefer_meanings

Score = Callable[[Sequence[Found]], list[Evidence]]


def with_meanings(
    state: State, query: Query, near: Sequence[Evidence], finder: Finder, score: Score
) -> list[Evidence]:
    """Returns ranked sentences with those that tell what a thing is first, where that is asked.

    Of what is surely a thing, they are looked for in all that has it by any of its names; where a
    page is named, only on that.

    Args:
        score: What puts the sentences of passages in order, as those given are.
    """
    thing = asks_of_named(query.text)
    if thing is None:
        term = asks_meaning(query.text)
        return list(near) if term is None else prefer_meanings(near, query.names_of(term))
    names = query.names_of(thing)
    having: dict[int, Found] = {}
    if not state.address.page:
        having = {each.row: each for name in sorted(names) for each in finder.having(name, state)}
    telling = [_only_what_explains(found, names) for found in having.values()]
    seen = {_said(item) for item in near}
    told = [
        replace(item, found=having[item.found.row])
        for item in score([each for each in telling if each.citable])
        if _said(item) not in seen
    ]
    doing = asks_meaning(query.text) is None
    return prefer_explained([*near, *told], names, doing=doing)


def _said(item: Evidence) -> str:
    return " ".join(item.text.split())


def _only_what_explains(found: Found, names: Set[str]) -> Found:
    """A passage of which only those sentences may answer that tell what a thing is."""
    passage = found.entry.passage
    starts = (each.start for each in passage.sentences if explains(passage.text_of(each), names))
    return replace(found, citable=frozenset(starts))
