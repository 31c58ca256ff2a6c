"""Characters that take no room on a page: nobody sees them, so they are never part of a text.

They are how an instruction, or a word that a search should find, is hidden in what looks harmless.
A soft hyphen only says where a word may be broken, and a direction mark which way it runs: both go
without a word. Joiners stay where a script or a pictogram is written with them.
"""

from __future__ import annotations

import re

from rag.records import Problem

UNCOUNTED = "\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
COUNTED = "\u200b\u2060-\u2064\u206a-\u206f\u180e\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f"
JOINERS = "\u200c\u200d"
UNSEEN = re.compile(f"[{UNCOUNTED}{COUNTED}]|(?<![\u0590-\U000e0000])[{JOINERS}]")
COUNTS = re.compile(f"[{COUNTED}{JOINERS}]")


def strip_unseen(text: str) -> tuple[str, int]:
    """Returns the text without characters that nobody sees, and how many of them count."""
    if text.isascii():
        return text, 0
    found = UNSEEN.findall(text)
    if not found:
        return text, 0
    return UNSEEN.sub("", text), sum(COUNTS.fullmatch(character) is not None for character in found)


def unseen_problem(count: int) -> tuple[Problem, ...]:
    """Returns what the ledger says of so many invisible characters; nothing of none."""
    if not count:
        return ()
    return (Problem("hidden_text", f"{count} characters of no width are left out"),)
