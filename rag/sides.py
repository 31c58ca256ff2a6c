"""Questions that ask what several say: "How do the OIG and GAO differ on cost?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIDES = (
    r"(?:both\s)?(?P<first>[^?;:]{2,70}?)(?:,)?\s(?:and|versus|vs\.?|with|to|from)"
    r"\s(?P<second>[^?;:]{2,70}?)"
)
# What each of two says is asked of the one and the other, not of the one with the other.
_BOTH = r"(?:both\s)?(?P<first>[^?;:]{2,70}?),?\sand\s(?P<second>[^?;:]{2,70}?)"
_SAY = (
    r"(?:say|says|said|give|gives|gave|find|found|think|conclude|concluded|report|reported|write"
    r"|claim|recommend|state|argue|hold|count|counted|put|estimate|respond)\b"
)
_ON = r"(?:on|about|in|regarding|concerning|over|for|as to)"
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^compare\s(?:what\s)?{_SIDES}(?:\s(?:each\s)?{_SAY})?\s{_ON}\s(?P<topic>.+?)[.?]*$",
        rf"^compare\s{_SIDES}(?P<topic>)[.?]*$",
        rf"^how\s(?:do|does|did)\s(?P<first>[^?;:]{{2,70}}?)\sdiffer\sfrom\s(?P<second>[^?;:]{{2,70}}?)"
        rf"(?:\s{_ON}\s(?P<topic>.+?))?[.?]*$",
        rf"^how\s(?:do|does|did)\s{_SIDES}\s(?:differ|disagree|compare|diverge)(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^(?:what|how)\s(?:do|does|did)\s{_BOTH}\s(?:each\s)?{_SAY}(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^(?:do|did)\s{_SIDES}\s(?:dis)?agree(?:\s{_ON})?(?P<topic>.*?)[.?]*$",
        rf"^(?:what\s(?:is|are|was|were)\s)?(?:the\s)?differences?\sbetween\s{_SIDES}(?:\s{_ON}\s(?P<topic>.+?))?[.?]*$",
        rf"^{_SIDES}\s{_ON}\s(?P<topic>[^:?]+):\swhat\s(?:does|do|did)\s(?:each|they|both)\s.*$",
        rf"^how\s(?:do|does|did)\s{_SIDES}\s(?P<topic>(?:go|leave|react|respond|answer|deal|handle|treat|join)\b.*?)[.?]*$",
    )
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who or what is compared, and on what."""

    names: tuple[str, str]
    topic: str


def asks_to_compare(question: str) -> Sides | None:
    """Returns the two sides that a question compares; None where it compares nothing."""
    for form in _FORMS:
        match = form.match(question)
        if match is not None:
            names = (_bare(match["first"]), _bare(match["second"]))
            if all(names) and all(len(name.split()) <= 8 for name in names):
                return Sides(names, (match["topic"] or "").strip(" ,"))
    return None


def _bare(name: str) -> str:
    """A name without the article and the genitive that stand around it."""
    return re.sub(r"^(?:the|what|both)\s+|['’]s?$", "", name.strip(" ,"), flags=re.I)
