"""What somebody wanted done, asked for as what they recommend: so reports say it."""

from __future__ import annotations

import re

_ASKS = r"\W*(?:and |so |but )?what (?P<aux>did|does|do)"
_DONE = r"(?:changed|done|fixed)"
_WHO = r"(?P<who>(?!you\b|i\b|we\b)[^?,;]{2,60}?)"
_FORMS = tuple(
    (re.compile(form, re.I), told)
    for form, told in (
        (
            rf"{_ASKS} {_WHO} want (?:to (?:be|get|see) )?{_DONE}(?P<rest>\b[^?]*)\??",
            "What {aux} {who} recommend{rest}?",
        ),
        (
            rf"{_ASKS} {_WHO} (?:advise|tell|urge|want) (?P<whom>[^?,;]{{2,60}}?) to"
            r" (?:change|do|fix)(?P<rest>\b[^?]*)\??",
            "What {aux} {who} recommend to {whom}{rest}?",
        ),
        (
            rf"\W*(?:and |so |but )?what should (?:be {_DONE}|change|happen)"
            r"(?P<rest>\b[^?,;]*?),? according to (?P<who>[^?,;]{2,60})\??",
            "What did {who} recommend{rest}?",
        ),
    )
)


def as_recommended(question: str) -> str | None:
    """Returns a question for what somebody wanted done as one for what they recommend.

    "What did GAO want done about the piers?" is "What did GAO recommend about the piers?"; None for
    other questions.
    """
    for form, told in _FORMS:
        asked = form.fullmatch(question.strip())
        if asked is not None:
            said = {"aux": "did", **asked.groupdict()}
            return told.format(**said)
    return None
