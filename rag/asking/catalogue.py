"""Which documents a question means: "the report on crude oil", "letters from 2011", "by the OIG".

A document is known by what its record has: title, number, kind, author, publisher, date, and where
it lies in the folder. Every word that a question calls it by must stand there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.asking.bibliographic import Listing
from rag.asking.orderings import is_placed
from rag.language.abbreviations import is_called
from rag.language.numbers import ORDINALS
from rag.records import Document

_WORD = re.compile(r"\w+(?:[.’'-]\w+)*")
_NO_NAMES = frozenset(
    (
        *("a", "about", "an", "and", "by", "for", "from", "her", "his", "in", "its", "of", "on"),
        *("or", "that", "the", "their", "these", "this", "those", "to", "with"),
    )
)
_NOUNS = {
    "article": "article",
    "audit": "report",
    "commentary": "commentary",
    "decision": "ruling",
    "document": "",
    "file": "",
    "letter": "letter",
    "memo": "memorandum",
    "memorandum": "memorandum",
    "memoranda": "memorandum",
    "opinion": "ruling",
    "order": "order",
    "paper": "",
    "post": "post",
    "publication": "",
    "release": "press-release",
    "report": "report",
    "response": "response",
    "ruling": "ruling",
    "source": "",
    "statement": "statement",
    "study": "study",
    "survey": "survey",
    "testimony": "testimony",
    "text": "",
    "work": "",
    **{
        each: each
        for each in (
            *("agreement", "bill", "brief", "briefing", "bulletin", "column", "comment"),
            *("complaint", "contract", "correction", "deposition", "editorial", "evaluation"),
            *("grievance", "guidance", "guide", "handbook", "hearing", "interview", "lease"),
            *("manual", "minutes", "note", "notice", "plan", "policy", "preprint", "proposal"),
            *("review", "rules", "speech", "story", "summary", "transcript"),
        )
    },
}
"""Nouns for documents, each with the kind that it says; "" for any."""

MOST_MEANT = 3
"""Documents that one name may mean."""

FEWEST_SHARING = 3
"""Titles that have a name before it is that of all documents."""

INTRODUCTION = 1500
"""Characters of a text in which it says what it is about."""

_COMPLEMENT = re.compile(
    r"(?:the|this|that)\s(?P<which>(?:[\w-]+\s){0,3}?)(?P<noun>\w+)"
    r"\s(?:on|about|regarding|to)\s(?P<of>.+)",
    re.I,
)
_SEVERAL = re.compile(r",?\sand\s|,\s")
_LOOSE = frozenset(("", "article", "report", "study"))
"""Kinds whose nouns are used of other documents, too."""


@dataclass(frozen=True, slots=True)
class _Card:
    """What one document is known by: words in small letters, its title's apart."""

    document: Document
    words: frozenset[str]
    title: frozenset[str]
    numbers: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether a word of a question is one that this document is known by."""
        own = word.lower()
        if own in self.numbers or any(_alike(own, other) for other in self.words | self.title):
            return True
        if _noun(word) is not None:
            return _noun(word) == self.document.kind
        return word.isupper() and any(is_called(name, word) for name in _makers(self.document))

    def is_filed_as(self, words: Sequence[str]) -> bool:
        """Whether its file is named so: "the fiscal note" of "fiscal-note.txt"."""
        name = self.document.id.rpartition("/")[2]
        return re.findall(r"[^\W_]+", name.lower()) == [word.lower() for word in words]

    def is_titled(self, words: Sequence[str]) -> bool:
        """Whether the words are a whole title of it, articles aside, or all before its colon."""
        said = [word.lower() for word in words]
        whole = self.document.title
        return any(
            wanted and all(any(_alike(word, other) for other in said) for word in wanted)
            for wanted in map(_names_of, (whole, whole.partition(":")[0]))
        )


class Catalogue:
    """The documents of one index, each once."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._cards = [_card(each) for each in documents if each.duplicate_of is None]

    def __len__(self) -> int:
        return len(self._cards)

    def find(self, name: str, among: Sequence[str] | None = None) -> tuple[Document, ...]:
        """Returns the document that a question calls so, or the few; none where it may be any.

        Args:
            among: Ids of the documents that it may be; all where not given.
        """
        words = _WORD.findall(re.sub(r"['’]s?(?!\w)", "", name))
        words = [word for word in words if word.lower() not in _NO_NAMES]
        told = [word for word in words if _noun(word) not in _LOOSE]
        cards = self._among(among)
        if not told:
            return (cards[0].document,) if len(cards) == 1 else ()
        fitting = [card for card in cards if all(map(card.has, told))]
        if not fitting:
            fitting = _but_for_an_adjective(cards, told) or _introduced_so(cards, name)
        for better in (
            [card for card in fitting if card.is_filed_as(words)],
            [card for card in fitting if card.is_titled(told)],
            [card for card in fitting if card.document.kind in {*map(_noun, words)}],
        ):
            fitting = better or fitting
        # "The letter" may be any, and "Secure Communities" is no document, though titles have it.
        topics = [word for word in told if _noun(word) is None]
        if topics and all(word.lower() in ORDINALS for word in topics):  # "the second report"
            fitting = [x for x in fitting if is_placed(x.document.title, topics[0], words[-1])]
        if len(fitting) > (MOST_MEANT if topics else 1):
            return ()
        return tuple(
            card.document
            for card in fitting
            if any(_noun(word) is not None or word.lower() in card.numbers for word in words)
            or card.is_titled(told)
            or card.is_filed_as(words)
        )

    def find_each(self, names: str, among: Sequence[str] | None = None) -> tuple[Document, ...]:
        """Returns the documents that a question calls by several names; none unless all are found.

        "A and B" and "A, B and C": each name must mean one.
        """
        each = [name for name in _SEVERAL.split(names) if name]
        found = [self.find(name, among) for name in each]
        if len(each) < 2 or any(len(one) != 1 for one in found):
            return ()
        return tuple({one.id: one for (one,) in found}.values())

    def listed(self, asked: Listing, among: Sequence[str] | None = None) -> tuple[Document, ...]:
        """Returns the documents asked for, oldest first."""
        about = [word for word in _WORD.findall(asked.topic) if word.lower() not in _NO_NAMES]
        found = [
            card.document
            for card in self._among(among)
            if _is_of_kind(card.document, _noun(asked.noun.split()[-1]) or "")
            and _within(card.document.date, asked.since, asked.until)
            and (not asked.who or any(is_called(n, asked.who) for n in _makers(card.document)))
            and all(any(_alike(word.lower(), own) for own in card.title) for word in about)
        ]
        found.sort(key=lambda each: (each.date or "", each.title))
        dated = [each for each in found if each.date]
        if asked.most and dated:
            date = dated[0 if asked.most == "first" else -1].date
            return tuple(each for each in dated if each.date == date)
        return tuple(found)

    def shared_name(self, among: Sequence[str] | None = None) -> tuple[str, int]:
        """Returns the name that most titles have, and how many: ("Harbour Watch", 7).

        It has two words with capitals, and a third of the titles must have it; else ("", 0).
        """
        cards = self._among(among)
        counted = Counter(name for each in cards for name in _pairs(each.document.title))
        name, count = max(counted.items(), key=lambda each: (each[1], each[0]), default=("", 0))
        return (name, count) if count >= max(FEWEST_SHARING, len(cards) / 3) else ("", 0)

    def _among(self, names: Sequence[str] | None) -> list[_Card]:
        return [card for card in self._cards if names is None or card.document.id in names]


def _pairs(title: str) -> set[str]:
    """The words of a title with a capital that stand side by side, two by two."""
    pairs = re.findall(r"(?=(?<![\w-])([A-Z][a-z]+ [A-Z][a-z]+)(?![\w-]))", title)
    return {each for each in pairs if not {*each.lower().split()} & _NO_NAMES}


def _card(document: Document) -> _Card:
    place = re.sub(r"[/_.-]", " ", document.id)
    told = (document.author, document.publisher, document.kind, place)
    words = {word for text in told if text for word in re.findall(r"\w+", text.lower())}
    numbers = {document.id.rpartition("/")[2].lower(), (document.date or "")[:4]}
    numbers |= {document.number.lower()} if document.number else set()
    return _Card(
        document, frozenset(words), frozenset(_names_of(document.title)), frozenset(numbers - {""})
    )


def _names_of(title: str) -> list[str]:
    words = (word.lower() for word in _WORD.findall(re.sub(r"['’]s?(?!\w)", "", title)))
    return [word for word in words if word not in _NO_NAMES]


def _alike(one: str, other: str) -> bool:
    """Whether two words in small letters are forms of one: "market" and "marketing"."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    shared = max(4, len(shorter) - 2)
    return (
        shorter.isalpha()
        and len(shorter) >= 4
        and len(longer) - len(shorter) <= 4
        and longer[:shared] == shorter[:shared]
    )


def is_any(noun: str) -> bool:
    """Whether a noun is said of documents of any kind."""
    return not _noun(noun)


def is_loose(noun: str) -> bool:
    """Whether a noun is said of documents of other kinds, too, as "report" is."""
    return _noun(noun) in _LOOSE


def _is_of_kind(document: Document, kind: str) -> bool:
    return not kind or document.kind == kind or (kind in _LOOSE and document.kind is None)


def _noun(word: str) -> str | None:
    """Returns the kind that a noun for documents says, "" for any; None for other words."""
    bare = word.lower()
    for form in (bare, bare.removesuffix("s"), re.sub(r"ies$", "y", bare)):
        if form in _NOUNS:
            return _NOUNS[form]
    return None


def _makers(document: Document) -> list[str]:
    return [name for name in (document.author, document.publisher) if name]


def _within(date: str | None, since: str, until: str) -> bool:
    if not since and not until:
        return True
    return date is not None and date >= since and (not until or date < until)


def _but_for_an_adjective(cards: Sequence[_Card], words: Sequence[str]) -> list[_Card]:
    """The one document of a kind, whatever it is called besides: "the founding commentary"."""
    if len(words) != 2 or not words[0].islower() or _noun(words[1]) is None:
        return []
    fitting = [card for card in cards if card.has(words[1])]
    return fitting if len(fitting) == 1 else []


def _introduced_so(cards: Sequence[_Card], name: str) -> list[_Card]:
    """The one document of a kind that says at its beginning what it is on."""
    read = _COMPLEMENT.fullmatch(name)
    kind = _noun(read["noun"]) if read else None
    if read is None or kind is None or kind in _LOOSE:
        return []
    wanted = _names_of(read["of"])
    fitting = []
    for card in cards:
        own = {*card.words, *card.title, *_names_of(card.document.text[:INTRODUCTION])}
        told = wanted and all(any(_alike(word, other) for other in own) for word in wanted)
        which = all(map(card.has, (*read["which"].split(), read["noun"])))
        if told and which:
            fitting.append(card)
    return fitting if len(fitting) == 1 else []
