"""Who asks and who answers in an interview as magazines print them, with "Q:" and "A:".

Its opening tells: "Ida Crane has been warden since 2019. She talks to Jo Orme about the harbour."
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.abbreviations import INSTITUTION
from rag.language.turn_patterns import PERSON, SWORN

HEAD = 2_000
"""Characters at the head of a text in which those who talk are named."""

INTERVIEWER = "The interviewer"

_TALKS = re.compile(
    r"\b(?:talks|talked|speaks|spoke|sat\sdown|chats|chatted|in\sconversation)\s(?:to|with)\s"
    rf"(?:us\b|(?:the|this)\s\w+|(?P<asks>{PERSON}))"
)
_PERSON = re.compile(PERSON)


@dataclass(frozen=True, slots=True)
class Interview:
    """Those who talk in it, by their full names."""

    answers: str
    asks: str = INTERVIEWER


def find_interview(text: str) -> Interview | None:
    """Returns who answers whom, as the head of a text tells; None in doubt, or for a witness."""
    if SWORN.search(text):
        return None
    for match in _TALKS.finditer(text[:HEAD]):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        names = (_name(each[0]) for each in _PERSON.finditer(line))
        who = next((name for name in names if not INSTITUTION.search(name)), None)
        if who is None:
            continue
        asks = _name(match["asks"] or "")
        if asks and _times(text, asks) > _times(text, who):
            return Interview(asks, who)  # "Jo Orme talks to Ida Crane", of whom the text tells
        return Interview(who, asks or INTERVIEWER)
    return None


def _name(found: str) -> str:
    """A name without what the next sentence begins with: "Ida Crane. Crane"."""
    return re.split(r"(?<=\w\w)\.", found)[0]


def _times(text: str, name: str) -> int:
    """How often a text has somebody's surname."""
    return len(re.findall(rf"\b{re.escape(name.split()[-1])}\b", text))
