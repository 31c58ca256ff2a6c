"""Sentences that only say that something is asked: "The audit examined whether piers rot"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.demand import asks_whether
from rag.asking.question import roots
from rag.retrieving.evidence import Evidence

_POSED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|examin(?:es|ed|ing)|test(?:s|ed|ing)|stud(?:ies|ied|ying)"
    r"|review(?:s|ed|ing)|assess(?:es|ed|ing)|discuss(?:es|ed|ing)|investigat(?:es|ed|ing)"
    r"|consider(?:s|ed|ing)|look(?:s|ed|ing) (?:at|into)|(?:the|a) question(?: of)?)"
    r"(?:,? [\w\u2019'-]+){0,5}?,? whether\b(?P<what>.+)",
    re.I | re.DOTALL,
)


def leave_out_posed(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what only says that the question is asked, unless all does.

    It has all words of the question, and answers nothing.
    """
    return [item for item in ranked if not only_poses(question, item.text)] or list(ranked)


def only_poses(question: str, text: str) -> bool:
    """Whether a sentence poses what is asked with yes or no for an answer, and answers nothing."""
    if not asks_whether(question) or _POSED.search(question):
        return False
    posed = _POSED.search(text)
    return posed is not None and bool(roots(question) & roots(posed["what"]))
