"""What in an account of a document its teller says from outside, and the document does not."""

from __future__ import annotations

import re

from rag.language.abbreviations import NAME
from rag.language.dates import ANY_MONTH, MONTHS
from rag.language.lexicon import SPOKESPEOPLE
from rag.language.reporting import VERB

_PEOPLE = rf"(?i:{'|'.join(sorted(SPOKESPEOPLE))})"
_QUANTIFIED = r"(?:(?:The|Some|Many|Other|Several|Local|Two|Three)\s)?"
UNNAMED = re.compile(
    rf"{_QUANTIFIED}{_PEOPLE}\s+(?:say|claim|argue|report|believe|{VERB})\b"
    rf"|{_QUANTIFIED}(?i:(?:(?:news|press)\s)?reports|summaries|articles|newspapers),\s[^,.;]{{3,60}},\s+"
    rf"(?:say|claim|argue|report|name|list|describe|give|{VERB})\b"
)
"""Unnamed people or texts that say something at the head of a sentence."""

SOME_PEOPLE = re.compile(rf"\b{_PEOPLE}\b")
"""Unnamed people within the words that name a source: "the release by advocates"."""

_DATED = re.compile(
    rf"(?<!fiscal year )(?<!fiscal years )(?<![$\w-])(?:\b(?P<month>{ANY_MONTH}) (?:\d{{1,2}}, )?)?"
    r"\b(?P<year>(?:19|20)\d\d)\b"
)
_TEXT = (
    r"(?:request|letter|statement|memo|memorandum|report|release|commentary|testimony"
    r"|e-?mail|order)"
)
_OF_ITSELF = re.compile(
    rf"^(?:The|{NAME}['\u2019]s)\s(?:\w+\s){{0,2}}?{_TEXT}\b[^.,;:]{{0,40}}?\s(?:was|is)\s"
    rf"(?:an?\s(?:\w+\s)?{_TEXT}\b"
    r"|(?:addressed|dated|published|reprinted|reproduced|sent|issued|posted)\b)"
)
"""What says of a document what it is, and where it stands: "Lee's request was a letter of …"."""
_DONE_WITH_IT = re.compile(
    rf"^(?:The\s)?{NAME}\s(?:also\s|later\s)?(?:answered|backed|critici[sz]ed|endorsed|forwarded"
    rf"|opposed|published|reprinted|reproduced|rejected|replied to|supported)\s{NAME}['\u2019]s?"
    rf"\s{_TEXT}\b"
)
"""What tells what somebody else did with it: "Sen. Roe supported Lee's request"."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|can|could|must|until|to be|(?:is|are) to|expects?|expected"
    r"|plans?|planned|intends?|intended|expires?|ends|deadline|target|budget"
    r"|by (?=(?:\w+ )?(?:\d{1,2}, )?20\d\d))\b"
)
"""Words with which a document speaks of a time after its own."""


def from_outside(text: str, date: str | None) -> bool:
    """Whether a sentence cannot be the document's: it tells of a later time, or of the text.

    Args:
        date: The document's, as in its record.
    """
    if _OF_ITSELF.match(text) or _DONE_WITH_IT.match(text):
        return True
    return date is not None and (_is_later(text, date) or _tells_when(text, date))


def _is_later(text: str, date: str) -> bool:
    """Whether a sentence names a time after the date, and not as one to come."""
    known = tuple(int(part) for part in date.split("-") if part.isdecimal())
    named = (
        (int(each["year"]), *((MONTHS.index(each["month"]) + 1,) if each["month"] else ()))
        for each in _DATED.finditer(text)
    )
    later = any(each[: len(known)] > known[: len(each)] for each in named)
    return later and not _AHEAD.search(text)


def _tells_when(text: str, date: str) -> bool:
    """Whether a sentence dates something by the document itself: "before ICE's answer of …"."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return False
    own = f"{MONTHS[int(parts[1]) - 1]} {int(parts[2])}, {parts[0]}"
    whose = rf"(?:(?:the\s)?(?:{NAME}|\w+)['\u2019]s?|the|its)"
    return (
        re.search(rf"\b(?:before|after|since)\s+{whose}\s+(?:\w+\s+){{1,3}}of\s+{own}", text)
        is not None
    )
