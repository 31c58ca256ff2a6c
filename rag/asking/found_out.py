"""What was found out, asked for by nouns: "the findings of the audit" are what it found."""

from __future__ import annotations

import re

_SORT = r"(?:(?:main|key|principal|major|central|chief|overall|most important)\s)?"
_FOUND = r"(?:findings|conclusions|results)"
_ON = r"(?P<on>\s(?:about|on|regarding|concerning|as to|with (?:regard|respect) to)\s[^?,;]+?)?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\W*what\s(?:are|were)\s(?:the\s)?{_SORT}{_FOUND}\s(?:of|by|from|in)\s(?P<who>[^?,;]+?){_ON}\W*",
        rf"\W*what\s(?:are|were)\s(?P<who>(?:the\s)?[^?,;]+?)['’]s?\s{_SORT}{_FOUND}{_ON}\W*",
    )
)


def as_found(question: str) -> str | None:
    """Returns a question for somebody's findings as one for what they found; None for others."""
    match = next(filter(None, (form.fullmatch(question.strip()) for form in _FORMS)), None)
    if match is None:
        return None
    on = re.sub(r"^\s\w+(?: \w+ to| to)?", " about", match["on"]) if match["on"] else ""
    return f"What did {match['who']} find{on}?"
