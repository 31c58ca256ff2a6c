"""What a question takes for granted, held against what a sentence says.

"Why did ICE agree to a deadline?" presupposes that ICE agreed. A sentence on the same thing that
denies it, says the opposite, or counts fewer, contradicts the question, and is worth showing. Told
by rule, and only where it is plain: a refusal on a sound question costs more than one missed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.alignment import marks
from rag.claims import Token, fold, keys, read
from rag.evidence import Evidence
from rag.lexicon import DENIALS, NEUTRAL, OPPOSITES, stem, words

# Share of the question's content words that the sentence must have: it is about the same thing.
ABOUT = 0.5

# Questions that take the rest of what they say for granted; "whether" and "did X" ask about it.
_PRESUPPOSES = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come|for what reason|when|how) (?:did|does|do|was|were|had"
    r"|has|have|could|would)\b",
    re.I,
)
# A question that itself denies, chooses or excepts takes something else for granted.
_OPEN = re.compile(
    r"\b(?:if|whether|or|not|no|never|without|against|only|unless|until)\b|n['’]t\b", re.I
)
_VERBAL = ("not", "cannot", "never")
_ALL = re.compile(r"\b(?:all|every one of|both)\b(?: (?:of )?the)? ((?:[\w,.-]+ ){1,3})", re.I)
_SOME = re.compile(
    r"\b(?:only |just )?([\w-]+) of (?:the |its |their |these |those )?([\w-]+)? ?([a-z]+)", re.I
)
# What has begun may also have ended, and the first is not the last: of the opposites only those
# that one and the same thing cannot be.
_EXCLUSIVE = frozenset(
    map(stem, words("accept support agree praise confirm legal true valid rose"))
)
_OPPOSED = tuple(pair for pair in OPPOSITES if _EXCLUSIVE & (pair[0] | pair[1]))
_REFUSING = frozenset(map(stem, DENIALS))


# Of an answer's sentences, only the first are sure to be on what was asked.
FIRST = 2


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence chosen for an answer, and its words that contradict the question."""

    evidence: Evidence
    words: str


def contradiction(question: str, evidence: Sequence[Evidence]) -> Contradiction | None:
    """Returns the first sentence that contradicts what a question takes for granted."""
    for item in evidence[:FIRST]:
        words = contradicted(question, item.text)
        if words is not None:
            return Contradiction(item, words)
    return None


def contradicted(question: str, text: str) -> str | None:
    """Returns the words of a sentence that contradict what a question takes for granted.

    None where nothing plainly does, and where the question takes nothing for granted.
    """
    if not _PRESUPPOSES.match(question) or _OPEN.search(question):
        return None
    ours, theirs = read(fold(question)), read(fold(text))
    if not _about_the_same(ours, theirs):
        return None
    return _denied(ours, theirs) or _opposed(ours, theirs) or _counted_fewer(question, text)


def _about_the_same(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> bool:
    asked = {key for key in keys(ours) if key not in NEUTRAL}
    shared = len(asked & keys(theirs))
    return shared >= max(2, ABOUT * len(asked))


def _denied(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """A negation or a verb of refusing right before a word of the question."""
    asked = {token.key for token in ours if token.says and token.key not in NEUTRAL}
    if asked & _REFUSING or any(token.key == "until" for token in theirs):  # "not done until 1769"
        return None
    said = [token for token in theirs if token.says]
    for mark in marks(theirs):
        negates = mark.text.lower() in _VERBAL or "n't" in mark.text.lower()
        if negates and mark.scope and _of(said[: mark.scope[0]], asked):
            word = said[mark.scope[0]]
            if word.kind == "word" and word.key in asked:
                return f"{mark.text} {word.text}"
    for place, (token, after) in enumerate(pairwise(said)):
        refuses = token.kind == after.kind == "word" and token.key in _REFUSING
        if refuses and after.key in asked and _of(said[:place], asked):
            return f"{token.text} … {after.text}"
    return None


def _of(before: Sequence[Token], asked: Collection[str]) -> bool:
    """Whether the name last mentioned, if any, is one that the question has."""
    name = next((token for token in reversed(before) if token.kind == "name"), None)
    return name is None or name.key in asked


def _opposed(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> str | None:
    """The opposite of a verb of the question, where the sentence lacks that verb."""
    asked = {stem(token.bare) for token in ours if token.kind == "word"}
    said = {stem(token.bare): token.text for token in theirs if token.kind == "word"}
    for one, other in _OPPOSED:
        for here, there in ((one, other), (other, one)):
            if asked & here and not asked & there and not here & said.keys():
                found = there & said.keys()
                if found:
                    return said[min(found)]
    return None


def _counted_fewer(question: str, text: str) -> str | None:
    """A part, "five of the 19 members", where the question has all of them."""
    every = _ALL.search(question)
    if every is None:
        return None
    nouns = {stem(word) for word in every[1].lower().split()}
    for match in _SOME.finditer(text):
        number = read(fold(f"about {match[1]}"))[-1]
        part = number.kind == "number" or match[1].lower() in ("some", "most", "few", "several")
        if part and stem(match[3].lower()) in nouns:
            return match[0]
    return None
