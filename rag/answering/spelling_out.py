"""What an abbreviation stands for, and whether a sentence tells what the thing is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import partial

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.surplus import SURELY
from rag.asking.definitions import Asked, long_form, tells_of_it
from rag.asking.question import Query, roots
from rag.fitting.reranking import Reader
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.meanings import explains

READ = 10
"""Sentences that are read."""

_SOURCE = re.compile(r"\W*Sources?\s?:", re.I)
"""How a line opens that says where a figure is from: it tells of nothing that it names."""


def spelled_out(
    state: State, query: Query, asked: Asked, finder: Finder, reader: Reader
) -> Mapping[frozenset[str], Evidence]:
    """Returns the sentences that spell out an abbreviation, the best of each long form.

    By the words of the long form; wherever they stand, and empty where they stand nowhere.
    """
    ranked = rank(query, finder.having(asked.short, state), speakers=state.speakers)
    spelling = [
        item
        for item in ranked
        if long_form(item.text, asked.short) and (asked.letters or not _SOURCE.match(item.text))
    ]
    chosen: dict[frozenset[str], Evidence] = {}
    for item in sorted(reader.read(query.text, spelling, most=READ), key=partial(_told_of, asked)):
        if not chosen or not item.blemished:
            chosen.setdefault(roots(long_form(item.text, asked.short) or ""), item)
    return chosen


def tells_what(item: Evidence, asked: Asked, forms: Collection[frozenset[str]]) -> bool:
    """Whether a sentence surely answers and has the abbreviation, or may and has its long form."""
    odds = item.odds or 0.0
    spelled = any(form <= roots(item.text) for form in forms)
    return (odds > SURELY and asked.short in item.text) or (odds > 0 and spelled)


def _told_of(asked: Asked, item: Evidence) -> tuple[bool, bool, bool, float]:
    """Puts first what tells of the thing that it spells out, rather than names it at its end."""
    told = explains(item.text, {asked.short, long_form(item.text, asked.short) or asked.short})
    of_it = tells_of_it(item.text, asked.short)
    return item.blemished, not told, not of_it, -(item.odds or -SURELY)
