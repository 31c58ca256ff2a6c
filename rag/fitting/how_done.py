"""Sentences on how something was looked into: no answer to what was found there.

"What did the auditors find about the mains?" is not answered by "We reviewed 24 records of repair
and interviewed the engineers", nor by "This report examines the mains".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.findings_asked import findings_asked
from rag.asking.meanings import asks_of_named, asks_who
from rag.retrieving.evidence import Evidence
from rag.retrieving.standing import ABOUT_ITSELF

_ASKS_FINDINGS = re.compile(
    r"\W*(?:and |but |so )?what (?:else )?(?:did|does|do|has|have|was|were) .{2,80}?\b"
    r"(?:conclude[sd]?|determine[sd]?|discover(?:s|ed)?|finds?|found|hear|heard|learn(?:s|ed)?"
    r"|says?|said|(?<!the )(?<!this )(?<![’']s )report(?:s|ed)?|reveal(?:s|ed)?"
    r"|show(?:s|ed|n)?|see|saw|tell|told)\b",
    re.I,
)
_ASKS_HOW = re.compile(r"\b(?:methods?|methodolog\w+|scope|objectives?|based on|purpose)\b", re.I)
_WHOSE = r"(?:report|statement|testimony|review|study|audit|paper|work|appendix|section)s?"
_ASKS_OF_WORK = re.compile(
    rf"\b{_WHOSE}\b|\b(?:account|document|objective|purpose|scope|source|summary)s?\b"
    r"|\b(?:written|read|rests? on|draws? on|second.hand|known from|copyright\w*|permission)\b"
    r"|\b(?:address|assess|ask|cover"
    r"|describe|discuss|evaluate|examine|focus|look|request|review|summari[sz]e)(?:d|s|es|ed)?\b",
    re.I,
)
_WORK = (
    r"(?:analy[sz]ed|assessed|collected|compared|conducted|considered|examined|gathered|inspected"
    r"|interviewed|looked (?:at|into)|met with|observed|obtained|read|researched|reviewed|sampled"
    r"|selected|studied|surveyed|tested|visited)"
)
_SUBJECT = r"(?:we|I|[A-Z]{2,}|the (?:\w+ )?(?:auditors?|inspectors?|panel|committee|team|staff))"
_DID = re.compile(rf"(?:^|[,:] ){_SUBJECT} (?:also |then |further )?{_WORK}\b", re.I)
_IS_ON = re.compile(
    rf"^(?:this|my|our) (?:\w+ )?{_WHOSE}\b(?: \(?\w+\)?){{0,3}}? (?:addresse[sd]|assesse[sd]"
    r"|cover(?:s|ed)|describe[sd]|discusse[sd]|evaluate[sd]|examine[sd]|focuse[sd]"
    r"|review(?:s|ed)|summari[sz]e[sd]|(?:is|are|was|were) (?:based|to))\b"
    r"|^(?:you|congress) asked (?:us|GAO|for)\b|^(?-i:[A-Z]{2,}) was asked\b",
    re.I,
)
_REFERENCE = re.compile(
    r"^(?:\d+ )?[A-Z][^.!?]{10,}, [^.!?]{5,}"
    r" \((?:[^()]*: )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\)[.;]?$"
)
"""A work that is only named: "Harbour Board, Report on Mains (May 4, 2011)."."""
_RIGHTS = re.compile(
    r"\bmay (?:be reproduced|contain copyrighted)\b|\bcopyright holder\b"
    r"|\bnot (?:subject to|under|protected by) copyright\b|\ball rights reserved\b",
    re.I,
)
_FOUND = re.compile(
    r"\b(?:conclude[sd]?|confirm(?:s|ed)|determine[sd]|discover(?:s|ed)|found|finds?|identif(?:y|ied)"
    r"|indicate[sd]|learned|noted|saw|show(?:s|ed|n)?|suggest(?:s|ed)|told us|revealed)\b",
    re.I,
)


def leave_out_how_done(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out how things were looked into, where it is asked what was found, unless all is.

    What a report is on answers no question but those on reports.
    """
    if _ASKS_HOW.search(question):
        return list(ranked)
    if _ASKS_FINDINGS.match(question) or findings_asked(question):
        return [item for item in ranked if not _tells_how(item.text)] or list(ranked)
    if _ASKS_OF_WORK.search(question):
        return list(ranked)
    if asks_who(question) or asks_of_named(question):  # "its policy arm, the Center"
        return [item for item in ranked if not is_on(item.text)] or list(ranked)
    return [item for item in ranked if not _is_of_itself(item.text)] or list(ranked)


def _tells_how(text: str) -> bool:
    did = _DID.search(" ".join(text.split())) is not None and _FOUND.search(text) is None
    return did or _is_of_itself(text)


def _is_of_itself(text: str) -> bool:
    """Whether a sentence is on a text: what that examines, is drawn from, or may be used for."""
    own = (ABOUT_ITSELF, _RIGHTS, _REFERENCE)
    return is_on(text) or any(each.search(" ".join(text.split())) for each in own)


def is_on(text: str) -> bool:
    """Whether a sentence says what a report is on: "This report examines how piers are kept"."""
    return _IS_ON.search(" ".join(text.split())) is not None
