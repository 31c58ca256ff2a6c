"""The gate: what an answer says must stand in the sentences it cites. Deterministic, no model.

Each check names what is missing; an empty result means that the statement passed. Quotations must
stand there to the letter; numbers, dates and names must occur; a negation or a hedge may neither
be added nor dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.records import Citation, Statement

_QUOTED = re.compile(r"[\"“]([^\"“”]{2,})[\"”]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NAME = re.compile(r"\b[A-Z][A-Za-z0-9’'-]*[A-Za-z0-9]\b|\b[A-Z]\b")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_STRAIGHT = str.maketrans("’‘“”–", "''\"\"-")
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|fail(?:s|ed)? to)\b|n['’]t\b",
    re.I,
)
_HEDGES = re.compile(
    # "May" is a month: as a hedge it would have to open a sentence, and then it asks or wishes.
    r"\b(?:(?-i:may)|might|could|would|should|appears?|appeared|seems?|seemed|suggests?|suggested"
    r"|likely|unlikely|possibly|probably|perhaps|alleged(?:ly)?|reportedly|estimated?|about"
    r"|approximately|nearly|almost|around|roughly|at least|up to|more than|fewer than|less than"
    r"|some|partly|generally|usually|often)\b",
    re.I,
)


def check(statement: Statement, citations: Mapping[int, Citation]) -> tuple[str, ...]:
    """Returns what speaks against a statement, one line each.

    Args:
        citations: All citations of the answer by number.
    """
    unknown = [number for number in statement.citations if number not in citations]
    if unknown or not statement.citations:
        return tuple(f"cites [{number}], which does not exist" for number in unknown) or (
            "cites nothing",
        )
    quotes = [citations[number].quote for number in statement.citations]
    titles = " ".join(citations[number].title for number in statement.citations)
    speakers = " ".join(str(citations[number].speaker) for number in statement.citations)
    return tuple(_findings(statement, quotes, f"{titles} {speakers}"))


def _findings(statement: Statement, quotes: Sequence[str], about: str) -> Iterator[str]:
    source = _fold(" ".join(quotes))
    said = _fold(statement.text)
    letters = _level_marks(source)
    for quoted in _QUOTED.findall(said):
        if _level_marks(_fold(quoted)).rstrip(" .,;") not in letters:
            yield f"quotes “{quoted}”, which is not in the source"
    missing = sorted(_numbers(said) - _numbers(source) - _numbers(_fold(about)))
    if missing:
        yield f"says {', '.join(missing)}, which is not in the source"
    known = _names(source) | _names(_fold(about))
    strange = sorted(name for name in _names(said) - known if name.lower() not in source.lower())
    if strange:
        yield f"names {', '.join(strange)}, not in the source"
    if bool(_NEGATIONS.search(said)) != bool(_NEGATIONS.search(source)):
        yield "a negation was added or dropped"
    if _HEDGES.search(source) and not _HEDGES.search(said):
        yield f"the hedge “{_HEDGES.search(source).group()}” was dropped"  # type: ignore[union-attr]


def _fold(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split())


def _level_marks(text: str) -> str:
    """Makes double quotation marks single: a quotation within a quotation changes its marks."""
    return text.replace('"', "'")


def _numbers(text: str) -> set[str]:
    found = {number.replace(",", "") for number in _NUMBER.findall(text)}
    words = {_NUMBER_WORDS.get(word, "") for word in re.findall(r"[a-z]+", text.lower())}
    return found | (words - {""})


def _names(text: str) -> set[str]:
    """Capitalised words that do not only open a sentence."""
    return {
        match.group()
        for match in _NAME.finditer(text)
        if match.start() > 0 and text[max(0, match.start() - 2) : match.start()] not in (". ", '" ')
    }


def support(text: str, source: str) -> float:
    """Returns the share of a text's content words that a source has, in [0, 1]."""
    words, known = (
        {word for word in re.findall(r"\w+", _fold(each).lower()) if len(word) > 3}
        for each in (text, source)
    )
    return len(words & known) / max(len(words), 1)
