"""Figures that a question takes for granted and that a sentence on the same thing has otherwise.

"Why did all members resign?", where five of the 19 did; "Why did three of the 19 members resign?";
"Why did 27,047 employees leave?", where 17,047 did. Another figure is told only where nothing found
has that of the question, and where the question's is no rounding of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile

from rag.language.claims import Token, fold, keys, read, years
from rag.language.lexicon import NEUTRAL, is_verb, stem
from rag.language.numbers import numbers

# Share of the question's other words that a sentence with another figure must have, and how many.
SAME = 0.7
LEAST = 3

# The same of what is said of a part: "three of the 19 members *resigned*".
PART_SAME = 0.5

# Figures below this are too often about something else.
SMALLEST = 10

# Tokens after a figure within which the year stands that it is of.
BESIDE = 5

_ALL = re.compile(
    r"\b(?:all|every one of|both)\b(?: (?:of )?the)? ((?:[\w,.-]+(?: |\W*$)){1,3})", re.I
)
_SOME = re.compile(
    r"\b(?:only |just )?([\w-]+) of (?:the |its |their |these |those )?([\w-]+)? ?([a-z]+)", re.I
)
_PART = re.compile(
    r"\b(?P<part>[\w,.-]+) of (?:the |its |their |these |those )?(?P<whole>\d[\d,.]*|[a-z]+)\b",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?P<moves>go|goes|gone|went|going|rise|rises|rose|risen|climb|climbed|jump|jumped) up to\b",
    re.I,
)
_FIGURE = re.compile(r"(?P<money>[$€£])?(?P<digits>\d+(?:\.\d+)?)(?P<unit>%|points)?")


def counts_all(question: str) -> bool:
    """Whether a question is on all of something, "all members of the board"."""
    return _ALL.search(question) is not None


def counts_so_many(question: str) -> bool:
    """Whether a question says how many all of them are, "all 20 requirements"."""
    every = _ALL.search(question)
    return every is not None and any(numbers(every[1]))


def counted_fewer(question: str, text: str) -> str | None:
    """A part, "five of the 19 members", where the question has all of them."""
    every = _ALL.search(question)
    if every is None:
        return None
    nouns = {stem(word.strip(".?")) for word in every[1].lower().split()}
    counted = {number.value for number in numbers(every[1])}
    for match, whole in zip(_SOME.finditer(text), wholes(text), strict=True):
        if counted and whole and counted != whole:  # "five of the six" is none of the 20
            continue
        number = read(fold(f"about {match[1]}"))[-1]
        part = number.kind == "number" or match[1].lower() in ("some", "most", "few", "several")
        if part and stem(match[3].lower()) in nouns:
            return match[0]
    return None


def wholes(text: str) -> Iterator[frozenset[float]]:
    """Yields of each part that a sentence counts how many there are in all: "13 of the 20"."""
    for match in _SOME.finditer(text):
        yield frozenset(number.value for number in numbers(match[2] or ""))


def part_otherwise(question: str, text: str, around: Sequence[str]) -> str | None:
    """Returns the words by which a sentence has another part of the same whole.

    Args:
        around: The sentences of its passage, itself among them.
    """
    asked = _part(question)
    if asked is None:
        return None
    part, whole, rest = asked
    for match in _PART.finditer(fold(text)):
        other, its_whole = _number(match["part"]), _number(match["whole"])
        if other is None or its_whole != whole or other == part:
            continue
        if any(_part_there(each, part, whole) for each in around):
            return None
        told = [keys(read(fold(each))) for each in around if other in keys(read(fold(each)))]
        if len(rest & frozenset().union(*told)) >= PART_SAME * len(rest):
            return match[0]
    return None


def figure_otherwise(question: str, text: str) -> tuple[float, str] | None:
    """Returns another figure, with what it counts, that a sentence has for what a question says.

    And the share of the question's other words that it has. Whether anything found has the figure
    of the question itself is for the caller to see.
    """
    question = _UP_TO.sub(r"\g<moves> to", question)  # "up to" sets no limit there
    figure = figure_in(question)
    if figure is None:
        return None
    ours, theirs = read(fold(question)), read(fold(text))
    asked = {key for key in keys(ours) if key not in NEUTRAL} - {figure.key}
    shared = asked & keys(theirs)
    if len(shared) < max(LEAST, SAME * len(asked)) or other_times(question, text):
        return None
    counted = _counted(ours, figure)
    others = [
        each
        for each in theirs
        if each.kind == "number"
        and _alike(each, figure)
        and _counted(theirs, each) == counted
        and (_follows_to(theirs, each) or not _follows_to(ours, figure))
    ]
    if len(others) != 1 or _allows(ours, figure, others[0]):
        return None
    after = [each for each in theirs if each.start > others[0].start]
    beside = zip(after, [each for each in ours if each.start > figure.start], strict=False)
    things = takewhile(lambda pair: _is_thing(pair[0]) and pair[0].key == pair[1].key, beside)
    end = [others[0], *(each for each, _ in things if counted)][-1]
    said = fold(text)[others[0].start : end.start + len(end.text)]
    return len(shared) / len(asked), said


def year_otherwise(question: str, text: str) -> str | None:
    """Returns a figure of the question and the other year that a sentence gives it.

    Only an amount of money: two years may well have the same share, or the same number of ships.
    """
    figure = figure_in(question)
    if figure is None or not is_money(figure):
        return None
    line = fold(f", {text}")
    ours, theirs = read(fold(question)), read(line)
    asked = {key for key in keys(ours) if key not in NEUTRAL and not _year(key)}
    shared = asked & keys(theirs)
    if len(shared) < max(LEAST, SAME * len(asked)) or not other_times(question, text):
        return None
    said = [place for place, each in enumerate(theirs) if each.key == figure.key]
    beside = theirs[said[0] + 1 : said[0] + 1 + BESIDE] if len(said) == 1 else ()
    year = next((each for each in beside if each.kind == "date" and _year(each.key)), None)
    if year is None or _fiscal(ours) != _fiscal(theirs):
        return None
    return line[theirs[said[0]].start : year.start + len(year.text)]


def is_money(figure: Token) -> bool:
    """Whether a figure is an amount of money."""
    return figure.key.startswith(("$", "€", "£"))


def _year(key: str) -> bool:
    return re.fullmatch(r"\d{4}", key) is not None


def _fiscal(tokens: Sequence[Token]) -> bool:
    return any(each.bare in ("fiscal", "fy") for each in tokens)


def figure_in(question: str) -> Token | None:
    """The one figure in a question, no year; None where there are several."""
    found = [
        each
        for each in read(fold(question))
        if each.kind == "number"
        and (match := _FIGURE.fullmatch(each.key)) is not None
        and (match["money"] or match["unit"] or Decimal(match["digits"]) >= SMALLEST)
    ]
    return found[0] if len(found) == 1 else None


def _part(question: str) -> tuple[str, str, frozenset[str]] | None:
    """The part and the whole in a question, and the keys of what is said of it."""
    line = fold(question)
    for match in _PART.finditer(line):
        part, whole = _number(match["part"]), _number(match["whole"])
        if part is not None and whole is not None:
            after = [each for each in read(line) if each.start >= match.end() and each.says]
            verbs = frozenset(each.key for each in after[-1:])
            return (part, whole, verbs) if verbs else None
    return None


def _part_there(text: str, part: str, whole: str) -> bool:
    return any(
        (_number(match["part"]), _number(match["whole"])) == (part, whole)
        for match in _PART.finditer(fold(text))
    )


def _number(word: str) -> str | None:
    token = read(fold(f"about {word}"))[-1]
    return token.key if token.kind == "number" and _FIGURE.fullmatch(token.key) else None


def _counted(tokens: Sequence[Token], figure: Token) -> str:
    """The key of the word that a figure counts; empty where it has a unit of its own."""
    match = _FIGURE.fullmatch(figure.key)
    if match is not None and (match["money"] or match["unit"]):
        return ""
    after = [each for each in tokens if each.start > figure.start]
    return after[0].key if after else ""


def _follows_to(tokens: Sequence[Token], figure: Token) -> bool:
    """Whether a figure is what something goes up or down to, not what it comes from."""
    before = [each for each in tokens if each.start < figure.start]
    return bool(before) and before[-1].bare == "to"


def _is_thing(token: Token) -> bool:
    return token.kind == "word" and not is_verb(token.bare)


def _alike(one: Token, other: Token) -> bool:
    """Whether two figures have the same unit."""
    ours, theirs = _FIGURE.fullmatch(one.key), _FIGURE.fullmatch(other.key)
    if ours is None or theirs is None:
        return False
    return (ours["money"], ours["unit"]) == (theirs["money"], theirs["unit"])


def _allows(ours: Sequence[Token], figure: Token, other: Token) -> bool:
    """Whether a question's figure is the other one, rounded, or leaves room for it."""
    one, two = _value(figure), _value(other)
    hedges = {each.key for each in ours if each.kind == "hedge" and each.start < figure.start}
    if ("least" in hedges and two > one) or ("most" in hedges and two < one):
        return True
    exponent = one.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    down, up = (
        (two / step).to_integral_value(rounding) * step for rounding in (ROUND_FLOOR, ROUND_CEILING)
    )
    return one in (down, up)


def _value(figure: Token) -> Decimal:
    match = _FIGURE.fullmatch(figure.key)
    return Decimal(match["digits"]) if match is not None else Decimal(0)


def other_times(one: str, other: str) -> bool:
    """Whether two sentences are of different years, each by what it says itself."""
    here, there = (years(read(fold(text))) for text in (one, other))
    return bool(here and there and not here & there)
