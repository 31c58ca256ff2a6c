"""When something was that was just told: the day stands in the sentence that told it."""

from __future__ import annotations

import re

from rag.language.dates import find_dates
from rag.retrieving.evidence import Evidence

_BARE = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:exactly )?when(?: exactly)?"
    r"(?: (?:did|is|was) (?:it|that|this)(?: (?:announced|decided|done|happen|so|take place))?)?"
    r"\W*",
    re.I,
)


def is_bare_when(question: str) -> bool:
    """Whether a question asks when and nothing else: "and when?", "when was that?"."""
    return _BARE.fullmatch(question) is not None


def date_last(last: Evidence) -> Evidence | None:
    """Returns the sentence that answered last, if it has a day, a month or a year."""
    return last if any(find_dates(last.text)) else None
