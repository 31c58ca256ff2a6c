"""What a question asks for, and whether a sentence has it: the typed side of answerability.

Similarity cannot tell "GAO paid $14.3 million under one contract" from an answer to "Who was the
contractor?": the subject is the same. What is asked for is of a kind (an amount of money, a count
of something, a day, a person), it is new (not already in the question), and the rest of the
question has to be met where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.claims import Token, fold, read
from rag.lexicon import HONORIFICS, NEUTRAL, SPOKESMEN, stem
from rag.speakers import VERB

Demand = Literal[
    "money", "age", "share", "length", "duration", "count", "date", "why", "name", "person", "named"
]

# Words between a number and what it counts: "8.4 million fingerprint sets", "sets ... at 8.4".
NEAR = 4

_ASKS: tuple[tuple[Demand, re.Pattern[str]], ...] = tuple(
    (demand, re.compile(pattern, re.I))
    for demand, pattern in (
        (
            "money",
            r"\bhow much (?:money|\w+ (?:cost|receiv|pa(?:y|id)|spen[dt]|earn|compensation))"
            r"|\bhow much (?:did|does|do|was|is|were|are|has|have|will|would)\b[^?]*\b(?:cost|paid|pay|"
            r"spen[dt]|earn|receive|worth|charged?|fined?)\b|\bhow much (?:compensation|funding|money)"
            r"|\bin (?:dollars|euros|pounds)\b|\bwhat\b[^?]*\b(?:salary|wage|budget|price|fees?|fine)\b"
            r"|\bwhat (?:did|does|do)\b[^?]*\bcosts?\b",
        ),
        ("age", r"\bhow old\b|\bwhat age\b"),
        ("share", r"\bwhat (?:share|percent|percentage|proportion|fraction)\b|\bby what percent"),
        ("length", r"\bhow (?:tall|high|wide|far|deep|heavy|fast)\b"),
        ("duration", r"\bhow long\b"),
        ("count", r"\bhow many\b|\bwhat (?:number|amount)\b"),
        (
            "date",
            r"^(?:\W*(?:and|so|but|since|until|by)\W+)*when\b|\bwhen\?$|\b(?:what|which) "
            r"(?:exact )?(?:date|year|month|day|century)\b",
        ),
        ("why", r"\bwhy\b|\b(?:what|which|for what) reasons?\b|\bhow did\b[^?]*\bexplain\b"),
        (
            "name",
            r"\bnames? of\b|\b(?:real|full|maiden) name\b|\btheir names\b|\bwho (?:are|were) the\b"
            r"|^(?:and )?which (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
        ),
        ("person", r"\b(?:who|whom|whose)\b"),
        (
            "named",
            r"\b(?:which|what) (?:company|companies|firm|contractor|countr(?:y|ies)|state|states|city"
            r"|district|judge|court|newspaper|university|agency|office|offices|senator|sheriff"
            r"|official|governor|hotel|database|databases)\b",
        ),
    )
)
_COUNTED = re.compile(
    r"\bhow many (?:of the |of |more |different |other |extra |additional )?((?:[\w'’-]+ ){0,3}?[\w'’-]+)"
    r"(?= (?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|may|should|took|take|in|"
    r"of|on|at|to|from|with|came|come|that|who|which|there|be|by|not|under|by|for|left|went|walk)\b"
    r"|\?|$)",
    re.I,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_CENTURY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)[ -]centur|\bcentury\b|\b\d+ (?:years|weeks|days|months) (?:ago|later|after"
    r"|before)|\b\d\d0s\b|\b(?:BC|AD|BCE)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bduring\b"
)
_MONEY = re.compile(
    r"[$€£]\s?\d|\b(?:dollars|euros|pounds|cents)\b|\bfree of charge\b|\bnothing extra\b"
    r"|\blittle or nothing\b|\bno (?:extra )?(?:cost|charge)\b",
    re.I,
)
_AGE = re.compile(r"\byears? old\b|\baged?\b|\bborn\b|\bage of\b", re.I)
_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpercentage\b|\b(?:half|third|quarter|tenth|fifth|majority|most|all|none|one in"
    r" \w+|\w+ of (?:the )?(?:\d|ten|hundred))\b",
    re.I,
)
_LENGTH = re.compile(
    r"\b\d[\d,.]*[ -](?:feet|foot|inch(?:es)?|miles?|met(?:er|re)s?|km|kilomet|yards?|pounds|tons?)", re.I
)
_DURATION = re.compile(
    r"\b(?:second|minute|hour|day|week|month|year|decade)s?\b|\b(?:1[5-9]|20)\d\d\b|\bpages?\b|\bwords\b"
    r"|\b\d",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|in order to|so that|reason(?:s|ed|ing)?|caus(?:e|ed|es)|owing to|"
    r"on the grounds?|for fear|thanks to|therefore|led to|result(?:ed|s)? (?:of|from|in)|as a result|"
    r"so as to|explain(?:s|ed)?|aim(?:ed|s)?|purpose|wanted|argu(?:ed|es|ing)|concern(?:s|ed)?|"
    r"object(?:s|ed|ion)|believ(?:ed|es)|protest|fear(?:ed|s)?|depends?|too)\b"
    r"|,? as (?:it|they|he|she|the)\b",
    re.I,
)
# Who reports a sentence is no answer to who did what it reports.
_REPORTER = re.compile(
    r"^According to .{2,120}?, |^.{2,80}?\b(?:report(?:ed|s)|says|said|announced|wrote|recorded|states?|"
    r"stated|notes?|noted)\b(?: (?:in|on) [^,]{3,30}?)? that "
)
_ASKS_REPORTER = re.compile(
    rf"\b(?:{VERB})\b|\b(?:claims?|view|opinion|maintains?|thinks?|believes?|newspaper|source)\b", re.I
)
# "Which company" wants the word beside the name; "which state" does not: Ohio says so itself.
_SAID_OF = frozenset(
    map(
        stem,
        "company firm contractor district office database hotel university court agency".split(),
    )
)
_WHICH = re.compile(r"\b(?:which|what) (?:\w+ )?(\w+)", re.I)
_GENERIC = frozenset(
    map(stem, "people person persons individuals time things item total number".split())
)


@dataclass(frozen=True, slots=True)
class Met:
    """How a sentence meets what is asked for; all in [0, 1].

    Attributes:
        kind: 1 if it has the kind of thing asked for, or nothing of a kind is asked.
        counted: 1 if a number stands beside the thing to be counted, .5 if both are there.
        new: 1 if what it has of the kind is not already in the question.
    """

    kind: float = 1.0
    counted: float = 1.0
    new: float = 1.0


def demanded(question: str) -> Demand | None:
    """Returns the kind of thing that a question asks for; None where it asks for none of these."""
    return next((demand for demand, pattern in _ASKS if pattern.search(question)), None)


def counted(question: str) -> tuple[str, ...]:
    """Returns the stems of the thing that "how many" counts, the head last."""
    match = _COUNTED.search(question)
    return tuple(stem(word) for word in match[1].lower().split()) if match else ()


def meets(question: str, text: str) -> Met:
    """Tells whether a sentence has what a question asks for."""
    demand = demanded(question)
    if demand is None:
        return Met()
    folded = fold(text)
    if demand in ("person", "name", "named") and not _ASKS_REPORTER.search(question):
        folded = _REPORTER.sub("", folded)
    ours, theirs = read(fold(question)), read(folded)
    asked = {token.key for token in ours if token.says}
    if demand == "count":
        return _count(question, asked, theirs)
    has, fresh = _kind(demand, question, folded, theirs, asked)
    return Met(float(has), 1.0, float(fresh))


def _kind(
    demand: Demand, question: str, text: str, theirs: tuple[Token, ...], asked: set[str]
) -> tuple[bool, bool]:
    """Whether the kind is there, and whether it is new."""
    if demand in ("person", "name", "named"):
        names = _names(theirs)
        if demand == "named" and not _of_its_sort(question, theirs):
            return bool(names), False
        return bool(names), any(not name <= asked for name in names)
    if demand == "date":
        dates = [token.key for token in theirs if _is_date(token)]
        era = _CENTURY.search(text) is not None
        return era or bool(dates), era or any(not _known(key, asked) for key in dates)
    patterns = {
        "money": _MONEY,
        "age": _AGE,
        "share": _SHARE,
        "length": _LENGTH,
        "duration": _DURATION,
        "why": _REASON,
    }
    has = patterns[demand].search(text) is not None
    if demand in ("why", "age"):
        return has, has
    return has, has and (
        demand == "share"
        or any(token.kind in ("number", "date") and token.key not in asked for token in theirs)
        or demand == "money"
    )


def _of_its_sort(question: str, theirs: tuple[Token, ...]) -> bool:
    """Whether a sentence has the noun of "which company", where a name does not say it itself."""
    wanted = {stem(word.lower()) for match in _WHICH.finditer(question) for word in match[0].split()}
    wanted &= _SAID_OF
    return not wanted or bool(wanted & {_stem_of(token) for token in theirs})


def _count(question: str, asked: set[str], theirs: tuple[Token, ...]) -> Met:
    said = [token for token in theirs if token.says]
    numbers = [
        place
        for place, token in enumerate(said)
        if token.kind == "number"
        and not _is_date(token)
        and not re.search(r"[$€£%]|th$|points$", token.key)
    ]
    new = [place for place in numbers if said[place].key not in asked]
    things = counted(question)
    head = things[-1] if things else ""
    beside = 0.0
    if not head or head in _GENERIC:
        beside = 1.0
    else:
        places = [place for place, token in enumerate(said) if _stem_of(token) == head]
        if any(abs(place - other) <= NEAR for place in places for other in new or numbers):
            beside = 1.0
        elif places:
            beside = 0.5
    return Met(float(bool(numbers)), beside if numbers else 0.0, float(bool(new)))


def _is_date(token: Token) -> bool:
    """A bare year is read as a number where nothing tells it from one."""
    return token.kind == "date" or _YEAR.fullmatch(token.key) is not None


def _stem_of(token: Token) -> str:
    return stem(token.bare)


def _names(theirs: tuple[Token, ...]) -> list[frozenset[str]]:
    """The names of a sentence as sets of keys, titles and reporting nouns left out."""
    found: list[frozenset[str]] = []
    run: set[str] = set()
    for place, token in enumerate((*theirs, Token("", "", "break", 0))):
        # At the start of a sentence nothing tells a name from another word: in doubt it is one.
        if token.kind == "name" or (not place and token.kind == "word" and token.text[0].isupper()):
            if token.key not in HONORIFICS and token.key not in SPOKESMEN:
                run.add(token.key)
        elif run:
            found.append(frozenset(run))
            run = set()
    return found


def _known(key: str, asked: set[str]) -> bool:
    """Whether a date is one that the question has, as far as that goes."""
    return any(key == other or other.startswith(key) or key.startswith(f"{other}-") for other in asked if re.match(r"\d{4}|\*", other))


def plain_words(question: str) -> tuple[str, ...]:
    """Returns the stems of a question's plain words that claim something."""
    return tuple(
        token.key
        for token in read(fold(question))
        if token.kind == "word" and token.key not in NEUTRAL
    )
