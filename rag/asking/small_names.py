"""Whoever is asked and is written small, as the documents call them: "the claimant", "tovemk"."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.asking.addresses import find_one_asked

LONGEST = 3
"""Words of such a name."""

_BEFORE = re.compile(
    r"\b(?:does|do|did|has|have|is|are|was|were|according to|in the (?:opinion|view|words) of)\s"
    r"(?:the\s)?(?=[a-z])",
    re.I,
)
_WORD = re.compile(r"[a-z][\w-]*")


def capitalised(question: str, speaks: Callable[[str], bool]) -> str:
    """Returns a question with capitals for whom it asks: "What did the Claimant argue?".

    As it is where nobody is asked so, or the documents call nobody who speaks so.

    Args:
        speaks: Whether somebody in the documents says something under a name, but for "the".
    """
    if find_one_asked(question) is not None:
        return question
    for before in _BEFORE.finditer(question):
        words = question[before.end() :].split(" ")[:LONGEST]
        for most in range(len(words), 0, -1):
            name = re.sub(r"(?:['’]s?|\W)$", "", " ".join(words[:most]))
            if all(map(_WORD.fullmatch, name.split(" "))) and speaks(name):
                known = " ".join(word.capitalize() for word in name.split(" "))
                text = question[: before.end()] + known + question[before.end() + len(name) :]
                if find_one_asked(text) == known:
                    return text
    return question
