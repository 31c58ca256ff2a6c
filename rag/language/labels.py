"""What a document calls a clause or an item by, before its first word: "4.3", "(c)", "11."."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"(?:\((?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})\)"
    r"|\d{1,3}\.(?:\d{1,3}\.?){0,4}|§+\s?[\d.]+)\s+(?=[\"“‘(\[]?[A-Z])"
)


def label_end(text: str) -> int:
    """Returns how many characters of a sentence are but its label and the space behind it."""
    match = _LABEL.match(text)
    return match.end() if match else 0


def unlabelled(text: str) -> str:
    """Returns a sentence without the label that it begins with: its number counts nothing."""
    return text[label_end(text) :]
