"""What a document calls a clause or an item by, before its first word: "4.3", "(c)", "11."."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LABEL = re.compile(
    r"(?:\((?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})\)"
    r"|[A-Z]\d{1,2}\.|\d{1,3}\.(?:\d{1,3}\.?){0,4}|§+\s?[\d.]+)\s+(?=[\"“‘(\[]?[A-Z])"
)


_LETTER = re.compile(r"(?P<letter>[A-Z])\.\s+(?=[A-Z])")
_NOTE = re.compile(r"\d{1,3}\s+(?=[A-Z])")
"""The number of a note, which stands before its first sentence."""


def label_end(text: str) -> int:
    """Returns how many characters of a sentence are but its label and the space behind it."""
    match = _LABEL.match(text)
    return match.end() if match else 0


def unlabelled(text: str) -> str:
    """Returns a sentence without the label that it begins with: its number counts nothing."""
    return text[label_end(text) :]


def letter_ends(text: str, starts: Iterable[int]) -> dict[int, int]:
    """Returns the starts of the blocks labelled "A.", "B.", …, each with where its words begin.

    A letter may be somebody's initial: only those that follow on another from "A." are labels.

    Args:
        starts: Of the blocks of a text, in order.
    """
    found: dict[int, int] = {}
    run: list[re.Match[str]] = []
    for match in filter(None, (_LETTER.match(text, start) for start in starts)):
        follows = bool(run) and ord(match["letter"]) == ord(run[-1]["letter"]) + 1
        if not follows and match["letter"] != "A":
            continue
        run = [*run, match] if follows else [match]
        found |= {each.start(): each.end() for each in run if len(run) > 1}
    return found


def words_begin(text: str) -> int:
    """Returns where the words of a sentence begin, behind its label or the number of a note."""
    note = _NOTE.match(text)
    return note.end() if note else label_end(text)
