"""Whether a sentence is of the years that a question asks about.

Reports give the same figure for one year after another, in sentences that differ in little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.language.dates import ANY_MONTH, YEAR, find_dates
from rag.language.lexicon import STOP_WORDS
from rag.language.reporting import VERB

_YEARS = re.compile(rf"\b{YEAR}\b")
_STRETCH = re.compile(
    rf"\b(?P<between>between (?:fiscal years? )?)?(?P<first>{YEAR})"
    rf"(?:[-–—](?P<last>\d\d\d\d|\d\d)| (?:to|through|until|(?P<and>and)) (?:fiscal year )?"
    rf"(?P<told>{YEAR}))\b",
    re.I,
)
_AROUND = r"(?:(?:the|early|late|mid|end|start|beginning|close|of|in|fiscal|years?|FY)[\s-]?)*"
_LIMIT = re.compile(
    rf"\b(?P<side>before|prior to|after|following|until|till|up to|since)\s{_AROUND}$", re.I
)
_HAPPENED = re.compile(
    r"\b(?P<side>before|prior to|after|until|till|since)\s(?:the|an?|its|their|his|her|[A-Z]\S+)\s"
    r"(?:[\w.’'-]+\s){0,3}?(?:[a-z]+ed|began|came|ended|fell|left|met|rose|took|was|went|were)"
    rf"(?:\s(?:down|effect|in|off|office|out|over|place|up))?\s(?:in|on)\s{_AROUND}$"
)
"""What happened on a date: "before the board voted in May 2010"."""
_NEXT = re.compile(r"\s(?P<word>[\w-]+)")
_EARLIER = frozenset(("before", "prior to", "until", "till", "up to"))
_EXACT = frozenset(("before", "prior to", "after", "following"))
_REPORTED = re.compile(rf"\b{VERB}\s(?:on|in)\s$")
_MONTH = rf"(?:(?:{ANY_MONTH})\s(?:\d{{1,2}},\s)?(?:of\s)?)?"
_SPAN = re.compile(
    rf"\b(?:since|from|between)\s{_AROUND}{_MONTH}{YEAR}\b"
    rf"(?:(?:[-–—]|\s(?:to|through|until|and)\s){_AROUND}{_MONTH}\d\d(?:\d\d)?\b)?",
    re.I,
)
_PART = (
    r"(?:\bQ[1-4]|\b[1-4]Q|\bH[12]|\b(?:first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))"
    r"[ -](?:fiscal )?(?:quarter|half))"
)
_PART_OF_YEAR = re.compile(
    rf"{_PART}(?: of| in| for)?(?: the)?(?: (?:fiscal|financial|calendar))?(?: year| FY)?"
    rf" ?{YEAR}\b",
    re.I,
)
_ASKS_PART = re.compile(rf"{_PART}|\b(?:quarter|half|month)(?:ly|s)?\b", re.I)
_ASKS_YEAR = re.compile(rf"\b(?:(?:fiscal|financial) (?:year )?|FY ?){YEAR}\b", re.I)

SURER = 3.0
"""How much more a date on the wrong side tells than another year: nothing there is asked for."""

Date = tuple[int, ...]


def timing(question: str, text: str, around: str = "") -> float:
    """Returns how well a sentence's years are those of a question; 0 without any.

    It is the share of the question's years that the sentence has, or half of that where only what
    stands around it has them; less 1 where the sentence is of other years alone. A stretch of years
    ("from 2018 through 2025", "since 2018") is of none of them, nor of others; a quarter is not of
    the fiscal year asked about. Where a question
    asks for what was before or after a date, it is `SURER` for a sentence whose dates lie on that
    side, and the negative of it for one whose dates lie on the other. What was since or until a
    date is told as a rule with that very date: 1 for one that has it so, -1 for the other side.

    Args:
        around: Title, headings and the sentence before.
    """
    asked = frozenset(_YEARS.findall(question))
    if not asked:
        return 0.0
    limits = list(_limits(question, (_LIMIT, _HAPPENED)))
    if len(limits) == len(asked) == 1:
        side, limit = limits[0]
        return (SURER if side in _EXACT else 1.0) * _beside(side, limit, text)
    if _ASKS_YEAR.search(question) and not _ASKS_PART.search(question):
        whole = _PART_OF_YEAR.sub("", text)
        if whole != text and not years_of(whole):
            return -1.0
    own, there = years_of(text), years_of(around)
    of = years_of(_SPAN.sub("", text)) if len(asked) == 1 else own
    said = len(asked & of) / len(asked)
    near = len(asked & (of | there)) / len(asked)
    of_others = bool(own) and not asked & own and not _within(asked, text)
    return max(said, near / 2) - of_others


def _limits(
    text: str, forms: tuple[re.Pattern[str], ...] = (_LIMIT,)
) -> Iterator[tuple[str, Date]]:
    """Yields the dates before, after, until or since which something is, with the word for it."""
    for found in find_dates(text):
        before = text[: found.start]
        limit = next(filter(None, (form.search(before) for form in forms)), None)
        after = _NEXT.match(text, found.end)  # "after the 2010 audit" is no date
        if limit is not None and (after is None or after["word"].lower() in STOP_WORDS):
            yield limit["side"].lower(), found.date


def _beside(side: str, limit: Date, text: str) -> float:
    """How well the dates of a sentence lie on one side of a date; 0 where they do not tell."""
    if any(
        limit == other and (side in _EARLIER) == (word in _EARLIER) for word, other in _limits(text)
    ):
        return 1.0
    text = _SPAN.sub(lambda span: "" if _crosses(side, limit, span[0]) else span[0], text)
    dates = list(find_dates(text))
    own = [found for found in dates if not _REPORTED.search(text[: found.start])]
    told = [_lies_beside(side, found.date, limit) for found in own or dates]
    if len(set(told)) != 1 or told[0] is None:
        return 0.0
    return -1.0 if not told[0] else float(side in _EXACT)


def _crosses(side: str, limit: Date, span: str) -> bool:
    """Whether a stretch of time has parts on both sides of a date, or may have."""
    told = {_lies_beside(side, found.date, limit) for found in find_dates(span)}
    ended = len(list(find_dates(span))) > 1
    return len(told) > 1 or (not ended and side in _EARLIER and told == {True})


def _lies_beside(side: str, date: Date, limit: Date) -> bool | None:
    """Whether a date lies on one side of another; None where it is not exact enough."""
    known = min(len(date), len(limit))
    if date[:known] == limit[:known]:
        if len(date) < len(limit):
            return None
        return side not in _EXACT
    return (date < limit) == (side in _EARLIER)


def years_of(text: str) -> frozenset[str]:
    """The years of a text, "2019–20" being two."""
    return frozenset(_YEARS.findall(text)) | {last for _, last in _stretches(text)}


def has_years(asked: frozenset[str], text: str) -> bool:
    """Whether a text has one of some years, or a stretch in which one lies."""
    return bool(asked & years_of(text)) or _within(asked, text)


def _within(asked: frozenset[str], text: str) -> bool:
    return any(first <= year <= last for year in asked for first, last in _stretches(text))


def _stretches(text: str) -> list[tuple[str, str]]:
    """First and last year of each stretch; "in 2010 and 2012" is none."""
    found = []
    for match in _STRETCH.finditer(text):
        if not match["and"] or match["between"]:
            first, last = match["first"], match["told"] or match["last"]
            found.append((first, last if len(last) == len(first) else first[:2] + last))
    return found
