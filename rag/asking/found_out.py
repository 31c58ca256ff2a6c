"""What was found out, asked for in other words: the findings of the audit, what it concludes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SORT = r"(?:(?:main|key|principal|major|central|chief|overall|most important)\s)?"
_FOUND = r"(?:findings|conclusions|results)"
_ON = r"(?P<on>\s(?:about|on|regarding|concerning|as to|with (?:regard|respect) to)\s[^?,;]+?)?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\W*what\s(?:are|were)\s(?:the\s)?{_SORT}{_FOUND}\s(?:of|by|from|in)\s(?P<who>[^?,;]+?){_ON}\W*",
        r"\W*what\s(?:did|does|do)\s(?P<who>[^?,;]+?)\s"
        rf"(?:conclude|determine|discover|establish|reveal|show|uncover){_ON}\W*",
        rf"\W*what\s(?:are|were)\s(?P<who>(?:the\s)?[^?,;]+?)['’]s?\s{_SORT}{_FOUND}{_ON}\W*",
    )
)
_WORK = (
    r"(?:report|audit|study|review|survey|testimony|evaluation|inspection|investigation|inquiry)"
)
_ABOUT = r"(?:about|on|regarding|concerning|as to|into|with (?:regard|respect) to)"
_FOUND_ABOUT = re.compile(
    r"\W*what\s(?:else\s)?(?:did|does|do|has|have)\s(?P<who>[^?,;]{2,60}?)\s"
    r"(?:conclude[sd]?|determined?|discover(?:ed)?|find(?:\sout)?|found|learn(?:ed)?|report(?:ed)?)"
    rf"\s{_ABOUT}\s(?P<matter>[^?,;]+?)\W*",
    re.I,
)
_WORK_ON = re.compile(
    rf"\W*what\s(?:did|does|do|has)\s(?:(?P<who>[^?,;]{{2,40}}?)['’]s?|the|that|this)\s(?:\w+\s)?"
    rf"{_WORK}\s{_ABOUT}\s(?P<matter>[^?,;]+?)\s"
    r"(?:conclude|determine|discover|find|found|reveal|say|show|tell us)\W*",
    re.I,
)
_ANY_WORK = re.compile(
    rf"(?:the|this|that)\s(?:\w+\s)?(?:{_WORK}|auditors?|authors?|evaluators?|inspectors?)", re.I
)


@dataclass(frozen=True, slots=True)
class FoundAbout:
    """Whose findings are asked for, and on what.

    Attributes:
        who: Who found it; "" where only a report is named, and not whose.
        matter: What it is about.
    """

    who: str
    matter: str


def found_about(question: str) -> FoundAbout | None:
    """Returns whose findings on what a question asks for; None where it asks otherwise."""
    text = as_found(question) or question
    asked = _WORK_ON.fullmatch(text.strip()) or _FOUND_ABOUT.fullmatch(text.strip())
    if asked is None:
        return None
    who = asked["who"] or ""
    return FoundAbout("" if _ANY_WORK.fullmatch(who) else who, asked["matter"])


def as_found(question: str) -> str | None:
    """Returns a question for what somebody concludes as one for what they found, others None."""
    match = next(filter(None, (form.fullmatch(question.strip()) for form in _FORMS)), None)
    if match is None:
        return None
    on = re.sub(r"^\s\w+(?: \w+ to| to)?", " about", match["on"]) if match["on"] else ""
    return f"What did {match['who']} find{on}?"
