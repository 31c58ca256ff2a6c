"""Sections of a code of laws, and what amends them: 'In § 34-914, strike "$500,000" and insert …'.

A code numbers its sections so that they are cited alike everywhere ("§ 34-914"), so nothing need
be said of which act is amended: whatever changes a section of that number changes this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.amendments import clause_around, day_of
from rag.answering.finding import Finder
from rag.answering.state import State
from rag.records import Document
from rag.retrieving.evidence import Evidence, text_of

MOST = 2
"""Amendments of one section that are quoted, the latest first."""

_NUMBER = r"(?:\d{1,4}[A-Z]?(?:[-–:]\d{1,4}[A-Z]?(?:\.\d{1,3})?){1,3}|\d{3,4}\.\d{1,4})(?![\w-])"
_SECTION = rf"(?:[Ss]ections?|[Ss]ecs?\.|SECTIONS?|§+)\s*(?P<number>{_NUMBER})"
_PART = r"(?P<part>(?:\(\w{1,4}\))*)"
_OWN = re.compile(rf"\W*(?:{_SECTION}|(?P<bare>{_NUMBER}))(?=[.:\s]|$)")
"""A section's number before its heading or its text: "§ 34-914. Insurance."."""

_OWN_PART = re.compile(r"\W*\((?P<part>\w{1,4})\)\s")
_QUOTED = r"[\"“‘](?P<old>[^\"“”]{1,200}?)[\"”’]"
_STRUCK = re.compile(
    rf"(?:[Ii]n|IN) {_SECTION}{_PART}[^.;\"“]{{0,80}}?[,:]?\s"
    rf"(?:strik(?:e|ing)|delet(?:e|ing)|omit(?:ting)?|for|replac(?:e|ing)|substitut(?:e|ing))\s"
    rf"(?:out\s)?(?:the\s(?:words?|figures?|sum|number|amount)\s)?{_QUOTED}"
)
"""Words of a section that others take the place of."""

_AMENDED = re.compile(
    rf"{_SECTION}{_PART}[^.;\"“]{{0,60}}?\s(?:is|are|was|were|shall be|has been)\s"
    r"(?:hereby\s|further\s)*(?:amended(?!\sby\s(?:adding|inserting))|repealed|deleted|replaced|rewritten|suspended)"
)
"""A section or a part of it that is written anew, or that is no law any more."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a text does to a section of a code.

    Attributes:
        number: The section's, "34-914".
        part: Of it, "(a)(2)"; empty for the whole.
        old: The words that others take the place of; empty where all of it is written anew.
    """

    number: str
    part: str = ""
    old: str = ""

    def changes(self, sentence: str, clause: str) -> bool:
        """Whether it may change what a sentence says, in a paragraph of its section."""
        if self.old:
            return _plain(self.old) in _plain(sentence)
        own = _OWN_PART.match(sentence) or _OWN_PART.match(clause)
        parts = re.findall(r"\w+", self.part)
        return own is None or not parts or own["part"] in (parts[0], parts[-1])


def amendments_in(text: str) -> Iterator[Amendment]:
    """Yields what a text says is changed in sections of a code."""
    flat = " ".join(text.split())
    for pattern in (_STRUCK, _AMENDED):
        for match in pattern.finditer(flat):
            yield Amendment(match["number"], match["part"], match.groupdict().get("old") or "")


def section_of(headings: Sequence[str], clause: str) -> str:
    """Returns the number of the section of a code that a paragraph stands in; "" for others."""
    for text in (clause, *reversed(headings)):
        if match := _OWN.match(text):
            return match["number"] or match["bare"]
    return ""


class Codified:
    """Looks for what amends sections of a code, over one generation of an index.

    Args:
        documents: Its documents, by id.
        whole: Makes of a sentence of a passage what is quoted of it.
    """

    def __init__(
        self,
        finder: Finder,
        documents: Mapping[str, Document],
        whole: Callable[..., Evidence],
    ) -> None:
        self._finder = finder
        self._documents = documents
        self._whole = whole

    def amended(self, item: Evidence, state: State) -> tuple[str, str, tuple[Evidence, ...]] | None:
        """Returns the section that a sentence stands in, the title of its act, and what amends it.

        Only documents of a later day than the act's are asked, or of one that is not known.
        """
        own = self._documents[item.found.document_id]
        clause = clause_around(own, item.sentence)
        number = section_of(item.found.entry.passage.headings, clause)
        if not number or any(amendments_in(clause)):
            return None
        by = [
            (day_of(self._documents[each.found.document_id]), each)
            for each in self._changing(own, number, item, clause, state)
        ]
        by.sort(key=lambda each: each[0], reverse=True)
        latest = tuple(each for _, each in by[:MOST])
        return (number, own.title, latest) if latest else None

    def _changing(
        self, own: Document, number: str, item: Evidence, clause: str, state: State
    ) -> Iterator[Evidence]:
        phrases = [f"in section {number}", f"section {number}", number]
        for found in self._finder.with_phrases(phrases, state):
            other = self._documents[found.document_id]
            if other.id == own.id or (day_of(other) and day_of(other) < day_of(own)):
                continue
            for place, each in enumerate(found.entry.passage.sentences):
                told = amendments_in(text_of(found, each))
                if any(one.number == number and one.changes(item.text, clause) for one in told):
                    yield self._whole(found, each, place)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w$£€%]+", text.lower()))
