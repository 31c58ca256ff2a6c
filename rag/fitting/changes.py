"""How something changed between two years: what one speaker says of both, the earlier one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from rag.fitting.partial_figures import largest
from rag.language.dates import YEAR
from rag.retrieving.evidence import Evidence, repeats
from rag.retrieving.picking import pick
from rag.retrieving.timing import years_of

# Share of the best sentence's score that each of two sentences must reach.
CLOSE = 0.85

_YEAR_IN = (
    rf"(?:(?:the|end|start|of|in|fiscal|school|year|FY|SY)[\s-]?)*(?P<{{}}>{YEAR})(?:[-–/]\d\d)?\b"
)
_ASKS = re.compile(
    r"\bhow\s(?:much\s)?(?:did|has|have|had)\b.+\b(?:chang|develop|gr[eo]w)\w*\b.*?"
    rf"\b(?:between|from)\s{_YEAR_IN.format('first')}\s(?:and|to|until)\s{_YEAR_IN.format('last')}",
    re.I,
)

_CHANGED = re.compile(
    r"\b(?:increas|decreas|declin|chang|dropp|doubl|tripl|halv|expand)\w+"
    r"|\b(?:rose|risen|fell|fallen|grew|grown|shrank|shrunk|dropped|unchanged|the same)\b",
    re.I,
)
"""What says that something became more or less, or did not."""


def years_compared(question: str) -> tuple[str, str] | None:
    """Returns the two years between which a question asks for a change; None for any other."""
    match = _ASKS.search(question)
    return (match["first"], match["last"]) if match else None


def over_years(
    ranked: Sequence[Evidence], first: str, last: str, *, most: int
) -> tuple[Evidence, ...]:
    """Returns the sentences that tell a change between two years; none where none do.

    Those are the ones that have both and say that it became more or less, where one of them may
    answer, or those that have both, where the best one does and answers, or else two with a figure
    each that one document has of one speaker in the same words, of the one year and of the other.
    """
    if not ranked:
        return ()
    of_both = [item for item in ranked if {first, last} <= years_of(item.text)]
    told = [item for item in of_both if (item.odds or 0.0) > 0 and _CHANGED.search(item.text)]
    if told and told[0].score >= CLOSE * ranked[0].score:
        return pick(told, most=most)
    if of_both and of_both[0] is ranked[0] and (ranked[0].odds or 0.0) > 0:
        return pick(of_both, most=most)
    near = [item for item in ranked if item.score >= CLOSE * ranked[0].score]
    for one, two in permutations(near, 2):
        if _is_of(one, first, last) and _is_of(two, last, first) and _is_of_one(one, two):
            return one, two
    return ()


def _is_of(item: Evidence, year: str, other: str) -> bool:
    years = years_of(item.text)
    return year in years and other not in years and largest(item.text) is not None


def _is_of_one(one: Evidence, two: Evidence) -> bool:
    same = one.found.entry.passage.document_id == two.found.entry.passage.document_id
    return same and one.sentence.speaker == two.sentence.speaker and repeats(one, two)
