"""Where a document says itself what its record has: its author, its date, its title.

That is on its cover or in its opening. What stands further on ("published in 2004") may be said of
anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rag.asking.bibliographic import Fact
from rag.indexing.index_files import Entry
from rag.language.claims import fold, read
from rag.records import Document, Sentence
from rag.retrieving.standing import ABOUT_ITSELF

OPENING = 4000
"""Characters of a document in which it says what it is."""

SHORT = 9
"""Words of a line of a cover, at most."""

_TITLES_OF_PEOPLE = frozenset(
    ("rep", "sen", "dr", "mr", "mrs", "ms", "gov", "secretary", "director", "esq", "jr", "prof")
)
_NO_NAMES = _TITLES_OF_PEOPLE | {"a", "an", "and", "for", "of", "on", "or", "the", "to", "in"}
_INTRODUCES: tuple[Fact, ...] = ("title", "about", "number")
_COUNTRY = re.compile(r"\bU\.\s?S\.|\bUnited States\b")
_WORDS_OF: dict[Fact, re.Pattern[str]] = {
    "author": re.compile(
        r"\b(?:by|statement of|authors?|wrote|written|prepared|testified|published|issued)\b", re.I
    ),
    "publisher": re.compile(r"\b(?:by|published|released|issued|reproduced|source)\b", re.I),
    "date": re.compile(
        r"\b(?:publish(?:ed)?|dated?|issued|released?|wrote|testified|of|appeared)\b", re.I
    ),
}
_PAGES = re.compile(
    r"\b(?:\d{1,4}|(?:[a-z]+ty-)?(?:one|two|three|four|five|six|seven|eight|nine)"
    r"|ten|eleven|twelve|[a-z]+(?:teen|ty))\spages\b",
    re.I,
)
_AUDIENCE = re.compile(
    r"(?:^|\s)(?:before|to)\s(?:the\s|an?\s)?[^.;]{0,90}?\b(?:committees?|subcommittees?|requesters?"
    r"|addressees?|chairman|chair|congress|senate|house|members?|secretary|governors?|board"
    r"|commission|director)\b",
    re.I,
)
_DESCRIBES = re.compile(
    r"^(?:(?:This|The)\s(?:\w+\s){0,2}(?:report|testimony|statement|commentary|memorandum|memo|letter"
    r"|study|survey|ruling|order|article|paper|document|post|release)\s(?:\w+ly\s)?(?:\(1\)\s|also\s)?"
    r"(?:is|examine[sd]?|discusse[sd]|describe[sd]?|addresse[sd]|assesse[sd]|review(?:s|ed)|responds"
    r"|covers?|summari[sz]es|provides|presents|deals|evaluate[sd])\b"
    r"|GAO\s(?:was asked to|\(1\) )|I am pleased to be here)"
)
_RELEASED = re.compile(r"\b(?:released|published|issued|came out|made public)\b", re.I)
_CAME_ABOUT = re.compile(
    r"\b(?:dated|published|issued|released|filed|updated|revised|effective|made|entered into"
    r"|executed|taken|given|signed|sworn),?\s(?:(?:as of|on|from|this)\s)?"
    r"(?=\d|[A-Z][a-z]+\.?\s\d)",
    re.I,
)
_IS = r"{name}[”\"’']?,?\s(?:is|was)\s(?:an?|the|one of)\b"


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence of a document, and the row of the index that it stands in."""

    row: int
    sentence: Sentence
    text: str


Entries = Mapping[int, Entry]
"""The first passages of a document by their rows, in reading order."""

Says = Callable[[str], int]
"""How well a sentence says something: 0 for not at all."""


def find_spots(fact: Fact, document: Document, entries: Entries) -> tuple[Spot, ...]:
    """Returns where a document says a fact of its record; empty where it does not.

    Where its record has no date, a date that it gives as its own.
    """
    if fact == "title":
        return _title(document, entries)
    if fact == "about":
        described = (each for each in spots_of(entries) if _describes(document, each))
        return tuple(islice(described, 1))
    says = _says(fact, document)
    scored = [(says(each.text), each) for each in _opening(entries)]
    best = max((score for score, _ in scored), default=0)
    found = [each for score, each in scored if score == best][:1] if best else []
    if fact == "date":
        found += [each for each in _opening(entries) if _released(document, each.text)][:1]
    return tuple(dict.fromkeys(found))


def introduce(document: Document, entries: Entries) -> tuple[Spot, ...]:
    """Returns the sentence by which a document is best known, or the lines of its title."""
    for fact in _INTRODUCES:
        found = find_spots(fact, document, entries)
        if found:
            return found
    opening = _opening(entries)
    return tuple([each for each in opening if each.sentence.kind != "heading"] or opening)[:1]


def spots_of(entries: Entries) -> Iterator[Spot]:
    """Yields the sentences of passages."""
    for row, entry in entries.items():
        passage = entry.passage
        for sentence in passage.sentences:
            text = passage.text_of(sentence)
            yield Spot(row, sentence, " ".join(text.split()))


def _opening(entries: Entries) -> list[Spot]:
    return [each for each in spots_of(entries) if each.sentence.start < OPENING]


def _says(fact: Fact, document: Document) -> Says:
    """Returns what tells how well a sentence says a fact."""
    value = getattr(document, "url" if fact == "address" else fact, None) or ""
    if fact == "date" and not value:
        return lambda text: _points(fact, text) if _dates_itself(text) else 0
    if fact in _VALUES:
        return lambda text: _points(fact, text) if value and _VALUES[fact](value, text) else 0
    pattern = {"pages": _PAGES, "audience": _AUDIENCE}[fact]
    return lambda text: int(pattern.search(text) is not None)


def _points(fact: Fact, text: str) -> int:
    """A line of a cover has little else than the fact; a sentence says what it is."""
    words = _WORDS_OF.get(fact)
    told = words is not None and words.search(text) is not None
    return 2 + (len(text.split()) <= SHORT) + told - (ABOUT_ITSELF.search(text) is not None)


def _has_name(name: str, text: str) -> bool:
    """Whether a text has the words of a name, as far as these distinguish it."""
    said = {word.lower() for word in re.findall(r"[^\W_]+", text)}
    bare = _COUNTRY.sub(" ", name)
    words = [word for word in re.findall(r"[^\W_]+", bare) if word.lower() not in _NO_NAMES]
    told = [word for word in words if len(word) > 1 and not word.isupper()] or words
    if len(told) < 2 and bare.strip() != name:  # "President" alone is not that of a country
        return name.lower() in " ".join(text.split()).lower()
    return bool(told) and all(word.lower() in said for word in told)


def _has_date(date: str, text: str) -> bool:
    """Whether a text has a date just as exactly."""
    return any(token.kind == "date" and token.key == date for token in read(fold(text)))


def _dates_itself(text: str) -> bool:
    """Whether a line is little else than a day, or a sentence says when the text came about."""
    dates = [token for token in read(fold(text)) if token.kind == "date" and len(token.key) > 7]
    short = len(dates) == 1 and len(text.split()) <= SHORT and not text.rstrip().endswith(".")
    return bool(dates) and (short or _CAME_ABOUT.search(text) is not None)


def _has_it(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", text) is not None


_VALUES: dict[Fact, Callable[[str, str], bool]] = {
    "author": _has_name,
    "publisher": _has_name,
    "date": _has_date,
    "number": _has_it,
    "address": _has_it,
}


def _released(document: Document, text: str) -> bool:
    """Whether a sentence tells of another day on which the document came out."""
    days = {token.key for token in read(fold(text)) if token.kind == "date" and len(token.key) > 7}
    return (
        bool(days - {document.date})
        and _RELEASED.search(text) is not None
        and any(name in text for name in (document.number, document.title) if name)
        and ABOUT_ITSELF.search(text) is None
    )


def _title(document: Document, entries: Entries) -> tuple[Spot, ...]:
    """Returns the lines that make up the title, one after the other."""
    words = _words(document.title)
    found: list[Spot] = []
    left = set(words)
    for spot in _opening(entries):
        own = _words(spot.text)
        if own and own <= words and own & left and len(spot.text) > 3:
            found.append(spot)
            left -= own
        elif found:
            break
        if not left:
            break
    return tuple(found) if len(left) * 4 <= len(words) else ()


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)}


def _describes(document: Document, spot: Spot) -> bool:
    names = [document.title, document.title.partition(":")[0], document.number]
    named = "|".join(re.escape(name) for name in names if name)
    opens = re.match(rf"[“\"‘']?{_IS.format(name=f'(?:{named})')}", spot.text)
    return opens is not None or _DESCRIBES.match(spot.text) is not None
