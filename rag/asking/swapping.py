"""One thing of a question put in another's place: "what about 2011?", "no, I meant GAO"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.asking.question import content_words, roots
from rag.asking.reckoning import YEAR
from rag.language.dates import ANY_MONTH
from rag.language.lexicon import STOP_WORDS
from rag.models.likeness import Likeness

ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|why|which|how|did|does|do|is|was|are|were|has|have|had|can"
    r"|could|will|would|should)\b",
    re.I,
)
_WITHIN = re.compile(r"^(?:in|for|among|by|at|on|of|with|from)\s+(?=.)", re.I)
OF_SOMETHING = re.compile(
    r"\w\s(?:of|in|for|among|by|at|on|with|from|to|against|between)\s\w", re.I
)
NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*-\d[\w-]*")
_TITLE = r"(?:(?:Rep|Sen|Gov|Dr|Mr|Mrs|Ms|Prof|Hon|Gen|Lt|Col|Capt|Sgt)\.\s(?=[A-Z]))?"
NAME = re.compile(
    rf"\b(?!(?:{ANY_MONTH})\b){_TITLE}[A-Z][\w.&’'-]*\w(?:\s(?:(?:of|for|and|the|v\.?)\s(?=[A-Z]))*"
    rf"(?!(?:{ANY_MONTH})\b)[A-Z][\w.&-]*)*"
)
_ARTICLES = frozenset(("the", "a", "an", "its", "their"))
_ALL = re.compile(r",\s(?:all|both)(?:\sof\s(?:them|it))?$", re.I)
_OPPOSED = (
    ("highest", "lowest"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("most", "least"),
    ("most", "fewest"),
    ("best", "worst"),
    ("first", "last"),
    ("oldest", "newest"),
    ("earliest", "latest"),
    ("maximum", "minimum"),
    ("before", "after"),
)
# Nouns in small letters: "the storage tanks", "how many ships", "the force's findings".
_NOUNS = re.compile(
    r"(?:\b(?:the|an?|any|all|many|much|which|whose|of|for|in|on|at|with|by|about|from|to|its|their)"
    r"|['’]s)\s"
    r"(?!(?:the|an?|any|all|its|their|which|whose)\b)(?=(?P<nouns>[a-z][\w-]*(?:\s[a-z][\w-]*){0,2}))"
)
# Words that may stand for something in place of another.
LONGEST_INSTEAD = 7
# How near a noun must be to what is put in its place, and how much nearer than any other; a
# correction puts it in the place of something surely.
NEAR, NEARER = 0.4, 0.1
NEAR_TO_MEANT = 0.3
# Words that name one thing, which may be near to another.
FEW_WORDS = 3


def swap(thing: str, before: str, likeness: Likeness | None = None) -> str | None:
    """Returns a question with something put in for what is of its kind; None if nothing is.

    Args:
        likeness: Tells which of several names is of its kind: "New York" stands for "Illinois".
    """
    behind = _WITHIN.match(thing)
    within = behind is not None
    thing = _WITHIN.sub("", thing)
    if len(thing.split()) > LONGEST_INSTEAD:
        return None
    for kind in (YEAR, NUMBER):
        there, here = kind.findall(before), kind.findall(thing)
        if len(set(there)) == 1 and len(here) == 1 and there != here:
            return before.replace(there[0], here[0])
    opposite = _opposite(thing, before)
    if opposite is not None:
        return opposite
    if _is_of_another(thing, before, within):
        return None
    name = NAME.search(thing)
    if name is not None:
        there = names_in(before)
        alike = [each for each in there if each.isupper() == name[0].isupper()] or there
        if alike and name[0] not in before:
            article = "" if re.search(rf"\bthe\s{re.escape(name[0])}", thing) else r"(?:\bthe\s)?"
            theirs = _alike(name[0], alike, before, behind, likeness)
            if theirs is None:
                return f"{before.rstrip('?. ')} in {thing}?"
            return re.sub(article + re.escape(theirs), name[0].replace("\\", ""), before, count=1)
        return None
    words = _bare(thing).split()
    head = words[-1] if words else ""
    if len(words) > 1 and head.lower() not in STOP_WORDS:
        pattern = rf"\b(?!(?:the|a|an)\b)[\w-]+\s{re.escape(head)}\b"
        if re.search(pattern, before, re.I):
            return re.sub(pattern, lambda _: " ".join(words), before, count=1, flags=re.I)
    return None


def fit(thing: str, before: str, likeness: Likeness | None) -> float:
    """How surely something may stand in a question for what is of its kind there, from 0 to 1.

    "New York" for "Illinois" more so than for "DHS", "evening schools" for "day schools" surely.
    """
    thing = _WITHIN.sub("", thing)
    name = NAME.search(thing)
    if name is None:
        return float(swap(thing, before) is not None)
    near = (likeness(name[0], each) for each in names_in(before)) if likeness is not None else ()
    return max(near, default=0.0)


def _alike(
    name: str,
    others: Sequence[str],
    before: str,
    behind: re.Match[str] | None,
    likeness: Likeness | None,
) -> str | None:
    """The one of several names of a question that another stands for.

    That behind the same preposition, else the nearest, if it is nearer than the first. None where
    a place is named and that question named none: "and in New York?".
    """
    preposition = behind[0].strip() if behind is not None else ""
    same = rf"\b{preposition}\s(?:the\s)?"
    placed = [each for each in others if re.search(same + re.escape(each), before, re.I)]
    if preposition and placed:
        return placed[0]
    if likeness is None:
        return others[0]
    near = [likeness(name, each) for each in others]
    best = max(range(len(near)), key=near.__getitem__)
    best = best if near[best] - near[0] >= NEARER else 0
    return None if preposition.lower() == "in" and near[best] < NEAR else others[best]


def _opposite(thing: str, before: str) -> str | None:
    """A question with "the highest" in the place of "the lowest"."""
    words = _bare(thing).lower().split()
    for here, there in (*_OPPOSED, *(pair[::-1] for pair in _OPPOSED)):
        if words == [here] and re.search(rf"\b{there}\b", before, re.I):
            return re.sub(rf"\b{there}\b", here, before, count=1, flags=re.I)
    return None


def _is_of_another(thing: str, before: str, within: bool) -> bool:
    """Whether it is something of a thing ("the answer of TAO") and not spoken of before."""
    own = OF_SOMETHING.search(thing)
    return own is not None and not within and not roots(thing[: own.start() + 1]) & roots(before)


def _bare(thing: str) -> str:
    """What is named, without articles."""
    return " ".join(word for word in _ALL.sub("", thing).split() if word.lower() not in _ARTICLES)


def nearest(thing: str, before: str, likeness: Likeness | None, *, meant: bool) -> str | None:
    """Returns a question with nouns put in for the nearest ones there; None if none is near.

    Args:
        meant: Whether it corrects the question.
    """
    thing = _bare(_WITHIN.sub("", thing))
    named = any(kind.search(thing) for kind in (YEAR, NUMBER, NAME))
    if likeness is None or named or len(thing.split()) > FEW_WORDS or thing in before:
        return None
    near = [(likeness(thing, before[at]), at) for at in _nouns(before)]
    value, best = max(near, key=lambda each: each[0], default=(0.0, slice(0)))
    if value < (NEAR_TO_MEANT if meant else NEAR):
        return None
    apart = [each for each, at in near if at.start >= best.stop or at.stop <= best.start]
    if not meant and value - max(apart, default=0.0) < NEARER:
        return None
    return before[: best.start] + thing + before[best.stop :]


def _nouns(question: str) -> Iterator[slice]:
    """Yields where nouns in small letters stand, alone and with the words after them."""
    for found in _NOUNS.finditer(question):
        start = found.start("nouns")
        for word in re.finditer(r"\S+", found["nouns"]):
            if not content_words(word[0]):
                break
            yield slice(start, start + word.end())


def names_in(text: str) -> list[str]:
    """Returns the names in a text, in order: "Norvik" of "Did Norvik pay?"."""
    names = (
        re.sub(rf"{ASKS.pattern}\s?(?:the\s)?", "", name, flags=re.I) for name in NAME.findall(text)
    )
    return [name for name in names if name and not (name.istitle() and name.lower() in STOP_WORDS)]
