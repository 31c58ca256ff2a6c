"""Which documents tell what was looked into, where a question calls that by its kind alone.

"What did the audit find?", "the Senate inquiry", "both studies".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rag.asking.catalogue import Catalogue
from rag.asking.found_out import as_found
from rag.records import Document

MOST_MEANT = 3
"""Documents that may be meant so; of more nothing tells which."""

_NOUNS = (
    r"(?:audits?|evaluations?|inquir(?:y|ies)|inspections?|investigations?|prob(?:e|es)|reviews?"
    r"|stud(?:y|ies)|surveys?)"
)
_COUNTS = {"both": 2, "two": 2, "three": 3}
_PLACE = r"(?:first|second|third|last|earlier|later|other)"
_CALLED = re.compile(
    r"(?:(?:the|this|that|these|those|(?P<both>both)|all)\s)?(?:(?P<count>two|three|four)\s)?"
    rf"(?:(?P<place>{_PLACE})\s)?(?P<which>(?:[\w-]+\s){{0,2}}?)"
    rf"(?:(?P<noun>{_NOUNS})(?:\s(?:letter|panel|report|team)s?)?|(?P<report>reports?))",
    re.I,
)
_ALL_SAID = re.compile(
    r"\W*what\s(?:did|does|do|has|have)\s(?P<called>[^?,;]+?)\s"
    r"(?:conclude[sd]?|(?:find|found)(?:\sout)?|report(?:ed)?|sa(?:y|id)|tell us)\W*",
    re.I,
)
_AUDITOR = re.compile(
    r"\b(?:Inspectors?[ -]General|Auditors?|Comptroller|Accountability Office|Internal Audit"
    r"|(?:Audit|Auditing) (?:Bureau|Commission|Committee|Court|Department|Office)"
    r"|(?:Office|Court|Board|Bureau) of (?:the )?Audit\w*)\b"
)
"""Those whose reports are audits, whatever their titles say."""

_OF_ANOTHER = r"\b(?:an?|his|her|its|my|no|our|that|the|their|this|your)\s"
"""What stands before the noun in a title that speaks of another document's: "About the audit"."""

_GOT = (
    r"(?<![\w-])(?:about|after|answers?|receiv\w+|repl(?:ies|y)|respon\w+|welcom\w+)\s"
    r"(?:to\s)?(?:\w+\s)?"
)
"""What stands before it in one of who was looked into: "Port Receives Audit"."""

_TOLD_OF = (
    r"\s(?:did|does|fails?|finds?|found|has|had|is|reveals?|said|says|shows?|suggests?|was)\b"
)
"""What follows it in such a title: "Slow Zones Work, Study Finds"."""


def inquiries_asked(question: str, documents: Iterable[Document]) -> tuple[Document, ...]:
    """Returns the documents of what is asked for all that it found, oldest first.

    None where it is not called by its kind alone, or may be any. Of many, those with the name that
    most titles share are meant; of more than are spoken of, those that are so many by one maker.
    Nobody says which is the first or the other one, so that all are meant. A report is called so
    only where it is one of several.
    """
    asked = _ALL_SAID.fullmatch(as_found(question) or question)
    called = _CALLED.fullmatch(asked["called"]) if asked is not None else None
    if called is None:
        return ()
    count = _COUNTS.get((called["both"] or called["count"] or "").lower(), 0)
    if called["report"] and not (count or called["place"]):
        return ()
    count = count or (2 if called["report"] else 0)
    firsts = [each for each in documents if each.duplicate_of is None]
    root = re.sub(r"(?:ies|y|es|e|s)$", "", (called["noun"] or "report").lower())
    which = called["which"].lower().split()
    for is_so in (_is_of_kind, _is_so_titled, _is_by_auditors):
        own = [each for each in firsts if is_so(each, root) and _has(each, which)]
        if own:
            break
    if len(own) > MOST_MEANT:
        shared, _ = Catalogue(firsts).shared_name()
        own = [each for each in own if shared and shared in each.title]
    makers = Counter(each.author for each in own)
    if count and len(own) > count and (made := [x for x in makers if makers[x] == count]):
        own = [each for each in own if each.author == made[0]]
    own.sort(key=lambda each: (each.date or "", each.title))
    return tuple(own) if len(own) <= MOST_MEANT else ()


def _is_so_titled(document: Document, root: str) -> bool:
    """Whether a title has a noun, said of the document itself."""
    noun = rf"\b{root}(?:ies|y|es|e|s)?\b"
    found = re.search(noun, document.title, re.I)
    if found is None or re.search(rf"{_GOT}{noun}|{noun}{_TOLD_OF}", document.title, re.I):
        return False
    lower = found[0].islower()  # "The Senate Inquiry" and "the Inquiry Panel" are names
    return not (lower and re.search(_OF_ANOTHER + noun, document.title, re.I))


def _is_of_kind(document: Document, root: str) -> bool:
    return document.kind is not None and re.sub(r"(?:y|e)$", "", document.kind) == root


def _is_by_auditors(document: Document, root: str) -> bool:
    """Whether a document is a report of those who audit, where an audit is asked for."""
    makers = f"{document.author or ''}; {document.publisher or ''}"
    report = root == "audit" and document.kind in ("report", None)
    return report and _AUDITOR.search(makers) is not None


def _has(document: Document, words: Sequence[str]) -> bool:
    """Whether words that tell which one is meant stand in a title or the maker's name."""
    known = f"{document.title} {document.author or ''} {document.publisher or ''}".lower()
    return all(re.search(rf"\b{re.escape(word)}", known) for word in words)
