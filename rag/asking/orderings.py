"""Questions for which of two documents is the older one, or the newer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.bibliographic import NOUNS, OPENS, PLAIN_NOUNS

_CAME = r"(?:came out|came|appeared|was (?:published|issued|released|written))"
_OLDER = r"(?P<end>older|newer|earlier|later|more recent)"
_OF_TWO = r",? (?P<one>.+?),? or (?P<other>.+)"
_ORDERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:which|what)(?: one| of them| {PLAIN_NOUNS})? {_CAME}"
        rf" (?P<end>first|last|earlier|later){_OF_TWO}",
        rf"which(?: one| {PLAIN_NOUNS})? is (?:the )?{_OLDER}(?: one)?{_OF_TWO}",
        rf"(?:is|was) (?P<one>.+?) {_OLDER} than (?P<other>.+)",
    )
)


@dataclass(frozen=True, slots=True)
class Ordering:
    """Two documents of which it is asked which is the older or the newer one.

    Attributes:
        subjects: What the question calls the two.
        first: Whether the older one is asked for.
    """

    subjects: tuple[str, str]
    first: bool


def asks_for_order(question: str) -> Ordering | None:
    """Returns the two documents that a question wants put in order of their dates, if it does."""
    text = OPENS.sub("", " ".join(question.split())).strip(" .?!")
    match = next(filter(None, (form.fullmatch(text) for form in _ORDERS)), None)
    if match is None:
        return None
    noun = re.search(rf"\b{NOUNS}\b", text, re.I)
    stands = f"the {noun[0]}" if noun else "the one"
    one, other = (
        re.sub(r"^the one\b", stands, match[each], flags=re.I) for each in ("one", "other")
    )
    return Ordering((one, other), match["end"].lower() in ("first", "earlier", "older"))


def is_placed(title: str, place: str, noun: str) -> bool:
    """Whether a title says which of such it is: "Second Interim Report"."""
    of_such = rf"\b{re.escape(place)}\b(?:[ -]\w+){{0,2}}[ -]{re.escape(noun)}"
    return re.search(of_such, title, re.I) is not None
