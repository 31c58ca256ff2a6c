"""The title of a document whose head has more than one line that could be it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from rag.language.dates import ANY_DAY, ANY_MONTH
from rag.readers.bodies import body_of
from rag.readers.bylines import is_person, names_in
from rag.readers.cover import LONGEST_TITLE
from rag.readers.flow import Part
from rag.readers.heads import (
    CAPTION,
    RELEASE,
    Head,
    Line,
    bare_date,
    head_of,
    is_captioned,
    is_date_line,
    lines_of,
    names_court,
    read_head,
)
from rag.readers.letterheads import KIND, PASSED, is_body, is_letterhead
from rag.readers.lines import is_title
from rag.readers.mastheads import read_masthead
from rag.readers.writers import writer_of

MOST_PARTS = 40
LONGEST_LINE = 120
MOST_TITLES = 3

SECTION = re.compile(
    r"(?:(?:Executive |Key )?(?:Summary|Abstract|Introduction|Overview|Background|Preface|Foreword|"
    r"Contents|Table of Contents|Scope|Purpose|Highlights|Points|Messages|Definitions|Recitals|"
    r"Parties|Conclusions?|Notes?|Preamble|Disclaimer|Acknowledge?ments|About\b.*|How\b.*|What\b.*|"
    r"Why\b.*|Getting\b.*)|(?:Chapter|Part|Section|Article|Item|Step|Annex|Appendix)\b.*|"
    r"(?-i:\W?(?:\d{1,2}(?:\.\d+)*|[IVXLC]+|[A-Z])[.):])\s.*|\d{1,2}(?:\.\d+)*\s.*|.*\?)",
    re.IGNORECASE,
)
"""Headings of first sections, which are never part of a title."""

BODY = re.compile(
    r"(?:The )?(?:(?:City|Town|County|Village|Borough|District|State|Port) of (?!the )"
    r"|(?:(?-i:[A-Z])[\w'\u2019-]+ ){0,2}(?:Office|Department|Ministry|Bureau|Board) (?:of|for) )"
    r"[\w ,&'\u2019-]+"
    r"|.*\b(?:Inc\.?|LLC|LLP|Ltd\.?|PLC|Corp\.?|Corporation|Co\.|Company|Holdings|Group|Partners|"
    r"County|Agency|Authority|Commission|Committee|Council|Hospital|University|College|Institute|"
    r"Research|Securities|Bank|Association|Society|Foundation|Trust|Union)|.* \\| .*",
    re.IGNORECASE,
)
"""What a body is known by, under whose name a document's own title stands."""

SORT = re.compile(
    r"(?:statistical |annual |news |press |company |corporate )?(?:bulletin|report|paper|circular"
    r"|release|notice|bill|case|issue|volume|series|number|policy|directive|instruction|procedure)"
    r"\b.*\d.*",
    re.IGNORECASE,
)
"""A heading that says what sort of document it is, and its number."""

TOLD_BY = re.compile(
    r"(?:(?:first|second|third|further|supplementary|supplemental|written|prepared|sworn|witness"
    r"|expert)\s)*(?:statement|affidavit|declaration|testimony|(?<=expert )report)\s(?:of|by)\s"
    r"(?P<who>[^:;()\u2013\u2014]+)",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    r"\b(?:affidavit|declaration|testimony|(?:complainant|sworn|victim|witness)(?:'?s)?\s+statement"
    r"|statement\s+of\s+(?:an?\s|the\s)?(?:applicant|claimant|complainant|victim|witness))\b",
    re.IGNORECASE,
)
MY_NAME = re.compile(
    r"\bMy\s(?:full\s)?name\sis\s(?P<who>[A-Z][\w'\u2019-]+(?:\s(?:[A-Z]\.|[A-Z][\w'\u2019-]+)){1,3})"
)
HEAD = 600
"""Characters at the head of a document in which it says that it is a statement."""

LONGEST_OPENING = 3_000
"""Characters at either end of a statement in which it says whose it is."""

MEMO = re.compile(r"(?:internal |interoffice )?memo(?:randum)?", re.IGNORECASE)
MOST_BETWEEN = 5
"""Lines below a letterhead of which one may be the title."""

PAGE = re.compile(r"\s+Page \d+(?: of \d+)?$", re.IGNORECASE)
_SESSION = re.compile(
    rf"^(?:meeting|session|sitting|hearing) (?:held )?(?:of|on) (?:{ANY_DAY},? )?"
    rf"(?=.{{0,20}}(?:{ANY_MONTH}|\d)).+$",
    re.IGNORECASE | re.MULTILINE,
)
"""The line above what was said at one meeting: "Meeting of 12 September 2022"."""

BEFORE_DAY = re.compile(rf"\s[-\u2013\u2014]\s(?={ANY_DAY}|\d)", re.IGNORECASE)

ENDS = re.compile(r"(?:Inc|Co|Corp|Ltd|al|P\.?C|L\.?P)\.$", re.IGNORECASE)


def facts_of(lines: Sequence[Line], text: str) -> dict[str, str]:
    """Returns what the head of a document says of it: its title, its author and its date.

    Args:
        lines: Of the document's beginning.
        text: All of it, for the signature of a letter.
    """
    masthead = read_masthead(lines)
    if masthead is not None:
        told = _facts_below(masthead.below, text)
        own = {"title": masthead.headline, "publisher": masthead.paper}
        own["date"] = masthead.date or told.get("date", "")
        own["author"] = told.get("author", "") or masthead.writer
        return {key: value for key, value in own.items() if value}
    return _facts_below(lines, text)


def facts_of_parts(parts: Sequence[Part]) -> dict[str, str]:
    """Returns what the head of a document says of it that has its blocks told apart."""
    opening = takewhile(lambda each: each.kind in ("heading", "paragraph"), parts[:MOST_PARTS])
    lines = [
        line
        for part in opening
        for line in lines_of(part.text, part.level if part.kind == "heading" else 0)
    ]
    return facts_of(lines, "\n".join(part.text for part in parts))


def _facts_below(lines: Sequence[Line], text: str) -> dict[str, str]:
    head = head_of(lines)
    facts = read_head(head, text.split("\n") if head.letter else ())
    several = len(set(_SESSION.findall(text))) > 1
    title = title_of(head, facts.pop("subject", ""), dated=not several)
    if "author" not in facts:
        writer = _teller(title or _first_title(head), text) or writer_of(head, text.split("\n"))
        told = {"author": writer, "publisher": body_of(head)}
        facts |= {key: value for key, value in told.items() if value}
    dates = [each for line in lines if (each := bare_date(line.text))]
    diary = len(dates) > 1 and not head.letter and facts.get("date") == dates[0]
    if diary or several:
        facts.pop("date", None)
    return facts | ({"title": title} if title else {})


def _first_title(head: Head) -> str:
    return next((line.text for line in head.lines if line.level), "")


def _teller(title: str, text: str) -> str:
    """Whose statement a document is that its title calls theirs: "Witness statement of Ann Orme".

    Only where the text says so, too: "My name is Ann Orme", "Signed: A. Orme".
    """
    opening = text[:LONGEST_OPENING]
    if STATEMENT.search(opening[:HEAD]) and (named := MY_NAME.search(opening)):
        return " ".join(named["who"].split())
    court, _, below = title.partition(": ")
    told = TOLD_BY.fullmatch(below if below and names_court(court) else title)
    name = names_in(told["who"].split(",")[0].title() if told else "", one=True)
    if told is None or not is_person(name):
        return ""
    words = r"(?:[A-Z][\w.'\u2019-]*\s)"
    own = re.compile(
        rf"(?:\bI,\s|\b[Mm]y\sname\sis\s|\b[Ss]igned:?\s(?:by\s)?)(?P<name>{words}{{0,3}}"
        rf"(?i:{re.escape(name.split()[-1])}))\b"
    )
    found = own.search(text[:LONGEST_OPENING]) or own.search(text[-LONGEST_OPENING:])
    if found is None:
        return ""
    spelled = (each[0] for each in re.finditer(re.escape(name), text, re.IGNORECASE))
    return next((each for each in spelled if not each.isupper()), name)


def title_of(head: Head, subject: str = "", *, dated: bool = True) -> str:
    """Returns the title that a head gives: "" where the first heading alone may be it.

    That is the name of a body and the document's own below it, or a sort of document and what it
    is about.

    Args:
        dated: Whether minutes may be called by the day below: they are not those of several.
    """
    headings = [replace(each, text=_plain(each.text)) for each in _first_headings(head)]
    if not headings:
        return (subject if head.letter else "") or _below_letterhead(head)
    first, *below = headings
    second, third, *_ = (*(each for each in below if not is_date_line(each.text)), None, None)
    if subject and MEMO.fullmatch(first.text):
        title = f"{first.text.capitalize()}: {subject}"
    elif second is not None and third is not None and _numbers_only(first, second, third):
        title = f"{first.text}: {second.text}: {third.text}"
    elif second is not None and is_letterhead(second.text) and (own := _below_letterhead(head)):
        title = own
    elif second is not None and _goes_on(first, second, head.lines[headings.index(second) + 1 :]):
        title = f"{first.text}: {second.text}"
        day = next((line.text for line in head.lines[1:4] if is_date_line(line.text)), "")
        titled = dated and day and re.search(r"\bminutes\b", title, re.I)
        title += f", {day}" if titled else ""
    elif names_court(first.text):
        named = [line.text for line in head.lines[1:] if line.level]
        title = f"{first.text}: {named[0]}" if named else ""
    elif subject and ": " not in first.text and subject.lower() not in first.text.lower():
        title = f"{first.text}: {subject}"
    elif own := _released(head):
        title = f"{first.text}: {own}"
    else:
        title = _below_letterhead(head)
    return title if len(title) <= LONGEST_TITLE else ""


def _first_headings(head: Head) -> list[Line]:
    headings: list[Line] = []
    for line in head.lines:
        if not line.level:
            break
        headings.append(line)
    return headings


def _numbers_only(first: Line, second: Line, third: Line) -> bool:
    """Whether the third heading is the title, below a body and an office or number of it."""
    named = BODY.fullmatch(first.text) is not None
    between = BODY.fullmatch(second.text) is not None or SORT.fullmatch(second.text) is not None
    alike = third.level in (first.level, second.level)
    return named and between and alike and not SECTION.fullmatch(third.text)


def _released(head: Head) -> str:
    """The headline of a news release, below the name of the body and the day of the release."""
    lines = list(head.lines[1:])
    if not any(not line.level and RELEASE.search(line.text) for line in lines):
        return ""
    return next((line.text for line in lines if line.level), "")


def _plain(text: str) -> str:
    """A line without the spaces between its letters ("M E M O R A N D U M"), and without a page."""
    spaced = re.fullmatch(r"(?:[A-Z] ){3,}[A-Z]", text)
    return text.replace(" ", "") if spaced else PAGE.sub("", text)


def _below_letterhead(head: Head) -> str:
    """The title that stands below the lines that tell whose paper it is, behind the first one."""
    whose = list(takewhile(lambda line: is_letterhead(line.text), head.lines))
    if not whose or not is_body(whose[0].text):
        return ""
    for line in head.lines[len(whose) : len(whose) + MOST_BETWEEN]:
        unit = " " not in line.text and not KIND.search(line.text)  # "COMMUNICATIONS"
        if unit or is_date_line(line.text) or PASSED.match(line.text):
            continue
        own = _plain(BEFORE_DAY.split(line.text)[0]).strip()
        titled = line.level or own.isupper() or KIND.search(own)
        told = CAPTION.fullmatch(own) or (line.level and SECTION.fullmatch(own))
        if not titled or told or len(own) > LONGEST_LINE or own[-1:] in ".,;:":
            return ""
        return f"{whose[0].text}: {own}"
    return ""


def _goes_on(first: Line, second: Line, after: Sequence[Line]) -> bool:
    """Whether the second heading is the title below a name, and not that of the first section."""
    if names_court(first.text) or SECTION.fullmatch(second.text) or first.text[-1:] in ".:":
        return bool(ENDS.search(first.text)) and not SECTION.fullmatch(second.text)
    below = after[0].text if after else ""
    headed = is_captioned(below) or is_date_line(below)
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
    return titles if fitting and sure else []


def _may_be_title(line: str) -> bool:
    line = line[:-1] if ENDS.search(line) else line
    short = len(line) <= LONGEST_LINE and not line[:1].isdigit() and not CAPTION.fullmatch(line)
    return short and is_title(line)
