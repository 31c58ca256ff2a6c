"""Which documents and speakers a question names: "according to Lofgren", "in the 2014 memorandum".

A question may name a document by its report number, title, author or date and kind, a speaker by
part of a name or initials, and a page. What is named is searched first; it is a preference, since
others may tell of it better. A report number is more: what neither stands in the report of that
number nor names it is no answer about it. A topic ("the museum report") names the one document with
it in its title, which is asked alone before all are. Of a page of a document only what stands on it
answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.abbreviations import is_called, spelled_out
from rag.lexicon import stem
from rag.records import Document, Page
from rag.reporting import VERB
from rag.topics import Topic, find_topics

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
_PAGE = re.compile(
    r"\b(?:page|p\.)\s(?P<page>\d{1,4}|[ivxlc]{1,6})\b(?!\s?[-–/]\s?\d)(?P<of>\s(?:of|in)\s)?", re.I
)
_NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*-(?:\d[\w]*-?)+\b|\b[A-Z]\d{4,6}\b", re.I)
_REPORT = re.compile(r"\b[A-Z]{2,}-\d{2,4}-\d+\w*\b")  # of a report that may not be here
_OTHERS = re.compile(r"\b(?:other|another|else)\b", re.I)
_DONE = frozenset(("audit", "review", "study"))  # the title may mean what is done so
_FEWEST_WORDS = 3
"""Words that a title must have to be known by them."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a question names; each empty where it names none.

    Attributes:
        documents: Ids.
        speakers: Names as in `Speaker.name`.
        page: The page as printed or counted, on which alone it can stand.
        place: The page and its document, in words; empty without a page.
        said: One line for the reader of the answer.
        words: The words of the question that name it, in small letters.
        numbers: Report numbers, where only what has one of them, or names it, can answer.
        topical: The address of the document that is named by its topic.
    """

    documents: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    page: str | None = None
    said: str = ""
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    topical: Address | None = None
    place: str = ""

    @property
    def only(self) -> bool:
        """Whether nothing answers but the documents named and what names them."""
        return bool(self.numbers)

    def is_named_in(self, text: str) -> bool:
        """Whether a text names one of the documents that alone can answer."""
        return any(
            re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text, re.I)
            for number in self.numbers
        )


NOTHING_NAMED = Address()


class Directory:
    """The documents and speakers of one index."""

    def __init__(self, documents: Mapping[str, Document], speakers: Sequence[str]) -> None:
        self._documents = documents
        self._speakers = frozenset(map(first, speakers))
        self._spelled = spelled_out(document.text for document in documents.values())
        self._numbers: dict[str, set[str]] = {}
        for document in documents.values():
            for number in filter(None, (document.number, document.id.rpartition("/")[2])):
                self._numbers.setdefault(number.split(".")[0].upper(), set()).add(document.id)
        titles = {each.id: _fold(each.title.partition(":")[0]) for each in documents.values()}
        self._titles = {
            name: title for name, title in titles.items() if len(title.split()) >= _FEWEST_WORDS
        }
        self._makers = {
            who for each in documents.values() for who in (each.author, each.publisher) if who
        }

    def find_speakers(self, name: str) -> frozenset[str]:
        """Returns the speakers that may be called so."""
        return frozenset(each for each in self._speakers if is_called(each, name, self._spelled))

    def find_pages(self, address: Address) -> dict[str, Page]:
        """Returns the page named of each document that has it: as printed, or else as counted.

        A copy of another document counts only where that one lacks the page.
        """
        found = {}
        for name in sorted(address.documents):
            page = _find_page(self._documents[name].pages, (address.page or "").lower())
            if page is not None:
                found[name] = page
        firsts = {name for name in found if self._documents[name].duplicate_of is None}
        return {name: page for name, page in found.items() if name in (firsts or found)}

    def tell_counted(self, address: Address) -> str:
        """Says that a page was counted on which another number is printed; "" where it is not."""
        called = (address.page or "").lower()
        labels = [page.label for page in self.find_pages(address).values()]
        if not labels or any(label is None or label.lower() == called for label in labels):
            return ""
        return f"No page is printed {address.page}: this is page {address.page} of the file."

    def tell_no_page(self, address: Address) -> str:
        """Says that no document named has the page named, or none of its text."""
        counts = (
            self._documents[name].page_count
            for name in address.documents
            if any(page.number for page in self._documents[name].pages)
        )
        counted = int(address.page) if address.page and address.page.isdigit() else 0
        if self.find_pages(address) or 0 < counted <= max(counts, default=0):
            return f"No text of {address.place} was read."
        known = any(self._documents[name].pages for name in address.documents)
        return f"There is no {address.place} here{'' if known else ': its pages are not known'}."

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
        for number in self._find_numbers(text):
            found |= self._numbers[number.upper()]
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

    def address_in(self, question: str, documents: frozenset[str]) -> Address:
        """Returns the page that a question names of the documents that are searched."""
        page = self._page_of(question, self.find_documents(question) or documents, documents)
        if page is None:
            return NOTHING_NAMED
        line = f"Looked only on {self._place(documents, page)}."
        words = frozenset(("page", "p", page.lower()))
        return Address(
            documents, page=page, said=line, words=words, place=self._place(documents, page)
        )

    def address(self, question: str) -> Address:
        """Returns what a question names."""
        documents = self.find_documents(question)
        says = _SAYS.search(question)
        who = (says["who"] or says["who2"]) if says else None
        speakers = self.find_speakers(who) if who and not _NUMBER.fullmatch(who) else frozenset()
        page = self._page_of(question, documents, frozenset())
        titles = sorted({self._documents[each].title for each in documents})
        said = []
        if documents and len(titles) <= 2:
            said.append(" and ".join(f"“{title}”" for title in titles))
        if who and speakers:
            said.append(f"what {who} says")
        if page:
            said.append(f"page {page}")
        numbers = self._answering(question, who, documents)
        look = "Looked only" if numbers or page else "Looked first"
        beside = "" if page else _and_what_names(numbers)
        line = f"{look} in {', '.join(said)}{beside}." if said else ""
        named = list(self._find_numbers(question)) if documents else []
        named += ["page", "p", page] if page else []
        named += who.split() if who and speakers else []
        return Address(
            documents,
            speakers,
            page,
            line,
            frozenset(word.lower().strip(".'’") for word in named),
            numbers,
            topical=self._topical(question, who) if not documents and not numbers else None,
            place=self._place(documents, page) if page else "",
        )

    def _topical(self, question: str, who: str | None) -> Address | None:
        """Returns the address of the only document that a question names by its topic.

        One who speaks in documents of their own may mean it there.
        """
        if any(form.search(question) for form in (_OTHERS, _DATED)):
            return None
        topics = [(topic, self._of_topic(topic)) for topic in find_topics(question)]
        named = [(topic, documents) for topic, documents in topics if documents]
        works = self.find_works(who) if who else frozenset()
        if len(named) != 1 or (works and not named[0][1] & works):
            return None
        ((topic, documents),) = named
        return Address(
            documents,
            said=f"Looked only in “{self._documents[min(documents)].title}”.",
            words=frozenset(word.lower() for word in (*topic.words, topic.noun)),
        )

    def _is_maker(self, name: str) -> bool:
        return any(is_called(who, name) for who in self._makers)

    def _of_topic(self, topic: Topic) -> frozenset[str]:
        """Returns the only document, with its copies, whose title has all words of a topic.

        One word must stand before the title's colon: after it is what was found. A maker is no
        topic, but must be the document's.
        """
        makers = [word for word in topic.words if word[0].isupper() and self._is_maker(word)]
        words = {stem(each.lower()) for each in topic.words if each not in makers}
        if not words:
            return frozenset()
        found = {
            each.id
            for each in self._documents.values()
            if words <= _stems(each.title if len(words) > 1 else each.title.partition(":")[0])
            and (topic.kind == "report" or topic.may_be(each.kind))
        }
        kept = {self._documents[each].duplicate_of or each for each in found}
        if len(kept) != 1:
            return frozenset()
        only = self._documents[kept.pop()]
        own = [who for who in (only.author, only.publisher) if who]
        fits = topic.may_be(only.kind) and all(any(is_called(n, m) for n in own) for m in makers)
        if not fits or (topic.noun in _DONE and topic.noun in _fold(only.title)):
            return frozenset()
        return frozenset(
            each.id for each in self._documents.values() if only.id in (each.id, each.duplicate_of)
        )

    def _page_of(
        self, question: str, documents: frozenset[str], searched: frozenset[str]
    ) -> str | None:
        """The one page that a question names of a document that it names, or of those searched.

        "Page 4 of" something else is no page of that document.
        """
        pages = list(_PAGE.finditer(question))
        if not documents or len({page["page"].lower() for page in pages}) != 1:
            return None
        if searched and not documents <= searched:
            return None
        of = [question[page.end() :] for page in pages if page["of"]]
        if of and not searched and not any(map(self.find_documents, of)):
            return None
        return pages[0]["page"]

    def _place(self, documents: frozenset[str], page: str) -> str:
        """A page of documents, these by their numbers or else their titles."""
        known = [self._documents[name] for name in documents]
        names = sorted({each.number or f"“{each.title}”" for each in known})
        return f"page {page} of {' and '.join(names)}"

    def _find_numbers(self, text: str) -> Iterator[str]:
        """Yields the words of a text that are the number of a document."""
        for match in _NUMBER.finditer(text):
            if match[0].upper() in self._numbers:
                yield match[0]

    def _answering(
        self, question: str, who: str | None, documents: frozenset[str]
    ) -> frozenset[str]:
        """Returns the report numbers of a question where they say what alone can answer it.

        One who speaks in documents of their own may speak there of a report without its number,
        and "other" reports, or "Lee's commentary", are not the one named.
        """
        numbers = {number.upper() for number in self._find_numbers(question)}
        numbers |= {found[0].upper() for found in _REPORT.finditer(question)}
        works = self.find_works(who) if who else frozenset()
        beside = any(form.search(question) for form in (_OTHERS, _OWNED, _DATED))
        if beside or (works and not documents & works):
            return frozenset()
        return frozenset(numbers)

    def _of(self, kind: str, fits: Callable[[Document], bool]) -> set[str]:
        name = _KINDS.get(kind.lower(), kind.lower())
        alike = [each for each in self._documents.values() if each.kind == name and fits(each)]
        return {each.id for each in alike} if len({each.title for each in alike}) == 1 else set()


def _find_page(pages: Sequence[Page], called: str) -> Page | None:
    """The page on which that is printed, or else the one of that number without a print."""
    printed = (page for page in pages if page.label and page.label.lower() == called)
    counted = (page for page in pages if str(page.number) == called)
    return next(printed, None) or next(counted, None)


def first(speaker: str) -> str:
    """Returns the one who asserts it of a `str(Speaker)`, without those who pass it on."""
    return speaker.split(", quoted by ")[0]


def _and_what_names(numbers: frozenset[str]) -> str:
    """What a note adds where only the reports of these numbers, and what has one, answer."""
    return f", and in what names {'them' if len(numbers) > 1 else 'it'}" if numbers else ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, re.findall(r"[\w-]+", text.lower())))


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
