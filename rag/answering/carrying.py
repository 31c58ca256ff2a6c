"""Whether the words of the question before belong to one that is read as a follow-up to it.

"Who signed the letter?" after a question on a withdrawal means the letter spoken of; "Who composed
the opera?" means no opera spoken of, and "How many people were removed?" is answered better without
them. What was found tells the three apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.asking.question import roots
from rag.fitting.coverage import in_place, telling
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ENOUGH = 0.5
"""Share of a question's own words beyond which a passage is on its subject."""

FEWEST = 2
"""Words of its own without which a question has no subject: "how much was paid?"."""


def _has_subject(question: str) -> bool:
    """Whether a question has enough words of its own to say what it is about."""
    return len(telling(question)) >= FEWEST


def is_new(question: str, found: Sequence[Found]) -> bool:
    """Whether no passage found has most of a question's own words; never where these are few."""
    return _has_subject(question) and not any(_on_it(question, found))


def is_of_another_subject(question: str, searched_as: str, found: Sequence[Found]) -> bool:
    """Whether no passage found has most of a question's own words and one of those carried.

    Never where it has few of its own, as "and when?".
    """
    if not _has_subject(question):
        return False
    carried = _carried(question, searched_as)
    return not any(carried & words or not carried for words in _on_it(question, found))


def adds_nothing(question: str, searched_as: str, evidence: Sequence[Evidence]) -> bool:
    """Whether the best sentence for a question with carried words has none of these about it."""
    return bool(evidence) and not _carried(question, searched_as) & roots(in_place(evidence[0]))


def _carried(question: str, searched_as: str) -> frozenset[str]:
    return telling(searched_as.removeprefix(question)) - telling(question)


def _on_it(question: str, found: Sequence[Found]) -> Iterator[frozenset[str]]:
    """Yields the words of the passages that have most of a question's own ones."""
    own = telling(question)
    for item in found:
        words = roots(item.whole)
        if len(own & words) > ENOUGH * len(own):
            yield words
