"""What stands under a heading that asks the same question, on a page of questions and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.asking.question import roots
from rag.fitting.reranking import Reader
from rag.retrieving.evidence import UNREAD, Evidence

EVEN, LEAST = 0.0, -2.0
"""Log-odds from which on the first sentence below it answers; the likeliest one needs but the
other: of what stands below the question itself little speaks against it."""

READ = 3
"""Sentences below it that are read, the first ones."""


def prefer_asked_above(question: str, ranked: Sequence[Evidence], reader: Reader) -> list[Evidence]:
    """Puts first the first answer under a heading that asks the same, if it may be one.

    "How many days may I work from home?" is answered by "Up to three a week" below it rather than
    by "For up to 20 working days a year" below "Can I work from another state?".
    """
    asked = roots(question)
    under = [item for item in ranked if asked and roots(_posed_above(item)) == asked]
    if not under:
        return list(ranked)
    under.sort(key=lambda item: item.place)
    read = reader.read(question, under[:READ], most=READ)
    own = next((item for item in read if _odds(item) >= EVEN), max(read, key=_odds))
    if _odds(own) < LEAST:
        return list(ranked)
    rest = [item for item in ranked if item.sentence != own.sentence]
    return [replace(own, score=max(own.score, ranked[0].score)), *rest]


def _odds(item: Evidence) -> float:
    return UNREAD if item.odds is None else item.odds


def _posed_above(item: Evidence) -> str:
    """The heading of the section that a sentence stands in if it is a question, or ""."""
    heading = "".join(item.found.entry.passage.headings[-1:])
    return heading if heading.rstrip().endswith("?") else ""
