"""Which clause of a contract a sentence stands in, and what another document says of that clause.

"Section 8.4 of the Agreement is deleted and replaced with the following" speaks of the clause with
that number in the contract that the document is about: the one whose title it names, of the same
day and the same parties where these are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rag.language.dates import find_dates
from rag.records import Document, Sentence

OPENING = 1_500
"""Characters in which a contract says what it is, of which day, and between whom."""

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_NUMBERED = re.compile(
    rf"(?:(?:Section|Clause|Article|Paragraph|Rule|§+)\s*)?(?P<number>{_NUMBER})"
    r"(?:[.:)]?\s|[.:)]?$)",
    re.I,
)
_FIRST_CLAUSE = re.compile(
    r"^\W*(?:(?:section|clause|article)\s+\d|\d{1,3}(?:\.\d{1,3}|[.)])\s)", re.I | re.M
)
_SECTION = r"(?i:Sections?|Clauses?|Articles?|Paragraphs?|Rules?|§+)\s*"
_AND = r"(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)"
_CITED = (
    rf"{_SECTION}(?P<numbers>{_NUMBER}(?!\d|\.\d)(?:\(\w{{1,4}}\))*"
    rf"(?:{_AND}{_NUMBER}(?!\d|\.\d)(?:\(\w{{1,4}}\))*)*)(?:\s\([^()]{{1,60}}\))?"
    r"(?:\s(?:of|to|in)\s(?:(?:the|this|that|said|our)\s)?"
    r"(?P<named>agreement|contract|lease|policy"
    r"|[A-Z][\w'’.-]*(?:\s(?:(?:of|and|for|No\.)\s)?[A-Z\d][\w'’.-]*)*))?"
)
_DONE = (
    "deleted|amended|replaced|superseded|overridden|restated|modified|revised|changed|struck"
    "|removed|waived|suspended|extended|shortened|reduced|increased|supplemented|added|inserted"
    "|repealed|withdrawn|cancelled|raised|lowered|void|of no (?:further )?effect"
)
_IS_CHANGED = re.compile(
    rf"{_CITED}(?:,\s[^;]{{3,90}}?,)?\s(?i:is|are|was|were|shall be|will be|has been|have been)"
    rf"(?:\s(?:hereby|also|further|each|now))*\s(?i:{_DONE})\b"
)
_IN_IT = re.compile(
    rf"\b[Ii]n (?:{_CITED}|(?P<bare>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})"
    r"(?=,|\s(?:the\b|[\"“'‘])))"
    rf"(?!\d)[^;]{{3,160}}?\s(?:is|are|shall be|will be)(?:\s(?:hereby|also|further|each|now))*"
    rf"\s(?i:{_DONE})\b"
)
"""A part of a clause that is changed: 'In clause 4.2 the words "ten days" are replaced'."""

_RETRACTS = re.compile(
    r"\b(?:I|[Ww]e) (?:was wrong|were wrong|no longer|withdr[ae]w|retract)\b"
    r"[^;]{0,80}?\s(?:in|of|at|under)\s"
    rf"(?:{_SECTION})?(?P<numbers>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}"
    rf"(?:{_AND}\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})*)(?!\d)"
)
"""What an author wrote and does not hold any more: "I was wrong to write in 4.2 that"."""

_CHANGES = re.compile(
    r"\b(?i:replac(?:e[sd]?|ing)|supersed(?:e[sd]?|ing)|amend(?:s|ing)?|delet(?:e[sd]?|ing)"
    r"|overrid(?:e[sn]?|ing)|restat(?:e[sd]?|ing)|modif(?:y|ies|ied|ying)|revis(?:e[sd]?|ing)"
    r"|waiv(?:e[sd]?|ing)|str(?:ik(?:es?|ing)|uck)|in (?:place|lieu) of|instead of)\s"
    rf"(?:and \w+\s)?(?:the (?:\w+\s){{1,2}}of\s)?{_CITED}"
)
_OLD_WORDS = re.compile(
    r"[\"“'‘](?P<quoted>[^\"“”]{2,80}?)[\"”'’],?"
    r"\s(?:is|are|shall be)\s(?:hereby\s)?(?:replaced|deleted)"
    r"|\bthe (?:figure|date|sum|amount|number)\s(?P<plain>[^\"“;]{1,30}?)"
    r"\s(?:is|shall be)\s(?:hereby\s)?(?:replaced|deleted)"
)
_AMENDING = re.compile(
    r"\W*(?:(?:Endorsement|Amendment|Note|Addendum|Rider|Erratum|Corrigendum|Revision|Variation"
    r"|Change)\s(?:No\.\s?)?|A\.?)\d{1,3}\b",
    re.I,
)
_NEW_FIGURE = re.compile(rf"\b(?:is|are|shall be)\s(?:hereby\s|now\s)?(?:{_DONE})\b", re.I)
_LABELS = re.compile(r"[^:;]{1,60}:\s(?P<label>[^:;]{3,60})(?:;|$)")
_REPLACES = re.compile(r"\b(?:delet|replac|restat|supersed|overrid|struck|void)\w*", re.I)
_NEGATES = re.compile(r"\b(?:not|nothing|neither|nor|no|without)\b[^.;]{0,60}$", re.I)
_AMENDS = re.compile(
    r"\b(?:amendment|addendum|supplement|statement of work|work order|change order|side letter"
    r"|schedule|exhibit|letter)\b",
    re.I,
)
_DATED = re.compile(r"[^.;]{0,12}?\b(?:dated|made|of|as of|on)\b", re.I)
_BETWEEN = re.compile(r"\b(?:between|among)\b(?P<whom>.{10,400}?)(?:\.\s+[A-Z]|\n\s*\n|$)", re.S)
_ROLE = re.compile(
    r"^\W*(?:landlord|tenant|lessor|lessee|seller|buyer|purchaser|employer|employee|provider|client"
    r"|customer|supplier|contractor|owner|licensor|licensee|lender|borrower|company|vendor|party)"
    r"\W*:\W*(?P<whom>[^\n]+)",
    re.I | re.M,
)
_PARTY = re.compile(
    r"(?<!\ba )(?<!\ban )(?<![\w'’-])"
    r"[A-Z][\w'’-]+(?:(?:\s(?:of|&))?\s[A-Z][\w'’-]*)*(?P<role>\s?¦)?"
)
_ORDINARY = frozenset(("the", "this", "that", "said", "our", "of", "and", "to"))


def clauses_of(document: Document, sentence: Sentence, headings: tuple[str, ...]) -> list[str]:
    """Returns the number of the clause that a sentence stands in, then those of what holds it.

    Args:
        headings: What it stands under, outermost first.
    """
    for text in (clause_around(document, sentence), *headings[-1:]):
        if match := _NUMBERED.match(text):
            parts = _run_in(document, sentence, match["number"]).split(".")
            return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return []


def _run_in(document: Document, sentence: Sentence, number: str) -> str:
    """The number of the part of a clause that a sentence is of: "4. Rent. 4.1 … 4.2 …"."""
    start, text = document.block_around(sentence).start, document.text
    chapter = re.escape(number.split(".")[0])
    own = re.compile(rf"(?<=[.:;]\s)({chapter}(?:\.\d{{1,3}}){{1,3}})(?=[.:)]?\s+\W?[A-Z])")
    inner = [x[1] for x in own.finditer(text, start, sentence.end) if x.start() < sentence.end]
    return inner[-1] if inner else number


def clause_around(document: Document, sentence: Sentence) -> str:
    """Returns the paragraph, or item, in which a sentence stands."""
    return document.on_one_line(document.block_around(sentence))


def is_thread(document: Document) -> bool:
    """Whether a document has its latest part first, as mail has that quotes what it answers."""
    return document.path.lower().endswith(".eml")


def label_of(row: str) -> str:
    """Returns what a row of a table is of: "Nets" of "Kind: Nets; Fee: £20"; empty for none."""
    match = _LABELS.match(row)
    return match["label"] if match and not any(map(str.isdigit, match["label"])) else ""


def changes_row(text: str, block: str, label: str) -> bool:
    """Whether a sentence of a numbered amendment gives another figure for what has a label.

    Args:
        block: The amendment in which it stands.
    """
    if not _AMENDING.match(block) or not _NEW_FIGURE.search(text):
        return False
    words = re.findall(r"\w+", label.lower())
    return bool(words) and set(words) <= set(re.findall(r"\w+", block.lower()))


def keeps(text: str, sentence: str, clause: str) -> bool:
    """Whether a text replaces words of a clause that do not stand in a sentence of it."""
    old = [_fold(match["quoted"] or match["plain"]) for match in _OLD_WORDS.finditer(text)]
    present = [each for each in old if each and each in _fold(clause)]
    return bool(present) and not any(each in _fold(sentence) for each in present)


def replaces(text: str) -> bool:
    """Whether what a text changes does not hold any more at all."""
    return _REPLACES.search(text) is not None


def changed_in(text: str) -> Iterator[tuple[str, str]]:
    """Yields the numbers of the clauses that a text says are changed, each with whose it says.

    Whose is empty where it does not say.
    """
    for pattern in (_IS_CHANGED, _IN_IT, _RETRACTS, _CHANGES):
        for match in pattern.finditer(text):
            if pattern is _CHANGES and _NEGATES.search(text[: match.start()]):
                continue
            groups = match.groupdict()
            numbers = groups["numbers"] or groups.get("bare") or ""
            for number in re.findall(rf"(?<![\d.(]){_NUMBER}", numbers):
                yield number, groups.get("named") or ""


def is_of(named: str, contract: Document) -> bool:
    """Whether "the Agreement" of which a clause is said to be is a contract.

    Where nothing is named, it is the contract that is amended, and no amendment to it.
    """
    title = contract.title
    if not named:
        return not _AMENDS.search(title)
    if bool(_AMENDS.search(named)) != bool(_AMENDS.search(title)):
        return False
    words = _words(named)
    initials = "".join(word[0] for word in title.lower().split())
    return words <= _words(title) or words == {initials}


def is_about(other: Document, contract: Document, documents: Mapping[str, Document]) -> bool:
    """Whether a document says at its beginning that it is about a contract among some documents."""
    if _last(contract.title).lower() not in other.text[:OPENING].lower():
        return False
    if other.id == contract.id or _words(other.title) == _words(contract.title):
        return False
    opening, names = _opening(other), _called(contract.title)
    places = [match.end() for name in names for match in _finditer(name, opening)]
    own = _parties(_opening(contract))
    shared = sum(1 for party in own if party in _fold(opening))
    together = bool(own) and shared >= min(2, len(own))
    if not places and not (shared >= 2 and _only(contract, opening, documents)):
        return False
    told, made = _dates_behind(opening, places), _dates(_opening(contract))
    if told and made and not told & made:
        return False
    if together:
        return True
    if own and _parties(opening):
        return False
    alike = [each for each in documents.values() if _words(each.title) == _words(contract.title)]
    return bool(told & made) or len(alike) == 1


def day_of(document: Document) -> tuple[int, ...]:
    """Returns the day of a contract: that of its record, or the latest that its beginning names.

    What amends a contract names the days of what it amends as well. Empty where none is known.
    """
    if document.date:
        return tuple(int(part) for part in document.date.split("-"))
    return max(_dates(_opening(document)), default=())


def _called(title: str) -> list[str]:
    """How a document of a title is named: in full, an amendment without what it is to."""
    short = re.split(r"\sto\s", title, maxsplit=1)[0]
    return [title] + [short] * (short != title and bool(_AMENDS.search(short)))


def _only(contract: Document, opening: str, documents: Mapping[str, Document]) -> bool:
    """Whether "the Lease" is named, and among some documents one contract alone is called so."""
    word = _last(contract.title)
    named = [opening[: match.start()].split()[-1:] for match in _finditer(word, opening)]
    plain = any(not before or before[0].lower() in _ORDINARY for before in named)
    alike = [
        each.id
        for each in documents.values()
        if _last(each.title).lower() == word.lower() and not _AMENDS.search(each.title)
    ]
    return plain and alike == [contract.id]


def _last(title: str) -> str:
    return title.split()[-1] if title.split() else title


def _finditer(name: str, text: str) -> Iterator[re.Match[str]]:
    spaced = r"\s+".join(map(re.escape, name.split()))
    return re.finditer(rf"(?<!\w){spaced}(?!\w)", text, re.I)


def _dates_behind(text: str, places: list[int]) -> set[tuple[int, ...]]:
    """The days told right behind some places: "… Agreement dated March 4, 2021"."""
    told = set()
    for place in places:
        dated = _DATED.match(text, place)
        day = next(find_dates(text[dated.end() : dated.end() + 25]), None) if dated else None
        if day is not None:
            told.add(day.date)
    return told


def _dates(text: str) -> set[tuple[int, ...]]:
    return {day.date for day in find_dates(text) if len(day.date) == 3}


def _opening(document: Document) -> str:
    """The beginning of a document, as far as its first clause."""
    return _beginning(document.text[: 2 * OPENING])


@lru_cache(maxsize=256)
def _beginning(text: str) -> str:
    first = _FIRST_CLAUSE.search(text, min(len(text), 40))
    return text[: min(first.start() if first else OPENING, OPENING)]


@lru_cache(maxsize=256)
def _parties(opening: str) -> frozenset[str]:
    """The parties that the beginning of a contract names, each by its first two words."""
    told = [match["whom"] for match in (*_BETWEEN.finditer(opening), *_ROLE.finditer(opening))]
    parties = set()
    for whom in told:
        plain = re.sub(r"\s*\([^()]*\)", " ¦", whom)
        for match in _PARTY.finditer(plain):
            words = _fold(match[0].replace("¦", "")).split()
            if len(words) > 1 or match["role"]:
                parties.add(" ".join(words[:2]))
    return frozenset(parties)


def _fold(text: str) -> str:
    return " ".join(re.findall(r"[\w'’&-]+", text.lower()))


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(text).split()) - _ORDINARY
