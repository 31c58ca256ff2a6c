"""What documents of every format say of themselves in the same way: report numbers and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.readers.dates import find_date

NUMBER = re.compile(r"\b[A-Z]{2,6}-\d{2,4}-\d{1,6}[A-Z]{0,3}\b")
"""A report's number: GAO-12-708, OIG-12-64, GAO-08-587T."""

SMALL_WORDS = frozenset(
    ["A", "An", "And", "As", "At", "By", "For", "From", "In", "Of", "On", "Or", "The", "To", "With"]
)
PRINTED = re.compile(
    r"(?:\w+ \d{4} )?(?P<subject>[A-Z][A-Z&,'\u2019-]+(?: [A-Z&,'\u2019-]{2,}){0,7}) "
    r"(?P<rest>[A-Z][a-z].{10,230})"
)
"""A title as it is printed above the highlights of a report: its subject in capitals, the rest."""

LONGEST_TITLE = 250
"""Characters of a title; what is longer is not one."""


def shorten(text: str, most: int = LONGEST_TITLE) -> str:
    """Returns the text on one line, cut between words where it is longer than `most`."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u2026"


BYLINE = re.compile(r"By:?\s+(?P<author>(?:[A-Z][\w.'\u2019-]*+\s*+,?\s?){2,8})$")
JUNK = re.compile(
    r"\.(?:docx?|pdf|indd|fm|qxd|txt|wpd|rtf)$|^Microsoft |^untitled|^document\d*$", re.I
)
MOST_FIRST_BLOCKS = 15
MOST_HIGHLIGHTS = 60
MOST_FIRST_LETTERS = 1_500


def sensible(title: str) -> str:
    """Returns a title from a file's metadata unless it is a file name or a program's default."""
    title = " ".join(title.split())
    return "" if JUNK.search(title) or len(title) < 4 else shorten(title)


def first_facts(texts: Sequence[str]) -> dict[str, str]:
    """Returns byline, date and report number from a document's first blocks."""
    facts: dict[str, str] = {}
    length = 0
    for text in texts[:MOST_FIRST_BLOCKS]:
        length += len(text)
        if length > MOST_FIRST_LETTERS:
            break
        byline = BYLINE.match(text) if len(text) < 120 else None
        number = NUMBER.search(text)
        date = find_date(text)
        for key, found in (
            ("author", byline["author"].strip(" ,") if byline else None),
            ("number", number[0] if number else None),
            ("date", date),
        ):
            if found:
                facts.setdefault(key, found)
    return facts


def lower(capitals: str) -> str:
    """Writes capitals as a title is written."""
    words = capitals.title().split()
    return " ".join(
        word.lower() if index and word in SMALL_WORDS else word for index, word in enumerate(words)
    )


def printed_title(texts: Sequence[str], number: str) -> str:
    """Returns the title that a report prints above the highlights of its number, empty if none."""
    for before, text in pairwise(texts[:MOST_HIGHLIGHTS]):
        printed = PRINTED.fullmatch(before)
        if printed is not None and text.startswith(f"Highlights of {number}"):
            return f"{lower(printed['subject'])}: {printed['rest']}"
    return ""


def differ(title: str, other: str) -> bool:
    """Whether fewer than half of the words of a title stand in another one."""
    words, others = (set(re.findall(r"\w{4,}", text.lower())) for text in (title, other))
    return 2 * len(words & others) < len(words)
