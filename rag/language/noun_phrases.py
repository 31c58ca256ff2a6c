"""What a noun phrase calls somebody, or a work and whose it is: "officials of the harbor board"."""

from __future__ import annotations

import re

from rag.language.abbreviations import CAPITALISED, NAME
from rag.language.dates import ANY_MONTH
from rag.language.roles import PARTY
from rag.language.titles import ROLE

PEOPLE = (
    r"(?:officials?|spokes(?:man|woman|person)|representatives?|leaders?|staff|auditors?|managers?|"
    r"investigators?|researchers?|attorneys?|management|executives?|authors?)"
)
WORK = (
    r"(?:report|study|audit|statement|letter|memorandum|memo|commentary|post|article|testimony|"
    r"paper|(?:press )?release|announcement|analysis|brief|opinion|account|reply|response|blog|"
    r"guidance|summary|comments|Q&A|fact sheet|editorial|infographic|text|survey|website|guide|"
    r"review|inquiry|investigation)"
)
BODY = (
    r"(?:(?:law|research|policy|advocacy|news)\s)?(?:clinic|firm|group|website|newspaper|magazine|"
    r"panel|team|subcommittee|committee)"
)
"""What a name may be put before to say what sort of body it is: "the Harvard law clinic"."""
APPOSED = re.compile(
    rf",\s(?:an?|the)\s(?:[\w-]+\s)?(?:{BODY}|blog)\b[^,]{{0,60}},?$"
    rf"|,\s(?:(?:an?|its|the|their)\s)?(?:[\w-]+\s){{0,3}}?{ROLE}\b[^,]{{0,60}},$"
    rf"|,\s(?:for|from|of|with)\s(?:the\s)?[A-Z][^,]{{1,60}},$"
)
"""What shows that the words before it are a name: "Uncover the Truth, a website of advocates,"."""

PART = (
    r"(?:executive summary|summary|draft|narrative|preface|conclusion|introduction|cover letter|"
    r"text|(?:opening )?pages?(?:\s+\w+)?|passage)"
)

SUBORDINATE = r"(?:although|though|while|whereas|because|since|if|when|whether|unless|that|as)\b"
"""What opens a clause that is not the sentence's own."""

PEOPLE_OF = re.compile(
    rf"(?:the\s+|an?\s+)?(?:(?!{SUBORDINATE})\w+\s+)?({PEOPLE})\s+(?:from|at|of|with)\s+(.+)", re.I
)
OF_PEOPLE = re.compile(
    rf"(?:[Tt]he\s+|[Aa]n?\s+)?(?:(?!{SUBORDINATE})[a-z]+\s+)?({NAME})(?:['\u2019]s)?\s+({PEOPLE})"
)
PART_OF = re.compile(rf"(?:[Tt]he\s+|[Ii]ts\s+|[Aa]\s+)?{PART}\s+(?:of|to|in)\s+(.+)", re.I)
PART_ON_PAGE = re.compile(rf"(?:[Tt]he\s+){PART}(?:\s+on\s+(?:p\.|pp\.|page)\s*\S+)?", re.I)
NUMBERED_WORK = re.compile(
    rf"({NAME})\s+(?:report|study|paper|memo|release|brief)\s+[A-Z]*[\d-]*\d[\w-]*(?:\s+of\s+(?:\w+\s+)?(?:19|20)\d\d)?"
)
"""A work by its maker and number: "TRAC report 509 of 2018"."""

BARE_WORK = re.compile(rf"({NAME})\s+(?:[a-z-]+\s+)?(?:guidance|documentation|regulations?)")
"""A work by its maker alone: "Harbor Department guidance"."""

POSSESSED = re.compile(rf"(?:[Tt]he\s+)?({NAME})['\u2019]s?\s+({NAME})")
"""A body of another one: "the Harbor Department's Office of Tolls"."""

PAPER_OF = re.compile(
    rf"(?:[Tt]he|[Aa]n?)\s+(?:[a-z]+\s+)?(?:paper|letter|memo|memorandum|press release)\s+of\s+"
    rf"the\s+({NAME})(?:,[^,]{{1,80}},?)?"
)
OWNED_WORK = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:19|20)\d\d\s+)?({NAME})(?:\s+{BODY})?['\u2019]s?\s+"
    rf"(?:[\w-]+\s+){{0,3}}?{WORK}(?:\s+(?:of|on|to|for|from)\s.+)?"
)
WORK_BY = re.compile(
    rf"(?:[Tt]he|[Aa]n?)\s+(?:[\w-]+\s+){{0,3}}?(?:{WORK}|summary)\s+(?:by|from)\s+(?:the\s+)?({NAME})"
)
WORK_OF = re.compile(
    r"(?P<which>[Tt]he|[Tt]his|[Tt]hat|[Aa]n?)\s+"
    r"(?:(?:other|same|second|first|latter|former|\d+-page)\s+)?"
    rf"(?:(?P<name>{NAME})(?:\s+{BODY}(?:['\u2019]s)?)?\s+)?(?:(?P<sort>[a-z][\w-]*)\s+)??(?P<work>{WORK})"
    r"(?:\s+[A-Z]*[\d-]*\d[\w-]*|\s+(?:of|from|dated|published|released|reproduced|on)\s.+){0,2}"
)
LISTED = re.compile(rf"{CAPITALISED}(?:,\s{CAPITALISED})+,?\sand\s{CAPITALISED}")
NAMED_BODY = re.compile(
    rf"(?:[Tt]he\s+|[Aa]n?\s+)({NAME})(?:['\u2019]s?)?\s+{BODY}(?:\s+on\s+[a-z][^,]{{2,60}})?"
)
BODY_NAMED = re.compile(
    rf"(?:[Tt]he|[Aa]n?)\s+(?:[a-z-]+\s+){{0,3}}(?:{BODY}|agency|association|charity|company|union)\s+"
    rf"({NAME})(?:,?\s+(?:Inc|LLC|LLP|Ltd|PLC)\b\.?)?"
)
"""A body called by what it is before its name: "the accounting firm Boone & Lee, LLP"."""

PLAIN = re.compile(rf"(?:[Tt]he\s+)?(?:former\s+)?({NAME})(?:\s+\([^)]*\))?")
DATED = re.compile(
    rf"\s+(?:of|from|dated|on)\s+(?:(?:{ANY_MONTH})\s+(?:\d{{1,2}},\s+)?)?(?:18|19|20)\d\d$"
)
"""What dates a source at the end of its name: "the Post of May 2, 2011"."""

ADDRESS = re.compile(r"(?:www\.)?[a-z0-9][\w-]+(?:\.[a-z][\w-]+)+")
"""A website that is called by its address."""

COMMON_BODY = (
    r"(?:agency|association|authority|board|bureau|city|committee|company|council|county|court"
    r"|department|firm|foundation|government|hospital|ministry|office|panel|party|school|state"
    r"|union|university)"
)
PERSON_OF = re.compile(
    r"(?P<who>(?!The\s)[A-Z][\w\u2019'-]+(?:\s[A-Z]\.|\s[A-Z][\w\u2019'-]+){0,2}?\s[A-Z][\w\u2019'-]+)\s(?:at|from|of|with)\s[^,;:]{3,60}"
)
"""Somebody called by where they are from: "Ann Lee of the pilots' union"."""

DESCRIBED = re.compile(
    rf"[Tt]he\s(?:[A-Za-z][a-z\u2019'-]*\s){{0,2}}?(?P<what>(?i:{ROLE}|{PARTY}|{COMMON_BODY}))"
    r"|(?i:(?:\w+\s)?(?P<many>management|counsel))"
)
"""Somebody who is called by what they are, and by no name: "The chair", "Agency management"."""

FINDS = re.compile(r"\b(?:board|commission|committee|court|engineer|in\w+or|judge|panel)$")
"""Those without a name whose findings are claims; a contractor may find bedrock."""


def is_work(phrase: str) -> bool:
    """Whether a noun phrase means a report, article or other work, rather than who made it."""
    return re.search(rf"\b(?:{WORK}|\w+-\d+[-\d]*|{PART})\b", phrase) is not None
