"""Two sentences side by side: which word of the one is which of the other, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.language.claims import Kind, Token
from rag.language.lexicon import HONORIFICS, stem

SCOPE = 2
"""Words after a negation or hedge to which it may belong."""

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Mark:
    """A negation or hedge, and the places of the content words that it may belong to."""

    key: str
    text: str
    scope: range


def marks(tokens: Tokens) -> list[Mark]:
    """Returns the negations and hedges of a sentence in order."""
    ends = [place for place, token in enumerate(tokens) if token.text in (";", ":", ".")]
    found = []
    for place, token in enumerate(tokens):
        if token.kind in ("negation", "hedge"):
            end = next((each for each in ends if each > place), len(tokens))
            here = sum(each.says for each in tokens[:place])
            last = here + sum(each.says for each in tokens[place:end])
            scope = range(here, min(here + SCOPE, last)) or range(max(here - 1, 0), here)
            found.append(Mark(token.key, token.text, scope))
    return found


def align(ours: Tokens, theirs: Tokens) -> dict[int, int]:
    """Returns which content word of the one is which of the other, by their places among these."""
    one, other = ([token.key for token in each if token.says] for each in (ours, theirs))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pairs = {
        block.a + n: block.b + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }
    for place, key in enumerate(one):
        if place not in pairs and one.count(key) == other.count(key) == 1:
            pairs[place] = other.index(key)
    return pairs


def gaps(ours: Tokens, theirs: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """Yields what stands before a content word here and there, where both follow the same one."""
    pairs = align(ours, theirs)
    here, there = _between(ours), _between(theirs)
    for place in sorted(pairs):
        other = pairs[place]
        if (place and pairs.get(place - 1) == other - 1) or (not place and not other):
            yield here[place], there[other]


def _between(tokens: Tokens) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.says:
            found.append([])
        else:
            found[-1].append(token)
    return found


def replaced(ours: Tokens, theirs: Tokens) -> Iterator[tuple[str, str]]:
    """Yields the words that stand in place of one another in two sentences otherwise alike."""
    one, other = (
        [stem(token.text.lower()) for token in each if token.kind != "break"]
        for each in (ours, theirs)
    )
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag == "replace" and end - start == high - low <= SCOPE:
            yield from zip(one[start:end], other[low:high], strict=True)


@dataclass(frozen=True, slots=True)
class Unit:
    """A number, a date, or a whole name, and where it stands.

    Attributes:
        before: The key of the content word before it; empty at the start.
        after: The same of the one after it.
    """

    text: str
    key: str
    kind: Kind
    before: str
    after: str

    def stands_for(self, other: Unit) -> bool:
        """Whether this one stands where another sentence has the other one."""
        # Of two neighbours that changed places, each has become the other's neighbour.
        follows = (self.before, other.before) == (other.key, self.key)
        leads = (self.after, other.after) == (other.key, self.key)
        return (self.before == other.before or follows) and (self.after == other.after or leads)


def units(tokens: Tokens) -> list[Unit]:
    """Returns the numbers, dates and names of a sentence in order."""
    merged: list[Token] = []
    for run in _runs([token for token in tokens if token.says or token.kind == "break"]):
        told = [token for token in run if token.key not in HONORIFICS] or run
        text = " ".join(token.text for token in run)
        merged.append(Token(text, told[-1].key, run[0].kind, run[0].start))
    merged = [token for token in merged if token.kind != "break"]
    # "ICE's center" is "the center of ICE": an owner is no neighbour like another.
    sides = ["", *(f"{t.key}'s" if t.text.endswith("'s") else t.key for t in merged), ""]
    return [
        Unit(token.text, token.key, token.kind, sides[place], sides[place + 2])
        for place, token in enumerate(merged)
        if token.kind in ("number", "date", "name")
    ]


def names(tokens: Tokens) -> list[list[Token]]:
    """Returns the names of a sentence, each as the neighbouring words it consists of."""
    return [run for run in _runs(tokens) if run[0].kind == "name"]


def _runs(tokens: Tokens) -> list[list[Token]]:
    """Returns single tokens, but the words of one name together."""
    runs: list[list[Token]] = []
    for token in tokens:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and token.kind == before.kind == "name"
            and token.start - before.start - len(before.text) <= 2
            and not before.text.endswith(("'s", "'"))
        ):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs
