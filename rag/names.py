"""Those whom a document names: one name for each throughout, found from however it is put.

Abbreviations are told by their definitions ("Department of Energy (DOE)"), people by their fullest
mention ("Rep. Zoe Lofgren" for "Lofgren"), reports by the title last given. In doubt there is no
name: whoever asks then falls back on the document's own speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

from rag.records import Document
from rag.sentences import STARTERS

CAPITALISED = r"\b(?:(?:[A-Z]\.){1,6}|[A-Z](?:[\w&-]|['\u2019](?!s\b)){0,40})"
NAME = (
    rf"(?:(?:Rep|Reps|Sen|Sens|Gov|Dr|Mr|Mrs|Ms|Prof|Gen|Col|Lt|Adm|Hon|Sgt|St)\.\s+)?{CAPITALISED}"
    rf"(?:\s+(?:(?:of|for|on|and|in|de|van|&)\s+(?:the\s+)?)?{CAPITALISED}){{0,10}}"
)
PEOPLE = (
    r"(?:officials?|spokes(?:man|woman|person)|representatives?|leaders?|staff|auditors?|managers?|"
    r"investigators?|researchers?|attorneys?|management|executives?|authors?)"
)
WORK = (
    r"(?:report|study|audit|statement|letter|memorandum|memo|commentary|post|article|testimony|"
    r"paper|press release|announcement|analysis|brief|opinion|account|reply|response|blog|guidance)"
)
PART = (
    r"(?:executive summary|summary|narrative|preface|conclusion|introduction|cover letter|text|"
    r"(?:opening )?pages?(?:\s+\w+)?|passage)"
)
LONGEST_PHRASE = 160
"""Characters beyond which no noun phrase names anybody."""

SHORTENED_TITLE = 44
"""Characters of a report's title that name it among the others of one institution."""

PEOPLE_OF = re.compile(
    rf"(?:the\s+|an?\s+)?(?:\w+\s+)?({PEOPLE})\s+(?:from|at|of|with)\s+(.+)", re.I
)
OF_PEOPLE = re.compile(
    rf"(?:[Tt]he\s+|[Aa]n?\s+)?(?:[a-z]+\s+)?({NAME})(?:['\u2019]s)?\s+({PEOPLE})"
)
PART_OF = re.compile(rf"(?:[Tt]he\s+|[Ii]ts\s+)?{PART}\s+(?:of|to|in)\s+(.+)", re.I)
PART_ON_PAGE = re.compile(rf"(?:[Tt]he\s+){PART}(?:\s+on\s+(?:p\.|pp\.|page)\s*\S+)?", re.I)
OWNED_WORK = re.compile(
    rf"(?:[Tt]he\s+)?({NAME})['\u2019]s?\s+(?:[\w-]+\s+){{0,3}}?{WORK}(?:\s+(?:of|on|to|for|from)\s.+)?"
)
WORK_BY = re.compile(
    rf"(?:[Tt]he|[Aa]n?)\s+(?:[\w-]+\s+){{0,3}}?(?:{WORK}|summary)\s+(?:by|from)\s+(?:the\s+)?({NAME})"
)
WORK_OF = re.compile(
    rf"(?P<which>[Tt]he|[Tt]his|[Tt]hat|[Aa]n?)\s+(?:(?:other|same|second|first|latter|former)\s+)?"
    rf"(?:(?P<name>{NAME})\s+)?(?:[a-z][\w-]*\s+)??(?P<work>{WORK})"
)
PLAIN = re.compile(rf"(?:[Tt]he\s+)?(?:former\s+)?({NAME})(?:\s+\([^)]*\))?")
TITLE = re.compile(
    r"(?:(?:Acting|Assistant|Deputy|Under|Vice)\s+)?(?:(?:Rep|Reps|Sen|Sens|Gov|Dr|Prof|Gen|Col|Lt|Adm|Hon)\.|Secretary|Director|Senator|"
    r"Representative|Governor|Commissioner|Administrator|President|Chairman|Chairwoman|Judge|Sheriff)"
)
COURTESY = re.compile(r"^(?:Mr|Mrs|Ms)\.\s+")
GIVEN = re.compile(
    rf"(?P<title>(?:(?:{TITLE.pattern}|Mr\.|Mrs\.|Ms\.) )?)"
    r"(?P<given>(?:(?:(?:[A-Z]\.)+|[A-Z][a-z]+(?:-[A-Z][a-z]+)?) ){0,3})$"
)
PROSE_GOES_ON = rf"(?=[\",.;:)\u201d]|['\u2019]s\s+[a-z]|\s+(?!{PEOPLE}\b)[a-z(])"
DEFINITION = re.compile(r"\((?:the\s+)?[\"\u201c]?([A-Z][\w&-]{1,14})[\"\u201d]?\)")
LONG_FORM = re.compile(rf"({NAME})\s+$")
NAMED_WORK = re.compile(
    rf"(?:(?P<by>{NAME})(?:['\u2019]s)?\s+)?(?P<work>{WORK}|[Mm]emoranda)s?,?\s+"
    r"(?:(?:titled|entitled|called)\s+)?"
    r"[\"\u201c](?P<title>[A-Z][^\"\u201c\u201d\n]{8,200}?)[,.]?[\"\u201d]"
)
ISSUED_BY = re.compile(
    rf"\b(?P<work>{WORK})s?\b[^.]{{0,160}}?\b(?:issued|published|released|prepared|written|produced)\s+by\s+"
    rf"(?:the\s+)?(?P<by>{NAME}(?:\s+\([A-Z]\w+\)(?:\s+{NAME})?)*)"
)
ADVERB = re.compile(r"[A-Z]\w+ly")
NOBODY = re.compile(
    r"\b(?:Act|Acts|Title|Section|Table|Figure|Appendix|Chapter|Law|Order|Constitution|Code|Rule|"
    r"Program|Step|Objective|Goal|Question|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b"
)
INSTITUTION = re.compile(
    r"\b(?:of|Office|Center|Institute|Council|Department|Agency|Administration|Service|"
    r"Bureau|Committee|Commission|Force|Forum|Association|University|Post|Times|Blog|News|Board|"
    r"Court|Corporation|Inc|Union|Society|Foundation|Group|Division|Branch|Corps|Fund|Bank|"
    r"Alliance|Coalition|Enforcement|Clearinghouse|Project|Jones|Homeland|General)\b"
)


class Cast:
    """Those named in one document."""

    def __init__(self, document: Document) -> None:
        self.own = document.speaker.name
        self._document = document
        self._short = _abbreviations(document.text)
        self._owned = _own_names(document)
        self._works = self._find_works()
        self._person = cache(self._find_person)  # a cache for each document, gone with it

    def resolve(self, phrase: str, at: int) -> str | None:
        """Returns the one name of whoever a noun phrase at offset `at` means.

        The document's own speaker comes back as `own`; None where nobody in particular is meant.
        """
        phrase = " ".join(phrase.split()).strip(" ,")
        if len(phrase) > LONGEST_PHRASE:
            return None
        if match := PART_OF.fullmatch(phrase):
            return self.resolve(match[1], at)
        if match := PEOPLE_OF.fullmatch(phrase):
            return self._people(self._name(match[2]), match[1].lower())
        if match := OF_PEOPLE.fullmatch(phrase):
            return self._people(self._name(match[1]), match[2])
        if match := OWNED_WORK.fullmatch(phrase) or WORK_BY.fullmatch(phrase):
            return self._name(match[1])
        if match := WORK_OF.fullmatch(phrase):
            return self._work(match, at)
        if PART_ON_PAGE.fullmatch(phrase):
            return self._last_work(at)
        return self._name(phrase)

    def is_person(self, name: str) -> bool:
        """Whether a name that `resolve` gave is a person's."""
        return (
            " " in name
            and '"' not in name
            and not INSTITUTION.search(name)
            and (not re.search(rf"\b{PEOPLE}$|[A-Z]{{2}}", name))
        )

    def _people(self, name: str | None, noun: str) -> str | None:
        if name is None or name == self.own:
            return name
        return None if name.istitle() and name.lower() in self._common else f"{name} {noun}"

    def _name(self, phrase: str) -> str | None:
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
        return self._person(name[title.start() :] if title else name)

    def _find_person(self, name: str) -> str | None:
        """Returns a person's fullest mention, a department by its subject, or a longer name."""
        text, surname = self._document.text, name.split()[-1]
        if name == surname and re.search(rf"\bDepartment of (?:the )?{re.escape(name)}\b", text):
            return name
        if name == surname and name.lower() in self._common:
            return None
        forms = [name, *(form for form in self._mentions(surname) if _agree(name, form))]
        best = max(forms, key=_fullness)
        if best in self._owned:
            return self.own
        if " " in best:
            return COURTESY.sub("", best) if _given(best) else best
        return name if len(re.findall(rf"[a-z,] the {re.escape(name)}\b", text)) > 1 else None

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that the document writes small, of which no person's name is made."""
        return frozenset(re.findall(r"(?<![^\W_])[a-z]{2,}(?![^\W_])", self._document.text))

    def _mentions(self, surname: str) -> list[str]:
        text = "\n".join((self._document.author or "", self._document.text))
        forms = []
        for match in re.finditer(rf"\b{re.escape(surname)}\b{PROSE_GOES_ON}", text):
            before = GIVEN.search(text, max(0, match.start() - 60), match.start())
            words = (before["title"] + before["given"]).split() if before else []
            while words and (words[0] in STARTERS or words[0].lower() in self._common):
                words = words[1:]
            form = " ".join((*words, surname))
            forms += [form] if TITLE.match(form) or not INSTITUTION.search(form) else []
        return forms

    def _work(self, match: re.Match[str], at: int) -> str | None:
        """Whose "the report" is: its own, the last one named, or that of the maker given."""
        own_kind = self._document.number is not None or match["work"] == self._document.kind
        if match["name"]:
            return self._name(match["name"])
        if own_kind or match["which"] not in ("the", "The", "this", "This"):
            return self.own if own_kind else None
        return self._last_work(at, 600 if match["which"].lower() == "this" else None)

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


def _abbreviations(text: str) -> dict[str, str]:
    """Returns abbreviation and long form, each to the abbreviation; to "" where it is a law's.

    An office defined beside its department ("Department of Energy (DOE) Office of Audits (OA)", or
    the other way round with "of the") bears its name too, "DOE OA": many have one so abbreviated.
    """
    short: dict[str, str] = {}
    for match in DEFINITION.finditer(text):
        before = LONG_FORM.search(text, max(0, match.start() - 120), match.start())
        long = _long_form(before[1], match[1]) if before else None
        if before is None or long is None or match[1] in short:
            continue
        start = before.end(1) - len(long)
        parent = _parent(text, start, match.end(), short) if long.startswith("Office") else None
        name = f"{parent} {match[1]}" if parent else match[1]
        if NOBODY.search(long):
            name = ""  # an act or a programme asserts nothing
        short |= {match[1]: name, " ".join(long.split()): name}
    return short


def _parent(text: str, start: int, end: int, short: dict[str, str]) -> str | None:
    before = re.search(r"\(([A-Z]\w+)\)(?:['\u2019]s)?\s+$", text[max(0, start - 20) : start])
    if before is not None:
        return short.get(before[1])
    after = re.match(rf"\s+of\s+the\s+({NAME})\s+\(([A-Z]\w+)\)", text[end : end + 120])
    return after[2] if after is not None and _long_form(after[1], after[2]) else None


def _long_form(words: str, short: str) -> str | None:
    """Returns the end of the words that the abbreviation stands for; None if it does for none."""
    starts = [
        match.start() for match in re.finditer(r"[A-Z]", words) if _begins(words, match.start())
    ]
    for start in reversed(starts):
        tail = words[start:]
        if short in _initials(tail) or (tail.endswith(f" {short}") and INSTITUTION.search(tail)):
            return tail
    return None


def _begins(words: str, at: int) -> bool:
    return at == 0 or words[at - 1].isspace()


def _initials(name: str) -> tuple[str, ...]:
    """Returns the initials of a name's capitalised words, and with "U.S." and "of" counted too."""
    words = name.replace(".", "").replace("-", " ").split()
    capitals = "".join(word if word.isupper() else word[0] for word in words if word[0].isupper())
    return capitals, "".join(word[0] for word in words).upper(), "".join(w[0] for w in words)


def _own_names(document: Document) -> frozenset[str]:
    """Returns the names by which a document speaks of its own speaker."""
    author, publisher, number = document.author, document.publisher, document.number
    names = {name for name in (author, document.title, number) if name}
    if author is None or not INSTITUTION.search(author):
        names |= _forms(publisher or "")  # else it is the parent, and spoken of as another
    names |= _forms(author or "")
    if number and "-" in number:
        names.add(number.split("-")[0])
    return frozenset(names)


def _forms(name: str) -> set[str]:
    """Returns an institution's name, its parts and initials, or a person's name and surname."""
    if not name:
        return set()
    if not INSTITUTION.search(name):
        plain = TITLE.sub("", name).strip()
        return {name, plain, plain.split()[-1]} if " and " not in plain else {name}
    capitals = _initials(name)[0]
    initials = {capitals[at:] for at in range(len(capitals) - 2)}
    return {name, name.removeprefix("U.S. "), name.split(" on ")[0], name.split(",")[0]} | initials


def _agree(name: str, form: str) -> bool:
    """Whether a fuller form may be the same person: no other given name."""
    given, fuller = _given(name), _given(form)
    return not given or not fuller or given[0] == fuller[0]


def _given(name: str) -> list[str]:
    return COURTESY.sub("", TITLE.sub("", name).strip()).split()[:-1]


def _fullness(form: str) -> tuple[int, bool, int]:
    return len(_given(form)), TITLE.match(form) is not None, len(form)


def _last(names: str) -> str:
    """Returns the last abbreviation in brackets, else the whole name."""
    found = DEFINITION.findall(names)
    return str(found[-1]) if found else names


def _shorten(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= SHORTENED_TITLE:
        return title
    return title[:SHORTENED_TITLE].rpartition(" ")[0] + "\u2026"
