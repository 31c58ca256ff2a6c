"""What a question calls a document by its kind and day: "the minutes of June 3", "the May memo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rag.language.dates import ANY_MONTH, MONTHS, YEAR, find_dates
from rag.records import Document

_CALLED = {
    "agreement": "agreement|contract",
    "amendment": "amendment",
    "article": "article|story",
    "audit": "audit|report",
    "budget": "budget",
    "contract": "agreement|contract",
    "e-mail": "e-?mail",
    "email": "e-?mail",
    "lease": "lease",
    "letter": "letter",
    "meeting": "hearing|meeting|minutes",
    "memo": "memo|memorandum",
    "memorandum": "memo|memorandum",
    "minutes": "minutes",
    "notice": "notice",
    "order": "order",
    "release": "release",
    "report": "audit|report|review|study",
    "resolution": "resolution",
    "review": "report|review|study",
    "statement": "statement",
    "story": "article|story",
    "study": "report|study",
    "testimony": "testimony",
    "transcript": "transcript",
}
"""Nouns for documents of a day, each with the words by which a document is known as such."""

_KIND = rf"(?P<kind>{'|'.join(sorted(_CALLED, key=len, reverse=True))})"
_DAY = (
    rf"(?:(?P<month>{ANY_MONTH})(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<then>{ANY_MONTH}))"
    rf"(?:,?\s(?:of\s)?(?P<year>{YEAR})\b)?"
)
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b{_KIND}\s(?:of|from|dated|on)\s(?:the\s)?(?:(?:\w+\s){{0,2}}(?:meeting|hearing)\s"
        rf"(?:of|from|on)\s(?:the\s)?)?{_DAY}(?!['’\w])"
        r"(?:\s(?:\w+\s)?(?:meeting|hearing)\b)?",
        rf"\bthe\s{_DAY}(?:['’]s)?\s(?:\w+\s){{0,2}}?{_KIND}\b(?!\s(?:of|for)\s(?:a|an|some)\b)",
    )
)
_ANY = re.compile(rf"(?<![a-z])(?:{'|'.join(_CALLED.values())})(?![a-z])", re.I)
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>[01]\d)[-_.]?(?P<day>[0-3]\d)"
)
_WORDS = re.compile(r"[\w-]+")
OPENING = 200
"""Characters of a text in which minutes say that they are."""


class Called(NamedTuple):
    """What a question calls a document by: its kind and day.

    Attributes:
        kind: In small letters.
        month: From 1 to 12.
        day: None where only the month is named.
        year: None where none is named.
        words: The words of the question that call it so, in small letters.
    """

    kind: str
    month: int
    day: int | None
    year: int | None
    words: frozenset[str]

    def may_be(self, document: Document) -> bool:
        """Whether a document is of the kind and day, by its record, title or file name."""
        return _is_a(self.kind, document) and any(map(self._is_on, _dates(document)))

    def _is_on(self, date: tuple[int, ...]) -> bool:
        year, month, day, *_ = (*date, 0, 0)
        same = month == self.month and self.year in (None, year)
        return same and self.day in (None, day)


def find_called(question: str) -> Iterator[Called]:
    """Yields what a question calls documents by their kinds and days."""
    seen: list[re.Match[str]] = []
    for form in _FORMS:
        for match in form.finditer(question):
            if any(match.start() < each.end() and each.start() < match.end() for each in seen):
                continue  # "the minutes of the June 3 meeting" are one thing
            seen.append(match)
            month = (match["month"] or match["then"]).title()
            day, year = match["day"] or match["first"], match["year"]
            yield Called(
                match["kind"].lower(),
                MONTHS.index(month) + 1,
                int(day) if day else None,
                int(year) if year else None,
                frozenset(word.lower() for word in _WORDS.findall(match[0])),
            )


def _is_a(kind: str, document: Document) -> bool:
    """Whether a document is of a kind; a saved page of which nothing says it may be an article."""
    names = f"{document.kind or ''} {document.title} {_file_name(document)}"
    if re.search(rf"(?<![a-z])(?:{_CALLED[kind]})(?![a-z])", names, re.I):
        return True
    if kind in ("meeting", "minutes"):
        return re.search(r"\bminutes of\b", document.text[:OPENING], re.I) is not None
    saved = document.format == "html" and document.kind is None
    plain = not _ANY.search(_file_name(document))
    return _CALLED[kind] == _CALLED["article"] and saved and plain


def _dates(document: Document) -> Iterator[tuple[int, ...]]:
    """The dates by which a document may be called, as year, month and day."""
    if document.date is not None and re.fullmatch(r"[\d-]+", document.date):
        yield tuple(map(int, document.date.split("-")))
    yield from (found.date for found in find_dates(document.title))
    for match in _IN_NAME.finditer(_file_name(document)):
        yield int(match["year"]), int(match["month"]), int(match["day"])


def _file_name(document: Document) -> str:
    return document.id.rpartition("/")[2]
