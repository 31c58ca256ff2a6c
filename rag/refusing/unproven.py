"""What a sentence says was claimed and not shown, where a question has it that it was so.

"Safety was not shown" contradicts "Why was the lamp safe?", and "the review did not substantiate
the claim that the keeper sold the lamp" "Why did the review find that the keeper sold the lamp?".
That nobody looked into a claim says nothing of it.
"""

from __future__ import annotations

import re

from rag.language.claims import SAYS, Token, fold, keys, read
from rag.language.lexicon import NEUTRAL, words

# Share of the words of what the question has that the claim must have, and how many.
CLAIMED = 0.6
LEAST = 2

_HOLDS = words("find show hold report state note claim suggest think believe determine prove")
_CLAIM = r"(?:claims?|allegations?|charges?|accusations?|complaints?|rumou?rs?|assertions?)\b"
_SHOWN = r"(?:substantiated?|corroborated?|prove[nd]?|proved|upheld|uphold|bear out|borne out)"
_ACTIVE = re.compile(
    r"\b(?:(?:did|does|do|could|has|had|have) not|(?:did|does|do|could|has|had|have)n't|cannot"
    rf"|fail(?:s|ed)? to|(?:was|were) unable to) (?:\w+ly )?{_SHOWN} (?:[\w'-]+ ){{0,4}}?{_CLAIM}",
    re.I,
)
_PASSIVE = re.compile(
    rf"\b{_CLAIM}(?P<claim>.{{5,250}}?) (?P<not>(?:(?:was|were|is|are|(?:has|have|had) been) )?"
    rf"(?:(?:not|never) (?:\w+ly )?{_SHOWN}|(?:(?:to be )?(?:entirely |wholly )?"
    r"(?:unsubstantiated|unfounded|baseless|groundless|unproven))))\b",
    re.I,
)
_QUALITY = re.compile(
    r"\b(?P<noun>[A-Z]?[a-z]{3,}(?:ity|ty|ness|nce|ncy))(?: of [\w' -]{2,60}?)? "
    r"(?:(?:was|were|is|are) not|(?:has|have|had|could) not (?:been|be)) (?:\w+ly )?"
    r"(?:established|shown|demonstrated|proven|proved|confirmed|found)\b"
)
"""What was not shown of a quality, as a noun."""
_IS = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_MAKE_NOUNS = (
    ("ent", "ence"),
    ("ent", "ency"),
    ("ant", "ance"),
    ("ble", "bility"),
    ("e", "ity"),
    ("e", "ty"),
    ("y", "iness"),
    *(("", ending) for ending in ("ity", "ness", "ty")),
)
"""How an adjective ends, and the noun of it."""
_BUT = re.compile(r";|,? \b(?:but|although|though|while|whereas|however)\b", re.I)


def unproven(question: str, text: str) -> str | None:
    """Returns the words by which a sentence says that what a question has was not shown."""
    wanted = _held(read(fold(question)))
    line = fold(text)
    active, passive = _ACTIVE.search(line), _PASSIVE.search(line)
    if active is not None:
        return active[0] if _is(wanted, _BUT.split(line[active.end() :])[0]) else None
    if passive is not None and _is(wanted, passive["claim"]):
        return passive["not"]
    return None


def denies_claim(text: str) -> bool:
    """Whether a sentence says of a claim that it was not shown."""
    line = fold(text)
    return _ACTIVE.search(line) is not None or _PASSIVE.search(line) is not None


def not_shown(question: str, text: str) -> str | None:
    """Returns the words by which a quality that a question has something have was not shown."""
    line = fold(question).rstrip("?").lower()
    copula = _IS.search(line)
    qualities = line[copula.end() :].split() if copula is not None else ()
    nouns = {
        f"{word.removesuffix(old)}{new}"
        for word in qualities
        for old, new in _MAKE_NOUNS
        if word.endswith(old)
    }
    for said in _QUALITY.finditer(fold(text)):
        if said["noun"].lower() in nouns:
            return said[0]
    return None


def _held(tokens: tuple[Token, ...]) -> frozenset[str]:
    """What a question has somebody find, or all that it says where nobody finds it."""
    that = (
        place + 2
        for place, token in enumerate(tokens[:-1])
        if tokens[place + 1].bare == "that" and (token.key == SAYS or token.bare in _HOLDS)
    )
    return keys(tokens[next(that, 0) :]) - NEUTRAL


def _is(wanted: frozenset[str], claim: str) -> bool:
    shared = len(wanted & keys(read(f", {claim}")))
    return shared >= max(LEAST, CLAIMED * len(wanted))
