"""What a document recommends: all of it, or the recommendations of the numbers asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.question import Query
from rag.language.numbers import ORDINALS
from rag.listing.announced import ENDS_ITEM, say_how_complete
from rag.listing.lists import MOST_UNANNOUNCED, is_same
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.found import Found
from rag.retrieving.standing import needs

MOST = 40
"""Recommendations that are given together."""

# Words up to which what ends a recommendation is its mark alone.
MARK_WORDS = 3

_RECOMMENDS = re.compile(r"\b(?:recommend(?:s|ed|ing)?|recommendations? (?:to|that|for))\b", re.I)
_PROPOSES = re.compile(
    r"\b(?:recommend|suggest|propos|advi(?:ce|se[ds]?)\b|urg(?:e|ed|es|ing)\b"
    r"|encourag(?:e|ed|es)\b|(?:to|may wish to) consider\b|call(?:s|ed|ing)? (?:for|on|upon)\b"
    r"|should\b|must\b|ought\b|needs? to\b|(?<=\bI )(?:ask|request)\b|(?<=\bwe )(?:ask|request)\b)",
    re.I,
)
_NUMBERED = re.compile(r"\s*\(?(\d{1,2})[.)]\s")
_HEADED = re.compile(
    r"(?:[\d.]+\s+)?recommendations?\s(?:(?:no|nos|number|#)\b\.?\s?)?(?P<number>\d{1,2})\b(?!\.\d)",
    re.I,
)
_BY_NUMBER = re.compile(
    r"\brecommendations?\s(?:(?:no|nos|number|numbers)\b\.?\s|#)?(?P<first>\d{1,2})\b(?![-–]\d{3})"
    r"(?:\s?(?P<joint>,|and|&|or|to|through|[-–])\s?(?P<last>\d{1,2})\b)?",
    re.I,
)
_BY_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|last|final)\srecommendation\b",
    re.I,
)


def recommended(section: Sequence[Found], query: Query) -> tuple[tuple[Evidence, ...], str]:
    """Returns what a document recommends in its section on that, and how complete it is.

    That is each sentence with its mark ("(Recommendation 2)") where they have marks, the first one
    under each heading with a number ("Recommendation 2: the quay"), or each item with its number
    and what announces them, else those that say of themselves that they recommend.
    Where some are asked for by their numbers, these alone, and "" for how complete; nothing, and
    what numbers there are, where they have no such number.
    """
    items = sorted(rank(query, section), key=lambda item: item.sentence.start)
    lead, numbered = _numbered(items)
    asked = _asked_for(query.text, max(numbered, default=0))
    if asked and not numbered:
        return (), ""
    if asked:
        told = f"The recommendations there are numbered from {min(numbered)} to {max(numbered)}."
        given = tuple(numbered[number] for number in asked if number in numbered)
        return given, "" if given else told
    if numbered:
        each = (*lead, *numbered.values())[: MOST + len(lead)]
        return each, say_how_complete(min(len(numbered), MOST), max(numbered))
    chosen: list[Evidence] = []
    for item in items:
        says = _RECOMMENDS.search(item.text) and not item.blemished
        if says and not any(is_same(item, other) for other in chosen):
            chosen.append(item)
    given = tuple(chosen[:MOST_UNANNOUNCED])
    if len(given) < len(chosen):
        return given, f"{len(given)} given of {len(chosen)} that were found."
    return given, say_how_complete(len(given), None) if given else ""


def may_propose(text: str) -> bool:
    """Whether a sentence may tell what somebody recommends, or what came of it."""
    return _PROPOSES.search(text) is not None


def _numbered(items: Sequence[Evidence]) -> tuple[Sequence[Evidence], dict[int, Evidence]]:
    """What announces the recommendations that have numbers, and these by number.

    Those with marks say themselves whom they are for, and need nothing before them.
    """
    marked = {
        int(mark["recommendation"]): _joined(items, *_span(items, place))
        for place, item in enumerate(items)
        if (mark := ENDS_ITEM.search(item.text)) is not None and mark["recommendation"]
    }
    if marked:
        return (), marked
    headed: dict[int, Evidence] = {}
    for item in items:
        heading = _HEADED.match(" ".join(item.found.entry.passage.headings[-1:]))
        if heading is not None:
            headed.setdefault(int(heading["number"]), item)
    if len(headed) > 1:
        return (), headed
    places = {
        int(number[1]): place
        for place, item in enumerate(items)
        if item.sentence.kind == "item" and (number := _NUMBERED.match(item.text)) is not None
    }
    if len(places) < 2 or max(places) != len(places):
        return (), {}
    first = min(places.values())
    lead = [item for item in items[max(0, first - 1) : first] if _RECOMMENDS.search(item.text)]
    return lead, {number: items[place] for number, place in places.items()}


def asks_by_number(question: str) -> bool:
    """Whether a question asks for recommendations by their numbers."""
    return _BY_ORDINAL.search(question) is not None or _BY_NUMBER.search(question) is not None


def _asked_for(question: str, count: int) -> Sequence[int]:
    """The numbers by which recommendations are asked for; none where all are."""
    ordinal = _BY_ORDINAL.search(question)
    if ordinal is not None:
        said = ordinal["ordinal"].lower()
        if said in ("last", "final"):
            return (count,)
        return (ORDINALS.index(said) + 1 if said in ORDINALS else int(said[:-2]),)
    number = _BY_NUMBER.search(question)
    if number is None:
        return ()
    first, last = int(number["first"]), int(number["last"] or number["first"])
    joined = number["joint"] in (",", "and", "&", "or")
    return (first, last) if joined else range(first, last + 1)


def _span(items: Sequence[Evidence], last: int) -> tuple[int, int]:
    """Returns the first and the last sentence of the recommendation that a sentence ends.

    That is its paragraph, up to the one before with a mark. Its mark may stand alone, and a
    passage's end may cut it in two.
    """
    last -= last > 0 and len(items[last].text.split()) <= MARK_WORDS
    first = last
    while first and ENDS_ITEM.search(items[first - 1].text) is None:
        before, item = items[first - 1], items[first]
        if not (_in_one_paragraph(before, item) or needs(item.text)):
            break
        first -= 1
    return first, last


def _in_one_paragraph(before: Evidence, item: Evidence) -> bool:
    """Whether no more than a space stands between two sentences; a passage may end there."""
    return item.sentence.start - before.sentence.end <= 1


def _joined(items: Sequence[Evidence], start: int, last: int) -> Evidence:
    """A sentence with those that follow it up to the last."""
    return replace(
        items[start], followed_by=tuple(item.sentence for item in items[start + 1 : last + 1])
    )
