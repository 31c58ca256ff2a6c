"""Whoever holds an office, asked for by it: "according to the HR director".

Documents name them with it: "Dana Prewitt, Director of Human Resources", "Treasurer Ines Okafor".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from rag.language.abbreviations import INSTITUTION
from rag.records import Document

_HEAD = (
    r"(?:administrator|analyst|auditor|chair|chairman|chairwoman|chief|clerk|commissioner|comptroller"
    r"|counsel|director|editor|engineer|governor|inspector|manager|mayor|minister|officer|president"
    r"|secretary|sheriff|superintendent|treasurer|warden)"
)
_SHORT = r"(?-i:C[A-Z]O)"
_ASKED = re.compile(
    rf"\b(?:the|their|its)\s(?P<office>(?:[\w’'&-]+\s){{0,3}}?(?:{_HEAD}|{_SHORT}))\b(?!['’]?s?\s(?:of|for)\b)",
    re.I,
)
_PERSON = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2})"
_WORDS = r"(?:[A-Z][\w’'&-]*)(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'&-]*){0,6}"
_BEHIND = re.compile(rf"\b{_PERSON},\s(?:the\s)?(?P<office>{_WORDS})")
_BELOW = re.compile(rf"^[ \t]*{_PERSON}[ \t]*\n+[ \t]*(?P<office>{_WORDS})[ \t]*$", re.M)
_BESIDE = re.compile(rf"\b(?P<office>{_WORDS})\s\({_PERSON}\)")
_IS_OFFICE = re.compile(rf"\b{_HEAD}\b", re.I)
_ASKS_WHO = re.compile(r"\W*(?:and |so |but )?who(?:['’]s| is| was| are| were)\b", re.I)
_LESSER = frozenset(("acting", "assistant", "associate", "deputy", "former", "interim", "vice"))
"""What makes another office of one."""

_SMALL = frozenset(("of", "for", "and", "the"))


def find_holders(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yields the people whom a text names with their office, and the words for it.

    Among the words are the initials of those that follow on each other: "hr" of Human Resources.
    """
    for pattern in (_BEHIND, _BELOW, _BESIDE):
        for match in pattern.finditer(text):
            office = match["office"].lower().split()
            if not _IS_OFFICE.search(match["office"]) or INSTITUTION.search(match["name"]):
                continue
            if not _IS_OFFICE.search(match["name"]):
                yield match["name"], frozenset((*office, *_initials(office))) - _SMALL


def _initials(words: Iterable[str]) -> Iterator[str]:
    letters = [word[0] for word in words if word not in _SMALL]
    for first in range(len(letters)):
        for last in range(first + 2, len(letters) + 1):
            yield "".join(letters[first:last])


class Holders:
    """The people whom documents name with their offices.

    Args:
        documents: By id.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    @cached_property
    def _offices(self) -> tuple[tuple[str, frozenset[str]], ...]:
        texts = (each.text for each in self._documents.values() if each.duplicate_of is None)
        return tuple(dict.fromkeys(pair for text in texts for pair in find_holders(text)))

    def name_for(self, question: str) -> str | None:
        """Returns a question with the name of whoever holds the office that it has.

        None where it has no office, or nobody or several hold it.
        """
        asked = _ASKED.search(question)
        if asked is None or _ASKS_WHO.match(question):
            return None
        words = set(asked["office"].lower().split())
        names = {
            name
            for name, office in self._offices
            if words <= office and (office & _LESSER) <= words
        }
        surnames = {name.split()[-1] for name in names}
        if len(surnames) != 1:
            return None
        name = max(names, key=len)
        return f"{question[: asked.start()]}{name}{question[asked.end() :]}"
