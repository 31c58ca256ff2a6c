"""Why a report was made, asked for as who asked for it: so reports tell why they were made."""

from __future__ import annotations

import re

from rag.asking.bibliographic import OPENS

_WORK = r"(?:audit|evaluation|examination|inquiry|investigation|report|review|study)"
_MAKES = r"(?:carry out|conduct|do|issue|make|perform|prepare|publish|undertake|write)"
_MADE = (
    r"(?:carried out|commissioned|conducted|done|issued|made|performed|prepared|published|requested"
    r"|undertaken|written)"
)
_LOOKS = r"(?:look (?:at|into)|study|review|examine|audit|investigate|report on|assess|evaluate)"
_MAKER = r"(?P<maker>(?-i:[A-Z])[\w.&-]*)"
_FORMS = (
    re.compile(
        rf"why did (?:the )?{_MAKER} {_MAKES} (?P<work>(?:an?|its|the|this) .*?{_WORK}.*)", re.I
    ),
    re.compile(rf"why (?:was|is) (?P<work>the .*?{_WORK}.*?) {_MADE}", re.I),
    re.compile(rf"why did (?:the )?{_MAKER} (?P<looks>{_LOOKS}) (?P<topic>.+)", re.I),
)


def as_request(question: str) -> str | None:
    """Returns who asked for a report, where it is asked why it was made; None for others.

    "Why did GAO look at piers?": "Who asked GAO to look at piers?"
    """
    text = OPENS.sub("", " ".join(question.split())).strip(" .?!")
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if match is None:
        return None
    named = match.groupdict()
    if named.get("topic"):
        return f"Who asked {named['maker']} to {named['looks']} {named['topic']}?"
    work = re.sub(r"^(?:an?|its|this)\b", "the", named["work"], flags=re.I)
    return f"Who asked for {work}?"
