"""What a PDF says of itself on its first page: title, number, date, publisher, kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.readers.dates import find_date
from rag.readers.pdf_lines import Line

NUMBER = re.compile(r"\b[A-Z]{2,6}-\d{2,4}-\d{1,6}[A-Z]{0,3}\b")
PUBLISHER = re.compile(
    r"\b(?:Office|Department|Agency|Administration|Institute|University|Commission|Bureau|Council|"
    r"Committee|Foundation|Center|Centre|Court|Ministry|Authority|Service)\b"
)
KINDS = ("testimony", "report", "memorandum", "statement", "letter", "briefing")
SMALL_WORDS = frozenset(
    ["A", "An", "And", "As", "At", "By", "For", "From", "In", "Of", "On", "Or", "The", "To", "With"]
)
FEWEST_TITLE_LETTERS = 12
LONGEST_TITLE = 300
LONGEST_PUBLISHER = 90
META_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_cover(lines: Sequence[Line], metadata: Mapping[str, str]) -> dict[str, str]:
    """Returns the facts on the first page, completed from the file's metadata."""
    text = "\n".join(line.text for line in lines)
    titled = _title_lines(lines)
    title = _title(titled) or _sensible(metadata.get("Title", ""))
    facts = {
        "title": title,
        "author": _sensible(metadata.get("Author", "")) if not titled else "",
        "number": _number(text),
        "date": find_date(text) or "",
        "publisher": _publisher(lines, titled),
        "kind": _kind(lines, titled),
    }
    return {key: value for key, value in facts.items() if value}


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines set in the largest type that is used for more than a logo."""
    for size in sorted({round(line.size) for line in lines}, reverse=True):
        found = [line for line in lines if round(line.size) == size]
        words = [line for line in found if len(line.text) > 3]
        if sum(map(str.isalpha, "".join(line.text for line in words))) >= FEWEST_TITLE_LETTERS:
            return sorted(words, key=lambda line: -line.baseline)
    return []


def _title(lines: Sequence[Line]) -> str:
    """The title; a first part in capitals is the subject before its colon."""
    if not lines or len(lines) > 12:
        return ""
    capitals = [line.text for line in lines if line.text.isupper()]
    others = [line.text for line in lines if not line.text.isupper()]
    if capitals and others and lines[0].text == capitals[0]:
        return f"{_lower(' '.join(capitals))}: {' '.join(others)}"[:LONGEST_TITLE]
    return " ".join(line.text for line in lines)[:LONGEST_TITLE]


def _lower(capitals: str) -> str:
    """Writes capitals as a title is written."""
    words = capitals.title().split()
    return " ".join(
        word.lower() if index and word in SMALL_WORDS else word for index, word in enumerate(words)
    )


def _sensible(value: str) -> str:
    """A metadata value unless it is a file name or a word processor's default."""
    value = " ".join(value.split())
    junk = re.search(r"\.(?:docx?|pdf|indd|fm|qxd|txt)$|^Microsoft |^untitled", value, re.I)
    return "" if junk or len(value) < 4 else value[:LONGEST_TITLE]


def _number(text: str) -> str:
    found = NUMBER.findall(text)
    return max(found, key=found.count) if found else ""


def _publisher(lines: Sequence[Line], titled: Sequence[Line]) -> str:
    """The institution named at the head of the page, outside its title."""
    for line in sorted(lines, key=lambda line: -line.baseline):
        named = PUBLISHER.search(line.text) is not None and line.text[:1].isupper()
        if named and line not in titled and len(line.text) <= LONGEST_PUBLISHER and line.bold:
            return line.text
    return ""


def _kind(lines: Sequence[Line], titled: Sequence[Line]) -> str:
    for line in lines:
        first = line.text.split()[0].lower()
        if first in KINDS and line not in titled:
            return first
    return ""
