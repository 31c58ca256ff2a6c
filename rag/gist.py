"""What a document finds on the whole, where a question names it and asks for no more."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from rag.cover import Entries, Spot, spots_of
from rag.topics import KINDS

MOST = 3
"""Sentences of it that are given."""

LEAST_WORDS = 5
"""Words of a line that is a sentence and no label."""

_SECTIONS = tuple(
    re.compile(rf"\W*(?:[\divx]+\W+)?{words}\W*", re.I)
    for words in (
        r"(?:.*\s)?what (?:\w+ ){1,3}found",
        r"results? in brief",
        r"(?:key |main |principal )?findings",
        r"executive summary",
        r"highlights",
        r"summary",
        r"conclusions?",
    )
)
"""Headings of what sums a document up, best first."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ASKS = re.compile(
    r"(?:and |but |so )*what (?:"
    r"(?:do|does|did|has|have) (?:the )?(?:say|said|finds?|found|conclude|concluded|report"
    r"|reported|show|shown)|(?:are|were|is|was) (?:the )?(?:(?:main|key|principal) )?"
    r"(?:findings?|conclusions?) (?:of|in|from)(?: the)?|(?:is|was) (?:the )?about)",
    re.I,
)


def asks_for_gist(question: str, name: Set[str]) -> bool:
    """Whether a question asks what a document finds or says, and nothing of it in particular.

    Args:
        name: The words that name the document, in small letters.
    """
    words = _WORD.findall(question)
    own = [place for place, word in enumerate(words) if word.lower() in name]
    if not own:
        return False
    first, last = own[0], own[-1]
    while first and words[first - 1].lower() in KINDS.keys() | {"draft", "on", "about"}:
        first -= 1
    while last + 1 < len(words) and words[last + 1].lower() in KINDS.keys() - {"report"}:
        last += 1
    return _ASKS.fullmatch(" ".join((*words[:first], *words[last + 1 :]))) is not None


def sum_up(entries: Entries) -> tuple[Spot, ...]:
    """Returns how the section begins that sums a document up; empty where it has none."""
    for section in _SECTIONS:
        spots = [
            spot
            for spot in spots_of(entries)
            if any(map(section.fullmatch, entries[spot.row].passage.headings[-1:]))
            and _is_told(spot)
        ]
        if spots:
            return tuple(spots[:MOST])
    return ()


def open_with(first: Spot, entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentence that says what a document is, and how its next sections begin.

    Where it has no sections, the sentences after that one follow.
    """
    after = [
        each
        for each in spots_of(entries)
        if _is_told(each) and each.sentence.start > first.sentence.start
    ]
    heads = [first, *after]
    begins = [
        each
        for before, each in pairwise(heads)
        if entries[before.row].passage.headings != entries[each.row].passage.headings
    ]
    return (first, *(begins or after)[: MOST - 1])


def _is_told(spot: Spot) -> bool:
    """Whether a sentence is one, not a label or a line of a table."""
    whole = spot.text.endswith((".", ".”", "!"))
    plain = spot.sentence.kind in ("paragraph", "item")
    return plain and whole and len(spot.text.split()) >= LEAST_WORDS
