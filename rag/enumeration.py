"""The things that a sentence lists: "Brazil, Denmark, and Spain", "(1) cost, (2) schedule"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.lexicon import is_verb

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
_ENDS = re.compile(r"[.:!?]\s")


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

    They are what figures number ("(1) …, (2) …"), else what semicolons part after a colon, else the
    longest series with commas that ends in "and" or "or".
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
    clauses = _ENDS.split(line)
    found = [
        Series(series.count, f"{before}: {series.lead}" if before else series.lead)
        for before, clause in zip(["", *clauses], clauses, strict=False)
        if (series := _series(clause)) is not None
    ]
    return max(found, key=lambda series: series.count, default=None)


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
    clause = _OPENING.sub("", clause)
    for last in _LAST:
        found = [_before(clause[: joint.start()]) for joint in last.finditer(clause)]
        best = max(found, key=lambda series: series.count, default=None)
        if best is not None and best.count >= FEWEST:
            return best
    return None


def _before(text: str) -> Series:
    """A series by what stands before its last item: items that are short, and none a clause."""
    items = text.split(", ")
    count = 1
    while len(items) > 1 and _is_item(items[-1]):
        count += 1
        if _BEGINS.match(items.pop()):
            return Series(count, ", ".join(items))
    # What the sentence opens with may be longer: "GAO visited El Salvador".
    opens = len(items) == 1 and count > 1
    return Series(count + opens, ", ".join(items))


def _is_item(text: str) -> bool:
    words = text.lower().split()
    return len(words) <= LONGEST_ITEM and not any(map(is_verb, words))
