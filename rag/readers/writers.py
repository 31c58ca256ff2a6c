"""Who wrote a document that has no byline: named right below its title, or as who signs it.

Papers and studies name their authors there ("Ann Orme¹, Bo Dahl². University of Vell"), reports
whoever is answerable for them ("Ann Orme, City Auditor"); decisions, opinions and letters are
signed at their foot. In doubt nobody is taken: a wrong author is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rag.language.abbreviations import INSTITUTION
from rag.readers.bylines import PERSON, ROLE, RULE, SIGNED, SUFFIX, is_person, names_in
from rag.readers.heads import CAPTION, Head, is_date_line

MOST_BELOW = 3
"""Lines below the title of which one may name who wrote it."""

MOST_AT_FOOT = 14
"""Lines at the end of which one may be a signature."""

LONGEST_LINE = 200
LONGEST_OFFICE = 70

_MARK = re.compile(r"\^[^\s^]{1,6}\^|\\?[*†‡§¶]+|[¹²³⁰⁴-⁹ᵃ-ᵿ]+|(?<=[a-z])(?:\d(?:,\d)*)(?![\w-])")
"""What stands behind an author's name and tells of a note: "Ann Orme^1^*"."""

_DEGREE = (
    r"(?:Ph\.?\s?D|M\.D|M\.?S\.?W|M\.?P\.?H|M\.?Sc|M\.A|M\.S|B\.A|B\.?Sc|J\.?D|D\.?Phil|CPA|CFA|R\.?N"
    r"|P\.E|Esq)\.?"
)
"""With full stops where a state is abbreviated so: "Silver Spring, MD"."""

_DEGREES = re.compile(rf",?\s{_DEGREE}(?=[\s,;]|$)")
_LISTED = re.compile(r"\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+")
_GOES_ON = re.compile(r"\.\s+(?=[A-Z])|;\s|\s(?:on behalf of|with)\s.*|\s[–—·|]\s")
"""What ends the names: where they work, or for whom."""

_PLACE = re.compile(
    r"\b(?:Avenue|Building|City|County|District|East|Floor|Hall|Harbou?r|House|Island|Lake|Mountain"
    r"|New|North|Park|Plaza|Port|Province|Region|River|Road|Room|Saint|San|Santa|South|Square|States?"
    r"|Street|Suite|Town|Valley|Village|Ward|West|Wing|Chapter|Company|Edition|Holdings|Limited"
    r"|Partners|Plan|Policy|Report|Review|Services|Systems|Trust|Version"
    r"|Affairs|Communications|Contacts?|Inquiries|Media|Press|Public|Relations|Resources)\b"
)
"""Words of names of places and bodies that look like those of people."""

_FOR = re.compile(r"\bfor (?:the )?(?=[A-Z])")
"""What tells that a body speaks: "Partner, for Orme & Dahl LLP"."""

_UNSIGNED = re.compile(
    r"\b(?:agenda|agreement|amendment|contract|deed|hearing|interview|lease|minutes|proceedings"
    r"|resolutions?|transcript)\b",
    re.IGNORECASE,
)
"""Documents that name those who were there, or are parties, where others name their authors."""

_PRESIDES = re.compile(
    r"(?:(?:administrative|presiding|immigration|hearing)\s)?(?:(?:law )?judge|arbitrator|examiner"
    r"|hearing officer|adjudicator|mediator|ombudsman|reviewer)",
    re.IGNORECASE,
)
"""Captions of whoever decides: "Administrative Law Judge: Ann Orme"."""


def writer_of(head: Head, below: Sequence[str]) -> str:
    """Returns who wrote a document of which nothing else tells it; "" in doubt.

    Args:
        below: All lines of the document.
    """
    titles = [line.text for line in head.lines if line.level] or [
        line.text for line in head.lines[:MOST_BELOW]
    ]
    if any(map(_UNSIGNED.search, titles)):
        return ""
    if head.letter:  # whose head names whom it is to
        return _who_presides(head)
    return _below_title(head) or _who_presides(head) or _at_foot(below)


def _below_title(head: Head) -> str:
    """Who is named right below the first headings, as authors or with an office."""
    lines = list(head.lines)
    while lines and not lines[0].level:
        lines.pop(0)
    titled = bool(lines)
    while lines and lines[0].level:
        lines.pop(0)
    if not titled:
        return ""
    texts = [line.text for line in lines[:MOST_BELOW] if not line.level]
    if len(texts) < MOST_BELOW and head.first:
        texts.append(head.first)
    undated = takewhile(lambda text: not is_date_line(text), texts)  # an address stands below a day
    return next(filter(None, map(authors_in, undated)), "")


def authors_in(line: str) -> str:
    """Returns the people whom a line names as authors do it; "" for a line of anything else.

    Two or more of them, or one with a degree, an office or where they work behind the name.
    """
    text = " ".join(_MARK.sub(" ", line).split()).replace(" ,", ",")
    if len(text) > LONGEST_LINE or ":" in text.partition(". ")[0]:
        return ""
    named, degrees = _DEGREES.subn("", _GOES_ON.split(text)[0].rstrip(". "))
    people: list[str] = []
    behind = ""
    for each in _LISTED.split(named):
        if not _is_somebody(each):
            behind = each
            break
        people.append(each)
    sure = len(set(people)) > 1 or degrees or ROLE.search(behind)
    if not people or not sure or len(set(people)) < len(people):
        return ""
    if behind and not (ROLE.search(behind) or INSTITUTION.search(behind)):
        return ""
    return ", ".join(people)


def _is_somebody(name: str) -> bool:
    told = PERSON.fullmatch(name) and not name.isupper() and not re.search(r"\d", name)
    last = SUFFIX.fullmatch(name.split()[-1]) if told else None
    other = INSTITUTION.search(name) or _PLACE.search(name) or ROLE.search(name)
    return bool(told) and not (other or last)


def _who_presides(head: Head) -> str:
    for line in head.lines:
        match = None if line.level else CAPTION.fullmatch(line.text)
        if match is not None and _PRESIDES.fullmatch(match["caption"]):
            name = names_in(match["value"], one=True)
            return name if is_person(name) else ""
    return ""


def _at_foot(below: Sequence[str]) -> str:
    """Who alone signs at the end, with an office below the name, or is said to have written it."""
    end = below[-4 * MOST_AT_FOOT :]  # empty lines and rules between them
    foot = [" ".join(line.split()) for line in end if not RULE.fullmatch(line)][-MOST_AT_FOOT:]
    for line in foot:
        match = CAPTION.fullmatch(line)
        captioned = match is not None and match["caption"].lower() in ("prepared by", "written by")
        names = names_in(match["value"], one=True) if match and captioned else ""
        if names and is_person(names):
            return names
    signed = [
        name
        for at, line in enumerate(foot)
        if (name := _signature(line, foot[at + 1] if at + 1 < len(foot) else ""))
    ]
    return signed[0] if len(signed) == 1 else ""


def _signature(line: str, next_line: str) -> str:
    """The name in a line that is one, and signed or with an office below; "" for other lines."""
    plain = SIGNED.sub("", line)
    name = _DEGREES.sub("", plain).rstrip(", ")
    if not is_person(name) or not _is_somebody(name):
        return ""
    short = len(next_line) <= LONGEST_OFFICE and not next_line.endswith(".")
    whose = PERSON.match(next_line)  # "Ann Orme, Managing Director" is not the office of another
    office = short and ROLE.search(next_line) and not _FOR.search(next_line)
    office = office and not (whose and _is_somebody(whose[0]))
    return name if plain != line or office else ""
