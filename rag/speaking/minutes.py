"""How minutes, and reports of hearings, tell on what somebody has been said to say.

They do so at one remove, without naming anybody again: "Mr Lee said that the pier was closed.
Nobody had come. It would open in May." The same words elsewhere may be the document's own.
"""

from __future__ import annotations

import re

from rag.language.titles import ADDRESS
from rag.records import Document

HEAD = 300
"""Characters at the head of a document in which it is called minutes."""

_PRESENTS = re.compile(
    r"\s(?:introduced|outlined|presented|summari[sz]ed|(?:gave|made)\s(?:an?|her|his|the|their)\s(?:\w+\s)?"
    r"(?:account|overview|presentation|report|statement|summary|update)|reported\son)\b"
)
"""What somebody does whose words minutes go on to tell: "Mr Lee presented the accounts"."""

_GOES_ON = re.compile(
    r"(?:He|She|They)\s(?:also\s)?(?:did|felt|hoped|knew|saw\sno|understood|wanted|was\snot)\b"
)
"""How minutes go on to tell what somebody thinks, in the simple past."""

_MINUTES = re.compile(
    r"^[^\n]*\bminutes\b|\bminutes of\b|^[^\n]*\b(?:inquest|inquiry|tribunal)\b"
    r"|\b(?:notes?|record|summary) of (?:an?|the) (?:\w+ )?(?:hearing|meeting)\b",
    re.I,
)
"""What a document says at its head that tells what was said at a meeting or a hearing."""

_BACKSHIFTED = re.compile(
    r"\b(?:could|might|should|would)\b|\bdid\snot\sthink\b"
    r"|\bhad\s(?!(?:an?|any|her|his|it|its|many|no|nothing|some|the|their|them|to|two|three)\b)[a-z]+\b"
)
"""A verb that tells at one remove: "Tenants would pay nothing", "Nobody had come"."""

_DECIDED = re.compile(
    r"It\swas\s(?:\w+\s)?(?:agreed|decided|resolved)\sthat\b.*\b(?:should|would)\b"
    r"|The\s(?:\w+\s){1,3}?(?:agreed|approved|decided|resolved|voted)\b"
)
_NAMED_FIRST = re.compile(rf"{ADDRESS}\.?\s[A-Z]|[A-Z][a-z]+\s[A-Z][a-z]+\s[a-z]")


def is_minutes(document: Document) -> bool:
    """Whether a document tells what was said at a meeting, as its head says."""
    return _MINUTES.search(f"{document.title}\n{document.text[:HEAD]}") is not None


def goes_on_telling(text: str) -> bool:
    """Whether a sentence of minutes tells on what somebody has just been said to say."""
    if _NAMED_FIRST.match(text) or _DECIDED.match(text):
        return False
    return _BACKSHIFTED.search(text) is not None or _GOES_ON.match(text) is not None


def presenter(text: str) -> str | None:
    """Returns the words before a verb of presenting: "Mr Lee" of "Mr Lee presented it"."""
    verb = _PRESENTS.search(text)
    return text[: verb.start()] if verb else None
