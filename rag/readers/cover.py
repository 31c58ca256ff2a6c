"""What documents of every format say of themselves in the same way: report numbers and titles."""

from __future__ import annotations

import re

NUMBER = re.compile(r"\b[A-Z]{2,6}-\d{2,4}-\d{1,6}[A-Z]{0,3}\b")
"""A report's number: GAO-12-708, OIG-12-64, GAO-08-587T."""

LONGEST_TITLE = 250
"""Characters of a title; what is longer is not one."""


def shorten(text: str, most: int = LONGEST_TITLE) -> str:
    """Returns the text on one line, cut between words where it is longer than `most`."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u2026"
