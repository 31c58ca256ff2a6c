"""Those whom an answer counts, asked for without a name: "which five?", "which ones?", "list them".

They are named by what is counted there: "which five federal agencies".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.asking.question import STOP_WORDS
from rag.language.numbers import numbers

_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_ASKS = re.compile(
    r"^(?:(?:and|but|so|ok|okay),?\s)?(?:"
    rf"(?:which|what)(?:\s(?:are|were)(?:\sthe)?)?\s(?:(?P<one>{_COUNT})(?:\sones)?|ones)"
    r"(?:\s(?:are|were)\s(?:they|those|these))?"
    rf"|(?:who|which|what)\s(?:are|were)\s(?:they|those|these|the\s(?P<two>{_COUNT}))"
    rf"|(?:name|list|give\sme|show\sme)\s(?:them|those|these|(?:all|the)\s(?P<three>{_COUNT}))"
    r")(?:,?\s(?:please|pls|all))?\W*$",
    re.I,
)
_HOW_MANY = re.compile(r"^(?:and |but |so )?(?:about )?how many (?=[a-z])", re.I)
_COUNTED = re.compile(
    r"\s(?:of\s(?:the|its|their|these|those)\s(?:\d+\s|[a-z]+teen\s|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\s)?)?"
    r"(?P<things>(?:(?!of\b|and\b|or\b|that\b|to\b|for\b|in\b|by\b)[a-z][\w-]*\s){0,3}?"
    r"[a-z][a-z-]+s)\b(?!['’])"
)
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
    for value, said, things in _counted(answer):
        if wanted is not None and value != wanted:
            continue
        if of is None:
            return f"Which {said} {things}?"
        if before[of.end() :].lower().startswith(things.rsplit(maxsplit=1)[-1]):
            return f"Which {said} {before[of.end() :]}"
    return None


def _counted(answer: str) -> Iterator[tuple[float, str, str]]:
    """Yields what an answer counts: the number, how it says it, and of what."""
    for number in numbers(answer):
        things = _COUNTED.match(answer, number.end)
        if number.unit or number.is_year or things is None or not 2 <= number.value <= _MOST:
            continue
        words = things["things"].split()
        if words[-1] not in _MEASURES and not STOP_WORDS.intersection(words):
            yield number.value, answer[number.start : number.end], things["things"]
