"""Who says what in a sentence: each verb of saying, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.fitting.alignment import names
from rag.language.claims import SAYS, Token
from rag.language.lexicon import HONORIFICS

Saying = tuple[str, tuple[str, ...]]
"""The verb, or "according to", and the keys of the name of whoever says it, empty if none."""

_RUN = re.compile(r"[A-Z][\w.&'-]*(?:\s(?:(?:of|and|for|the|on|&)\s)*[A-Z][\w.&'-]*)*")


def sayings(tokens: Sequence[Token]) -> list[Saying]:
    """Returns each verb of saying with the name that stands for its subject."""
    found = []
    for place, token in enumerate(tokens):
        if token.key != SAYS:
            continue
        if token.text.lower() == "according to":
            who = _told(next(iter(names(_up_to_comma(tokens[place + 1 :]))), ()))
        else:
            who = _subject(tokens[:place], ends=_at_end(tokens, place))
        found.append((token.text.lower(), who))
    return found


def followed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Returns the words that say whom a sentence follows with "according to", if any."""
    for place, token in enumerate(tokens):
        if token.text.lower() == "according to":
            return _up_to_comma(tokens[place + 1 :])
    return ()


def _at_end(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 == len(tokens) or tokens[place + 1].kind == "break"


def _up_to_comma(tokens: Sequence[Token]) -> Sequence[Token]:
    end = next((n for n, token in enumerate(tokens) if token.text in (",", ";", ".")), len(tokens))
    return tokens[:end]


def _subject(before: Sequence[Token], *, ends: bool) -> tuple[str, ...]:
    """Returns the name that a verb of saying has for its subject.

    That is the first one since the verb before, or since the comma after "according to …"; of a
    verb that ends the sentence ("…, GAO found.") the last one.
    """
    start = next((n for n in range(len(before) - 1, -1, -1) if before[n].key == SAYS), -1) + 1
    clause = before[start:]
    if start and before[start - 1].text.lower() == "according to":
        clause = clause[len(_up_to_comma(clause)) :]
    found = names(clause)
    if ends:
        found = [run for run in found if run[-1] is clause[-1]]
    # The first word of a sentence may be part of a name or not; it is a word to the reader.
    opens = (before[0].bare,) if start == 0 and before and before[0].kind == "word" else ()
    if found:
        near = found[-1] if ends else found[0]
        return (*opens, *_told(near))
    return opens if len(before) <= 3 else ()


def _told(run: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.key for token in run if token.key not in HONORIFICS)


def initials(text: str) -> frozenset[str]:
    """Returns the initials of every name in a text, and of every part of one."""
    found = set()
    for run in _RUN.findall(text):
        letters = [word[0].lower() for word in run.split() if word[0].isupper()]
        for start in range(len(letters)):
            for end in range(start + 2, len(letters) + 1):
                found.add("".join(letters[start:end]))
    return frozenset(found)
