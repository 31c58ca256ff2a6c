"""Who a sentence is about, by the names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile

from rag.language.claims import Token, fold, keys, read
from rag.language.labels import unlabelled
from rag.language.lexicon import AUXILIARIES, HONORIFICS

_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Judge|Justice|Mayor|Sen(?:ator)?|Rep(?:resentative)?"
    r"|Gov(?:ernor)?|Council(?:member|man|woman|lor)|Commissioner|Sheriff|Captain|Sir|Lady|Lord)"
    r"\b\.? (?:[A-Z]\.? |[A-Z][\w'’-]+ )*(?P<name>[A-Z][\w'’-]+?)\b(?=['’]s\b|\W|$)"
)
"""Somebody by title and name."""
_SOMEBODY = re.compile(r"\b(?:he|she|they|it)\b", re.I)


def subject(tokens: Sequence[Token]) -> list[Token]:
    """The name that a question has for who did it: "why did the *Postal Service* lose money"."""
    aux = next((n for n, each in enumerate(tokens) if each.bare in AUXILIARIES), len(tokens))
    after = [
        each
        for before, each in zip(tokens[aux:], tokens[aux + 1 :], strict=False)
        if each.bare != "the" and not (each.text == "." and before.bare in HONORIFICS)
    ]
    return list(takewhile(lambda each: each.kind == "name", after))


def of_another_person(question: str, text: str, around: str, before: str) -> bool:
    """Whether a sentence opens with somebody else than the person that a question is about.

    "Mr. Hale abstained because …" says nothing of why Ms. Wren voted so. One that has her name, or
    "she" where the sentence before has it, may.

    Args:
        around: The title and headings that it stands under.
        before: The sentence before.
    """
    asked = _TITLED.search(question)
    other = _TITLED.match(unlabelled(fold(text)))
    who = {token.bare for token in subject(read(fold(question)))}
    if asked is None or other is None or asked["name"].lower() not in who:
        return False
    place = f"{around} {text} {before if _SOMEBODY.search(text) else ''}"
    return re.search(rf"\b{re.escape(asked['name'])}\b", place) is None


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
