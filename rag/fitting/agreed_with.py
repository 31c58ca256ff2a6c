"""Whether a sentence tells of the agreement that a question asks about.

“Did the port agree with the recommendations?” is not answered by “The port disagreed with the
advisory opinion.”, nor “… with the board's recommendations?” by “… with the recommendations of
GAO-24-106”; nor by what the board goes on to say of them, where “They agreed with them.” stands
beside that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.demand import asks_whether_agreed
from rag.asking.question import roots
from rag.language.abbreviations import initials
from rag.retrieving.evidence import UNREAD, Evidence
from rag.retrieving.pointing import is_bare_answer, is_verdict

LEAST = -2.0
"""Log-odds that what tells who agreed must have to come before what does not."""

_PROPOSED = r"(?:conclusions?|findings?|recommend\w*)"
_ASKED = re.compile(rf"\b(?:{_PROPOSED}|advice)\b", re.I)
_DOES = r"(?:(?:dis)?agree[sd]?|(?:non-?)?concur(?:s|red)?|accept(?:s|ed)?|reject(?:s|ed)?)"
_AGREES = re.compile(rf"\b(?:{_DOES}|(?:dis)?agreement|(?:non-?)?concurrence)\b", re.I)
_AGREES_WITH = re.compile(rf"\b{_DOES}\s(?:\w+ly\s)?(?:with\s)?(?:the|an?|this|that)\s[a-z]", re.I)
_WITH_NAMED = re.compile(
    r"\b(?:agreed?|concur(?:red)?) with (?:the )?(?P<who>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*)\W*$"
)
_ON_IT = re.compile(
    r"\b(?:adopt\w*|approv\w*|back(?:s|ed)|comment\w*|commit\w*|concerns?|consent\w*|declin\w*"
    r"|disput\w*|endors\w*|implement\w*|intend\w*|object\w*|oppos\w*|plan(?:s|ned)?|recommend\w*"
    r"|refus\w*|repl(?:y|ies|ied)|respon\w*|support\w*|welcom\w*|will|would)\b",
    re.I,
)
"""What may tell of it besides, in other words."""

_MAY_BE = re.compile(
    rf"\b(?:{_PROPOSED}|analys[ie]s|assessments?|draft|it|points?|propos\w+|reports?|suggest\w*|them)\b",
    re.I,
)
"""What may stand for what was recommended or found."""

_WHOSE = re.compile(
    rf"\bthe (?P<one>[\w-]+(?: [\w-]+){{0,3}})['’]s? (?:\w+ ){{0,2}}{_PROPOSED}"
    rf"|\b{_PROPOSED} (?:of|by|from|in) the (?P<other>[\w-]+(?: [\w-]+){{0,3}})",
    re.I,
)
_OF_NAMED = re.compile(
    rf"\b{_PROPOSED} (?:of|by|from|in) (?P<one>(?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
    rf"|(?P<other>[A-Z][\w-]+(?: [A-Z][\w-]+)*)['’]s? (?:\w+ ){{0,2}}{_PROPOSED}"
)


def says_nothing_of_agreement(question: str, text: str) -> bool:
    """Whether a sentence tells of no agreement, or of one with what is not asked about."""
    named = _WITH_NAMED.search(question)
    if not asks_whether_agreed(question) or not (named or _ASKED.search(question)):
        return False
    something = _AGREES_WITH.search(text) is not None and _MAY_BE.search(text) is None
    something = something and not (named and named["who"] in text)
    nothing = _AGREES.search(text) is None and _ON_IT.search(text) is None
    nothing = nothing and not (is_verdict(text) or is_bare_answer(text))
    return something or nothing or _is_of_another(question, text)


def prefer_who_agreed(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Puts first what tells of an agreement, where that is asked and the best says nothing of it.

    Only what may answer, of the same document.
    """
    if not asks_whether_agreed(question) or not ranked or _AGREES.search(ranked[0].text):
        return list(ranked)
    best = ranked[0]
    own = next((item for item in ranked if _may_tell(question, item, best)), None)
    if own is None:
        return list(ranked)
    rest = [item for item in ranked if item is not own]
    return [replace(own, score=max(own.score, best.score)), *rest]


def _may_tell(question: str, item: Evidence, best: Evidence) -> bool:
    odds = UNREAD if item.odds is None else item.odds
    beside = item.found.document_id == best.found.document_id and not item.blemished
    tells = _AGREES.search(item.text) is not None and not says_nothing_of_agreement(
        question, item.text
    )
    return beside and tells and odds >= LEAST


def _is_of_another(question: str, text: str) -> bool:
    """Whether a sentence names somebody else whose recommendations they are."""
    asked, told = _WHOSE.search(question), _OF_NAMED.search(text)
    if asked is None or told is None:
        return False
    one, other = ((each["one"] or each["other"]) for each in (asked, told))
    short = any(len(form) > 1 and form in other for form in initials(one))
    return not (short or roots(one) & roots(text))
