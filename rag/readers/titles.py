"""The title of a document whose head has more than one line that could be it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rag.readers.bylines import is_person, names_in
from rag.readers.cover import LONGEST_TITLE
from rag.readers.heads import (
    BODY,
    CAPTION,
    SECTION,
    Head,
    Line,
    bare_date,
    head_of,
    is_captioned,
    is_date_line,
    is_section,
    names_body,
    names_court,
    read_head,
)
from rag.readers.lines import is_title

LONGEST_LINE = 120
MOST_TITLES = 3
FEWEST_WORDS = 3
"""Words of a heading below the name of a body that is a title."""

OPENING = 3_000
"""Characters of a document in which somebody who speaks in it says "I"."""

FIRST_PERSON = re.compile(r"\bI(?:,| (?:am|was|have|had|make|do|did|will|understand|hold|live))\b")
TOLD_BY = re.compile(
    r"(?:^|[:.–—] )(?:(?:first|second|third|fourth|further|supplementary|supplemental|amended"
    r"|written|prepared|sworn|witness|expert|victim|impact|signed|voluntary)\s)*"
    r"(?:statement|affidavit|declaration|testimony|evidence|(?<=expert )(?:report|opinion))"
    r"\s(?:of|by)\s(?!the\b|an?\b)(?P<who>[^:;()–—]+?)"
    r"(?=$|[:;(–—]|\s(?:before|to|on|in|for|dated|regarding|concerning|taken|at)\s)",
    re.I,
)
SUFFIX_ENDS = re.compile(r", (?:Ph\.?D|M\.?D|P\.?E|Esq|Jr|Sr)\b")

ENDS = re.compile(r"(?:Inc|Co|Corp|Ltd|al|P\.?C|L\.?P)\.$", re.IGNORECASE)


def facts_of(lines: Sequence[Line], text: str) -> dict[str, str]:
    """Returns what the head of a document says of it: its title, its author and its date.

    Args:
        lines: Of the document's beginning.
        text: All of it, for the signature of a letter.
    """
    head = head_of(lines)
    facts = read_head(head, text.split("\n") if head.letter else ())
    title = title_of(head, facts.pop("subject", ""))
    if "author" not in facts and (teller := _teller(title or _first_title(head), text)):
        facts["author"] = teller
    dates = [each for line in lines if (each := bare_date(line.text))]
    if len(dates) > 1 and not head.letter and facts.get("date") == dates[0]:  # those of a diary
        del facts["date"]
    return facts | ({"title": title} if title else {})


def _first_title(head: Head) -> str:
    return next((line.text for line in head.lines if line.level), "")


def _teller(title: str, text: str) -> str:
    """Who speaks in a document that its title calls theirs: "Witness statement of Ann Orme".

    "Statement of Financial Position" is nobody's: it has no "I".
    """
    told = TOLD_BY.search(title)
    if told is None or not FIRST_PERSON.search(text[:OPENING]):
        return ""
    name = " ".join(word if word.islower() else cased(word) for word in told["who"].split())
    named = names_in(name, one=True)
    return named if is_person(named) or (" " in named and SUFFIX_ENDS.search(named)) else ""


def cased(word: str) -> str:
    """A word of a name in capitals with small letters behind the first: "Ramanathan-Cole"."""
    if not word.isupper() or len(word.strip(".,")) < 2 or "." in word.rstrip(".,"):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower(), word)


def title_of(head: Head, subject: str = "") -> str:
    """Returns the title that a head gives: "" where the first heading alone may be it.

    That is the name of a body and the document's own below it, or a sort of document and what it
    is about.
    """
    headings = _first_headings(head)
    if not headings:
        return subject if head.letter else ""
    first, *below = headings
    second, third, *_ = (*(each for each in below if not is_date_line(each.text)), None, None)
    if second is not None and _goes_on(first, second, head):
        title = f"{first.text}: {second.text}"
        if third is not None and names_body(first) and not is_section(third.text):
            title += f": {third.text}"
        dated = next((line.text for line in head.lines[1:4] if is_date_line(line.text)), "")
        title += f", {dated}" if dated and re.search(r"\bminutes\b", title, re.I) else ""
    elif names_court(first.text):
        named = [line.text for line in head.lines[1:] if line.level]
        title = f"{first.text}: {named[0]}" if named else ""
    elif subject and ": " not in first.text and subject.lower() not in first.text.lower():
        title = f"{first.text}: {subject}"
    elif names_body(first) and (own := _headed_below(head)):
        title = f"{first.text}: {own}"
    else:
        title = ""
    return title if len(title) <= LONGEST_TITLE else ""


def _first_headings(head: Head) -> list[Line]:
    headings: list[Line] = []
    for line in head.lines:
        if not line.level:
            break
        headings.append(line)
    return headings


def _headed_below(head: Head) -> str:
    """The heading under which a body's own document begins, below its address and the date."""
    named = (line.text for line in head.lines[1:] if line.level or is_set_in_capitals(line.text))
    own = next((text for text in named if not is_date_line(text)), "")
    return "" if is_section(own) or is_date_line(own) or len(own.split()) < FEWEST_WORDS else own


def is_set_in_capitals(text: str) -> bool:
    """Whether a line of a head names its document in capitals: "TEST REPORT 7, Issue 1"."""
    words = text.split(",")[0].split()
    return len(words) >= FEWEST_WORDS and text[:1].isupper() and " ".join(words).isupper()


def _goes_on(first: Line, second: Line, head: Head) -> bool:
    """Whether the second heading is the title below a name, and not that of the first section."""
    if names_court(first.text) or SECTION.fullmatch(second.text) or first.text[-1:] in ".:":
        return bool(ENDS.search(first.text)) and not SECTION.fullmatch(second.text)
    at = head.lines.index(second) + 1
    after = head.lines[at].text if at < len(head.lines) else ""
    headed = is_captioned(after) or is_date_line(after)
    named = len(second.text.split()) > 2 and BODY.fullmatch(first.text) is not None
    return second.level == first.level or named or headed


def title_lines(lines: Sequence[str]) -> list[str]:
    """Returns those of the lines that open a text that make up its title; none in doubt."""
    opening = list(takewhile(lambda line: not is_captioned(line), lines))
    dated = [line for line in opening if is_date_line(line)]
    titles = [line for line in opening if line not in dated]
    if names_court(titles[0] if titles else ""):
        return titles[:1]
    fitting = 0 < len(titles) <= MOST_TITLES and all(map(_may_be_title, titles))
    sure = bool(dated) or len(opening) < len(lines) or any(line.isupper() for line in titles)
    if fitting and sure:
        return titles
    leading = list(takewhile(str.isupper, titles))  # what goes on in small letters is no title
    return leading if 0 < len(leading) <= MOST_TITLES and all(map(_may_be_title, leading)) else []


def _may_be_title(line: str) -> bool:
    line = line[:-1] if ENDS.search(line) else line
    short = len(line) <= LONGEST_LINE and not line[:1].isdigit() and not CAPTION.fullmatch(line)
    return short and is_title(line)
