"""Where somebody stands on something: for it, against it, or neither.

"Why did the port reject the plan?" takes for granted that the port did. What says where the port
stands on that plan may rank low, since it says little else: "The port concurred." So it is looked
for in all that was found. Who stands and on what must both be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rag.language.claims import Token, fold, keys, read, years
from rag.language.lexicon import AUXILIARIES, HONORIFICS, NEUTRAL, PREPOSITIONS, SPOKESPEOPLE, words

Side = Literal["for", "against", "neither", "partly"]

# Share of the words of what is stood on that the sentence, or what stands before it, must have.
ON_IT = 0.6

# Tokens before a verb within which what denies or limits it stands, …
REACH = 3
# … and after a passive within which somebody stands by whom.
BY_REACH = 8

_AUXILIARY = re.compile(r"did|does|do|has|have|had|was|were|is|are")
_SCALES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        words(
            """
            accept accepts accepted agree agrees agreed concur concurs concurred approve approves
            approved endorse endorses endorsed support supports supported adopt adopts adopted
            pass passes passed
            """
        ),
        words(
            """
            reject rejects rejected disagree disagrees disagreed oppose opposes opposed dispute
            disputes disputed
            """
        ),
    ),
    (
        words(
            """
            praise praises praised welcome welcomes welcomed commend commends commended applaud
            applauds applauded pleased satisfied
            """
        ),
        words(
            """
            criticise criticises criticised criticize criticizes criticized condemn condemns
            condemned disappointed dissatisfied
            """
        ),
    ),
)
_FELT = words("pleased satisfied disappointed dissatisfied")
_PASSIVE = words("was were been being is are be")
_MODAL = words("can could may might must shall should will would cannot to if whether")
_PARTLY = words("partially partly mostly somewhat")
_SOMEBODY = words("he she it they we who which i")
_TAKES_UP = words("this these that those it them such")


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a question takes for granted that somebody stands.

    Attributes:
        who: The words of who it is, in small letters, without titles.
        scale: Which pair of sides: consent, or praise.
        head: The key of the noun that names what is stood on: "recommendation".
        what: The keys of the other words on it.
        times: The years in the question.
    """

    who: tuple[str, ...]
    scale: int
    side: Side
    head: str
    what: frozenset[str]
    times: frozenset[str]


def presupposed(question: str) -> Stance | None:
    """Returns where a question has somebody stand, as "why did the port reject the plan"; or None.

    The question is one that takes for granted what it says besides.
    """
    tokens = read(fold(question))
    aux = next((n for n, each in enumerate(tokens) if _AUXILIARY.fullmatch(each.bare)), None)
    if aux is None:
        return None
    verb = next((n for n, each in enumerate(tokens) if n > aux and _side(each)), None)
    if verb is None:
        return None
    scale, side = _side(tokens[verb]) or (0, "for")
    before, after = tokens[aux + 1 : verb], tokens[verb + 1 :]
    by = next((n for n, each in enumerate(after) if each.bare == "by"), None)
    if tokens[aux].bare in _PASSIVE and tokens[verb].bare not in _FELT:
        if by is None:
            return None
        before, after = after[by + 1 :], (*before, *after[:by])
    who = tuple(each.bare for each in before if _names_one(each))
    told = [each for each in after if each.says and not each.text.endswith(("'s", "'"))]
    things = [each for each in told if each.kind in ("word", "name") and each.key not in NEUTRAL]
    if not who or not things:
        return None
    head = _head(after, things)
    what = frozenset(each.key for each in things) - {head}
    return Stance(who, scale, side, head, what, years(after))


def contrary(stance: Stance, before: Sequence[str], text: str, about: str = "") -> str | None:
    """Returns the words by which a sentence has the same one stand elsewhere on the same thing.

    Args:
        before: The sentences before it in its passage.
        about: Its title and headings.
    """
    taken = _taken(stance, before, text, about)
    if taken is None or taken[0] in (stance.side, "partly"):
        return None
    return taken[1]


def agrees(stance: Stance, before: Sequence[str], text: str, about: str = "") -> bool:
    """Whether a sentence has the same one stand there, or partly, on the same thing."""
    taken = _taken(stance, before, text, about)
    return taken is not None and taken[0] in (stance.side, "partly")


def takes_up(text: str, stance: Stance) -> bool:
    """Whether what a sentence is about is named only in the one before it."""
    tokens = read(fold(text))
    return stance.head not in keys(tokens) and any(each.bare in _TAKES_UP for each in tokens)


def _taken(stance: Stance, before: Sequence[str], text: str, about: str) -> tuple[Side, str] | None:
    """Where a sentence has the one asked about stand on what is asked about, and its words."""
    line = fold(text)
    tokens = read(line)
    found = list(_stands(stance, tokens))
    if not found or not _on_the_same(stance, before, text, about):
        return None
    sides = {side for side, _, _ in found}
    if len(sides) > 1:
        return "partly", ""
    side, start, end = found[0]
    heads = [each for each in tokens[end:] if each.key == stance.head]
    last = heads[0] if heads else tokens[end]
    said = line[tokens[start].start : last.start + len(last.text)]
    return side, said.replace('"', "")


def _on_the_same(stance: Stance, before: Sequence[str], text: str, about: str) -> bool:
    """Whether a sentence is on what the question says that somebody stands on."""
    tokens = read(fold(text))
    own = keys(tokens)
    if any(each.bare in _TAKES_UP for each in tokens):  # "this plan" is that of the sentence before
        before = before[-1:]
    lead = keys(read(fold(before[-1]))) if before and takes_up(text, stance) else frozenset()
    if stance.head not in own | lead:
        return False
    told = years(tokens)
    if stance.times and told and not stance.times & told:
        return False
    around = fold(f", {' '.join((*before, about))}")
    near = own | keys(read(around)) | keys(read(around.lower()))  # a title is in capitals
    return len(stance.what & near) >= ON_IT * len(stance.what)


def _stands(stance: Stance, tokens: Sequence[Token]) -> Iterator[tuple[Side, int, int]]:
    """Yields where the one asked about stands, and from which token to which it is said."""
    for place, token in enumerate(tokens):
        said = _side(token)
        if said is None or said[0] != stance.scale:
            continue
        reach = tokens[max(0, place - REACH) : place]
        if any(each.bare in _MODAL for each in reach[-2:]):
            continue
        denied = [n for n in range(max(0, place - REACH), place) if _denies(tokens[n])]
        plain = any(each.bare in ("did", "does", "do") for each in reach)
        if token.bare in _BASE and not plain:
            continue
        if not _is_by(stance.who, tokens, place):
            continue
        start = denied[0] if denied else place
        if denied and plain:  # "did not agree" is shown from its auxiliary on
            start = max(0, start - 1)
        if tokens[start].bare in ("neither", "nor"):
            ahead = [n for n in range(place, min(place + REACH, len(tokens))) if _side(tokens[n])]
            yield "neither", start, max(ahead)
            return
        if any(each.bare in _PARTLY for each in reach) or _of_some(tokens[place + 1 :]):
            yield "partly", place, place
        elif not denied:
            yield said[1], start, place
        elif said[1] == "for":
            yield "against", start, place


def _is_by(who: Sequence[str], tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb at a place is one of somebody."""
    verb = tokens[place]
    if tokens[place - 1].bare in _PASSIVE and place and verb.bare not in _FELT:
        after = tokens[place + 1 : place + 1 + BY_REACH]
        by = next((n for n, each in enumerate(after) if each.bare == "by"), None)
        return by is not None and set(who) <= {each.bare for each in after[by + 1 :]}
    before = list(tokens[:place])
    if before and before[-1].text == ",":  # "the port, in its reply, agreed"
        commas = [n for n, each in enumerate(before[:-1]) if each.text == ","]
        before = before[: commas[-1]] if commas else before
    nearest = next((each for each in reversed(before) if _may_be_one(each)), None)
    if nearest is None:
        return False
    there = {each.bare for each in before}
    if nearest.bare in _SOMEBODY:
        names = [each for each in before if each.kind == "name" and _names_one(each)]
        return bool(names) and names[-1].bare in who
    return nearest.bare in who and (set(who) <= there or who[-1] == nearest.bare == who[0])


def _names_one(token: Token) -> bool:
    """Whether a word tells one from another, as no title does."""
    return token.kind in ("word", "name") and token.bare.rstrip(".") not in HONORIFICS


def _may_be_one(token: Token) -> bool:
    """Whether a word may be who does what follows."""
    if token.bare in _SOMEBODY:
        return True
    skipped = AUXILIARIES | SPOKESPEOPLE
    adverb = token.bare.endswith("ly") or token.bare in ("also", "neither", "nor")
    return token.kind in ("word", "name") and token.bare not in skipped and not adverb


def _side(token: Token) -> tuple[int, Side] | None:
    for scale, (one, other) in enumerate(_SCALES):
        if token.bare in one:
            return scale, "for"
        if token.bare in other:
            return scale, "against"
    return None


def _denies(token: Token) -> bool:
    return token.kind == "negation"


def _of_some(after: Sequence[Token]) -> bool:
    """Whether a verb is said of some of several: "agreed with two of our three recommendations"."""
    return any(
        one.kind in ("number", "hedge") and other.bare == "of"
        for one, other in pairwise(after[: REACH + 1])
    )


def _head(after: Sequence[Token], things: Sequence[Token]) -> str:
    """The key of the noun that names what is stood on: the last before a preposition."""
    seen: list[Token] = []
    for token in after:
        if seen and token.bare in PREPOSITIONS:
            break
        if token in things:
            seen.append(token)
    return (seen or things)[-1].key


_BASE = frozenset(
    word
    for one, other in _SCALES
    for word in one | other
    if word not in _FELT and not re.search(r"(?:(?<!s)s|ed)$", word)
)
