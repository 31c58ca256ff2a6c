"""Those whom an answer counts, asked for without a name: "which five?", "which ones?", "list them".

They are named by what is counted there: "which five federal agencies".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.language.lexicon import STOP_WORDS
from rag.language.numbers import numbers
from rag.listing.list_questions import COUNT, NAMES_NONE, NO_NOUN

_ASKS = re.compile(
    r"^(?:(?:and|but|so|ok|okay),?\s)?(?:"
    rf"(?:which|what)(?:\s(?:are|were)(?:\sthe)?)?\s(?:(?P<one>{COUNT})(?:\sones)?|ones)"
    r"(?:\s(?:are|were)\s(?:they|those|these))?"
    rf"|(?:who|which|what)\s(?:are|were)\s(?:they|those|these|the\s(?P<two>{COUNT}))"
    rf"|(?:name|list|give\sme|show\sme)\s(?:them|those|these|(?:all|the)\s(?P<three>{COUNT}))"
    r")(?:,?\s(?:please|pls|all))?\W*$",
    re.I,
)
_HOW_MANY = re.compile(r"^(?:and |but |so )?(?:about )?how many (?=[a-z])", re.I)
_COUNTED = re.compile(
    rf"\s(?:of\s(?:the|its|their|these|those)\s(?:{COUNT}\s)?)?"
    r"(?P<things>(?:(?!of\b|and\b|or\b|that\b|to\b|for\b|in\b|by\b)[a-z][\w-]*\s){0,3}?"
    r"[a-z][a-z-]+(?<![sui])s)\b(?!['’])"
)
# "Table 2 shows", "Recommendation 3": a number that counts nothing.
_NUMBERED = re.compile(
    r"\b(?:tables?|figures?|sections?|titles?|chapters?|parts?|pages?|appendix|recommendations?|phases?"
    r"|articles?|steps?|items?|notes?|questions?|no\.|fig\.|sec\.)\s$",
    re.I,
)
_PLURAL = re.compile(r"\b[a-z][a-z-]+(?<![sui])s\b")
_MOST = 40
# Plurals of which nobody asks which ones they are.
_MEASURES = frozenset(
    ("days", "weeks", "months", "years", "hours", "minutes", "times", "dollars", "points", "miles")
)


def name_counted(question: str, before: str, answer: str) -> str | None:
    """Returns a question with what the answer before counts; None where it asks for no such thing.

    Args:
        before: The question that was answered.
    """
    asked = _ASKS.match(question.strip())
    if asked is None:
        return None
    count = next(filter(None, (asked["one"], asked["two"], asked["three"])), None)
    wanted = next((each.value for each in numbers(count)), None) if count else None
    of = _HOW_MANY.match(before)
    things = {each for each in _PLURAL.findall(before) if each not in NO_NOUN}
    for value, said, counted in _counted(answer):
        if (wanted is not None and value != wanted) or _is_another(counted, things, wanted):
            continue
        if of is None:
            return f"Which {said} {counted}?"
        if before[of.end() :].lower().startswith(counted.rsplit(maxsplit=1)[-1]):
            return f"Which {said} {before[of.end() :]}"
    return None


def _is_another(counted: str, things: set[str], wanted: float | None) -> bool:
    """Whether what is counted is none of the things that the question before asks of."""
    return wanted is None and bool(things) and counted.split()[-1] not in things


def _counted(answer: str) -> Iterator[tuple[float, str, str]]:
    """Yields what an answer counts: the number, how it says it, and of what."""
    for number in numbers(answer):
        things = _COUNTED.match(answer, number.end)
        if number.unit or number.is_year or things is None or not 2 <= number.value <= _MOST:
            continue
        words = things["things"].split()
        none = words[-1] in _MEASURES | NO_NOUN or NAMES_NONE.fullmatch(words[-1])
        if none or _NUMBERED.search(answer[: number.start]) or STOP_WORDS.intersection(words):
            continue
        yield number.value, answer[number.start : number.end].lower(), things["things"]
