"""The passages of a document that stand under the same headings, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from rag.asking.question import Query
from rag.indexing.index import Index
from rag.retrieving.found import Found
from rag.retrieving.retrieval import look

BEFORE, AFTER = 3, 6
"""Passages before and after one that are looked at for its section."""

LONGEST = 400
"""Passages of a document up to which all of it is looked at."""


@dataclass(frozen=True, slots=True)
class Section:
    """Passages of one document under the same headings, in reading order.

    Attributes:
        cut: Whether more of it may stand before or behind them.
    """

    passages: tuple[Found, ...]
    cut: bool = False


def section_of(item: Found, query: Query, index: Index) -> Section:
    """Returns the section of a passage, as far as it is looked at."""
    rows = index.rows_of(item.document_id)
    place = rows.index(item.row)
    first = max(0, place - BEFORE)
    entries = index.entries(rows[first : place + AFTER + 1])
    alike = [each.passage.headings == item.entry.passage.headings for each in entries]
    start = stop = place - first
    while start and alike[start - 1]:
        start -= 1
    while stop < len(alike) and alike[stop]:
        stop += 1
    before, behind = place - first - start, stop - 1 - (place - first)
    passages = look(rows[first + start : first + stop], query, index)
    return Section(tuple(passages), before == BEFORE or behind == AFTER)


def all_of(document_id: str, query: Query, index: Index) -> tuple[Found, ...]:
    """Returns the passages of a document in reading order; none of one that is very long."""
    rows = index.rows_of(document_id)
    return tuple(look(rows, query, index)) if len(rows) <= LONGEST else ()
