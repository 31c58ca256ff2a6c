"""What a sentence denies and how surely it says it, against what its source does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.checking.source import Source
from rag.fitting.alignment import SCOPE, align, gaps, marks
from rag.language.claims import SAYS, Token, keys
from rag.language.lexicon import COUNTS_AS, DENIALS, KEPT, KEPT_IN_PLACE, NOT_ADDED, REVERSES


def denials(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Compares what is denied, by the words that a negation belongs to."""
    moved = [
        sum(token.kind == "negation" for token in here)
        - sum(token.kind == "negation" for token in there)
        for here, there in gaps(tokens, source.tokens)
    ]
    left = [n for place, n in enumerate(moved) if n and n + sum(_near(moved, place)) != 0]
    if any(n < 0 for n in left) or _astray(source.tokens, tokens, unseen=False):
        yield "a negation was dropped"
    if any(n > 0 for n in left) or _astray(tokens, source.tokens, unseen=True):
        yield "a negation was added"


def _near(moved: Sequence[int], place: int) -> list[int]:
    """What changed around a place: "needs no" and "does not need" deny the same."""
    return [*moved[max(0, place - SCOPE) : place], *moved[place + 1 : place + 1 + SCOPE]]


def _astray(ours: Sequence[Token], theirs: Sequence[Token], *, unseen: bool) -> bool:
    """Whether something denied in the one is said without denial in the other.

    Args:
        unseen: What to think of a denial of something that the other one does not mention.
    """
    pairs = align(ours, theirs)
    denied = {place for mark in marks(theirs) if mark.key == "not" for place in mark.scope}
    denied |= _reverses(theirs)
    for scope in _denied(ours, keys(theirs)):
        images = [pairs[place] for place in scope if place in pairs]
        if not images and unseen and not denied:
            return True
        if images and not denied & set(range(images[0] - SCOPE, images[0] + SCOPE + 1)):
            return True
    return False


def _denied(tokens: Sequence[Token], elsewhere: frozenset[str]) -> Iterator[range]:
    """Yields the places of what is denied, by a negation or a word like "refused"."""
    yield from (mark.scope for mark in marks(tokens) if mark.key == "not")
    here = 0
    for token in tokens:
        here += token.says
        unlike = token.key == SAYS or token.key not in elsewhere
        if token.text.lower() in DENIALS and token.says and unlike:
            yield range(here, here + SCOPE)


def _reverses(tokens: Sequence[Token]) -> set[int]:
    """Returns the places, among content words, of words that deny without being a negation."""
    places = set()
    here = 0
    for token in tokens:
        if token.text.lower() in REVERSES:
            places.add(here)
        here += token.says
    return places


def hedges(tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds a "may", "about" or "most" that was added to what the source says, or dropped."""
    ours = [mark for mark in marks(tokens) if mark.key != "not"]
    theirs = [mark for mark in marks(source.tokens) if mark.key != "not"]
    pairs = align(source.tokens, tokens)
    touched = [mark for mark in theirs if any(place in pairs for place in mark.scope)]
    for name in sorted(KEPT):
        had = [mark for mark in touched if mark.key == name]
        said = [mark for mark in ours if name in (mark.key, COUNTS_AS.get(mark.key))]
        if len(had) > len(said):
            yield f"the hedge “{had[0].text}” was dropped"
    if _count_few(tokens) > _count_few(source.tokens):
        yield "the hedge “a few” was added"
    for name in sorted(NOT_ADDED):
        said = [mark for mark in ours if mark.key == name]
        if len(said) > sum(mark.key == name for mark in theirs):
            yield f"the hedge “{said[0].text}” was added"
    for here, there in gaps(tokens, source.tokens):
        now = {t.key: t.text for t in here if t.kind == "hedge"}
        then = {t.key: t.text for t in there if t.kind == "hedge"}
        added = {key: text for key, text in now.items() if key not in then}
        gone = {key: text for key, text in then.items() if key not in now}
        if not added and gone.keys() & KEPT_IN_PLACE:
            yield f"the hedge “{next(iter(gone.values()))}” was dropped"
        if not gone and added.keys() & NOT_ADDED:
            yield f"the hedge “{next(iter(added.values()))}” was added"


def _count_few(tokens: Sequence[Token]) -> int:
    """How often a few are told of: few are hardly any."""
    return sum(one.bare == "a" and other.bare == "few" for one, other in pairwise(tokens))
