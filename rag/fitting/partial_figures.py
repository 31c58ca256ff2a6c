"""Whether a figure is that of what is asked for, or only that of a part of it or of all else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.asking.demand import counted, demanded
from rag.asking.question import content_words, roots
from rag.language.claims import fold, read, size
from rag.language.lexicon import stem, words

COUNTS = ("count", "share")
FIGURES = (*COUNTS, "money")

_ELSE = re.compile(
    r"\b(?:outside(?: of)?|other than|apart from|aside from|except(?:ing)?(?: for)?|excluding"
    r"|excludes?|not including|not counting)\b(?P<what>(?: [\w$’'-]+){1,5})",
    re.I,
)
"""What leaves something out."""

_BOUND = re.compile(
    r"\b(?:more than|less than|fewer than|greater than|over|under|at least|up to|above|below"
    r"|exceed(?:s|ed|ing)?) (?:about )?(?:\$\s?\d|[\d,.]+ (?:years|months|days|miles|feet|acres)\b)"
    r"|\bage[ds]? \d",
    re.I,
)
"""What only some of a kind reach, in a unit that nothing is counted in."""

_PART = re.compile(
    r"\b(?:\d[\d,.]*|half|third|quarter|most|some|many|few|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)(?: ?%| per ?cent)? of (?P<all>(?:the|these|those|its|their|all)\b.*?)"
    r" (?:is|are|was|were|has|have|had) (?P<rest>.+)",
    re.I | re.S,
)
"""That so many of all there are are something."""

_NOT = re.compile(
    r"\b(?:lack(?:s|ed|ing)?|never|no(?! (?:later|less|longer|more)\b)|not|without|\w+n['’]t)\b",
    re.I,
)
_MAY_DENY = re.compile(
    rf"{_NOT.pattern}|\bnon-|\b(?:absen\w+|avoid\w*|declin\w+|den(?:y|ied|ies)|exempt\w*|fail\w*"
    r"|(?:il|im|in|ir|dis|un)[a-z]{4,}|miss\w*|neither|nobody|none|nor|refus\w+)\b",
    re.I,
)
"""What denies something, and what may."""

_SOME_PEOPLE = frozenset(
    map(
        stem,
        words(
            "adults boys children citizens civilians fathers girls immigrants infants juveniles"
            " men minors mothers nationals noncitizens residents students teenagers veterans women"
        ),
    )
)
_ANYBODY = re.compile(r"\d (?:[\w-]+ )?(?:individuals|people|persons)\b", re.I)
"""A number of people, whoever they are."""


def figures(text: str) -> frozenset[str]:
    """The numbers and days of a text."""
    return frozenset(token.key for token in read(fold(text)) if token.kind in ("number", "date"))


def days(text: str) -> frozenset[str]:
    """The days, months and years of a text."""
    return frozenset(token.key for token in read(fold(text)) if token.kind == "date")


def largest(text: str) -> str | None:
    """The largest number of a text, the days of its dates left out; None where it has none."""
    keys = [token.key for token in read(fold(text)) if token.kind == "number"]
    return max(keys, key=size, default=None)


def has_one_for_each(questions: Sequence[str], text: str) -> bool:
    """Whether a text has as many new figures of a kind as questions ask for: two shares for two."""
    known = {token.key for question in questions for token in read(fold(question))}
    told = {token.key for token in read(fold(text)) if token.kind == "number"} - known
    asked: Counter[str | None] = Counter(map(demanded, questions))
    return all(
        sum(_is_of_kind(kind, key) for key in told) >= asked[kind]
        for kind in FIGURES
        if asked[kind] > 1
    )


def _is_of_kind(kind: str, key: str) -> bool:
    """Whether a number may be a share ("85%", "half"), a sum of money or a count."""
    if kind == "share":
        return key.endswith("%") or key.isalpha()
    return not key.endswith("%") and (kind == "money" or not key.startswith("$"))


def leaves_out(question: str, text: str) -> bool:
    """Whether a figure is that of all but what is asked about: "outside of the program"."""
    if demanded(question) not in FIGURES or _ELSE.search(question):
        return False
    asked = roots(question)
    return any(asked & roots(match["what"]) for match in _ELSE.finditer(text))


def is_of_others(question: str, text: str) -> bool:
    """Whether a figure counts those who are, where it is asked how many are not.

    "74 percent had a conviction" does not tell what share had none.
    """
    asks = demanded(question) in COUNTS and _NOT.search(question) is not None
    return asks and _MAY_DENY.search(text) is None


def is_of_anybody(question: str, text: str, context: str) -> bool:
    """Whether a figure counts people where only some are asked for: "183,000 people", no citizens.

    Args:
        context: Title and headings, which may tell who they are.
    """
    asked = counted(question)[-1:] if demanded(question) == "count" else ()
    return (
        not _SOME_PEOPLE.isdisjoint(asked)
        and _ANYBODY.search(text) is not None
        and not {*map(stem, content_words(f"{context} {text}"))} & {*asked}
    )


def is_of_part(question: str, text: str) -> bool:
    """Whether the figure of a sentence is that of a part of what a question counts.

    "7 percent of the programs are tax credits (174 programs)" does not tell how many programs there
    are, nor "7,900 have a backlog of more than $100,000" how many have one.
    """
    if demanded(question) not in COUNTS:
        return False
    if _BOUND.search(text) and not re.search(r"[$\d]", question):
        return True
    part = _PART.search(re.sub(r" ?\([^()]*\)", "", text))
    return part is not None and not roots(question) & roots(part["rest"])
