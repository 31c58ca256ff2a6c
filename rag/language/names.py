"""Those whom a document names: one name for each throughout, found from however it is put.

Abbreviations are told by their definitions ("Department of Energy (DOE)"), people by their fullest
mention ("Rep. Zoe Lofgren" for "Lofgren"), reports by the title last given. In doubt there is no
name: whoever asks then falls back on the document's own speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

from rag.language.abbreviations import (
    DEFINITION,
    INSTITUTION,
    NAME,
    NOBODY,
    abbreviations,
    initials,
)
from rag.language.labels import letter_ends
from rag.language.lexicon import SPOKESPEOPLE
from rag.language.noun_phrases import (
    ADDRESS,
    BARE_WORK,
    BODY_NAMED,
    COMMON_BODY,
    DATED,
    LISTED,
    NAMED_BODY,
    NUMBERED_WORK,
    OF_PEOPLE,
    OWNED_WORK,
    PAPER_OF,
    PART_OF,
    PART_ON_PAGE,
    PEOPLE,
    PEOPLE_OF,
    PLAIN,
    POSSESSED,
    WORK,
    WORK_BY,
    WORK_OF,
)
from rag.language.reporting import VERB
from rag.language.sentences import OF_TIMES, STARTERS
from rag.language.titles import COURTESY, OFFICE, OFFICE_NAME, TITLE, agree, fullness, given
from rag.records import Document

LONGEST_PHRASE = 160
"""Characters beyond which no noun phrase names anybody."""

SHORTENED_TITLE = 44
"""Characters of a report's title that name it among the others of one institution."""

GIVEN = re.compile(
    rf"(?P<title>(?:(?:(?:[A-Z][a-z]+ ){{1,3}}{OFFICE_NAME}|{TITLE.pattern}|Mr\.|Mrs\.|Ms\.) )?)"
    r"(?P<given>(?:(?:(?:[A-Z]\.)+|[A-Z][a-z]+(?:-[A-Z][a-z]+)?) ){0,3})$"
)
PROSE_GOES_ON = rf"(?=[\",.;:)\u201d]|['\u2019]s\s+[a-z]|\s+(?!{PEOPLE}\b)[a-z(])"
NAMED_WORK = re.compile(
    rf"(?:(?P<by>{NAME})(?:['\u2019]s)?\s+)?(?P<work>{WORK}|[Mm]emoranda)s?,?\s+"
    r"(?:(?:titled|entitled|called)\s+)?"
    r"[\"\u201c](?P<title>[A-Z][^\"\u201c\u201d\n]{8,200}?)[,.]?[\"\u201d]"
)
ISSUED_BY = re.compile(
    rf"\b(?P<work>{WORK})s?\b[^.]{{0,160}}?\b(?:issued|published|released|prepared|written|produced)\s+by\s+"
    rf"(?:the\s+)?(?P<by>{NAME}(?:\s+\([A-Z]\w+\)(?:\s+{NAME})?)*)"
)
FEWEST_LETTERS = 3
"""Letters of a given name by which somebody is called alone."""

RANK = re.compile(r"^(?:PC|PS|DC|DS|DI|DCI)\s")
"""What a policeman is called by before a name."""

_WITHIN = re.compile(r"[a-z],? (?:the )?$")
ADVERB = re.compile(r"[A-Z]\w+ly")
WITH_ME = re.compile(r"\band I$|\bI['\u2019][a-z]+$")
"""Whoever speaks, with somebody or alone: "Ann Byrd and I", "I'd"."""


class Cast:
    """Those named in one document."""

    def __init__(self, document: Document) -> None:
        self.own = document.speaker.name
        self._document = document
        self._short = abbreviations(document.text)
        self._letters = letter_ends(document.text, (block.start for block in document.blocks))
        self._owned = _own_names(document)
        self._publisher = _forms(document.publisher or "") if document.account_by else frozenset()
        self._person = cache(self._find_person)  # a cache for each document, gone with it
        self._written = cache(self._find_written)
        self._owner = cache(self._find_owner)
        self._works = self._find_works()

    def resolve(self, phrase: str, at: int, *, named: bool = False) -> str | None:
        """Returns the one name of whoever a noun phrase at offset `at` means.

        The document's own speaker comes back as `own`; None where nobody in particular is meant.

        Args:
            named: Whether the grammar says that somebody is named ("according to Boone"), so that
                a single word is a name where the text never writes it small.
        """
        phrase = " ".join(phrase.split()).strip(" ,")
        if len(phrase) > LONGEST_PHRASE or WITH_ME.search(phrase):
            return None
        if match := PART_OF.fullmatch(phrase):
            return self.resolve(match[1], at)
        if match := PEOPLE_OF.fullmatch(phrase):
            return self._people(self._name(match[2]), match[1].lower())
        if match := OF_PEOPLE.fullmatch(phrase):
            return self._people(self._name(match[1]), match[2])
        for work in (OWNED_WORK, WORK_BY, NUMBERED_WORK, PAPER_OF):
            if match := work.fullmatch(phrase):
                return self._maker(match[1], phrase)
        if (match := BARE_WORK.fullmatch(phrase)) and self._is_institution(match[1]):
            return self._maker(match[1], phrase)
        if match := NAMED_BODY.fullmatch(phrase) or BODY_NAMED.fullmatch(phrase):
            return self._name(match[1])
        if match := WORK_OF.fullmatch(phrase):
            return self._work(match, at)
        if PART_ON_PAGE.fullmatch(phrase):
            return self._last_work(at)
        if LISTED.fullmatch(phrase) and not INSTITUTION.search(phrase):
            return phrase
        if ADDRESS.fullmatch(phrase):
            return phrase
        plain = DATED.sub("", phrase)
        if named or " the " in phrase:
            return self._name(plain) or self._single(plain, sure=named)
        return self._name(plain) or self._written(plain)

    def _find_written(self, phrase: str) -> str | None:
        """Returns a single word that the text writes as a name within a sentence, too."""
        name = phrase.removeprefix("The ")
        if phrase != name and name in re.findall(r"\w+", self.own):
            return self.own  # "the Authority" in what the Harbor Authority says
        if phrase == name and " " not in name and (whole := self._by_given_name(name)):
            return whole
        known = " " in name or name in self._short  # an act asserts nothing
        if known or not (self._is_inside(name) or self._often_speaks(name)):
            return None
        return self._single(name)

    def _often_speaks(self, name: str) -> bool:
        """Whether a word that is nobody's kind is said more than once to say something."""
        says = rf"\b{re.escape(name)}\s(?:also\s)?{VERB}\b"
        return name.lower() not in SPOKESPEOPLE and len(re.findall(says, self._document.text)) > 1

    def _is_inside(self, name: str) -> bool:
        text = self._document.text
        return any(
            _WITHIN.search(text, max(0, match.start() - 7), match.start())
            for match in re.finditer(rf"{re.escape(name)}\b(?!['\u2019]?\s[A-Z\d])", text)
        )

    def _maker(self, name: str, phrase: str) -> str | None:
        """Returns whose a work is that bears a name; the publisher's own is the document itself."""
        who = self._name(name) or self._single(name)
        kind = self._document.kind
        itself = who in self._publisher and kind is not None and kind in phrase.split()
        return self.own if itself else who

    def _is_institution(self, name: str) -> bool:
        """Whether a name is an institution's, or the abbreviation of one."""
        long = (form for form, short in self._short.items() if short == name)
        return any(map(INSTITUTION.search, long if name.isupper() else [name]))

    def _single(self, name: str, *, sure: bool = False) -> str | None:
        """Returns a name of one word, or a title ("Uncover the Truth"), if it can be one."""
        plain = name.removeprefix("the ").removeprefix("The ")
        words = plain.split()
        if not words or NOBODY.search(plain) or words[0] in STARTERS:
            return None
        if ADVERB.fullmatch(plain) and not sure:
            return None
        if not (words[0][0].isupper() and words[-1][0].isupper()):
            return None
        if len(words) == 1:
            return plain if plain.isalpha() and plain.lower() not in self._common else None
        again = len(words) < 5 and (sure or self._document.text.count(plain) > 1)
        return plain if again and all(w[0].isupper() or w == "the" for w in words) else None

    def or_own(self, called: str) -> str:
        """Returns whom the document calls so: its own speaker, or that one by these words."""
        noun = called.split()[-1].casefold()
        noun = "audit" if noun.startswith("auditor") else rf"{re.escape(noun)}\b"
        return self.own if re.search(rf"\b{noun}", self.own, re.I) else called

    def is_person(self, name: str) -> bool:
        """Whether a name that `resolve` gave is a person's."""
        return (
            " " in name
            and '"' not in name
            and not INSTITUTION.search(name)
            and not re.search(rf"\b{COMMON_BODY}$", name)
            and (not re.search(rf"\b{PEOPLE}$|[A-Z]{{2}}", RANK.sub("", name)))
        )

    def is_word(self, name: str) -> bool:
        """Whether what begins a sentence may be a word and no name: "Two", "Nobody"."""
        return name in STARTERS or name.lower() in self._common

    def is_called_so(self, name: str) -> bool:
        """Whether a name is of several words, none of which the text writes small."""
        words = name.lower().split()
        return len(words) > 1 and not self._common.intersection(words)

    def _people(self, name: str | None, noun: str) -> str | None:
        if name is None or name == self.own:
            return name
        return None if name.istitle() and name.lower() in self._common else f"{name} {noun}"

    def _name(self, phrase: str) -> str | None:
        owned = POSSESSED.fullmatch(phrase)
        if owned and self._is_institution(owned[2]):
            both = f"{owned[1]} {owned[2]}"
            phrase = both if both in self._document.text else owned[2]
        match = PLAIN.fullmatch(phrase)
        if match is None or NOBODY.search(phrase):
            return None
        name = match[1].removeprefix("The ")
        if name in self._owned or COURTESY.sub("", name) in self._owned:
            return self.own
        if name in self._short:
            return self._short[name] or None
        if name.split()[0] in STARTERS or ADVERB.fullmatch(name):
            return None
        if sum(letter.isupper() for letter in name) > 1 and " " not in name:
            return name
        if " and " in name:
            return name
        title = TITLE.search(name)
        if INSTITUTION.search(name) and title is None:
            return name if " " in name else None
        return self._person(name if title is None or OFFICE.match(name) else name[title.start() :])

    def _find_person(self, name: str) -> str | None:
        """Returns a person's fullest mention, a department by its subject, or a longer name."""
        text, surname = self._document.text, name.split()[-1]
        if name == surname and re.search(rf"Department of (?:the )?{re.escape(name)}\b", text):
            return name
        if name == surname and name.lower() in self._common:
            return None
        forms = [name, *(form for form in self._mentions(surname) if agree(name, form))]
        best = max(forms, key=fullness)
        if best in self._owned:
            return self.own
        if " " in best:
            return COURTESY.sub("", best) if given(best) else best
        plain = re.escape(name)
        called = re.findall(rf"{plain}(?<=[a-z,] the {plain})\b", text)
        return name if len(called) > 1 else None

    def _by_given_name(self, name: str) -> str | None:
        """Returns the one person in the text who is called so by a given name: "Leila" of two."""
        if len(name) < FEWEST_LETTERS or name.isupper() or name.lower() in self._common:
            return None
        fuller = rf"(?<![A-Z][\w\u2019'-])\b{re.escape(name)}\s[A-Z][a-z][\w\u2019-]+\b(?!\s[A-Z])"
        found = {
            str(each)
            for each in re.findall(fuller, self._document.text)
            if not INSTITUTION.search(each) and not NOBODY.search(each)
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that the document writes small, of which no person's name is made."""
        return frozenset(re.findall(r"(?<![^\W_])[a-z]{2,}(?![^\W_])", self._document.text))

    def _mentions(self, surname: str) -> list[str]:
        author = self._document.author or ""
        text, shift = f"{author}\n{self._document.text}", len(author) + 1
        forms = []
        last = re.escape(surname)  # first, as a search for plain letters is a fast one
        for match in re.finditer(rf"{last}(?<!\w{last})\b{PROSE_GOES_ON}", text):
            before = GIVEN.search(text, max(0, match.start() - 60), match.start())
            words = (before["title"] + before["given"]).split() if before else []
            words = words[bool(before and before.start() - shift in self._letters) :]
            form = " ".join((*words, surname))
            while words and (words[0] in STARTERS or self._is_before(words[0], form)):
                words = words[1:]
                form = " ".join((*words, surname))
            forms += [form] if TITLE.match(form) or not INSTITUTION.search(form) else []
        return forms

    def _is_before(self, word: str, form: str) -> bool:
        """Whether the first word of a name in this form is none of it; words of an office are."""
        if OFFICE.match(form):
            return OF_TIMES.fullmatch(word) is not None  # "In May Fire Chief Boone"
        return word.lower() in self._common

    def _work(self, match: re.Match[str], at: int) -> str | None:
        """Whose "the report" is: its own, the last one named, or that of the maker given."""
        own_kind = self._document.number is not None or match["work"] == self._document.kind
        if match["name"]:
            return self._maker(match["name"], match[0])
        if match.end("work") != match.end():
            return None  # "the study of victims" need not be the last one named
        if own_kind or match["which"] not in ("the", "The", "this", "This"):
            return self.own if own_kind else None
        if match["sort"] and (owner := self._owner(match["sort"], match["work"])):
            return owner
        return self._last_work(at, 600 if match["which"].lower() == "this" else None)

    def _find_owner(self, sort: str, work: str) -> str | None:
        """Returns whose "the operations report" is, as the text says elsewhere: "the OIG's"."""
        owned = rf"({NAME})['\u2019]s?\s+{re.escape(sort)}\s+{work}\b"
        if not re.search(rf"['\u2019]s?\s+{re.escape(sort)}\s+{work}\b", self._document.text):
            return None
        owners = {self._name(name) for name in re.findall(owned, self._document.text)}
        return owners.pop() if len(owners) == 1 else None

    def _last_work(self, at: int, within: int | None = None) -> str | None:
        index = bisect_left(self._works, (at, ""))
        if index == 0 or (within is not None and at - self._works[index - 1][0] > within):
            return None
        return self._works[index - 1][1]

    def _find_works(self) -> list[tuple[int, str]]:
        text = self._document.text
        if self._document.number is not None:  # in a report, "the report" is itself
            return []
        issued = [
            (match.start(), match["work"], self._name(_last(match["by"])))
            for match in ISSUED_BY.finditer(text)
        ]
        works = []
        for match in NAMED_WORK.finditer(text):
            by = self._name(match["by"]) if match["by"] else None
            if by is None:
                by = _maker(issued, match.start(), match["work"])
            title = f'"{_shorten(match["title"])}"'
            works.append((match.start(), f"{by}, {title}" if by else title))
        return works


def _maker(issued: list[tuple[int, str, str | None]], at: int, work: str) -> str | None:
    """Returns who issued the last works of this sort that the text speaks of before `at`."""
    makers = [by for start, noun, by in issued if start < at and noun == work]
    return makers[-1] if makers else None


def _own_names(document: Document) -> frozenset[str]:
    """Returns the names by which a document speaks of its own speaker."""
    author, publisher, number = document.author, document.publisher, document.number
    names = {name for name in (author, document.title, number) if name}
    if author is None:
        names |= _forms(publisher or "")  # else it is the parent or another, and spoken of as such
    names |= _forms(author or "")
    if number and "-" in number:
        names.add(number.split("-")[0])
    return frozenset(names)


def _forms(name: str) -> set[str]:
    """Returns an institution's name, its parts and initials, or a person's name and surname."""
    if not name:
        return set()
    if not INSTITUTION.search(name):
        plain = TITLE.sub("", name).strip() or name
        return {name, plain, plain.split()[-1]} if " and " not in plain else {name}
    capitals = initials(name)[0]
    ends = {capitals[at:] for at in range(len(capitals) - 2)}
    return {name, name.removeprefix("U.S. "), name.split(" on ")[0], name.split(",")[0]} | ends


def _last(names: str) -> str:
    """Returns the last abbreviation in brackets, else the whole name."""
    found = DEFINITION.findall(names)
    return str(found[-1]) if found else names


def _shorten(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= SHORTENED_TITLE:
        return title
    return title[:SHORTENED_TITLE].rpartition(" ")[0] + "\u2026"
