"""What a document calls somebody or something by its role: “Elm Freight Ltd. (the "Carrier")”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.language.abbreviations import INSTITUTION, NAME, initials

PARTY = (
    "(?:agent|applicant|assignee|assignor|borrower|buyer|claimant|client|company|consultant|contractor"
    "|customer|defendant|employee|employer|franchisee|franchisor|guarantor|insured|insurer"
    "|landlord|lender|lessee|lessor|licensee|licensor|owner|petitioner|plaintiff|provider"
    "|purchaser|respondent|seller|supplier|tenant|trustee|vendor)"
)
"""What a contract or a court calls one of its parties."""

_DEFINED = re.compile(
    r"\((?:(?:hereinafter|herein|hereafter|the|referred to as|,)\s+)*"
    r"[\"“](?P<role>[A-Z][a-z]+(?: [A-Z][a-z]+)?)[\"”]\)"
)
_FIRM = r"(?:,?\s(?:Co|Corp|Inc|LLC|LLP|LP|Ltd|PLC|L\.L\.C|L\.P)\b\.?)"
_BEFORE = re.compile(
    rf"(?P<name>{NAME}){_FIRM}?(?:,\s(?:an?|the|of|whose|having|located|residing)\s[^()\"“\n]*)?,?\s$"
)
_LABELLED = re.compile(
    rf"^\W*(?P<role>{PARTY}):\W*\s(?P<name>(?-i:{NAME})){_FIRM}?[^\w\n]*$", re.I | re.M
)
_SUFFIX = re.compile(rf"{_FIRM}$")
_ARTICLE = re.compile(r"^(?:The|This) ")
_IN_NAME = re.compile(r"(?<!^)\b[A-Z][\w.'’-]* $")
"""What of a name stands before a part of it."""

BEFORE = 200
"""Characters before a role in which the name stands that has it."""


def find_roles(text: str) -> Iterator[tuple[str, str]]:
    """Yields names and the roles by which a text goes on to call them.

    An abbreviation of the name, or a word of it, is none.
    """
    for match in _LABELLED.finditer(text):
        yield _SUFFIX.sub("", match["name"]), match["role"].capitalize()
    for match in _DEFINED.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - BEFORE), match.start())
        if before is None:
            continue
        line = before["name"].rpartition("\n\n")[2]
        name = _SUFFIX.sub("", _ARTICLE.sub("", " ".join(line.split())))
        role = match["role"]
        if role.upper() not in initials(name) and role not in name:
            yield name, role


def by_role(question: str, name: str, role: str) -> str:
    """Returns a question with a role for the name that has it.

    The name may be called by its first word: "Elm" for "Elm Freight", but not in "Ada Elm".
    """
    first, *others = name.split()
    short = others and len(first) > 2 and not INSTITUTION.search(first) and " of " not in name
    for called in (name, *([first] if short else ())):
        pattern = (
            rf"(?<![\w-])(?:(?:the|an?)\s)?{re.escape(called)}(?:{_FIRM})?(?![\w-])(?!\s[A-Z])"
        )
        for match in re.finditer(pattern, question):
            if not _IN_NAME.search(question, 0, match.start()):
                return f"{question[: match.start()]}the {role}{question[match.end() :]}"
    return question
