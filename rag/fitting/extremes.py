"""Whether a sentence tells of the other end than is asked for: the lowest for the highest."""

from __future__ import annotations

import re

_ENDS = (
    (r"highest|most(?! of\b| recent(?:ly)?\b| likely\b)", "lowest|least|fewest"),
    ("largest|biggest|greatest", "smallest|tiniest"),
    ("longest", "shortest"),
    ("earliest|oldest", "latest|newest|youngest"),
    ("best", "worst"),
    ("strongest", "weakest"),
    ("fastest|quickest", "slowest"),
    ("widest|broadest", "narrowest"),
    ("maximum", "minimum"),
)
_AT = r"(?<!\bat )(?<!\bat the very )"
_PAIRS = tuple(tuple(re.compile(rf"{_AT}\b(?:{end})\b", re.I) for end in ends) for ends in _ENDS)


def tells_of_other_end(question: str, text: str) -> bool:
    """Whether a sentence has but the opposite of the superlative in a question.

    "Which state has the highest share?": not "Four states had the lowest share." What has both may
    tell of either.
    """
    return any(
        asked.search(question)
        and other.search(text)
        and not (other.search(question) or asked.search(text))
        for pair in _PAIRS
        for asked, other in (pair, pair[::-1])
    )
