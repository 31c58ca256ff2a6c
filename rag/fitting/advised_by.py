"""Whose advice a sentence tells: not that of others, where it is asked what somebody recommends.

"What did GAO recommend about museums?" is not answered by "Associations have guidelines that
recommend stringent controls".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.lexicon import STOP_WORDS
from rag.retrieving.evidence import Evidence

_ASKS = re.compile(
    r"\W*(?:and |but |so )?what (?:else )?(?:did|does|do|has|have) (?P<who>.{2,80}?) "
    r"(?:advise|recommend|suggest)(?:e?d|s)?\b",
    re.I,
)
_OFTEN = r"(?: (?:also|generally|had|has|have|often|previously))*"
_BETWEEN = ("for", "of", "on")
_OF = rf"(?: (?:{'|'.join(_BETWEEN)})(?: [A-Z][\w.&’'-]*)+)?"
"""“Task Force on Secure Communities” is a force, and no communities."""
_ADVISES = re.compile(
    rf"(?P<who>[\w.&’'-]+{_OF})(?i:(?: (?:that|which|who))?{_OFTEN}"
    r" (?:advise[sd]?|recommend(?:s|ed)?|suggest(?:s|ed)?))\b",
)
_ITSELF = frozenset(("audit", "auditors", "authors", "report", "review", "study"))


def leave_out_advice_of_others(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what others recommend than those who are asked, unless all is."""
    return [item for item in ranked if not is_advice_of_others(question, item)] or list(ranked)


def is_advice_of_others(question: str, item: Evidence) -> bool:
    """Whether a sentence tells what others recommend than those who are asked."""
    asked = _ASKS.match(question)
    names = [match["who"].lower() for match in _ADVISES.finditer(" ".join(item.text.split()))]
    if asked is None or not names:
        return False
    named = f"{asked['who']} {item.sentence.speaker.name}"
    theirs = {*re.findall(r"[\w&’'-]+", named.lower()), *_ITSELF, *STOP_WORDS}
    advising = {word for name in names for word in name.split() if word not in _BETWEEN}
    return theirs.isdisjoint(advising)
