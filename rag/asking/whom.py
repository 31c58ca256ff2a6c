"""Whom "he" or "she" means behind an answer to "who": the one person whom it names."""

from __future__ import annotations

import re

from rag.asking.conversation import REFUSED, History
from rag.asking.demand import OFFICE, demanded
from rag.language.abbreviations import INSTITUTION, NOBODY
from rag.language.lexicon import STOP_WORDS
from rag.language.titles import ADDRESS

_PRONOUN = re.compile(r"\b(?P<they>he|she|him)\b|\b(?P<own>his|her)(?:\s(?P<next>[a-z]+))?\b", re.I)
_ONE = r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*[a-z]\b(?!['’]s))"
NAME = rf"\b{_ONE}(?:\s(?:(?:de|van|von|der|la|al)\s)*{_ONE}){{1,5}}"
"""A name of two or more words."""

_OFFICE = re.compile(rf"^.*\b{OFFICE}\b\s*", re.I)
_BODY = re.compile(rf"\b(?:{OFFICE}|officer)\b|(?:[a-z]ies|ions|ices|ments)$", re.I)
"""What a name of offices or of several things has: "Chief Financial Officer"."""

_TITLE = re.compile(rf"^(?:(?:{ADDRESS}|Rep|Sen|Gov|Judge|Justice|Chief)\b\.?\s)+")
_WHO = frozenset(("person", "holder", "name"))
TURNS = 3
"""Questions before in which is looked for whom "he" means."""


def name_whom(question: str, history: History) -> str | None:
    """Returns a question with the person whom the last answer names, for its "he" or "she".

    The questions between them may say no more than "he". None where the one before these did not
    ask who, or its answer names nobody or several.
    """
    pronoun = _PRONOUN.search(question)
    if pronoun is None or people(question, ""):
        return None
    name = _named_last(history[-TURNS:])
    if name is None:
        return None
    own = pronoun["own"] is not None and pronoun["next"] is not None
    own = own and not (pronoun["own"].lower() == "her" and pronoun["next"].lower() in STOP_WORDS)
    end = pronoun.end("own") if pronoun["own"] else pronoun.end()
    return f"{question[: pronoun.start()]}{name}{'’s' if own else ''}{question[end:]}"


def _named_last(history: History) -> str | None:
    """The one person whom the last answer to "who" names, before questions on "him"."""
    if not history or people(history[-1][0], ""):
        return None
    asked, answer = history[-1]
    if demanded(asked) not in _WHO:
        return _named_last(history[:-1]) if _PRONOUN.search(asked) else None
    named = people(answer, asked) if not answer.startswith(REFUSED) else frozenset()
    one = len({name.split()[-1] for name in named}) == 1
    return max(named, key=len) if one else None


def people(text: str, asked: str) -> frozenset[str]:
    """The names in a text that may be a person's, but for those in the question before."""
    names = (_TITLE.sub("", _OFFICE.sub("", each[0])) for each in re.finditer(NAME, text))
    return frozenset(
        name
        for name in names
        if " " in name and name not in asked and not INSTITUTION.search(name)
        if not NOBODY.search(name) and not _BODY.search(name)
    )
