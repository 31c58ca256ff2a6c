"""Who holds an office, and who only stands below it: a deputy director is no director."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.titles import ROLE
from rag.retrieving.evidence import Evidence

_BELOW = r"(?:assistant|associate|deputy|junior|trainee|under(?=[\s-]secretar)|vice)"
_ASKED = re.compile(
    rf"\bwho\b(?:(?!\b{_BELOW}\b)[^?;])*?\b(?P<office>{ROLE})\b(?!(?:\sgeneral)?['\u2019]s?\s)",
    re.I,
)
_WITHIN = 2
"""Words that may stand between what makes a lower office and its name."""


def leave_out_lower_offices(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what names only those below the office asked for, unless everything does."""
    office = office_asked(question)
    if office is None:
        return list(ranked)
    return [item for item in ranked if not is_only_below(office, item.text)] or list(ranked)


def office_asked(question: str) -> str | None:
    """Returns the word for the office whose holder a question asks for; None where it does not."""
    asked = _ASKED.search(question)
    return asked["office"] if asked else None


def is_only_below(office: str, text: str) -> bool:
    """Whether a text has the word for an office, and each time as that of a lower one."""
    word = rf"(?i:{re.escape(office)})\b"
    held = len(re.findall(rf"\b{word}", text))
    below = rf"\b(?i:{_BELOW})[\s-](?:[\w-]+\s){{0,{_WITHIN}}}?{word}"
    return 0 < held <= len(re.findall(below, text))
