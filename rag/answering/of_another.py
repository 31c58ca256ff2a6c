"""Whether what corrects something corrects something else than what is quoted.

A sentence that changes Section 4.3, or withdraws a demand of $150,000, changes nothing of Section
4.4 nor of a claim of $186,000.
"""

from __future__ import annotations

import re

from rag.answering.amendments import changed_in, clauses_of
from rag.answering.which_one import tell_the_same
from rag.asking.meanings import asks_of_named, asks_who
from rag.asking.question import roots
from rag.fitting.partial_figures import figures
from rag.language.retractions import old_figures, only_denies, takes_back
from rag.records import Document
from rag.retrieving.evidence import Evidence
from rag.retrieving.kinds import kinds_asked
from rag.retrieving.reasons import asks_why

FEWEST_WORDS = 5
"""Words of a sentence that says more than what it refers to: not "Page 21, section 6.1."."""

_REASON = re.compile(r"\W*(?:\(?\w{1,3}[.)]\s+)?reasons?:", re.I)
"""How a sheet of errors goes on that says why something was wrong, not what holds."""

_ASKS_WHAT = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:list\b|what\b(?! (?:date|time|year|day)\b))", re.I
)

_NUMBER_ALONE = re.compile(r"\W*[A-Z][\w.]*(?:-[\w.]+)*-\d[\w-]*\W*")


def asks_for_what_stays(question: str) -> bool:
    """Whether no later sentence changes what is asked for: what something is, or why it was so."""
    named = asks_of_named(question) or asks_who(question) or _NUMBER_ALONE.fullmatch(question)
    return bool(named) or asks_why(question)


def changes_another(told: str, item: Evidence, own: Document) -> bool:
    """Whether a sentence says that it changes another clause, or another figure, than is quoted.

    Args:
        own: The document that is quoted.
    """
    clauses = {number for number, _ in changed_in(" ".join(told.split()))}
    if clauses and clauses.isdisjoint(
        clauses_of(own, item.sentence, item.found.entry.passage.headings)
    ):
        return True
    old = figures(" ".join(old_figures(told)))
    return bool(old) and old.isdisjoint(figures(item.text))


def says_nothing_new(told: str) -> bool:
    """Whether a sentence says but why something was wrong, or hardly anything."""
    few = len(re.findall(r"\w+", told)) < FEWEST_WORDS and not takes_back(told)
    return few or _REASON.match(told) is not None


def speaks_of_something_else(told: str, item: Evidence, question: str) -> bool:
    """Whether a sentence of another document has no word of a question, nor of what is quoted.

    "It is wrong in three respects": a letter that is not the one quoted.
    """
    return not roots(told) & (roots(question) | roots(item.text))


def must_say_so(question: str) -> bool:
    """Whether but what says that it corrects something may: asked what somebody said or decided."""
    return not kinds_asked(question) and _ASKS_WHAT.match(question) is not None


def gives_the_same_again(question: str, told: Evidence, item: Evidence) -> bool:
    """Whether a sentence only gives what another gives: "1914, not 1904" gives more."""
    more = takes_back(told.text) and only_denies(told.text)
    return not more and tell_the_same(question, told, item)


def denies_quoted(told: str, item: Evidence) -> bool:
    """Whether a sentence says of a figure that is quoted that it does not hold: "35, not 34"."""
    return not figures(" ".join(old_figures(told))).isdisjoint(figures(item.text))
