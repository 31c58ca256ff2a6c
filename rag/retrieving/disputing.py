"""Whether two sentences say the same of a thing but for one fact: "opened on May 3", "on May 9"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Set

from rag.language.claims import Token, fold, is_month, read, size
from rag.language.labels import unlabelled

ALIKE = 0.8
"""Share of the words of the shorter one of two sentences, facts left out, that both must have."""

ROUNDED = 0.1
"""Share by which a figure may differ from one that is said to be about so much."""

_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b\.?|\b\d{1,2}:\d\d\b", re.I)
_HEDGED = re.compile(
    r"\b(?:about|almost|approximately|around|nearly|over|roughly|some)\s\W?\d", re.I
)


def disagree(one: str, other: str) -> bool:
    """Whether two sentences differ in facts of one kind, and else say the same.

    The kinds are times, sums, shares, counts, names, and whether it is so. Sentences that differ in
    two, as in a year and a count, are of two things. Who only tells less differs in nothing.
    """
    ours, theirs = _read(one), _read(other)
    fewer = min(len(ours["word"]), len(theirs["word"]))
    shared = len(ours["word"] & theirs["word"])
    if not fewer or shared < ALIKE * fewer:
        return False
    if fewer == 1 and ours["word"] != theirs["word"]:
        return False
    kinds = [kind for kind in ("time", "$", "%", "count", "name") if _differ(kind, ours, theirs)]
    denied = bool(ours["negation"]) != bool(theirs["negation"])
    if denied or len(kinds) != 1:
        return denied and not kinds
    rounded = _HEDGED.search(one) or _HEDGED.search(other)
    return not (rounded and _is_rounded(ours[kinds[0]], theirs[kinds[0]]))


def _read(text: str) -> Mapping[str, Set[str]]:
    """What a sentence says, by kind."""
    line = fold(unlabelled(text))
    said: dict[str, set[str]] = defaultdict(set)
    said["time"] |= {re.sub(r"[\s.]", "", each.lower()) for each in _CLOCK.findall(line)}
    tokens = read(_CLOCK.sub("then", line))
    for place, token in enumerate(tokens):
        opens = place == 0 and tokens[1:] and tokens[1].kind == "name" and token.text.istitle()
        said["name" if opens and token.kind == "word" else _kind(token)].add(token.key)
    return said


def _kind(token: Token) -> str:
    """The kind of fact that a token is one of."""
    if token.kind == "date":
        return "time"
    if is_month(token):
        return "month"
    if token.kind != "number":
        return token.kind
    return "$" if token.key[:1] in "$€£" else "%" if token.key.endswith("%") else "count"


def _differ(kind: str, ours: Mapping[str, Set[str]], theirs: Mapping[str, Set[str]]) -> bool:
    """Whether each of two sentences has a fact of a kind that the other has not."""
    own, other = ours[kind] - theirs[kind], theirs[kind] - ours[kind]
    if kind == "time":
        news = {each for each in own if not any(_is_within(each, known) for known in other)}
        return bool(news) and any(not any(_is_within(each, one) for one in own) for each in other)
    if kind == "name" and (_abbreviates(own, other) or _abbreviates(other, own)):
        return False
    return bool(own and other)


def _is_within(one: str, other: str) -> bool:
    """Whether two dates may be the same, one told in less: "2021" and "2021-05-03"."""
    return all(
        a == b or "*" in (a, b) for a, b in zip(one.split("-"), other.split("-"), strict=False)
    )


def _abbreviates(short: Set[str], long: Set[str]) -> bool:
    """Whether one of some names is of the initials of others."""
    letters = Counter(each[0] for each in long)
    return any(len(each) > 1 and Counter(each) <= letters for each in short)


def _is_rounded(ours: Set[str], theirs: Set[str]) -> bool:
    """Whether each figure of one sentence is about one of the other."""
    own, other = ([size(each) for each in figures] for figures in (ours, theirs))
    return all(any(abs(a - b) <= ROUNDED * max(a, b) for b in other) for a in own)
