"""The things that a sentence lists: "Brazil, Denmark, and Spain", "(1) cost, (2) schedule"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.lexicon import is_verb
from rag.language.numbers import numbers

# Items that a series has at least, where no figures number them.
FEWEST = 3
# Words of an item of a series with commas, at most.
LONGEST_ITEM = 8

_NUMBERED = re.compile(r"(?<![\w)])\(?(\d{1,2})[).] ?(?=[^\d\s])")
_ASIDE = re.compile(r"\s?\(([^()]*)\)")
_OPENING = re.compile(
    r"^(?:For (?:example|instance)|In addition|Specifically|However|e\.g\.|i\.e\.), ", re.I
)
_LAST = (re.compile(r", (?:and|or|as well as) "), re.compile(r" (?:and|or|as well as) "))
_BEGINS = re.compile(r"(?:such as|including|particularly|especially|namely) ")
_ENDS = re.compile(r"[.:;!?]\s")
# A comma that parts no things: "May 4, 2011".
_IN_A_DATE = re.compile(r"(?<=\d), (?=(?:19|20)\d\d\b)")
# What stands between commas and is no thing, and what a sentence opens with before its things.
_BESIDE = re.compile(
    r"(?:according to|although|as|because|if|since|though|together with|unless|when|where|which"
    r"|while|who|whose)\b",
    re.I,
)
_SETTING = re.compile(
    r"(?:according to|after|among|as|at|before|by|despite|during|for|from|in|of|on|since|through"
    r"|under|unlike|until|with|within|without)\b",
    re.I,
)
# What stands between a count and the things.
_ARE = re.compile(r"\b(?:are|were|include[ds]?|namely)\b")
# Words of the last thing, of which the sentence may go on to say something.
_OPENING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """Things listed in a sentence.

    Attributes:
        count: How many.
        lead: What stands before them; where commas alone part them, with the first of them.
    """

    count: int
    lead: str


def find_series(text: str) -> Series | None:
    """Returns the things that a sentence lists, if it lists any.

    They are what figures number ("(1) …, (2) …"), else what semicolons part after a colon or
    a count of as many ("the five steps are …"), else the longest series with commas that ends in
    "and" or "or".
    """
    line = " ".join(text.split())
    numbered = _numbered(line)
    if numbered is not None:
        return numbered
    # What stands in parentheses is a series of its own, or an abbreviation of what stands before.
    line = _ASIDE.sub(lambda aside: f". {aside[1]}. " if ", " in aside[1] else "", line)
    lead, colon, after = line.rpartition(": ")
    if colon and len(after.split("; ")) >= FEWEST:
        return Series(len(after.split("; ")), lead)
    counted = _counted(line.split("; "))
    if counted is not None:
        return counted
    found = []
    before = ""
    for clause, end in _clauses(line):
        series = _series(clause)
        if series is not None:
            lead = f"{before}: {series.lead}" if before else series.lead
            found.append(Series(series.count, lead))
        before = "" if end == ";" else clause
    return max(found, key=lambda series: series.count, default=None)


def _counted(parts: list[str]) -> Series | None:
    """What semicolons part, where the first part counts as many: "the three steps are …; …; …"."""
    counts = [number for number in numbers(parts[0]) if number.value == len(parts) >= FEWEST]
    told = any(_ARE.search(parts[0], number.end) for number in counts)
    return Series(len(parts), parts[0]) if told else None


def _clauses(line: str) -> Iterator[tuple[str, str]]:
    """Yields what marks of punctuation part, each with the mark after it."""
    start = 0
    for mark in _ENDS.finditer(line):
        yield line[start : mark.start()], line[mark.start()]
        start = mark.end()
    yield line[start:], ""


def _numbered(line: str) -> Series | None:
    """What figures number from 1 on, one after another."""
    expected, lead = 1, ""
    for match in _NUMBERED.finditer(line):
        if int(match[1]) == expected:
            lead = lead if expected > 1 else line[: match.start()]
            expected += 1
    return Series(expected - 1, lead) if expected > FEWEST - 1 else None


def _series(clause: str) -> Series | None:
    """The longest series of a clause that is joined by commas and "and"."""
    clause = _IN_A_DATE.sub(" ", _OPENING.sub("", clause))
    for last, comma in zip(_LAST, (True, False), strict=True):
        found = [
            series
            for joint in last.finditer(clause)
            for series in (_before(clause[: joint.start()], comma=comma),)
            if not _goes_on(series.lead, clause[joint.end() :])
        ]
        best = max(found, key=lambda series: series.count, default=None)
        if best is not None and best.count >= FEWEST:
            return best
    return None


def _before(text: str, *, comma: bool) -> Series:
    """A series by what stands before its last thing: things that are short, and none a clause.

    Args:
        comma: Whether one stands before the last thing: then three things are the fewest.
    """
    items = text.split(", ")
    count = 1
    while len(items) > 1 and _is_item(items[-1]):
        count += 1
        if _BEGINS.match(items.pop()):
            return Series(count, ", ".join(items))
    # The first thing may end a clause: "GAO visited El Salvador". "In 2012" is none.
    opens = count > 1 and not _BESIDE.match(items[-1])
    if opens and _SETTING.match(items[-1]) and not any(map(is_verb, items[-1].lower().split())):
        opens = comma and count < FEWEST
    return Series(count + opens, ", ".join(items))


def _is_item(text: str) -> bool:
    words = text.lower().split()
    return len(words) <= LONGEST_ITEM and not _BESIDE.match(text) and not any(map(is_verb, words))


def _goes_on(lead: str, last: str) -> bool:
    """Whether what stands after the last "and" is no thing, but says more of somebody.

    "… planned, managed, and reported on it"; "The board had left, …, and the town had stayed".
    """
    words = last.lower().split(", ")[0].split()
    if not words or is_verb(words[0]):
        return True
    said = lead.lower().split()
    says = any(map(is_verb, said)) and "that" not in said
    return says and any(map(is_verb, words[:_OPENING_WORDS]))
