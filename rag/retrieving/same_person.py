"""Sentences in a row that speak of one person by a pronoun: "She is …", "Her fee is …".

What the last of them needs is the one that names the person, and none of those between.
"""

from __future__ import annotations

import re

from rag.language.dates import ANY_DAY, ANY_MONTH

_PRONOUN = re.compile(r"\W*(?:(?P<woman>She|Hers?)|(?P<man>He|His|Him))\b(?! [A-Z])")
"""Not "Her Majesty"."""
_NAME = re.compile(rf"(?<=[^\s.?!] )[“\"(]?(?!(?:I|{ANY_MONTH}|{ANY_DAY})\b)[A-Z]")
"""A capital within a sentence that is not of a day or a month."""


def goes_on_about(text: str, before: str) -> bool:
    """Whether the sentence before speaks of the same person by a pronoun, and names nobody."""
    one, other = _PRONOUN.match(text), _PRONOUN.match(before)
    if one is None or other is None or one.lastgroup != other.lastgroup:
        return False
    return _NAME.search(before) is None
