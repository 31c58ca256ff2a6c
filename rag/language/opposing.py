"""Two texts of which one says the opposite of the other, or less."""

from __future__ import annotations

import re

from rag.language.lexicon import OPPOSITES, stem

_LIMITS = re.compile(
    r"\b(?:(?i:partial(?:ly)?|partly|mostly|mainly|some|most|all|almost|nearly|only|both|neither"
    r"|either|if|unless|until|except)|may|might|could|should|would|will)\b"
)
"""Words that make of what is so what is partly or perhaps so."""


def goes_against(one: str, other: str) -> bool:
    """Whether two sentences have words of opposite meaning, or only one limits what it says.

    "Rents rose" and "Rents fell by 9 percent" are as near to each other as two that say the same.
    """
    limits, theirs = (set(map(str.lower, _LIMITS.findall(each))) for each in (one, other))
    if limits != theirs:
        return True
    ours, others = (frozenset(map(stem, re.findall(r"[a-z]+", x.lower()))) for x in (one, other))
    pairs = (pair for each in OPPOSITES for pair in (each, each[::-1]))
    return any(ours & here and others & there and not ours & there for here, there in pairs)
