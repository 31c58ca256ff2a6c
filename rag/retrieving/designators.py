"""Whether a sentence is of another number of what a question names: "Part 2" where Part 3 is asked.

"Fiscal year 2012" and "fiscal year 2013", "Phase I" and "Phase II", "the first TRUST Act" and the
second are one word and one number each, and what is said of the one is not said of the other. Two
sentences that differ in nothing else are alike to every comparison of words and vectors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rag.language.dates import ANY_MONTH, YEAR
from rag.language.lexicon import STOP_WORDS, words
from rag.language.numbers import ORDINALS, WORDS, from_roman
from rag.language.reporting import VERB
from rag.retrieving.timing import has_years

_KIND = (
    r"alternative|amendment|annex|appendi(?:x|ces)|article|band|batch|bill|categor(?:y|ies)|chapter"
    r"|circuit|class|cohort|district|edition|exhibit|figure|goal|grade|group|level|milestone"
    r"|objective|option|panel|part|phase|priorit(?:y|ies)|proposal|proposition|quarter"
    r"|recommendation|region|round|scenario|schedule|section|session|stage|step|table|tier|title"
    r"|tranche|type|unit|version|volume|wave|zone"
)
"""Nouns that a number tells apart, however they are written."""

_ENDS = r"(?![\w(%]|[-.,:/]\d)"
_VALUE = rf"(?:\d+[A-Za-z]?|[IVX]+[A-D]?|[A-H]){_ENDS}"
_JOINT = r"(?:, and|, or|,| and| or| to| through|\s?[-–—]) ?"
_RANGES = re.compile(r"to|through|[-–—/]")
_SPELT = "|".join(word for word, value in WORDS.items() if 0 < value <= 12)
_BY_KIND = re.compile(
    rf"\b(?P<kind>(?i:{_KIND}))(?:e?s)?(?: (?:[Nn]o\.|number))?"
    rf" (?P<of>{_VALUE}(?:{_JOINT}{_VALUE})*)"
)
_SPELT_OUT = re.compile(rf"\b(?P<kind>(?=[A-Z])(?i:{_KIND})) (?P<of>(?i:{_SPELT}))\b")
_BY_NAME = re.compile(rf"\b(?P<kind>[A-Z][\w.&]*)\b\.? (?P<of>(?:\d+|[IVX]+){_ENDS})")
"""A number behind anything capitalised: "AB 4", "Perkins III"."""
_ORDINAL = re.compile(rf"\b(?:(?i:{'|'.join(ORDINALS)})|\d+(?:st|nd|rd|th))\b")
_IN_ORDER = re.compile(
    rf"(?P<of>{_ORDINAL.pattern}) "
    rf"(?P<kind>(?:[A-Z][\w.&]*\b ?)+(?:[a-z]\w*)?|(?i:{_KIND})\b)"
)
_COMPLETE = re.compile(
    rf"{_KIND}|act|army|assembly|congress|conference|court|division|fleet|infantry|plan|program|war",
    re.I,
)
"""What a name ends in that is whole: "the Third Circuit held", not "the first HARBOR agreement"."""
_PARTS = re.compile(r"(?<=\d)[a-z]$")
_OF_YEAR = re.compile(
    r"\b(?P<kind>fiscal(?: years?)?|FYs?|(?:school|academic|calendar|program) years?) ?['’]?"
    rf"(?P<of>(?:{YEAR}|\d\d)\b(?:(?:{_JOINT}(?:(?:fiscal(?: years?)?|FYs?) ?)?{YEAR}"
    rf"|(?:[-–—/]|{_JOINT}FY ?)['’]?\d\d)\b)*){_ENDS}",
    re.I,
)
_FISCAL = re.compile(r"fiscal|FY", re.I)
_AROUND = r"(?: (?:the|early|late|mid|end|start|beginning|close|of|in))*"
_END = (
    r"above|after|before|below|beyond|between|by|following|from|later than|earlier than|prior to"
    r"|since|through|till|until|up to"
)
_OPEN = re.compile(rf"\b(?:{_END}){_AROUND} ?$", re.I)
"""What makes of a number an end, behind which others are meant as well."""
_RUNS_ON = re.compile(
    r"\W?(?:and (?:after|later|beyond)|onwards?|or (?:above|below|higher|lower))\b"
)
_NEXT_TO = re.compile(
    rf"\b(?:{_END}|compared|differ|next|follow(?:s|ed)?|into|precede[sd]?|preceding"
    r"|replac(?:e[sd]?|ing)|succeed(?:s|ed|ing)?|successor|than|versus)\b",
    re.I,
)
"""What asks for what stands beside a number."""
_TOLD_ON = re.compile(
    rf"\b(?:{VERB} (?:in|on)|of|dated) (?:{ANY_MONTH}) (?:\d\d?, )?{YEAR}\b|\b{VERB} in {YEAR}\b"
)
"""When something was said, or the day by which a work is called."""
_NO_KIND = STOP_WORDS | words("near nearly almost since upon line page pages pp p")
CENTURY = 100


class _Named(NamedTuple):
    """What a text names by a number, and whether the number is an end of a stretch."""

    kind: str
    values: frozenset[str]
    open: bool


def is_of_another(question: str, text: str, around: str = "") -> bool:
    """Whether a sentence is of another number of what a question names by one.

    It has then the same noun with other numbers alone, and neither it nor what stands around it has
    the one asked for. Not where a stretch is named ("since fiscal year 2010"), nor where a question
    asks for what stands beside a number ("What replaced Phase I?").

    Args:
        around: Title, headings and the sentence before.
    """
    asked = _values(question)
    if not asked or _NEXT_TO.search(question):
        return False
    own = list(_named(text))
    said = _values(text)
    near = _values(around)
    for kind, values in asked.items():
        if kind not in said or any(each.open for each in own if each.kind == kind):
            continue
        if kind == "fiscal year" and has_years(values, _TOLD_ON.sub("", text)):
            continue  # it ends on a date of that year
        there = said[kind] | near.get(kind, frozenset()) | _ordinals(text)
        if not _meet(values, there):
            return True
    return False


def is_under_another(question: str, text: str, headings: Sequence[str], around: str = "") -> bool:
    """Whether a sentence stands under another number of what a question names, and has none itself.

    "Option B" over it tells of what "It costs $40" is said, where "Option A" is asked of. Not by
    years: what stands under one year is often of another.

    Args:
        headings: What it stands under, outermost first; the innermost with the noun tells.
        around: What stands around it, which may have the number asked for.
    """
    if not _values(question) or _NEXT_TO.search(question):
        return False
    said, near = _values(text), _values(around)
    over = [_values(heading) for heading in reversed(headings)]
    for kind, values in _values(question).items():
        told = next((each[kind] for each in over if kind in each), None)
        if told is None or kind in said or kind.endswith("year"):
            continue
        if not _meet(values, told | near.get(kind, frozenset()) | _ordinals(text)):
            return True
    return False


def names_a_number(question: str) -> bool:
    """Whether a question names something by a number: "Phase II", "recommendation 7"."""
    return bool(_values(question))


def has_number(question: str, text: str) -> bool:
    """Whether a text has a number by which a question names something, beside the same noun."""
    said = _values(text)
    asked = _values(question).items()
    return any(_meet(values, said.get(kind, frozenset())) for kind, values in asked)


def _ordinals(text: str) -> frozenset[str]:
    """The ordinals of a text: "in the second quarter, and 5 percent in the fourth"."""
    return frozenset(map(_place, _ORDINAL.findall(text)))


def _place(ordinal: str) -> str:
    word = ordinal.lower()
    return str(ORDINALS.index(word) + 1) if word in ORDINALS else word[:-2]


def _meet(asked: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a number of the one is of the other: "IIA" is of "II"."""
    return any(
        one == other or _PARTS.sub("", one) == other or one == _PARTS.sub("", other)
        for one in asked
        for other in said
    )


@lru_cache(maxsize=4096)
def _values(text: str) -> Mapping[str, frozenset[str]]:
    """The numbers by which a text names something, by its noun."""
    found: dict[str, frozenset[str]] = {}
    for each in _named(text):
        found[each.kind] = found.get(each.kind, frozenset()) | each.values
    return found


def _named(text: str) -> Iterator[_Named]:
    for match in _OF_YEAR.finditer(text):
        kind = "fiscal year" if _FISCAL.match(match["kind"]) else match["kind"].lower().rstrip("s")
        yield _Named(kind, frozenset(_years(match["of"])), _is_open(text, match))
    for pattern in (_BY_KIND, _SPELT_OUT, _BY_NAME):
        for match in pattern.finditer(text):
            kind = match["kind"].lower()
            is_date = re.fullmatch(ANY_MONTH, match["kind"]) or re.fullmatch(YEAR, match["of"])
            word = match["kind"].islower() and match["of"] in ("A", "I")  # "the part I read"
            if not is_date and not word and kind not in _NO_KIND:
                values = frozenset(_range(match["of"]))
                yield _Named(_singular(kind), values, _is_open(text, match))
    for match in _IN_ORDER.finditer(text):
        *name, last = match["kind"].split()
        whole = bool(name) and (last in STOP_WORDS or _COMPLETE.fullmatch(name[-1]))
        kind = " ".join(name if whole and last.islower() else [*name, last]).lower()
        place = frozenset((_place(match["of"]),))
        yield _Named(_singular(kind), place, _is_open(text, match))


def _is_open(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return _OPEN.search(before) is not None or _RUNS_ON.match(after) is not None


def _singular(kind: str) -> str:
    kind = kind.rstrip(".")
    if kind.endswith("ies"):
        return f"{kind[:-3]}y"
    return "appendix" if kind == "appendices" else kind


def _range(listed: str) -> Iterator[str]:
    """The numbers of a list, those between the ends of a range with them."""
    parts = re.split(f"({_JOINT})", listed)
    values = list(map(_value, parts[::2]))
    yield from values
    for one, joint, other in zip(values, parts[1::2], values[1:], strict=False):
        if _RANGES.search(joint) and one.isdigit() and other.isdigit():
            yield from map(str, range(int(one), min(int(other), int(one) + CENTURY)))


def _years(listed: str) -> Iterator[str]:
    """The years of a list in four digits, those between the ends of a range with them."""
    values: list[int] = []
    for each in re.findall(r"\d+", listed):
        year = int(each)
        if len(each) == 2:
            year += CENTURY * (values[-1] // CENTURY if values else 20)
            year += CENTURY * (bool(values) and year < values[-1])
        values.append(year)
    yield from map(str, values)
    joints = re.split(r"\d+", listed)[1:-1]
    for one, joint, other in zip(values, joints, values[1:], strict=False):
        if _RANGES.search(joint):
            yield from map(str, range(one, min(other, one + CENTURY)))


def _value(text: str) -> str:
    """A number in digits, however it is written; a letter in small."""
    roman = re.fullmatch(r"([IVX]+)([A-D]?)", text)
    if roman is None:
        return str(WORDS.get(text.lower(), text.lower()))
    return f"{from_roman(roman[1])}{roman[2].lower()}"
