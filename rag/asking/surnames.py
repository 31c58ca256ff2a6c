"""A question with somebody's surname alone, where it has their office and full name."""

from __future__ import annotations

import re

from rag.language.titles import TITLE

_NAMED = re.compile(
    r"(?<=\s)(?:the\s)?(?:(?!I\b)[A-Z][\w&.]*\s){0,4}?"
    rf"(?:{TITLE.pattern}|Attorney\sGeneral|Congress(?:man|woman)|Inspector\sGeneral|Mayor|Professor)\s"
    r"(?:[A-Z][\w.’'-]*\s){1,2}(?P<last>[A-Z][\w-]+)"
)
"""Somebody by office and full name: "ICE Director John Morton"."""


def by_surname(question: str) -> str | None:
    """Returns a question with a surname in the place of an office and a full name.

    "What did Morton say?" for "What did ICE Director John Morton say?": as documents speak of
    somebody whom they have named. None where nobody is named so.
    """
    match = _NAMED.search(question)
    if match is None:
        return None
    return f"{question[: match.start()]}{match['last']}{question[match.end() :]}"
