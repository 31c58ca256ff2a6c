"""What was found out, asked for in other words: the findings of the audit, what it concludes."""

from __future__ import annotations

import re

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

_BOTH = re.compile(
    r"(?:the|both|these|those)\s(?:(?:two|three|four|both|various)\s)?"
    r"(?P<who>[A-Z][\w.]*(?:\s(?:of\s)?[A-Z][\w.]*)*?)(?:['’]s?)?"
    r"\s(?:audits|inquiries|investigations|reports|reviews|studies)"
)
"""Several works of one maker, who is then asked: "the two OIG reports"."""

_ALL_FOUND = re.compile(
    r"\W*what\s(?:did|does|do|has|have)\s(?P<who>[^?,;]+?)\s"
    r"(?:conclude[sd]?|(?:find|found)(?:\sout)?)\W*",
    re.I,
)


def all_found_by(question: str) -> str | None:
    """Returns who is asked for all that they found; None where more or else is asked."""
    match = _ALL_FOUND.fullmatch(question.strip())
    return re.sub(r"^the\s", "", match["who"], flags=re.I) if match is not None else None


def as_findings(question: str) -> str | None:
    """Returns a question for all that somebody found as one for their findings, others None."""
    match = _ALL_FOUND.fullmatch(question.strip())
    return f"What were the findings of {_maker(match['who'])}?" if match is not None else None


def as_found(question: str) -> str | None:
    """Returns a question for what somebody concludes as one for what they found, others None."""
    match = next(filter(None, (form.fullmatch(question.strip()) for form in _FORMS)), None)
    if match is None:
        every = _ALL_FOUND.fullmatch(question.strip())
        who = every["who"] if every is not None else ""
        return f"What did {_maker(who)} find?" if _maker(who) != who else None
    on = re.sub(r"^\s\w+(?: \w+ to| to)?", " about", match["on"]) if match["on"] else ""
    return f"What did {_maker(match['who'])} find{on}?"


def _maker(who: str) -> str:
    """Whoever made several works that are called by that, others as they are called."""
    several = _BOTH.fullmatch(who)
    return f"the {several['who']}" if several is not None else who
