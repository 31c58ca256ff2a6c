"""Questions for what tells two things apart: "What is the difference between a pier and a quay?".

Documents seldom say that in one sentence; they say what the one is, and what the other.
"""

from __future__ import annotations

import re

_ONE, _OTHER = r"(?P<one>[^?,;:]{2,60}?)", r"(?P<other>[^?,;:]{2,60}?)"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"\W*(?:(?:and\s)?what(?:\sis|\sare|\swas|\swere|['’]s)\s)?(?:the\s)?(?:\w+\s)?"
        rf"differences?\sbetween\s(?:the\s(?:two|three)\s[^?,;:]{{2,40}},\s)?{_ONE}\sand\s{_OTHER}[\s?.!]*",
        rf"\W*how\s(?:is|are|was|were)\s{_ONE}\sdifferent\s(?:from|to|than)\s{_OTHER}[\s?.!]*",
        rf"\W*how\s(?:do|does|did)\s{_ONE}\sdiffer\sfrom\s{_OTHER}[\s?.!]*",
    )
)
# What is said, counted or given of the two is another question.
_NO_THING = re.compile(
    r"^\W*\$?\d[\d,.]*\W*$|\b(?:19|20)\d\d$|['’]s?\s|\b(?:accounts?|amounts?|answers?|counts?|figures?"
    r"|estimates?|findings?|numbers?|opinions?|positions?|rates?|results?|shares?|totals?|versions?"
    r"|views?|what|who|how|when|those|that|they|it|he|she|them|the\s(?:two|three|latter|former))\b",
    re.I,
)
LONGEST = 7
"""Words that each of two things has at most."""


def things_told_apart(question: str) -> tuple[str, ...]:
    """Returns the two things that a question tells apart; nothing where it tells none."""
    match = next(filter(None, (form.fullmatch(question.strip()) for form in _FORMS)), None)
    if match is None:
        return ()
    names = (match["one"], match["other"])
    if any(_NO_THING.search(each) or len(each.split()) > LONGEST for each in names):
        return ()
    return names
