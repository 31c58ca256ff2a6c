"""Plain words for phrases by whose words nothing is found: "pull the plug on", "legally bound"."""

from __future__ import annotations

import re

_GOES_ALONG = re.compile(r"\b(?P<go>go|goes|went|gone) along(?= with\b|[?.,]|$)", re.I)
_AGREES = {"go": "agree", "goes": "agrees", "went": "agreed", "gone": "agreed"}
_TELLS_TO_DO = re.compile(
    r"(?<=\bdid )(?P<who>(?:the\s)?(?:GAO|OIG|inspector general|auditors?|report))"
    r"\s(?:tell|want|ask)\s(?P<whom>(?:\S+\s){0,5}?\S+)\sto\sdo\b",
    re.I,
)
"""What an audit tells somebody to do it recommends."""

_PLUG = re.compile(r"\bpull(?P<ending>s|ed|ing)? the plug on\b", re.I)
_THINGS_FOUND = re.compile(
    r"\bthings (?:that )?"
    r"(?P<who>(?:the\s(?!who\b|that\b)[\w'’ -]{2,60}?|(?-i:[A-Z])[\w.'’ -]{1,60}?))"
    r"\s(?:found(?: out)?|concluded)\b",
    re.I,
)
"""What somebody finds are findings."""

_AS_IT_STANDS = re.compile(
    r",?\s(?:as (?:it|things|they) (?:(?:now|currently) )?stands?(?: (?:now|today))?"
    r"|as of (?:now|today)|at (?:present|the moment)|right now)(?=\s*\?*\s*$)",
    re.I,
)
_ON_WHAT_GROUNDS = re.compile(r"\bon what (?:grounds?|basis)\b", re.I)
_BOUND = re.compile(
    r"^(?P<is>is|are|was|were)\s(?P<who>\S.{1,60}?\s)"
    r"(?:legally bound|(?:legally\s)?(?:obliged|compelled))\sto\b",
    re.I,
)
_CAN_BE_MADE = re.compile(
    r"^(?:can|could)\s(?P<who>[^?,;]{2,60}?)\sbe\s(?:legally\s)?"
    r"(?:forced|made|compelled|obliged)\sto\b",
    re.I,
)
_PUTS_OFF = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )"
    r"\b(?P<put>puts?|putting) off(?=\s(?!by\b|from\b|the (?:boat|bus|coach|ship|train)\b)\w)",
    re.I,
)
_DEFERS = {"put": "defer", "puts": "defers", "putting": "deferring"}


def in_plain_words(question: str) -> str:
    """Returns a question with plain words for its phrases: "agree" for "go along".

    "As it stands today" is left out, for what changed later is told anyway.
    """
    question = _AS_IT_STANDS.sub("", question)
    question = _THINGS_FOUND.sub(r"findings of \g<who>", question)
    question = _PLUG.sub(lambda match: f"end{match['ending'] or ''}", question)
    question = _TELLS_TO_DO.sub(r"\g<who> recommend to \g<whom>", question)
    question = _ON_WHAT_GROUNDS.sub(lambda match: "Why" if match[0][0] == "O" else "why", question)
    question = _BOUND.sub(r"\g<is> \g<who>required to", question)
    question = _CAN_BE_MADE.sub(_required, question)
    question = _GOES_ALONG.sub(lambda match: _AGREES[match[1].lower()], question)
    return _PUTS_OFF.sub(lambda match: _DEFERS[match[1].lower()], question)


def _required(asked: re.Match[str]) -> str:
    """Whether somebody can be made to do something, as whether he is required to."""
    who = asked["who"]
    return f"{'Are' if who.endswith('s') else 'Is'} {who} required to"
