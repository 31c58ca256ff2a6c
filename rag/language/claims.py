"""A sentence to what it claims: its dates, quantities, names, negations, hedges and plain words.

The gate compares two such readings. Reading is by rule and errs towards seeing less: a word of no
known class is a plain word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rag.language.lexicon import (
    BEFORE_NUMBER,
    FRACTIONS,
    HEDGES,
    NEGATIONS,
    SPANS,
    STOP_WORDS,
    in_order,
    stem,
    words,
)
from rag.language.reporting import VERB

Kind = Literal["word", "name", "number", "date", "negation", "hedge", "function", "break"]

SAYS = "@say"
"""The key of every verb of saying, and of "according to"."""

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ";", "\u2011": "-", "\u00a0": " "}
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = (
    r"(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.]\d|%)"
_ONES = {
    word: value
    for value, word in enumerate(
        in_order(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen
            """
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_WORTH = _ONES | _TENS
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(_ONES)})"
_UNIT = r"percentage\ points?|percent|per\ cent|%"

_TOKEN = re.compile(
    rf"""
    (?P<date>
        (?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)
            (?:,?\s+(?P<year>{_YEAR}))?
      | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})
            (?:,?\s+(?P<year2>{_YEAR})|(?!\s+\d))
      | (?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>{_YEAR})
      | (?P<iso>\d{{4}}-\d\d-\d\d)\b
      | (?:(?<![\w$-])|(?<=\b\d{{4}}-))(?P<year4>{_YEAR})(?!\w)
    )
  | (?P<quantity>
        (?:(?P<currency>[$€£])\s?)?
        (?<![\w.])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?
        (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|k|m)\b)?
        (?:[\s-]?(?P<unit>{_UNIT}))?(?![A-Za-z\d])
      | \b(?P<spelled>{_SPELLED})\b(?:[\s-](?P<scale2>hundred|thousand|million|billion|trillion)\b)?
        (?:[\s-]?(?P<unit2>{_UNIT}))?
    )
  | (?P<phrase>\b(?:not?\ (?:more|less|fewer|later|earlier)\ than|more\ than|less\ than
        |fewer\ than|at\ (?:the\ )?least|at\ (?:the\ )?most|up\ to|as\ (?:many|much)\ as|not\ only
        |not\ just|according\ to|in\ (?:effect|essence|part|practice)|upwards\ of
        |(?:was|were|is|are)\ to)\b)
  | (?P<word>(?:[A-Za-z]\.){{2,}}|(?-i:[A-Z]\.(?=\s[A-Z][a-z]))
        |[^\W\d_][\w&]*(?:['/-]\w+)*|\d\w*(?:[-/]\w+)*)
  | (?P<break>[.;:,()?!])
    """,
    re.VERBOSE | re.IGNORECASE,
)

_VERB = re.compile(VERB)
_PLAIN_FORMS = words("say answered tell argue announce acknowledge recommend conclude testify")
_OTHER_SENSES = words(
    """
    states state held hold holds read reads added adds reports notes finds estimates estimate
    estimated claims suggests suggested
    """
)
"""Forms of verbs of saying that are as often something else."""


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that a sentence says.

    Attributes:
        text: As written.
        key: What it is compared by: "2011-08-06", "183000", "40%", "lofgren", "withdr".
        kind: "function" words and "break"s (punctuation) say nothing by themselves.
        start: Its offset in the folded text.
    """

    text: str
    key: str
    kind: Kind
    start: int

    @property
    def says(self) -> bool:
        """Whether it carries content that a source can have or lack."""
        return self.kind in ("word", "name", "number", "date")

    @property
    def bare(self) -> str:
        """The word in small letters, without a possessive."""
        return re.sub(r"'s?$", "", self.text.lower())


def fold(text: str) -> str:
    """Returns a text with straight quotation marks, simple dashes and single spaces."""
    line = " ".join(text.translate(_STRAIGHT).split())
    return re.sub(r"\b([A-Z])\. (?=[A-Z]\.)", r"\1.", line)  # "U. S." is "U.S."


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Token, ...]:
    """Returns the tokens of a folded text in order."""
    return tuple(_settle([_token(match) for match in _TOKEN.finditer(text)]))


def is_month(token: Token) -> bool:
    """Whether a token is the name of a month by itself, which is part of no date."""
    return token.kind == "name" and token.bare.rstrip(".") in _MONTHS


def years(tokens: Sequence[Token]) -> frozenset[str]:
    """The years that some tokens name."""
    return frozenset(
        year for each in tokens if each.kind == "date" for year in re.findall(r"\d{4}", each.key)
    )


def keys(tokens: Sequence[Token]) -> frozenset[str]:
    """Returns what tokens that carry content are compared by."""
    return frozenset(token.key for token in tokens if token.says)


def size(key: str) -> float:
    """Returns the number in the key of a quantity, 0 where there is none: 74 of "74%"."""
    digits = re.search(r"\d+(?:\.\d+)?", key)
    return float(digits[0]) if digits else 0.0


def _token(match: re.Match[str]) -> Token:
    said, start = match[0].strip(), match.start()
    if match["date"]:
        return Token(said, _date(match), "date", start)
    if match["quantity"]:
        return Token(said, _quantity(match), "number", start)
    if match["break"]:
        return Token(said, said, "break", start)
    if match["phrase"]:
        key = said.lower().replace(" ", "_")
        if key == "according_to":
            return Token(said, SAYS, "word", start)
        kind: Kind = "hedge" if key in HEDGES else "function"
        return Token(said, HEDGES.get(key, key), kind, start)
    return _word(said, start)


def _date(match: re.Match[str]) -> str:
    """Returns year, month and day as far as given; "*" for a year that is not."""
    if match["iso"]:
        return match["iso"]
    parts = [match["year"] or match["year2"] or match["year3"] or match["year4"] or "*"]
    if month := match["month"] or match["month2"] or match["month3"]:
        parts.append(f"{_MONTHS[month.lower().rstrip('.')]:02}")
    if day := match["day"] or match["day2"]:
        parts.append(f"{int(day):02}")
    return "-".join(parts)


def _quantity(match: re.Match[str]) -> str:
    """Returns currency, value with its scale multiplied out, and unit of proportion."""
    if match["spelled"]:
        value = Decimal(sum(_WORTH[part] for part in match["spelled"].lower().split("-")))
    else:
        value = Decimal(match["digits"].replace(",", ""))
    if scale := match["scale"] or match["scale2"]:
        value *= _SCALES[scale.lower()]
    unit = (match["unit"] or match["unit2"] or "").lower()
    proportion = "points" if unit.startswith("percentage") else "%" if unit else ""
    ordinal = "th" if match["ordinal"] else ""
    return f"{match['currency'] or ''}{value.normalize():f}{ordinal}{proportion}"


def _word(said: str, start: int) -> Token:
    bare = re.sub(r"'s$|s'$|'$", "", said)
    lower = bare.lower()
    named = bare[:1].isupper() and start > 0
    if lower in NEGATIONS or lower.endswith("n't"):
        return Token(said, "not", "negation", start)
    if (lower in HEDGES or lower in BEFORE_NUMBER) and not named:
        return Token(said, HEDGES.get(lower, BEFORE_NUMBER.get(lower, "")), "hedge", start)
    if named or (bare[:1].isupper() and re.search(r"[A-Z\d].*[A-Z\d]", bare)):
        return Token(said, bare.replace(".", "").lower(), "name", start)
    if bare[:1].isdigit() or lower in FRACTIONS:
        return Token(said, lower, "number", start)
    if lower in _PLAIN_FORMS or (_VERB.fullmatch(lower) and lower not in _OTHER_SENSES):
        return Token(said, SAYS, "word", start)
    if lower in STOP_WORDS:
        return Token(said, lower, "function", start)
    return Token(said, stem(lower), "word", start)


def _settle(tokens: list[Token]) -> list[Token]:
    """Decides what only the next token can: "about 500" is a hedge, "a report about" is none.

    "The paper states that" says something, "44 states" nothing.
    """
    for place, token in enumerate(tokens):
        word = token.text.lower().replace(" ", "_")
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if word in _OTHER_SENSES and token.kind == "word" and after == "that":
            tokens[place] = Token(token.text, SAYS, "word", token.start)
            continue
        if token.kind != "hedge" or word not in BEFORE_NUMBER:
            continue
        following = tokens[place + 1 : place + 3]
        if following and following[0].key in ("a", "an", "the"):
            following = following[1:]
        if following and (following[0].kind in ("number", "date") or following[0].key in SPANS):
            tokens[place] = Token(token.text, BEFORE_NUMBER[word], "hedge", token.start)
        elif word != "some":
            tokens[place] = Token(token.text, word, "function", token.start)
    return tokens
