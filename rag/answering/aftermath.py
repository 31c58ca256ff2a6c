"""What became of what was answered last: "did GAO go along with that, and if not, why?".

A text tells it in the sentences behind the one that answered. They are read beside the question,
and what is said there by whoever is asked answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.asking.addresses import find_one_asked
from rag.asking.question import Query, roots
from rag.fitting.reranking import Reader
from rag.language.abbreviations import is_called
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.found import Found
from rag.retrieving.reasons import with_reason

BEHIND = 5
"""Sentences behind the one that answered among which is looked for what became of it."""

STANDS_BEHIND = 1.5
"""Log-odds that one gains for standing there: it is read without what it goes on about. To "did
they accept that?" and their refusal a cross-encoder gives -1.2 to 1.9 (ten pairs)."""


def look_behind(
    query: Query, last: Evidence, found: Sequence[Found], *, reader: Reader
) -> Evidence | None:
    """Returns the sentence behind the last answer that tells what became of it; None for none.

    Args:
        last: What answered the question before.
        found: Its passage and the one after, as the question at hand finds them.
    """
    heading = last.found.entry.passage.headings
    behind = [
        sentence.start
        for item in found
        if item.entry.passage.headings == heading
        for sentence in item.entry.passage.sentences
        if sentence.start > last.sentence.start and sentence.kind in ("paragraph", "item")
    ][:BEHIND]
    near = [
        replace(item, citable=frozenset(behind))
        for item in found
        if any(each.start in behind for each in item.entry.passage.sentences)
    ]
    who = find_one_asked(query.text)
    before = roots(last.text)
    theirs = [
        item
        for item in rank(query, near)
        if not item.blemished
        and before & roots(item.text)  # it goes on about the same
        and (who is None or is_called(item.sentence.speaker.name, who))
    ]
    told = reader.read(query.text, theirs, most=BEHIND)
    best = max(told, key=lambda item: item.odds or 0.0, default=None)
    if best is None:
        return None
    odds = (best.odds or 0.0) + STANDS_BEHIND
    return replace(with_reason(best), odds=odds) if odds > 0 else None
