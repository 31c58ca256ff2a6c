"""Whether "I counted 40 lamps" is told by another than the person of whom that is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.whom import NAME, people
from rag.language.abbreviations import is_called
from rag.language.labels import unlabelled
from rag.retrieving.evidence import Evidence

_DOES = r"(?:did|does|do|has|have|had|was|were|is|could|would|will)"
_DOER = re.compile(rf"\b(?i:{_DOES})\s(?P<doer>{NAME})(?=\s[a-z])|(?P<owner>{NAME})['’]s?\s[a-z]")
_I = re.compile(
    r"\W*(?:A[.:]\s)?(?:(?:In|On|At|By|From|After|Before|During)\b[^,]{1,60},\s)?(?:I|My)\b"
)


def leave_out_others(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what others tell of themselves where it is asked what one person did or has."""
    named = _DOER.search(question)
    asked = people(named["doer"] or named["owner"] or "", "") if named is not None else frozenset()
    if not asked:
        return list(ranked)
    return [item for item in ranked if not _is_of_another(question, asked, item)]


def _is_of_another(question: str, asked: frozenset[str], item: Evidence) -> bool:
    """Whether a speaker whom a question does not name tells of themself, and not of who is asked.

    Who made a document that is known by its title alone may be anybody.
    """
    speaker, title = item.sentence.speaker.name, item.found.entry.context.split("\n", 1)[0]
    tellers = people(speaker, "")
    if speaker in tellers and speaker == title:
        return False
    if not tellers or not _I.match(unlabelled(item.text)):
        return False
    named = {name.split()[-1] for name in asked}
    if any(name in item.text or is_called(speaker, name) for name in named):
        return False
    return not any(name.split()[-1] in question for name in tellers)
