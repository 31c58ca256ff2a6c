"""Whether somebody is told to agree with something else than what a question asks about.

“Did the port agree with the recommendations?” is not answered by “The port disagreed with the
advisory opinion.”
"""

from __future__ import annotations

import re

from rag.asking.demand import asks_whether_agreed

_PROPOSED = r"(?:conclusions?|findings?|recommend\w*)"
_ASKED = re.compile(rf"\b{_PROPOSED}\b", re.I)
_AGREES_WITH = re.compile(
    r"\b(?:dis)?(?:agree[sd]?|concur(?:s|red)?|accept(?:s|ed)?|reject(?:s|ed)?)\s(?:\w+ly\s)?"
    r"(?:with\s)?(?:the|an?|this|that)\s[a-z]",
    re.I,
)
_MAY_BE = re.compile(
    rf"\b(?:{_PROPOSED}|analys[ie]s|assessments?|draft|it|points?|propos\w+|reports?|suggest\w*|them)\b",
    re.I,
)
"""What may stand for what was recommended or found."""


def agrees_with_another(question: str, text: str) -> bool:
    """Whether a sentence tells of an agreement with what a question does not ask about."""
    asks = asks_whether_agreed(question) and _ASKED.search(question) is not None
    return asks and _AGREES_WITH.search(text) is not None and _MAY_BE.search(text) is None
