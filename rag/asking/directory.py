"""The documents and speakers of an index, by what they may be called.

A document may be called by its report number, its title or the initials of that, author, topic, or
date and kind, a speaker by part of a name or initials.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from rag.asking.called_so import fold
from rag.asking.title_initials import called_in, initials_of
from rag.language.abbreviations import OFFICE, is_called, spelled_out
from rag.language.initialisms import with_initials, written_out
from rag.language.roles import by_role, find_roles
from rag.language.short_forms import short_forms
from rag.language.spelling import Spelling
from rag.language.wordings import worded_otherwise
from rag.records import Document, Page, Speaker

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
DATED = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d)\s(?:\w+\s)?{_KIND}\b"
    rf"|\b{_KIND.replace('kind', 'kind2')}\s(?:of|from)\s(?:\w+\s)?(?:\d{{1,2}},\s)?"
    r"(?P<year2>(?:19|20)\d\d)\b",
    re.I,
)
OWNED = re.compile(rf"\b(?P<who>[A-Z][\w.-]+)['’]s\s(?:\w+\s)?{_KIND}\b")
NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*-\d\w*(?:-\d\w*)*\b|\b[A-Z]\d{4,6}\b", re.I)
_FEWEST_WORDS = 3
"""Words that a title must have to be known by them."""


class Directory:
    """The documents and speakers of one index.

    Args:
        is_common: Whether a word in small letters is known to be spelt so.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        speakers: Sequence[str],
        is_common: Callable[[str], bool] = lambda word: True,
    ) -> None:
        self.documents = documents
        self._spelling = Spelling([each.text for each in documents.values()], is_common)
        self._said_by: dict[str, list[str]] = {}
        for speaker in speakers:
            self._said_by.setdefault(Speaker.of(speaker).name, []).append(speaker)
        self._chains = frozenset(speakers).difference(self._said_by)
        texts = [document.text for document in documents.values()]
        self.spelled = spelled_out(texts)
        self.short_forms = short_forms(texts, self.spelled)
        self._numbers: dict[str, set[str]] = {}
        for document in documents.values():
            for number in filter(None, (document.number, document.id.rpartition("/")[2])):
                self._numbers.setdefault(number.split(".")[0].upper(), set()).add(document.id)
        titles = {each.id: fold(each.title.partition(":")[0]) for each in documents.values()}
        self._titles = {
            name: title for name, title in titles.items() if len(title.split()) >= _FEWEST_WORDS
        }

    @cached_property
    def paged(self) -> frozenset[str]:
        """The documents with pages: a citation with one is worth more than the same without."""
        return frozenset(name for name, each in self.documents.items() if each.pages)

    @cached_property
    def described(self) -> dict[str, str]:
        """What a question may call each document by: its title, makers, number and date."""
        told = {
            each.id: (each.id, each.title, each.author, each.publisher, each.number, each.date)
            for each in self.documents.values()
        }
        return {name: " ".join(filter(None, each)) for name, each in told.items()}

    def find_speakers(self, name: str) -> frozenset[str]:
        """Returns the speakers that may be called so."""
        return frozenset(each for each in self._said_by if is_called(each, name, self.spelled))

    def find_tellers(self, name: str) -> frozenset[str]:
        """Returns the speakers that may be called so, and the chains in which one passes it on.

        What a paper reports of somebody, in the document of another, it says as well.
        """
        told = (each for each in self._chains if self._passes_on(each, name))
        return self.find_speakers(name) | frozenset(told)

    def _passes_on(self, chain: str, name: str) -> bool:
        """Whether one who may be called so passes something on, and made not the document."""
        between = Speaker.of(chain).quoted_by[:-1]
        return any(is_called(each, name, self.spelled) for each in between)

    def speaks(self, name: str) -> bool:
        """Whether somebody says something under a name in small letters, but for "the"."""
        return name in self._called

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(each.casefold().removeprefix("the ") for each in self._said_by)

    def find_sayings(self, speakers: Iterable[str]) -> list[str]:
        """Returns the `str(Speaker)` of all that speakers say, whoever passes it on, and chains."""
        chains = (name for name in speakers if name in self._chains)
        said = (each for name in speakers for each in self._said_by.get(name, ()))
        return [*dict.fromkeys((*said, *chains))]

    def knows(self, name: str) -> bool:
        """Whether a document, a speaker or whoever made a document may be called so."""
        return bool(self.find_documents(name) or self.find_speakers(name) or self.find_works(name))

    def find_pages(self, documents: frozenset[str], page: str) -> dict[str, Page]:
        """Returns the page named of each document that has it: as printed, or else as counted.

        A copy of another document counts only where that one lacks the page.
        """
        found = {}
        for name in sorted(documents):
            there = _find_page(self.documents[name].pages, page.lower())
            if there is not None:
                found[name] = there
        firsts = {name for name in found if self.documents[name].duplicate_of is None}
        return {name: page for name, page in found.items() if name in (firsts or found)}

    def have_pages(self, documents: frozenset[str]) -> bool:
        """Whether the pages of one of some documents are known."""
        return any(self.documents[name].pages for name in documents)

    def find_works(self, name: str) -> frozenset[str]:
        """Returns the documents of an author or publisher who may be called so."""
        return frozenset(
            each.id
            for each in self.documents.values()
            if any(is_called(who, name) for who in (each.author, each.publisher) if who)
        )

    def find_published(self, name: str) -> frozenset[str]:
        """Returns the documents of a publisher who may be called so."""
        return frozenset(
            each.id
            for each in self.documents.values()
            if each.publisher and is_called(each.publisher, name)
        )

    def find_reports(self, name: str) -> frozenset[str]:
        """Returns the reports that one who may be called so publishes: they are its own words."""
        published = self.find_published(name)
        return frozenset(each for each in published if self.documents[each].kind == "report")

    def find_documents(self, text: str) -> frozenset[str]:
        """Returns the documents that a text names by number, title, or date and kind."""
        found: set[str] = set()
        for number in self.find_numbers(text):
            found |= self._numbers[number.upper()]
        folded = fold(text)
        found |= {name for name, title in self._titles.items() if title in folded}
        found = found or self._by_initials(text)
        dated = DATED.search(text)
        if dated is not None and not found:
            year, kind = dated["year"] or dated["year2"], dated["kind"] or dated["kind2"]
            found |= self._of(kind, lambda each: (each.date or "").startswith(str(year)))
        owned = OWNED.search(text)
        if owned is not None and not found:
            who = owned["who"]
            found |= self._of(owned["kind"], lambda each: is_called(each.speaker.name, who))
        return frozenset(found)

    def _by_initials(self, text: str) -> set[str]:
        """The documents of whose titles a text has the initials, and the number behind it."""
        found: set[str] = set()
        for short, number in called_in(text):
            of_short = self._initials.get(short, {}) if short not in self.spelled else {}
            found |= {name for name, own in of_short.items() if number in (None, own)}
        return found

    @cached_property
    def _initials(self) -> dict[str, dict[str, str | None]]:
        """The documents and their numbers, by the initials of their titles."""
        found: dict[str, dict[str, str | None]] = {}
        for each in self.documents.values():
            shorts, number = initials_of(each.title)
            for short in shorts:
                found.setdefault(short, {})[each.id] = number
        return found

    def numbers_beside(self, number: str) -> tuple[str, ...]:
        """Returns the numbers of the documents that are named beside one, most often first."""
        beside: Counter[str] = Counter()
        for document in self.documents.values():
            named = {match[0].upper() for match in NUMBER.finditer(document.text)}
            named |= {document.number.upper()} if document.number else set()
            if number.upper() in named:
                beside.update(named & self._numbers.keys() - {number.upper()})
        return tuple(
            each for each, _ in sorted(beside.items(), key=lambda item: (-item[1], item[0]))
        )

    def reword(self, question: str) -> str | None:
        """Returns a question with a name as the documents have it; None where there is none.

        Whoever holds an office is what they call it in short ("OIG" of "the inspector general"),
        and a short form that they do not have is a name or term in them of its initials. Where
        nothing is named so, an everyday word is the one of the documents that means the same, and a
        misspelt one is as they spell it.
        """
        by_office = self.by_office(question)
        if by_office is not None:
            return by_office
        texts = [document.text for document in self.documents.values()]
        for word, short in self._short_forms_in(question):
            if any(re.search(rf"\b{short}\b", text, re.I) for text in texts):
                continue
            long = written_out(short, texts, plural=word.upper() != short)
            if long is not None:
                article = "an" if long[0].lower() in "aeiou" else "a"
                question = re.sub(rf"\ban?(?=\s{word}\b)", article, question)
                return re.sub(rf"\b{word}\b", long, question)
        worded = worded_otherwise(question, texts)
        return self._spelling.mended(worded or question) or worded

    def _short_forms_in(self, question: str) -> Iterator[tuple[str, str]]:
        """Yields the words of a question that may be short forms: "MOAs", and "MOA" for it.

        Those of small letters are no words that are known, and none of the documents'.
        """
        for word in dict.fromkeys(re.findall(r"\b(?:[A-Z]{3,6}s?|[a-z]{3,6})\b", question)):
            singular = word.removesuffix("s")
            if word.isupper() or singular.isupper():
                yield word, word if word.isupper() else singular
            elif len(singular) > 2 and not self._spelling.knows(word):
                yield word, singular.upper()

    def by_office(self, question: str) -> str | None:
        """Returns a question with an office as it is called in short; None where it names none."""
        for short, held in self._offices:
            named = rf"(?<!\w)(?:the\s)?(?:office\sof\s)?(?:the\s)?{re.escape(held)}(?!\w)"
            if re.search(named, question, re.I):
                return re.sub(named, f"the {short}", question, count=1, flags=re.I)
        return None

    def by_roles(self, question: str) -> dict[str, list[str]]:
        """Returns a question with the roles that documents give what it names, and the ids of each.

        “What must Elm Freight insure?” is “What must the Carrier insure?” where a contract calls it
        the "Carrier", and of that contract alone.
        """
        found: dict[str, list[str]] = {}
        for name, roles in self._roles.items():
            text = question
            for who, role in roles:
                text = by_role(text, who, role)
            if text != question:
                found.setdefault(text, []).append(name)
        return found

    @cached_property
    def _roles(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The names in each document and the roles by which it calls them."""
        found = {
            each.id: tuple(dict.fromkeys(find_roles(each.text)))
            for each in self.documents.values()
            if not each.duplicate_of
        }
        return {name: roles for name, roles in found.items() if roles}

    @cached_property
    def _offices(self) -> tuple[tuple[str, str], ...]:
        """Short forms of offices, as defined or told by two names of speakers, and what of."""
        spelled = {short: set(forms) for short, forms in self.spelled.items()}
        for short in sorted({each.split()[-1] for each in self._said_by} - spelled.keys()):
            if short.isupper() and short.isalpha() and len(short) > 2:
                found = map(with_initials(short).search, sorted(self._said_by))
                spelled[short] = {match[0].casefold() for match in found if match}
        return tuple(
            (short, OFFICE.sub("", form))
            for short, forms in sorted(spelled.items())
            for form in sorted(forms)
            if OFFICE.match(form)
        )

    def find_numbers(self, text: str) -> Iterator[str]:
        """Yields the words of a text that are the number of a document."""
        for match in NUMBER.finditer(text):
            if match[0].upper() in self._numbers:
                yield match[0]

    def _of(self, kind: str, fits: Callable[[Document], bool]) -> set[str]:
        name = _KINDS.get(kind.lower(), kind.lower())
        alike = [each for each in self.documents.values() if each.kind == name and fits(each)]
        return {each.id for each in alike} if len({each.title for each in alike}) == 1 else set()


def _find_page(pages: Sequence[Page], called: str) -> Page | None:
    """The page on which that is printed, or else the one of that number without a print."""
    printed = (page for page in pages if page.label and page.label.lower() == called)
    counted = (page for page in pages if str(page.number) == called)
    return next(printed, None) or next(counted, None)
