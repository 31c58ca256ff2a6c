"""Passages that stand side by side and were both found to one, so that a place is found once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from rag.records import Document, Passage
from rag.retrieving.found import Found

MOST = 6
"""Passages that become one."""
WITHIN = 60
"""Best passages among which neighbours are looked for."""


def join(
    found: Sequence[Found], further: Sequence[Found], documents: Mapping[str, Document]
) -> tuple[Found, ...]:
    """Returns as many places as were found, each with those beside it that were found as well.

    Only passages of one section are joined, up to six. Where two of those found become one, the
    next best of the further ones takes the place of the other.

    Args:
        found: Best first.
        further: The next best.
    """
    ranks = {item.row: rank for rank, item in enumerate((*found, *further))}
    ranked = {item.row: item for item in (*found, *further)}
    places: list[Found] = []
    for item in (*found, *further):
        if len(places) == len(found):
            break
        if item.row not in ranked:  # it was joined already
            continue
        group = [ranked.pop(item.row)]
        while len(group) < MOST:
            beside = [row for row in _beside(group) if _joins(item, ranked.get(row))]
            if not beside:
                break
            group.append(ranked.pop(min(beside, key=ranks.__getitem__)))
        places.append(_joined(group, documents))
    return tuple(places)


def _beside(group: Sequence[Found]) -> tuple[int, int]:
    rows = [item.row for item in group]
    return min(rows) - 1, max(rows) + 1


def _joins(item: Found, other: Found | None) -> bool:
    if other is None or item.citable is not None or other.citable is not None:
        return False
    own, beside = item.entry.passage, other.entry.passage
    return own.document_id == beside.document_id and own.headings == beside.headings


def _joined(group: Sequence[Found], documents: Mapping[str, Document]) -> Found:
    """Returns neighbours as one, to be shown: what it is found by is the best one's, the first.

    So are the entry's key and bounds; sentences and their matches are those of all.
    """
    best = group[0]
    if len(group) == 1:
        return best
    parts = sorted(group, key=lambda item: item.row)
    passages = [item.entry.passage for item in parts]
    passage = Passage.of(
        documents[passages[0].document_id],
        passages[0].headings,
        tuple(chain.from_iterable(each.sentences for each in passages)),
    )
    return replace(
        best,
        entry=replace(best.entry, passage=passage),
        matches=np.concatenate([item.matches for item in parts]),
        copies=tuple(chain.from_iterable(item.copies for item in parts)),
        repeats={start: each for item in parts for start, each in item.repeats.items()},
    )
