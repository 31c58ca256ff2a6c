"""The sentence after the one that answers best, where it goes on with the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.demand import demanded
from rag.asking.meanings import asks_what_named
from rag.fitting.partial_figures import FIGURES
from rag.fitting.reranking import Reader
from rag.fitting.supply import meets
from rag.retrieving.evidence import Evidence
from rag.retrieving.meanings import tells_meaning
from rag.retrieving.standing import needs
from rag.retrieving.timing import years_of

SURE = 2.5
"""Log-odds from which on it is quoted, too …"""
LEANING = 1.5
"""… and where it goes on with the one before: "It has done so in part by borrowing"."""

TELLS = 1.0
"""Log-odds from which on the best one tells what a thing is, however it is worded."""

EVEN = 0.0
"""… and where it has what the number of the best one is in a later year."""

ABOUT = 0.25
"""By how much less likely than that what goes on with it may answer."""


_THE_NUMBER = re.compile(
    r"\b(?:that|the|this) (?:amount|count|figure|number|rate|share|total)\b", re.I
)


def with_next(
    question: str,
    evidence: Sequence[Evidence],
    near: Sequence[Evidence],
    reader: Reader,
    *,
    most: int,
) -> tuple[Evidence, ...]:
    """Returns an answer with what follows its best sentence, if that answers as well.

    Or if that tells what the best one only names.

    Where a number, a day or a name is asked for that the best one has, only if it has the number of
    a later year. Not as the small cross-encoder reads: it tells too little apart.

    Args:
        near: Sentences that may be quoted, the one after the best among them.
        most: How many sentences at most.
    """
    if not evidence or reader.size != "large":
        return tuple(evidence)
    quoted = [sentence for item in evidence for sentence in item.sentences]
    best = evidence[0]
    place = best.found.entry.passage.sentences.index(best.sentences[-1]) + 1
    after = [
        item
        for item in near
        if (item.found.row, item.place) == (best.found.row, place) and item.sentence not in quoted
    ]
    if _has_it(question, best):
        after = [item for item in after if _is_of_later_year(question, item, best)]
    if not after or len(quoted) >= most:
        return tuple(evidence)
    (told,) = reader.read(question, after[:1])
    odds, leans = told.odds or 0.0, needs(told.text)
    goes_on = odds > (LEANING if leans else SURE)
    if leans and odds >= (best.odds or 0.0) - ABOUT and _only_names_it(question, best):
        goes_on = True
    if odds > EVEN and _THE_NUMBER.search(told.text) and _has_later_year(question, told, best):
        goes_on = True
    return (best, told, *evidence[1:]) if goes_on else tuple(evidence)


def _only_names_it(question: str, best: Evidence) -> bool:
    """Whether it is asked what something is, and the best sentence hardly more than names it.

    "One shop runs a Code Amber. This program calls all staff together."
    """
    thing = asks_what_named(question)
    return (
        thing is not None and (best.odds or 0.0) < TELLS and not tells_meaning(best.text, {thing})
    )


def _has_it(question: str, best: Evidence) -> bool:
    return demanded(question) is not None and meets(question, best.text) == 1


def _is_of_later_year(question: str, item: Evidence, best: Evidence) -> bool:
    """Whether a figure is asked for, of no year, and a sentence has that of a later one.

    "In 2019, 5,700 schools were chosen. In 2022, it was 6,900."
    """
    return _has_later_year(question, item, best) and meets(question, item.text) == 1


def _has_later_year(question: str, item: Evidence, best: Evidence) -> bool:
    if demanded(question) not in FIGURES or re.search(r"\d", question):
        return False
    own, later = years_of(best.text), years_of(item.text)
    return bool(own) and max(later, default="") > max(own)
