"""What a document says of itself in the lines of its head: memos, letters, minutes and reports.

Such a head has captions ("From: …", "Date: …"), a byline, or a line that is little but a date. In
doubt nothing is taken: a wrong author is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rag.language.dates import ANY_DAY
from rag.readers.bylines import names_in, signer_of
from rag.readers.dates import WRITTEN, to_iso
from rag.readers.letterheads import is_letterhead

MOST_LINES = 40
MOST_ABOVE = 3
"""Lines above the title, such as whose paper it is and how secret."""

LONGEST_LINE = 160
"""Characters of a line of a head; what is longer is the text's first paragraph."""

MOST_SET_APART = 6
LEFT = 0.7
"""Share of the longest line that one with the next word must fall short of to end on purpose."""

FIRST_LINES = 6
RELEASE = re.compile(r"\b(?:news|press|media) (?:release|notice)\b", re.IGNORECASE)
LONGEST_SUBJECT = 150
LONGEST_DATED = 120
LONGEST_OPENING = 400
LONGEST_PLACE = 70

WEEKDAY = rf"(?:{ANY_DAY},?\s*)?"
CAPTION = re.compile(r"(?P<caption>[A-Z][A-Za-z]*(?: [A-Za-z]+){0,3})\s?:;?\s+(?P<value>\S.*)")
MEANS = {
    **dict.fromkeys(
        ("author", "authors", "analyst", "written by", "review author", "review authors"), "author"
    ),
    **dict.fromkeys(("words", "words by", "text by", "story by", "reporting by"), "author"),
    **dict.fromkeys(("prepared by", "drafted by", "compiled by", "submitted by"), "preparer"),
    **dict.fromkeys(("report by", "adjuster", "appraiser", "inspector", "surveyor"), "preparer"),
    "from": "sender",
    **dict.fromkeys(
        ("date", "dated", "date of issue", "issue date", "issued", "date issued", "published"),
        "date",
    ),
    **dict.fromkeys(
        ("published on", "publication date", "date published", "filed", "date filed", "released"),
        "date",
    ),
    **dict.fromkeys(
        ("for immediate release", "updated", "last updated", "last revised", "last amended"), "date"
    ),
    **dict.fromkeys(("re", "subject", "regarding"), "subject"),
    **dict.fromkeys(("to", "cc"), "address"),
}
"""What the captions of a head stand for."""

BYLINE = re.compile(r"[Bb][Yy]:?\s+(?P<names>[A-Z].*?)(?:(?:,| on)\s(?=\S*\d|[A-Z][a-z]+ \d).*)?")
PREPARED = re.compile(
    r"(?:Prepared|Written|Drafted|Compiled) by (?P<names>\S.*?)(?:,? (?=\d|[A-Z][a-z]+\.? \d).*)?"
)
BYLINE_APART = re.compile(r" \| |(?<=[\w)]\.) (?=(?:Prepared|Written|Drafted|Compiled) by [A-Z])")
BYLINE_GOES_ON = re.compile(
    r"By (?P<names>[A-Z](?:[^.]|(?<=\b[A-Z])\.){3,80})\.\s"
    r"(?:The (?:author|writer)s?|He|She|They|Mr|Ms|Mrs|Dr|Prof\w*)\b.*"
)
"""A byline that goes on to say who they are: "By Mira Lund. The author is a pilot in Vell."."""

SALUTATION = re.compile(
    r"(?:Dear|To Whom It May Concern|To the Editor)\b.*[,:.]?"
    r"|(?:Sirs?|Madam|Sir or Madam)\s?[,:\u2013\u2014-]?"
)
DATED = re.compile(
    r"^By\s.{2,80}\son\s+$|(?:^|[.,;|]\s)"
    r"(?:Date[d:]?|Issued|Published|Posted|Released|Filed|Decided|Effective|[Ii]n force|"
    r"(?:Last )?(?:[Uu]pdated|[Rr]evised)|Revision \w+,|[Mm]eeting(?: held)?|Held|Taken|Given)"
    r"(?: of| on| from| as of)?:?\s*$"
)
"""What stands before the date of a document on a line that says more."""

MINUTES = re.compile(r"(?:(?:draft|approved|summary) )?minutes of (?:the|an?)\b", re.IGNORECASE)
TIME = re.compile(r"(?:,?\s*(?:at\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:[AaPp]\.?[Mm]\.?)?\b.*)?[.)]?")
COURT = re.compile(
    r"(?:In the )?(?:[A-Z][\w'\u2019]*,? ){0,5}(?:Court|Tribunal)(?: (?:of|for)\b.*|,.*|)$",
    re.IGNORECASE,
)
COURT_IN = re.compile(rf"{COURT.pattern[:-1]}| [\u2013\u2014-] .*$|$", re.IGNORECASE)
"""The same in capitals, with where it sits: "IN THE EMPLOYMENT TRIBUNAL \u2013 NORTH"."""

PLACE = re.compile(r"(?:[A-Z0-9][^:.!?]*,\s*)?" + WEEKDAY)
DATELINE = re.compile(r"[A-Z][A-Z .'\u2019-]{1,30}(?:, [A-Z][\w. ]{1,20})?,\s*$")
MADE = re.compile(
    r"This\b[^.;]{0,200}?\b(?:made|entered into|dated|executed)"
    r"(?:,? (?:and (?:made|entered into)|as of|on|effective|as)){0,3}\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document's head.

    Attributes:
        level: Of the heading that it is; 0 where it is none.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document.

    Attributes:
        lines: Down to the first paragraph or the heading of the first section.
        first: The first paragraph; "" where a heading or nothing comes first.
        letter: Whether somebody is greeted below.
    """

    lines: tuple[Line, ...]
    first: str
    letter: bool


def lines_of(text: str, level: int = 0) -> list[Line]:
    """Returns the lines of a block, or the whole of a paragraph whose lines are only wrapped."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    parted = any(is_captioned(line) or is_date_line(line) for line in lines[:2])
    parted = parted or is_all_captions(lines) or sum(map(is_captioned, lines)) > 1
    parted = parted or is_set_apart(lines)
    if level or (len(" ".join(lines)) > LONGEST_LINE and not parted):
        lines = [" ".join(lines)]
    return [Line(line, level) for line in lines]


def head_of(lines: Sequence[Line]) -> Head:
    """Returns the head that the lines of a document begin with."""
    kept: list[Line] = []
    told = headed = False
    # What a court puts out is headed further below, and a news release below its day.
    released = any(RELEASE.search(line.text) for line in islice(lines, 1, FIRST_LINES))
    left = int(bool(lines) and (names_court(lines[0].text) or released))
    for line in islice(lines, MOST_LINES):
        if SALUTATION.fullmatch(line.text):
            return Head(tuple(kept), "", letter=True)
        titled = line.level == 1 and len(kept) <= MOST_ABOVE
        titled = titled and not any(each.text.endswith(".") for each in kept)
        below_letterhead = not headed and (titled or all(map(_is_above, kept)))
        headed = headed or line.level > 0
        if line.level and told and not below_letterhead:
            left -= 1
            if left < 0:
                break
        if len(line.text) > LONGEST_LINE:
            return Head(tuple(kept), line.text, letter=False)
        told = told or not line.level
        kept.append(line)
    return Head(tuple(kept), "", letter=False)


def _is_above(line: Line) -> bool:
    """Whether a line may stand above the title: whose paper it is, where they are, or its day."""
    return not line.level and (is_letterhead(line.text) or bool(bare_date(line.text)))


def names_court(text: str) -> bool:
    """Whether a heading is the name of a court, below which its document is named."""
    return (COURT_IN if text.isupper() else COURT).match(text) is not None


def read_head(head: Head, below: Sequence[str] = ()) -> dict[str, str]:
    """Returns the author, the date and the subject that a head gives.

    Args:
        below: All lines of the document, for the signature of a letter.
    """
    captions: dict[str, str] = {}
    others: list[Line] = []
    for line in head.lines:
        pairs = [] if line.level else list(_captioned(line.text))
        for fact, value in pairs:
            captions.setdefault(fact, value)
        if not pairs:
            others.append(line)
    facts = {
        "author": _author(captions) or _byline(others) or byline_names(head.first),
        "date": captions.get("date", "") or _date(others, head),
        "subject": captions.get("subject", ""),
    }
    if head.letter and not facts["author"]:
        facts["author"] = signer_of(below)
    return {key: value for key, value in facts.items() if value}


def _captioned(text: str) -> Iterator[tuple[str, str]]:
    """Yields what a captioned line says; ("", "") for a caption of something else."""
    for part in text.split(" | "):
        match = CAPTION.fullmatch(part.strip())
        if match is None:
            continue
        fact = MEANS.get(match["caption"].lower(), "")
        value = match["value"].strip()
        if fact == "date":
            value = _leading_date(value)
        elif fact == "subject" and len(value) > LONGEST_SUBJECT:
            value = ""
        elif fact in ("author", "preparer", "sender"):
            value = names_in(value, one=fact != "author")
        yield (fact, value) if value else ("", "")


def _author(captions: dict[str, str]) -> str:
    """Who wrote it; a sender only where the head is one of a letter or memo."""
    memo = captions.keys() & {"address", "subject", "date"}
    sender = captions.get("sender", "") if memo else ""
    return captions.get("author") or captions.get("preparer") or sender


def _byline(lines: Sequence[Line]) -> str:
    plain = (line.text for line in lines if not line.level)
    return next(filter(None, map(byline_names, plain)), "")


def byline_names(text: str) -> str:
    """Returns the names that a line gives as those of its writers; "" where it is no byline."""
    for part in BYLINE_APART.split(text):
        match = BYLINE_GOES_ON.fullmatch(part)
        match = match or BYLINE.fullmatch(part) or PREPARED.fullmatch(part)
        if match is not None and (names := names_in(match["names"])):
            return names
    return ""


def _leading_date(value: str) -> str:
    value = re.sub(rf"^{WEEKDAY}", "", value)
    if re.fullmatch(r"\d{4}", value):
        return value
    match = WRITTEN.match(value)
    return (to_iso(match[0]) or "") if match else ""


def _date(lines: Sequence[Line], head: Head) -> str:
    for at, line in enumerate(lines):
        found = _dated(line.text, title=at == 0 and line.level > 0)
        if found:
            return found
    openings = (*(line.text for line in lines if not line.level), head.first)
    return next(filter(None, map(_opened, openings)), "")


def _opened(text: str) -> str:
    """Returns the date of the dateline that a text begins with, or of the agreement that it is."""
    match = WRITTEN.search(text[:LONGEST_OPENING])
    if match is None:
        return ""
    before, after = text[: match.start()], text[match.end() :]
    dateline = DATELINE.fullmatch(before) and re.match(r"\s*[)(/:\u2013\u2014-]", after)
    return (to_iso(match[0]) or "") if dateline or MADE.fullmatch(before) else ""


def _dated(text: str, *, title: bool) -> str:
    """Returns the date that a line gives as the document's own; "" where it has another sense."""
    if len(text) > LONGEST_DATED:
        return ""
    for match in WRITTEN.finditer(text):
        before = text[: match.start()]
        if MINUTES.match(before) or (DATED.search(before) and not title):
            return to_iso(match[0]) or ""
    return "" if title else bare_date(text)


def bare_date(text: str) -> str:
    """Returns the date that is all of a line but for a weekday, a place or a time; else ""."""
    if len(text) > LONGEST_DATED:
        return ""
    found = [match for match in WRITTEN.finditer(text) if re.search(r"[^\d-]|-\d\d-", match[0])]
    if len(found) != 1:
        return ""
    before, after = text[: found[0].start()], text[found[0].end() :]
    alone = len(before) <= LONGEST_PLACE and PLACE.fullmatch(before) and TIME.fullmatch(after)
    return (to_iso(found[0][0]) or "") if alone else ""


def is_date_line(text: str) -> bool:
    """Whether a line of a head is a date and, at most, a weekday, a place or a time."""
    return bool(_dated(text, title=False))


def is_byline(text: str) -> bool:
    """Whether a line names who wrote what stands below."""
    return len(text) <= LONGEST_LINE and bool(byline_names(text))


def is_captioned(text: str) -> bool:
    """Whether a line is one such as "To: …", of which it is known what it means."""
    match = CAPTION.fullmatch(text)
    return match is not None and match["caption"].lower() in MEANS


def is_set_apart(lines: Sequence[str]) -> bool:
    """Whether a few lines end where they are meant to: the next word had fitted on one of them."""
    room = LEFT * max(map(len, lines), default=0)
    return len(lines) <= MOST_SET_APART and any(
        len(line) + 1 + len(after.split()[0]) < room for line, after in pairwise(lines)
    )


def is_all_captions(lines: Sequence[str]) -> bool:
    """Whether lines are all such as "Tenant: …", one of them of which it is known what it means."""
    captioned = all(CAPTION.fullmatch(line.strip()) for line in lines)
    return len(lines) > 1 and captioned and any(is_captioned(line.strip()) for line in lines)
