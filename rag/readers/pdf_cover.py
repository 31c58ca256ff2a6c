"""What a PDF says of itself on its first page: title, number, date, publisher, kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.readers.cover import NUMBER, lower, sensible, shorten
from rag.readers.dates import find_date
from rag.readers.heads import byline_names
from rag.readers.lines import is_title
from rag.readers.pdf_lines import Line
from rag.readers.writers import MOST_BELOW, authors_in

PUBLISHER = re.compile(
    r"\b(?:Office|Department|Agency|Administration|Institute|University|Commission|Bureau|Council|"
    r"Committee|Foundation|Center|Centre|Court|Ministry|Authority|Service)\b"
)
KINDS = ("testimony", "report", "memorandum", "statement", "letter", "briefing")
FEWEST_TITLE_LETTERS = 12
LONGEST_PUBLISHER = 90
MOST_TITLE_LINES = 5
LONG_LINE = 0.9
"""Share of the longest line's right end that a title's own line does not reach."""

STATED = re.compile(
    r"(?:Prepared )?(?:Statement|Testimony|Remarks) of (?:the )?"
    r"(?P<name>(?:[A-Z][\w.'\u2019-]*+\s?){2,5})(?:,|$)"
)


def read_cover(lines: Sequence[Line], metadata: Mapping[str, str]) -> dict[str, str]:
    """Returns the facts on the first page, completed from the file's metadata."""
    text = "\n".join(line.text for line in lines)
    titled = _title_lines(lines)
    title = _title(titled) or sensible(metadata.get("Title", ""))
    facts = {
        "title": title,
        "author": _stated_by(lines)
        or _named_below(lines, titled)
        or ("" if titled else sensible(metadata.get("Author", ""))),
        "number": _number(text),
        "date": find_date(text) or "",
        "publisher": _publisher(lines, titled),
        "kind": _kind(lines, titled),
    }
    return {key: value for key, value in facts.items() if value}


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines set in the largest type that is used for more than a logo."""
    if len({round(line.size) for line in lines}) < 2:
        return _first_lines(lines)
    for size in sorted({round(line.size) for line in lines}, reverse=True):
        found = [line for line in lines if round(line.size) == size]
        words = [line for line in found if len(line.text) > 3]
        if sum(map(str.isalpha, "".join(line.text for line in words))) >= FEWEST_TITLE_LETTERS:
            return sorted(words, key=lambda line: -line.baseline)
    return []


def _first_lines(lines: Sequence[Line]) -> list[Line]:
    """The title of a page set in one size: what is bold at its top, else one line set as a title.

    A line of text is none, however the page begins.
    """
    ordered = sorted(lines, key=lambda line: -line.baseline)
    bold: list[Line] = []
    for line in ordered[:MOST_TITLE_LINES]:
        if not line.bold:
            break
        bold.append(line)
    if bold and len(bold) < len(ordered):
        return bold
    alone = len(ordered) > 1 and ordered[0].right < LONG_LINE * max(line.right for line in ordered)
    return ordered[:1] if alone and is_title(ordered[0].text) else []


def _stated_by(lines: Sequence[Line]) -> str:
    """Whose statement a testimony is, as its cover says."""
    for line in lines:
        match = STATED.match(line.text)
        if match is not None:
            return match["name"].strip()
    return ""


def _named_below(lines: Sequence[Line], titled: Sequence[Line]) -> str:
    """Who is named right below the title as its authors, or with "By"; "" in doubt."""
    lowest = min((line.baseline for line in titled), default=0.0)
    below = sorted((line for line in lines if line.baseline < lowest), key=lambda x: -x.baseline)
    texts = [" ".join(line.text.split()) for line in below[:MOST_BELOW]]
    return next(filter(None, (byline_names(text) or authors_in(text) for text in texts)), "")


def _title(lines: Sequence[Line]) -> str:
    """The title; a first part in capitals is the subject before its colon."""
    if not lines or len(lines) > 12:
        return ""
    capitals = [line.text for line in lines if line.text.isupper()]
    others = [line.text for line in lines if not line.text.isupper()]
    if capitals and others and lines[0].text == capitals[0]:
        return shorten(f"{lower(' '.join(capitals))}: {' '.join(others)}")
    return shorten(" ".join(line.text for line in lines))


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
