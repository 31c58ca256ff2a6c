"""Which body put a document out that names nobody as its writer: told beside its title.

"Division of Lodging. Second edition, April 2022.", "National Roads Agency – Standards Directorate".
In doubt there is none.
"""

from __future__ import annotations

import re

from rag.readers.heads import Head, names_court
from rag.readers.letterheads import is_body

MOST_BESIDE = 2
"""Lines above the title, and below it, of which one may be the name of a body."""

LONGEST_NAME = 70
LONGEST_LINE = 220

_WORD = r"[A-Z][\w&'’-]*"
_LINK = r"(?:of|for|and|on|the|&)"
_BODY = re.compile(
    rf"(?:(?:Issued|Published|Prepared|Released) by )?(?:[Tt]he )?"
    rf"(?P<name>{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{1,7}}(?:,? (?:Inc\.|LLC|LLP|Ltd|PLC))?)"
    r"(?: \([A-Z][A-Z&]+\))?(?P<of>(?: of| for) [A-Z]\w+)?"
    r"(?=[.,;](?:\s|$)|\s[–—·|-]\s|\son\s\d|$"
    r"|\s(?:policy brief|working paper|discussion paper|briefing|fact sheet)\b)"
)
_NO_BODY = re.compile(
    r"\b(?:Annals|Case|Code|Docket|Edition|Journal|Matter|Meeting|No|Page|Present|Review|Room|Section"
    r"|Session|Title|Version|Volume)\b"
)
_EDITION = re.compile(
    r"[^.]{5,70}\. (?:\w+ edition|Edition|(?:Last )?[Uu]pdated|Version|Published)\b"
)
_PARTIES = re.compile(
    r"\b(?:agenda|agreement|amendment|contract|deed|hearing|lease|minutes|order|resolutions?"
    r"|statement|transcript|v\.|vs\.)(?=\s|$)",
    re.IGNORECASE,
)
"""Documents beside whose title those who agree, sue or meet are named."""


def body_of(head: Head) -> str:
    """Returns the body that the lines beside a document's title name; "" in doubt."""
    lines = list(head.lines)
    first = next((at for at, line in enumerate(lines) if line.level), None)
    if first is None or head.letter:
        return ""
    last = next((at for at in range(first, len(lines)) if not lines[at].level), len(lines))
    titles = [line.text for line in lines[first:last]]
    if any(_PARTIES.search(title) or names_court(title) for title in titles):
        return ""
    if is_body(titles[0].partition(": ")[0]):  # under whose name the title stands
        return ""
    beside = [*lines[max(0, first - MOST_BESIDE) : first], *lines[last : last + MOST_BESIDE]]
    texts = [line.text for line in beside if not line.level]
    if len(texts) < MOST_BESIDE and _EDITION.match(head.first):
        texts.append(head.first[:LONGEST_LINE])
    return next(filter(None, map(_body_in, texts)), "")


def _body_in(line: str) -> str:
    match = _BODY.match(line) if len(line) <= LONGEST_LINE and not names_court(line) else None
    if match is None or len(match["name"]) > LONGEST_NAME or _NO_BODY.search(match["name"]):
        return ""
    name = match["name"] + (match["of"] or "")
    return name if is_body(match["name"]) and not name.isupper() else ""
