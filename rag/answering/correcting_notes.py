"""What of a document, and which part of it, a sentence that corrects something speaks of.

Which sentences do is told by the index (`rag.indexing.correcting`).
"""

from __future__ import annotations

import re

from rag.indexing.correcting import REFERS
from rag.language.dates import ANY_DAY, ANY_MONTH, find_dates
from rag.language.sentences import STARTERS

OPENING = 2_000
"""Characters in which a document says what it corrects."""

NOTE_OPENING = 40
"""Characters in which a note tells its day."""

_OWN = re.compile(
    r"\W*(?:paragraph|section|clause|article|rule|recommendation|finding|item|point|note)?\s?"
    r"(?:\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z])[.)](?=[\s:]|$)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3})\s)",
    re.I,
)

_EDITION = re.compile(
    r"the|and|for|first|second|third|revised|corrected|amended|updated|reissued|edition|version"
    r"|issue|revision|addendum|supplementary|supplement|correction|corrigendum|erratum|errata|to"
)

_LATER = re.compile(
    r"\b(?:revised|corrected|amended|reissued|second|addendum|supplementary|corrigend(?:um|a)"
    r"|errat(?:um|a)|corrections?|retraction|amendment|variation|side letter|issue [2-9]"
    r"|edition [2-9])\b",
    re.I,
)

_OF_A_DOCUMENT = re.compile(
    r"\)? (?:of|in) (?:(?:the|your|our|my|his|her|their|its) )?(?:[a-z]+ ){0,2}"
    r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)*|report|letter|statement|paper|notice|memo(?:randum)?|article|minutes"
    r"|guideline|policy|agreement|contract|submission|reply|answer)\b"
)

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")

_NAME = re.compile(
    r"(?<![.?!:] )(?<![.?!:]  )(?<!^)(?<![\"“(])\b"
    rf"(?!(?:{ANY_MONTH}|{ANY_DAY})\b)"
    r"[A-Z][a-z]{2,}\b"
)

# A name of several words, with what a sentence begins with.
_RUN = re.compile(r"[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,})*")

_OF_ANOTHER = re.compile(
    r"\b(?:of|in|to) (?:(?:the|my|our|your|his|her|their) )?"
    r"(?:first|earlier|original|previous|initial) "
    r"(?:edition|version|issue|statement|report|release|bulletin|notice|letter|opinion)\b",
    re.I,
)


def refers_elsewhere(text: str, title: frozenset[str]) -> frozenset[str]:
    """Returns the labels of what a text refers to in another document: "item 3 of the Paper".

    Args:
        title: The words of the title of that document, of which the text must name one if it has
            a name of several words.
    """
    found = set()
    for match in REFERS.finditer(text):
        named = _OF_A_DOCUMENT.match(text, match.end()) if match["label"] else None
        if named is None:
            continue
        name = title_words(named["name"])
        if len(named["name"].split()) == 1 or name & title:
            found.add(match["label"].lower())
    return frozenset(found)


def speaks_of_another(text: str, title: frozenset[str]) -> bool:
    """Whether a text refers to a part of a document that is not the one of a title."""
    for match in REFERS.finditer(text):
        named = _OF_A_DOCUMENT.match(text, match.end())
        if named is not None and len(named["name"].split()) > 1:
            return not title_words(named["name"]) & title
    return False


def label_of_block(text: str) -> str:
    """Returns what a paragraph is labelled, "6.1" or "d"; empty for no label."""
    match = _OWN.match(text)
    return (match["label"] or match["dotted"]).lower() if match else ""


def refers_to_another(text: str) -> bool:
    """Whether the paragraphs to which a text refers are those "of the first edition"."""
    return _OF_ANOTHER.search(text) is not None


def mentions(text: str, title: frozenset[str]) -> bool:
    """Whether a text begins with most words of a title, as what corrects that document does."""
    there = title & title_words(text[:OPENING])
    return len(there) >= 2 and 2 * len(there) >= len(title)


def is_later_edition(title: str) -> bool:
    """Whether a document is called a revised or corrected one."""
    return _LATER.search(title) is not None


def is_before(date: str | None, note: str, other: str | None) -> bool:
    """Whether a paragraph was written before a document was, as far as days are told.

    Args:
        date: Of the document in which the paragraph stands. What it begins with may tell a later
            day: "Note 4 (1 July 2023)."
    """
    if not (date and other):
        return False
    told = ("-".join(f"{part:02}" for part in day.date) for day in find_dates(note[:NOTE_OPENING]))
    return max([date, *told]) < other


def is_of_row(text: str) -> bool:
    """Whether what a paragraph refers to is a row of a table, or a line."""
    return re.search(r"\b(?:table|row|step|line|column|figure) \d|\btable,", text, re.I) is not None


def title_words(title: str) -> frozenset[str]:
    """Returns the words of a title, but for those that tell editions apart."""
    words = re.findall(r"[^\W\d_]{3,}", title.lower())
    return frozenset(word for word in words if not _EDITION.fullmatch(word))


def narrower(text: str, told: str, *, years: bool) -> bool:
    """Whether a text names somebody or something that another does not: "The mill in Dale".

    Where the other has a word of a name it may mean the same: "Meridian", "Meridian Water".

    Args:
        years: Whether a year that the other does not have counts, too.
    """
    known = told.lower()
    starts = [each.start() for each in _NAME.finditer(text)]
    runs = (
        set(run[0].split()) - STARTERS
        for run in _RUN.finditer(text)
        if any(run.start() <= start < run.end() for start in starts)
    )
    new = any(run and not any(word.lower() in known for word in run) for run in runs)
    other = set(_YEAR.findall(text)) - set(_YEAR.findall(told))
    return new or (years and bool(other))
