"""What stands above an article of a newspaper or magazine, or a release: whose it is, of which day.

"EDDOW MERCURY", "Thursday 3 August 2023 · Opinion, page 11" and then the headline; or all of it on
one line above the headline. In doubt there is none: a weekday or a page must be named, or the name
be that of a paper and a byline stand below the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.dates import ANY_DAY
from rag.readers.bylines import PAPER, ROLE, is_person, names_in
from rag.readers.dates import WRITTEN, to_iso
from rag.readers.heads import Line, is_byline

LONGEST_NAME = 60
LONGEST_LINE = 150
MOST_LINES = 3
"""Lines below the name of the paper that tell of its page."""

MOST_BELOW = 3
"""Lines below the headline of which one may be who wrote the article."""

PART = re.compile(r"\s[|\u00b7\u2022]\s")
ON_A_DAY = re.compile(rf"\b{ANY_DAY},?\s*$", re.IGNORECASE)
PAGED = re.compile(r"\b(?:front\spage|pages?\s\d|pp?\.\s?\d)", re.IGNORECASE)
OF_PAPER = re.compile(
    r"\b(?:business|comment|daily|edition|editorial|issue\s\d+|leading\sarticles?|letters|magazine|news"
    rf"|newspaper|opinion|(?:media|news|press)\srelease|sports?|weekly)\b|{PAGED.pattern}",
    re.IGNORECASE,
)
"""What is told below the name of a paper: its part, its page, how often it is printed."""

RULES = re.compile(r"(?:[=_*~-]{5,}\s*)+")
OF_THE_DAY = re.compile(r"(?:LETTER|STORY|READ) OF THE (?:DAY|WEEK|MONTH):?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page of a paper says above an article.

    Attributes:
        paper: Its name, as printed.
        date: Of the issue, ISO 8601.
        below: The lines under it, the headline first.
    """

    paper: str
    date: str
    below: tuple[Line, ...]

    @property
    def headline(self) -> str:
        return self.below[0].text if self.below else ""

    @property
    def writer(self) -> str:
        """Who is named under the headline without "By": "Jory Pascoe, Chief Reporter"."""
        return next(filter(None, map(_signed, self.below[1 : 1 + MOST_BELOW])), "")


def read_masthead(lines: Sequence[Line]) -> Masthead | None:
    """Returns what the first lines of a document say of the paper that it is from, if they do."""
    told = [_unruled(line) for line in lines]
    told = [line for line in told if line.text]
    if not told:
        return None
    paper, *parts = PART.split(told[0].text)
    if not parts and not (told[0].level == 1 or paper.isupper()):
        return None
    below = told[1:]
    while below and len(told) - len(below) <= MOST_LINES and _tells_of_page(below[0]):
        parts.append(below.pop(0).text)
    if PART.search(told[0].text) and (told[0].level or not below or not below[0].level):
        return None  # "Harbor Board | 3 May 2012" above running text is a line of its own
    date = _date(parts)
    named = len(paper) <= LONGEST_NAME and paper[-1:] not in ".:;?!"
    bylined = PAPER.search(paper.title()) is not None and any(map(_is_byline, below[1:3]))
    sure = bylined or (date and any(OF_PAPER.search(part) for part in parts))
    return Masthead(paper, date, tuple(below)) if named and sure else None


def _unruled(line: Line) -> Line:
    """A line without the rules drawn above and below it, and without "LETTER OF THE DAY"."""
    return Line(OF_THE_DAY.sub("", RULES.sub("", line.text).strip()), line.level)


def _tells_of_page(line: Line) -> bool:
    dated = WRITTEN.search(line.text) is not None
    of_paper = OF_PAPER.search(line.text) is not None
    tells = (dated and of_paper) if line.level else (dated or of_paper)
    return len(line.text) <= LONGEST_LINE and tells


def _date(parts: Sequence[str]) -> str:
    """The only date of some lines, where its weekday or a page is told; else ""."""
    found = [(part, match) for part in parts for match in WRITTEN.finditer(part)]
    if len(found) != 1:
        return ""
    part, match = found[0]
    sure = ON_A_DAY.search(part[: match.start()]) or any(PAGED.search(each) for each in parts)
    return (to_iso(match[0]) or "") if sure else ""


def _is_byline(line: Line) -> bool:
    return is_byline(line.text)


def _signed(line: Line) -> str:
    """The person whom a line names and nothing else but an office."""
    name, _, office = line.text.partition(", ")
    person = is_person(name) and not name.isupper()
    alone = not office or (len(line.text) <= LONGEST_NAME and ROLE.search(office) is not None)
    return names_in(name, one=True) if person and alone else ""
