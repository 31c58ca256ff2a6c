"""A question that asks two things to the two: "When did X end and who ended it?"."""

from __future__ import annotations

import re

_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_BEFORE = r"(?:(?:to|in|for|from|by|at|of|on|with) )?"
_JOINED = re.compile(rf"(?:, and| and|;) (?={_BEFORE}{_WH}\b)", re.I)
_OPENS = re.compile(rf"\W*(?:(?:and|so|but) )?{_BEFORE}{_WH}\b", re.I)

# Words that a part needs at least to be a question of its own.
SHORTEST = 3


def split_question(question: str) -> tuple[str, str] | None:
    """Returns the two questions that one asks, each with its question mark; None for a single one.

    The second may lean on the first ("and how many of them left?").
    """
    for match in _JOINED.finditer(question):
        parts = question[: match.start()], question[match.end() :]
        if all(len(part.split()) >= SHORTEST and _OPENS.match(part) for part in parts):
            first, second = (part.rstrip(" ,;?.") for part in parts)
            return f"{first}?", f"{second}?"
    return None
