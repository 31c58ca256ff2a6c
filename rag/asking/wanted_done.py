"""What somebody wanted done, asked for as what they recommend: so reports say it."""

from __future__ import annotations

import re

_ASKS = r"\W*(?:and |so |but )?what (?P<aux>did|does|do)"
_DONE = r"(?:changed|done|fixed)"
_WHO = r"(?P<who>(?!you\b|i\b|we\b)[^?,;]{2,60}?)"
_WHOM = r"(?P<whom>(?:(?!who\b|that\b|want)[^?,;\s]+ ){1,8}?)"
_NAME = r"(?-i:[A-Z])[\w.&’'-]*"
_BODY = (
    rf"(?P<whom>(?:the )?(?!(?:I|we|you|one)\b){_NAME}(?: (?:of |for |the )*{_NAME})*"
    r"|the (?:agency|board|city|company|council|county|department|government|ministry|office))"
)
_ON = r"(?P<rest>(?: (?:about|by|concerning|in|on|regarding)\b[^?,]*)?)"
_FORMS = tuple(
    (re.compile(form, re.I), told)
    for form, told in (
        (
            rf"{_ASKS} {_WHO} want (?:to (?:be|get|see) )?{_DONE}{_ON}\W*",
            "What {aux} {who} recommend{rest}?",
        ),
        (
            rf"{_ASKS} {_WHO} (?:advise|ask|urge|want) {_WHOM}to (?:change|do|fix){_ON}\W*",
            "What {aux} {who} recommend to {whom}{rest}?",
        ),
        (
            rf"\W*(?:and |so |but )?what should (?:be {_DONE}|change){_ON},?"
            r" according to (?P<who>[^?,;]{2,60})\W*",
            "What did {who} recommend{rest}?",
        ),
        (
            rf"\W*(?:and |so |but )?what (?:should|must|ought) {_BODY} (?:to )?(?:change|do|fix)"
            rf"{_ON}\W*",
            "What did the report recommend to {whom}{rest}?",
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
            said = {key: value.strip() for key, value in asked.groupdict().items()}
            said["rest"] = f" {said['rest']}" if said["rest"] else ""
            return told.format(**{"aux": "did", **said})
    return None
