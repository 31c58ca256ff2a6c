"""What of the sentences that answer says again, in other words, what another of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.surplus import LEVEL_DISPUTED
from rag.asking.question import roots
from rag.fitting.partial_figures import days, figures
from rag.models.likeness import Likeness
from rag.retrieving.evidence import Evidence, are_of_one_teller, negates

SAME = 0.7
"""Cosine of two sentences from which on one says again what the other says, in other words."""

_NAME = re.compile(r"(?:(?<=[\w,;:’'\")] )|(?<= \())[A-Z][\w’'-]*")
"""A word of a name: a capital that no sentence begins with."""


def leave_out_again(evidence: Sequence[Evidence], likeness: Likeness) -> tuple[Evidence, ...]:
    """Leaves out what says in other words what a sentence before it says of the same teller.

    And what stands, word for word, in a later one that says more and answers about as likely.
    """
    kept: list[Evidence] = []
    for item in evidence:
        within = [each for each in kept if _is_within(each, item)]
        if within:
            kept[kept.index(within[0])] = item
            kept = [each for each in kept if each not in within]
        elif not any(_says_the_same(item, each, likeness) for each in kept):
            kept.append(item)
    return tuple(kept)


def _says_the_same(item: Evidence, other: Evidence, likeness: Likeness) -> bool:
    """Whether a sentence says much what another one says, and has no figure or name of its own."""
    return (
        _may_be_again(item, other)
        and _facts(item) <= _facts(other)
        and likeness(item.text, other.text) >= SAME
    )


def _is_within(item: Evidence, other: Evidence) -> bool:
    """Whether all that a sentence says stands in another one, which answers about as likely."""
    return (
        _may_be_again(item, other)
        and (other.odds or 0.0) >= (item.odds or 0.0) - LEVEL_DISPUTED
        and _facts(item) <= _facts(other)
        and roots(item.text) <= roots(other.text)
    )


def _may_be_again(item: Evidence, other: Evidence) -> bool:
    """Whether one teller says both a sentence that stands by itself and another one.

    And neither denies something where the other does not.
    """
    if len(item.sentences) > 1 or not are_of_one_teller(item, other):
        return False
    return negates(item.text) == negates(other.text)


def _facts(item: Evidence) -> frozenset[object]:
    """The figures, days and names in a sentence."""
    names = roots(" ".join(_NAME.findall(item.text)))
    return frozenset((*figures(item.text), *days(item.text), *names))
