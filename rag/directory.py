"""Which documents and speakers a question names: "according to Lofgren", "in the 2014 memorandum".

A question may name a document by its report number, title, author or date and kind, a speaker by
part of a name or initials, and a page. What is named is searched first; it is a preference, not a
filter, since others may tell of it better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.abbreviations import is_called
from rag.records import Document
from rag.reporting import VERB

_KINDS = {
    "memo": "memorandum",
    "release": "press-release",
    "press release": "press-release",
    "audit": "report",
    "decision": "ruling",
    "opinion": "ruling",
}
_KIND = (
    r"(?P<kind>report|memorandum|memo|commentary|statement|letter|ruling|decision|opinion"
    r"|testimony|press release|release|article|survey|order|audit)"
)
_DATED = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d)\s(?:\w+\s)?{_KIND}\b"
    rf"|\b{_KIND.replace('kind', 'kind2')}\s(?:of|from)\s(?:\w+\s)?(?:\d{{1,2}},\s)?"
    r"(?P<year2>(?:19|20)\d\d)\b",
    re.I,
)
_OWNED = re.compile(rf"\b(?P<who>[A-Z][\w.-]+)['’]s\s(?:\w+\s)?{_KIND}\b")
_NAME = r"[A-Z][\w.&’'-]*(?:\s(?:of\s|for\s|on\s|the\s)*[A-Z][\w.&-]*)*"
_SAYS = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the (?:view|words|opinion) of)\s(?:the\s)?(?P<who>{_NAME})"
    rf"|\b(?:does|do|did|has|have)\s(?:the\s)?(?P<who2>{_NAME})\s(?:\w+ly\s)?"
    r"(?:say|think|find|conclude|argue|claim|recommend|write|report|give|count|estimate|believe"
    rf"|state|note|hold|blame|criticise|criticize|object|{VERB})\b"
)
_PAGE = re.compile(r"\bon\s(?:page|p\.)\s(?P<page>\d{1,4}|[ivxlc]{1,6})\b", re.I)
_NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*-(?:\d[\w]*-?)+\b|\b[A-Z]\d{4,6}\b")
_FEWEST_WORDS = 3
"""Words that a title must have to be known by them."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a question names; each empty where it names none.

    Attributes:
        documents: Ids.
        speakers: Names as in `Speaker.name`.
        page: The page as printed or counted.
        said: One line for the reader of the answer.
        words: The words of the question that name it, in small letters.
    """

    documents: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    page: str | None = None
    said: str = ""
    words: frozenset[str] = frozenset()


NOTHING_NAMED = Address()


class Directory:
    """The documents and speakers of one index."""

    def __init__(self, documents: Mapping[str, Document], speakers: Sequence[str]) -> None:
        self._documents = documents
        self._speakers = frozenset(map(first, speakers))
        self._numbers: dict[str, set[str]] = {}
        for document in documents.values():
            for number in filter(None, (document.number, document.id.rpartition("/")[2])):
                self._numbers.setdefault(number.split(".")[0].upper(), set()).add(document.id)
        titles = {each.id: _fold(each.title.partition(":")[0]) for each in documents.values()}
        self._titles = {
            name: title for name, title in titles.items() if len(title.split()) >= _FEWEST_WORDS
        }

    def find_speakers(self, name: str) -> frozenset[str]:
        """Returns the speakers that may be called so."""
        return frozenset(each for each in self._speakers if is_called(each, name))

    def stands_on(self, document_id: str, offset: int, page: str) -> bool:
        """Whether a place is on a page, as it is printed or else counted."""
        found = self._documents[document_id].page_at(offset)
        return found is not None and page.lower() == (found.label or str(found.number)).lower()

    def find_works(self, name: str) -> frozenset[str]:
        """Returns the documents of an author or publisher who may be called so."""
        return frozenset(
            each.id
            for each in self._documents.values()
            if any(is_called(who, name) for who in (each.author, each.publisher) if who)
        )

    def find_documents(self, text: str) -> frozenset[str]:
        """Returns the documents that a text names by number, title, or date and kind."""
        found: set[str] = set()
        for match in _NUMBER.finditer(text):
            found |= self._numbers.get(match[0].upper(), set())
        folded = _fold(text)
        found |= {name for name, title in self._titles.items() if title in folded}
        dated = _DATED.search(text)
        if dated is not None and not found:
            year, kind = dated["year"] or dated["year2"], dated["kind"] or dated["kind2"]
            found |= self._of(kind, lambda each: (each.date or "").startswith(str(year)))
        owned = _OWNED.search(text)
        if owned is not None and not found:
            who = owned["who"]
            found |= self._of(owned["kind"], lambda each: is_called(each.speaker.name, who))
        return frozenset(found)

    def numbers_beside(self, number: str) -> tuple[str, ...]:
        """Returns the numbers of the documents that are named beside one, most often first."""
        beside: Counter[str] = Counter()
        for document in self._documents.values():
            named = {match[0].upper() for match in _NUMBER.finditer(document.text)}
            named |= {document.number.upper()} if document.number else set()
            if number.upper() in named:
                beside.update(named & self._numbers.keys() - {number.upper()})
        return tuple(
            each for each, _ in sorted(beside.items(), key=lambda item: (-item[1], item[0]))
        )

    def address(self, question: str) -> Address:
        """Returns what a question names."""
        documents = self.find_documents(question)
        says = _SAYS.search(question)
        who = (says["who"] or says["who2"]) if says else None
        speakers = self.find_speakers(who) if who and not _NUMBER.fullmatch(who) else frozenset()
        page = _PAGE.search(question)
        titles = sorted({self._documents[each].title for each in documents})
        said = []
        if documents and len(titles) <= 2:
            said.append(" and ".join(f"“{title}”" for title in titles))
        if who and speakers:
            said.append(f"what {who} says")
        if page and documents:
            said.append(f"page {page['page']}")
        line = f"Looked first in {', '.join(said)}." if said else ""
        named = [match[0] for match in _NUMBER.finditer(question)] if documents else []
        named += ["page", page["page"]] if page and documents else []
        named += who.split() if who and speakers else []
        return Address(
            documents,
            speakers,
            page["page"] if page and documents else None,
            line,
            frozenset(word.lower().strip(".'’") for word in named),
        )

    def _of(self, kind: str, fits: Callable[[Document], bool]) -> set[str]:
        name = _KINDS.get(kind.lower(), kind.lower())
        alike = [each for each in self._documents.values() if each.kind == name and fits(each)]
        return {each.id for each in alike} if len({each.title for each in alike}) == 1 else set()


def first(speaker: str) -> str:
    """Returns the one who asserts it of a `str(Speaker)`, without those who pass it on."""
    return speaker.split(", quoted by ")[0]


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
