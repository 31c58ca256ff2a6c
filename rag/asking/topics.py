"""What a question calls a document by: "the museum report", "a memo on rotten piles"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.dates import ANY_MONTH
from rag.language.reporting import VERB

KINDS = {
    "article": "report",
    "audit": "report",
    "brief": "report",
    "letter": "letter",
    "memo": "memorandum",
    "memorandum": "memorandum",
    "note": "report",
    "paper": "report",
    "preprint": "report",
    "report": "report",
    "review": "report",
    "statement": "statement",
    "study": "report",
    "testimony": "testimony",
    "trial": "report",
}
"""Nouns for documents, each with the kind that it says; "report" is said of some others, too."""

_REPORTS = frozenset((None, "article", "report", "study"))
_TOKEN = re.compile(r"[\w-]+(?:[.’'][\w-]+)*|[^\w\s]")
_OWNER = re.compile(r"(?<=\w)['’]s?$")
_DETERMINERS = frozenset(("the", "this", "that", "a", "an", "its", "their", "his", "her"))
_LINKS = frozenset(("and", "for", "in", "of", "or", "the", "to", "with", "a", "an"))
_STATES = frozenset(("draft", "entire", "final", "full", "recent", "same", "whole"))
_ON = frozenset(("about", "concerning", "on", "regarding"))
_HOW = frozenset(("how", "what", "whether", "why"))
_BETWEEN = frozenset(("after", "before", "into", "not", "others", "under", "well", "with"))
_MEASURES = frozenset(("after", "before", "for", "from", "like", "since", "than", "to", "with"))
_PAYS = frozenset(("paid", "pay", "paying", "pays", "responsible"))
_ENDS = re.compile(
    rf"\W|{VERB}|(?:say|find|conclude|recommend|note|agree|concur|comment|argue|claim|give|list|show"
    r"|mention|cover|describe|discuss|estimate|suggest|warn|write|name|identify|examine|look"
    r"|is|are|was|were|do|does|did|has|have|had|that|which|who|what|why|how|when|where|by|from|at"
    r"|as|but|because|if|than|it|its|they|their)",
    re.I,
)
_MONTH = re.compile(ANY_MONTH)  # "the May report" is called by its day
_TEAM = re.compile(r"(?P<who>[A-Z][\w’'-]+) (?:et al\b|and (?:co-?authors|colleagues)\b)")
_LONGEST = 8
"""Words that a topic may have."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is called by.

    Attributes:
        kind: What its noun says it is.
        words: The words besides, links aside.
        noun: The noun, in small letters.
        told: Whether a clause tells what it is on: "the audit on how harbours are dredged".
        beside: Whether something else is only measured by it: "too late for the harbour audit".
    """

    kind: str
    words: tuple[str, ...]
    noun: str
    told: bool = False
    beside: bool = False

    def may_be(self, kind: str | None) -> bool:
        """Whether a document of a kind may be called so."""
        return kind in _REPORTS if self.kind == "report" else kind == self.kind


def find_topics(question: str) -> Iterator[Topic]:
    """Yields what a question calls documents by, besides the bare "the report"."""
    for team in _TEAM.finditer(question):
        yield Topic("report", (team["who"],), "study")
    tokens = _TOKEN.findall(question)
    for place, token in enumerate(tokens):
        noun = _OWNER.sub("", token.lower())
        before = _before(tokens[:place]) if noun in KINDS else None
        if before is None:
            continue
        beside = _is_beside(tokens[:place], before)
        after = tokens[place + 1 :]
        follows = after[0].lower() if after else "?"
        told = follows in _ON | {"of"} and " ".join(after[1:2]).lower() in _HOW
        if told:
            before += [each for each in _after(after[2:]) if each.lower() not in _ON | _BETWEEN]
        elif follows in _ON:
            before += _after(after[1:])
        elif not (token.lower() != noun or follows in _LINKS or _ENDS.fullmatch(follows)):
            continue  # "the report card"
        words = tuple(
            each for each in before if each.lower() not in _LINKS | _STATES | KINDS.keys()
        )
        if words and not any(map(_MONTH.fullmatch, words)):
            yield Topic(KINDS[noun], words, noun, told, beside)


def _is_beside(tokens: list[str], before: list[str]) -> bool:
    """Whether what stands before a name, and before its "the", measures something else by it."""
    left = tokens[: len(tokens) - len(before)]
    while left and left[-1].lower() in _DETERMINERS:
        left.pop()
    measured, by = ("", "", *(each.lower() for each in left))[-2:]
    return by in _MEASURES and not (by == "for" and measured in _PAYS)


def _before(tokens: list[str]) -> list[str] | None:
    """The words from "the", or from the owner, to the noun; None where there is neither."""
    words: list[str] = []
    for token in reversed(tokens[-_LONGEST:]):
        if token.lower() in _DETERMINERS:
            return words[::-1]
        if _OWNER.search(token):
            return [_OWNER.sub("", token), *words[::-1]]
        if _ENDS.fullmatch(token):
            return None
        words.append(token)
    return None


def _after(tokens: list[str]) -> list[str]:
    """The words of what a document is on."""
    words: list[str] = []
    for token in tokens:
        if _ENDS.fullmatch(token):
            break
        words.append(_OWNER.sub("", token))
    while words and words[-1].lower() in _ON:  # "what is the report on ships about?"
        words.pop()
    return words
