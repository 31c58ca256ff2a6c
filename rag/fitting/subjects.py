"""Who a sentence is about, by the names in it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from rag.language.lexicon import AUXILIARIES, HONORIFICS
from rag.retrieving.claims import Token, keys


def subject(tokens: Sequence[Token]) -> list[Token]:
    """The name that a question has for who did it: "why did the *Postal Service* lose money"."""
    aux = next((n for n, each in enumerate(tokens) if each.bare in AUXILIARIES), len(tokens))
    after = [each for each in tokens[aux + 1 :] if each.bare != "the"]
    return list(takewhile(lambda each: each.kind == "name", after))


def of_one_asked(before: Sequence[Token], asked: Set[str]) -> bool:
    """Whether the name last mentioned, if any, is one that the question has.

    "The mayor of Arnfield" names the town, "Mayor Wren of Arnfield" the mayor. In what is said
    "that" something is so, the names before it count only if it has nothing asked.
    """
    that = next((n for n in range(len(before), 0, -1) if before[n - 1].bare == "that"), 0)
    if asked & keys(before[that:]):
        before = before[that:]
    said = [token for token in before if token.bare != "the"]
    last = next((n for n in range(len(said), 0, -1) if said[n - 1].kind == "name"), 0)
    chain = takewhile(lambda each: each.kind == "name" or each.bare == "of", reversed(said[:last]))
    names = told_apart([token for token in chain if token.kind == "name"])
    return not names or any(token.key in asked for token in names)


def told_apart(names: Sequence[Token]) -> list[Token]:
    """A name without its titles, where that leaves anything."""
    told = [token for token in names if token.bare not in HONORIFICS]
    return told or list(names)
