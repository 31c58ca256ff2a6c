"""Whether somebody is told to agree with something else than what a question asks about.

“Did the port agree with the recommendations?” is not answered by “The port disagreed with the
advisory opinion.”, nor “… with the board's recommendations?” by “… with the recommendations of
GAO-24-106”.
"""

from __future__ import annotations

import re

from rag.asking.demand import asks_whether_agreed
from rag.asking.question import roots
from rag.language.abbreviations import initials

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

_WHOSE = re.compile(
    rf"\bthe (?P<one>[\w-]+(?: [\w-]+){{0,3}})['’]s? (?:\w+ ){{0,2}}{_PROPOSED}"
    rf"|\b{_PROPOSED} (?:of|by|from|in) the (?P<other>[\w-]+(?: [\w-]+){{0,3}})",
    re.I,
)
_OF_NAMED = re.compile(
    rf"\b{_PROPOSED} (?:of|by|from|in) (?P<one>(?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
    rf"|(?P<other>[A-Z][\w-]+(?: [A-Z][\w-]+)*)['’]s? (?:\w+ ){{0,2}}{_PROPOSED}"
)


def agrees_with_another(question: str, text: str) -> bool:
    """Whether a sentence tells of an agreement with what a question does not ask about."""
    if not asks_whether_agreed(question) or not _ASKED.search(question):
        return False
    something = _AGREES_WITH.search(text) is not None and _MAY_BE.search(text) is None
    return something or _is_of_another(question, text)


def _is_of_another(question: str, text: str) -> bool:
    """Whether a sentence names somebody else whose recommendations they are."""
    asked, told = _WHOSE.search(question), _OF_NAMED.search(text)
    if asked is None or told is None:
        return False
    one, other = ((each["one"] or each["other"]) for each in (asked, told))
    short = any(len(form) > 1 and form in other for form in initials(one))
    return not (short or roots(one) & roots(text))
