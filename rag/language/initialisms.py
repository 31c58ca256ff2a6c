"""A name or term that documents only write out, asked after by its initials: "MOA".

For a term of small letters nothing tells that it is meant but how often it stands there, and that
it is whole: what the same word follows nearly always is the beginning of a longer one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BETWEEN = r"\s(?:(?:and|for|of|on|the)\s){0,2}"
_FEWEST_OF_A_NAME = 4
"""Letters of the initials of a name: fewer are those of many."""

_FEWEST = 5
"""How often a term must stand in the documents."""

_AHEAD = 2
"""How many times as often as any other of the same initials."""

_GOES_ON = 0.6
"""Of a term, the share of those that the same word follows, from which on it goes on."""

_LETTERS = 4
"""Of its first and its last word at least: "most of all" is no term."""


def with_initials(short: str) -> re.Pattern[str]:
    """What finds a name of the initials: "Law Enforcement Support Center" for "LESC"."""
    return re.compile(rf"\b{_BETWEEN.join(rf'{letter}[a-z]+' for letter in short)}\b")


def written_out(short: str, texts: Sequence[str], *, plural: bool = False) -> str | None:
    """Returns what the texts have of the initials, a name before a term; None in doubt.

    Args:
        plural: Whether several are meant, so that a form with an "s" is returned if there is one.
    """
    if len(short) >= _FEWEST_OF_A_NAME:
        name = next(filter(None, map(with_initials(short).search, texts)), None)
        if name is not None:
            return " ".join(name[0].split())
    return _term(short, texts, plural=plural)


def _term(short: str, texts: Sequence[str], *, plural: bool) -> str | None:
    """Returns the term of the initials, in small letters.

    A small word between others may have a letter or none: "memorandum of agreement" for "MOA".
    """
    words = _BETWEEN.join(rf"{letter}[a-z]+" for letter in short.lower())
    pattern = re.compile(rf"\b(?P<term>{words})\b(?P<next>[^\S\n][\w-]+)?", re.I)
    forms: dict[str, Counter[str]] = {}
    behind: dict[str, Counter[str]] = {}
    for text in texts:
        for match in pattern.finditer(text):
            term = " ".join(match["term"].lower().split())
            first, *_, last = term.split()
            if min(len(first), len(last)) >= _LETTERS:
                one = _singular(term)
                forms.setdefault(one, Counter())[term] += 1
                behind.setdefault(one, Counter())[(match["next"] or "").strip().lower()] += 1
    ranked = sorted(forms, key=lambda one: (-forms[one].total(), one))
    if not ranked:
        return None
    best = ranked[0]
    often = forms[best].total()
    next_often = forms[ranked[1]].total() if len(ranked) > 1 else 0
    goes_on = max((count for word, count in behind[best].items() if word), default=0) / often
    if often < _FEWEST or often < _AHEAD * next_often or goes_on >= _GOES_ON:
        return None
    return min(forms[best], key=lambda form: ((form != best) != plural, -forms[best][form], form))


def _singular(term: str) -> str:
    return " ".join(word.removesuffix("s") for word in term.split())
