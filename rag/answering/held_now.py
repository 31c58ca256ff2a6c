"""What a document gives anew further on: a day, a sum or a number that holds now instead.

"The works will begin on April 17" stands under the works, "The works will now begin on May 8"
under the amendments at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.asking.question import root, roots
from rag.language.dates import ANY_MONTH, MONTHS, find_dates
from rag.language.numbers import numbers

DAY = "a day"
SHARED = 2
"""Words that what holds now has in common with what is quoted and with what is asked."""

_AHEAD = re.compile(
    r"\b(?:will|shall|should|must|(?:is|are) to|(?:is|are) (?:expected|planned|scheduled|due)"
    r"|suggests?|recommends?|plans?|expects?|propos(?:es?|ed))\b",
    re.I,
)
_BACK = re.compile(r"\b(?:was|were|had|did)\b", re.I)
_NEW = (
    r"(?:postponed|moved|brought forward|put off|delayed|extended|shortened|raised|reduced"
    r"|increased|lowered|changed|corrected|revised)"
)
_ANEW = re.compile(
    r"\b(?:will|shall|should|must|(?:is|are) to) now [\w£$€]"
    r"|\b(?:is|are) (?:now )?(?:postponed|brought forward|put off)\b",
    re.I,
)
_CHANGED = re.compile(
    rf"\b(?:will|shall|should|must|is|are) now [\w£$€]|\b(?:is|are|has been|have been) {_NEW}"
    r"(?: from [^.;]{1,40})? (?:to|by|until)\b|\binstead of\b",
    re.I,
)
_OF_MONTH = re.compile(rf"(?:st|nd|rd|th)?(?: of)?\s({ANY_MONTH})\b")
_COUNTED = re.compile(r"\s[A-Za-z]{2,}")
_AMENDMENTS = re.compile(
    r"\W*(?:\w{1,3}[.)]\s+)?(?:amendments?|addend(?:um|a)|corrections?|corrigend(?:um|a)"
    r"|errat(?:um|a)|changes|revisions?|supplementary (?:note|report|statement)|supplement|updates?"
    r"|postscript)(?:\s(?:of|to|dated|no\.?)\b.*|\W*\d*\W*)$",
    re.I,
)


def may_change(text: str, *, is_row: bool) -> bool:
    """Whether a sentence gives a figure that may be given anew further on."""
    return bool(_kinds(text)) and (is_row or not _BACK.search(text))


def may_be_new(text: str) -> bool:
    """Whether a text may have what holds now in place of what stood before."""
    return bool(_ANEW.search(text) or _CHANGED.search(text))


def is_under_amendments(headings: tuple[str, ...]) -> bool:
    """Whether what stands under some headings amends the rest of its document."""
    return any(_AMENDMENTS.match(heading) for heading in headings)


def holds_instead(text: str, quoted: str, asked: frozenset[str], *, amends: bool) -> bool:
    """Whether a sentence gives what holds now instead of what is quoted.

    Args:
        text: A sentence that stands further on.
        asked: The roots of the question.
        amends: Whether it stands under amendments, and what is quoted does not.
    """
    if not (_CHANGED if amends else _ANEW).search(text):
        return False
    if not amends and not _AHEAD.search(quoted):
        return False
    old, new = _kinds(quoted), _kinds(text)
    others = {kind for kind in old.keys() & new.keys() if new[kind] - old[kind]}
    words = {word for word in roots(text) if word.isalpha()}
    return bool(others and words & asked) and len(words & (roots(quoted) | asked)) >= SHARED


def gives_other(text: str, quoted: str) -> bool:
    """Whether a sentence gives another day, or another number of the same, than one quoted."""
    old, new = _kinds(quoted), _kinds(text)
    return any(new[kind] - old[kind] for kind in old.keys() & new.keys())


def gives_the_same(text: str, quoted: str, *, figure: bool = False) -> bool:
    """Whether a sentence gives days or numbers, and only those of one quoted.

    Args:
        figure: Whether a figure is asked for: then it does that gives the same of all that both
            count, whatever it counts or dates besides.
    """
    old, new = _kinds(quoted), _kinds(text)
    both = (old.keys() & new.keys()) - {DAY}
    if figure and both:
        return all(new[kind] <= old[kind] for kind in both)
    if figure and len(new) > 1:
        new.pop(DAY, None)
    return bool(new) and all(values <= old.get(kind, set()) for kind, values in new.items())


def _kinds(text: str) -> dict[str, set[object]]:
    """The figures of a sentence by what they are of: days, or the unit of numbers."""
    told: dict[str, set[object]] = {}
    for kind, value in _values(text):
        told.setdefault(kind, set()).add(value)
    return told


def _values(text: str) -> Iterator[tuple[str, object]]:
    days = list(find_dates(text))
    for day in days:
        yield DAY, day.date
        if len(day.date) == 3:  # and as it is named without its year
            yield DAY, (day.date[2], MONTHS[day.date[1] - 1])
    for number in numbers(text):
        sign = text[max(0, number.start - 1) : number.start + 1]
        currency = next((each for each in "£€¥" if each in sign), "")
        within = any(day.start <= number.start < day.end for day in days)
        if within or (number.is_year and not currency):
            continue
        if month := _OF_MONTH.match(text, number.end):
            yield "a day", (number.value, month[1])
            continue
        counted = _COUNTED.match(text, number.end)
        what = root(counted[0].strip().lower()) if counted else ""
        yield number.unit or currency or what, number.value
