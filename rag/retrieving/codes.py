"""The code by which a question names something: what a pump shows as "E02", a form "B-12".

What is said of E07 does not answer it, however alike the rest of the words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from rag.retrieving.evidence import Evidence

FIRST = 2
"""Sentences with the code that are read in any case."""

_CODE = re.compile(
    r"(?<![\w/.-])(?!(?:FY|CY|[QH](?=[1-4]\b))-?\d)(?P<letters>[A-Z]{1,3})-?(?P<number>\d{1,4})"
    r"(?![\w%]|[-/.]\w)"
)
"""Letters and a number: no year or quarter, and no part of a longer one, as reports have it."""


def codes(text: str, known: Set[str] = frozenset()) -> frozenset[tuple[str, str]]:
    """Returns the codes in a text, the letters and the number of each.

    Args:
        known: Words in small letters that name something else, as a document.
    """
    return frozenset(
        (match["letters"], match["number"])
        for match in _CODE.finditer(text)
        if match[0].lower() not in known
    )


def read_first(
    question: str, ranked: Sequence[Evidence], known: Set[str] = frozenset()
) -> list[Evidence]:
    """Puts the best sentences with the code asked for where they are read, without those of others.

    A sentence is of others that has only other codes of the same letters. Where no sentence has the
    code, all stay as they are.
    """
    asked = codes(question, known)
    having = [item for item in ranked if asked & codes(item.text)]
    if not having:
        return list(ranked)
    first = having[:FIRST]
    rest = [item for item in ranked if item not in first and not _is_of_another(asked, item)]
    return [*first, *rest]


def _is_of_another(asked: Set[tuple[str, str]], item: Evidence) -> bool:
    letters = {each for each, _ in asked}
    alike = {code for code in codes(item.text) if code[0] in letters}
    return bool(alike) and not alike & asked
