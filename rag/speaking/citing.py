"""Who cites whom: the source that a sentence names for what it passes on, and what that says.

"Boone cites the audit for the finding that …", "Boone reports from the audit that …", "Boone cites
a letter in which Crane says that …", "Boone acknowledges that the audit lists …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.noun_phrases import WORK, is_work
from rag.language.reporting import ASSERTS, SPOKEN, TELLS, THAT

CITES = r"(?:cites?|cited|quotes?|quoted)"
_SAID = (
    r"(?:finding|statement|claim|conclusion|assertion|estimate|view|opinion|observation|remark"
    r"|warning|judgment|judgement|proposition|report|argument|figure)s?"
)
"""What somebody has said, where "that" follows."""

CITED_FOR = re.compile(
    rf"\s{CITES}\s(?P<source>[^;:\"\u201c\u201d]{{2,120}}?)\s(?:for|as\sthe\ssource\sof)"
    rf"\s(?:the|its|his|her|their|an?)\s(?:[\w-]+\s){{0,2}}?{_SAID}"
    r"(?:\s(?:by|of|from)\s(?P<by>[^,.;:]{2,80}?))?\sthat\s"
)
REPORTED_FROM = re.compile(
    rf"\s(?:reports?|reported|recounts|recounted|{CITES})\sfrom\s(?P<source>[^,;:]{{2,120}}?),?\sthat\s"
)
IN_WHICH = re.compile(
    rf"\s(?:{CITES}|reproduces?|reproduced|reprints?|reprinted)\s(?:an?|the|another)\s"
    rf"(?:[\w-]+\s){{0,3}}?{WORK}(?:\s(?:of|from|dated)\s[^;:]{{2,60}}?)?,?\s(?:in\swhich|where)\s"
)


@dataclass(frozen=True, slots=True)
class Citing:
    """A sentence in which somebody names a source.

    Attributes:
        who: The words before the verb: who cites.
        sources: Whom they cite, the nearest first; none where the clause alone says who speaks.
        clause: What is passed on.
    """

    who: str
    sources: tuple[str, ...]
    clause: str


def citing(text: str) -> Citing | None:
    """Returns who cites whom at the head of a sentence, and for what; None where nobody does."""
    if match := CITED_FOR.search(text):
        sources = tuple(filter(None, (match["source"], match["by"])))
    elif (match := REPORTED_FROM.search(text)) and is_work(match["source"]):
        sources = (match["source"],)
    elif match := IN_WHICH.search(text):
        sources = ()
    else:
        return None
    return Citing(text[: match.start()], sources, text[match.end() :])


def passed_on(text: str) -> str | None:
    """Returns the clause that the head of a sentence tells as so: "… notes that the audit lists …".

    Who only claims or denies what another has said does not pass it on.
    """
    verb = SPOKEN.search(text)
    that = verb and verb["verb"] in TELLS and THAT.match(text, verb.end())
    return text[that.end() :].lstrip() if that else None


def is_told_by_a_work(clause: str) -> bool:
    """Whether a work tells what a clause says: "the audit lists …"."""
    tells = [match.start() for each in (SPOKEN, ASSERTS) if (match := each.search(clause))]
    return bool(tells) and is_work(clause[: min(tells)])
