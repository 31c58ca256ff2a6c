"""Where two sources give different figures for the same thing, the answer must show both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from rag.asking.question import Query, content_words
from rag.language.abbreviations import is_called
from rag.language.dates import ANY_MONTH
from rag.language.lexicon import STOP_WORDS, stem
from rag.language.numbers import Number, numbers
from rag.retrieving.evidence import Evidence
from rag.retrieving.kinds import has_kind, kind_asked

# Share of the best sentence's score that one with another figure must reach to be held against it.
CLOSE = 0.8
_DATE = re.compile(
    rf"\b(?:{ANY_MONTH})"
    r"(?: \d{1,2})?(?:,? (?:19|20)\d\d)?\b|\b(?:fiscal years?|FY) ?\d{2,4}(?:-\d{2,4})?\b"
)
_MONTH = re.compile(rf"\b({ANY_MONTH})(?: \d{{1,2}},)? ((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CAPITAL = re.compile(r"(?<!^)\b[A-Z][\w-]*")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_SHARE = re.compile(r"\b(?:share|percent|percentage|proportion|rate)\b", re.I)
_UNIT_WORDS = 3
# Words behind two figures that must be alike for these to count the same; of two sentences that
# surely answer, by their log-odds, the first: "29 hours by its log", "19 hours on May 4".
UNITS = 2
SURELY = 3.0
# "What is the total number of …" asks for a figure as "how many" does.
_FIGURE = re.compile(
    r"\bwhat (?:is|are|was|were) (?:the )?(?:\w+ )?(?:number|total|count|amount)\b", re.I
)
# Who is counted goes without saying: "people removed" are "removals".
_ANYBODY = frozenset(map(stem, ("people", "persons", "individuals")))
_RATE = re.compile(
    r"\b(?:a|an|each|every|per) (?:day|week|month|quarter|year)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|annually|yearly|averag(?:e|es|ed|ing)|median)\b",
    re.I,
)
# What a question means by it, a source calls by its name, which two of one program share.
_BY_NAME = re.compile(r"\bthe (?:program|programme|project|initiative|scheme)\b(?!['’])", re.I)
# Letters that two words share of which one is derived from the other: "removed", "removals".
_DERIVED = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences with different figures for the same thing, and the figures as written.

    Attributes:
        same_time: Whether the dates that they name, if any, may be the same.
    """

    one: Evidence
    other: Evidence
    figure: str
    other_figure: str
    same_time: bool


def asks_for_figure(question: str) -> bool:
    """Whether a question wants a number of something."""
    return kind_asked(question) == "number" or _FIGURE.search(question) is not None


def find_difference(query: Query, ranked: Sequence[Evidence]) -> Difference | None:
    """Returns the nearest sentence of another speaker that contradicts the best one's figure.

    Both must count the same thing that was asked for ("removals"), not shares or sums, and neither
    name a year that the other one excludes.
    """
    if _SHARE.search(query.text):
        return None
    best = next((item for item in ranked if has_kind("number", item.text)), None)
    if best is None or best is not ranked[0]:
        return None
    again = [best, *(item for item in ranked if item is not best and _repeats(item, best))]
    for item in ranked:
        if item.score < CLOSE * best.score:
            return None
        if _MONTH.search(query.text) and not same_month(item, best):
            continue
        if item is best or _same_one(_who(item), _who(best)) or item.blemished:
            continue
        if _is_rate(item.text) != _is_rate(best.text):
            continue
        if _accounts_for(item, best) or _accounts_for(best, item):
            continue
        sure = surely_answers(item) and surely_answers(best)
        if not _same_time(item, best) or not _as_near(query, item, best, sure=sure):
            continue
        units = 1 if sure else UNITS
        pairs = (_contrary(query, best.text, each.text, item.text, units) for each in again)
        pair = next(filter(None, pairs), None)
        if pair is not None:
            return Difference(best, item, *pair, same_time=same_month(best, item))
    return None


def gives(text: str, value: float) -> str:
    """Returns a figure as a sentence gives it, with the word after it; "" where it does not."""
    given = (_named(text, number) for number, _ in _figures(text) if number.value == value)
    return next(given, "")


def surely_answers(item: Evidence) -> bool:
    """Whether a sentence surely answers, as the large cross-encoder reads."""
    return item.read_by == "large" and (item.odds or 0.0) >= SURELY


def _repeats(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence gives a figure of the best one once more, as the same speaker's."""
    figures = [{number.value for number, _ in _figures(each.text)} for each in (item, best)]
    return bool(figures[0] & figures[1]) and _same_one(_who(item), _who(best))


def _accounts_for(item: Evidence, told: Evidence) -> bool:
    """Whether who says a sentence tells of the other speaker's in the same document."""
    one, other = (each.found.document_id for each in (item, told))
    return one == other and _who(item) in told.sentence.speaker.quoted_by


def _who(item: Evidence) -> str:
    return item.sentence.speaker.name


def _same_one(one: str, other: str) -> bool:
    """Whether two names are of one speaker: "Ann Lee" and "Lee", "United States" and "U.S."."""
    one, other = (re.sub(r"\bUnited States\b", "U.S.", name) for name in (one, other))
    return is_called(one, other) or is_called(other, one)


def _as_near(query: Query, item: Evidence, best: Evidence, *, sure: bool) -> bool:
    """Whether a sentence has all the words of the question that the best one has.

    Where it stands may have names for it ("Secure Communities"), but nothing else: a title that has
    "agreements" makes no agreements of the states that a sentence counts.

    Args:
        sure: Whether both are read as sure answers: then "the home" is the one of their passages.
    """
    texts = [
        each.found.whole if sure else f"{each.found.entry.context}. {each.text}"
        for each in (item, best)
    ]
    said, best_said = ({stem(word) for word in content_words(text)} for text in texts)
    own, best_own = ({stem(word) for word in content_words(each.text)} for each in (item, best))
    ours, theirs = (set(_NAME.findall(text)) for text in texts)
    named = {stem(word) for found in _BY_NAME.findall(query.text) for word in content_words(found)}
    asked = {stem(word) for word in query.words} - _ANYBODY
    asked -= named if ours & theirs else set()
    # A question in small letters has its names, too: as the best sentence writes them.
    names = {stem(word.lower()) for word in _CAPITAL.findall(f"{query.text} {best.text}")}
    met = {word for word in asked if _has(best_said, word)}
    plainly = {word for word in met - names if _has(best_own, word)}
    return all(_has(said, word) for word in met) and all(_has(own, word) for word in plainly)


def _has(words: Set[str], word: str) -> bool:
    return any(_alike(word, other) for other in words)


def _same_time(one: Evidence, other: Evidence) -> bool:
    years = [set(_YEAR.findall(item.text)) for item in (one, other)]
    return not all(years) or bool(years[0] & years[1])


def same_month(one: Evidence, other: Evidence) -> bool:
    """Whether the months that two sentences name, if both do, may be the same."""
    months = [set(_MONTH.findall(item.text)) for item in (one, other)]
    return not all(months) or bool(months[0] & months[1])


def _is_rate(text: str) -> bool:
    """Whether a sentence counts so many a month, or on the average."""
    return _RATE.search(text) is not None


def _contrary(query: Query, best: str, one: str, other: str, most: int) -> tuple[str, str] | None:
    """The figures of the best sentence, as one that repeats it has them, and of another one.

    Args:
        most: How many words behind both figures must be alike, where there are so many.
    """
    asked = {stem(word) for word in query.words}
    quoted = {number.value for number, _ in _figures(best)}
    ours, theirs = (list(_figures(text)) for text in (one, other))
    if {number.value for number, _ in ours} & {number.value for number, _ in theirs}:
        return None
    for number, units in ours:
        if number.value not in quoted:
            continue
        for contrary, other_units in theirs:
            told = min(most, len(units), len(other_units))
            same = told and all(map(_alike, units[:told], other_units[:told]))
            same = same and any(_alike(unit, word) for unit in units for word in asked)
            if same and not number.unit and not contrary.unit:
                return _named(one, number), _named(other, contrary)
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word, or one of a word derived from the other's."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _DERIVED and long.startswith(short))


def _named(text: str, number: Number) -> str:
    """A figure with the word after it: "183,000 removals"."""
    after = re.match(r"(?:\s?%|\s[a-z]+)", text[number.end :])
    return text[number.start : number.end + (after.end() if after else 0)]


def _figures(text: str) -> Iterator[tuple[Number, list[str]]]:
    """Yields the numbers that count something, with the stems of the words after them."""
    dates = [match.span() for match in _DATE.finditer(text)]
    for number in numbers(text):
        if number.is_year and "," not in text[number.start : number.end]:
            continue
        if any(start <= number.start < end for start, end in dates):
            continue
        after = re.split(r"[.;:,](?!\d)", text[number.end :])[0]
        words = re.findall(r"[a-z]+", after.lower())
        units = [stem(word) for word in words if word not in STOP_WORDS]
        yield number, [unit for unit in units if unit not in _ANYBODY][:_UNIT_WORDS]
