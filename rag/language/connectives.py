"""What leads over to a sentence from the one before it: "However, …", "For example, …".

Where a sentence is quoted without that one, its connective points at something that nobody sees.
It is then left out, as legal and scholarly quotations do: what follows it is quoted to the
character, and shown with its first letter as a capital in brackets ("[T]he board agreed.") where
that is none. What says more than that something goes before is no connective here: "otherwise",
"then", "of these". "Since then," says from when on, unless what follows says that itself.
"""

from __future__ import annotations

import re

_ORDINALS = r"(?:(?:First|Second|Third|Fourth|Fifth|Last)(?:ly)?|Finally)"
_WITH_COMMA = (
    r"(?:For (?:example|instance)|However|In (?:addition|contrast|comparison|particular|fact"
    r"|other words)|By (?:contrast|comparison)|As a (?:result|consequence)"
    r"|On the (?:one|other) hand"
    r"|On the contrary|At the same time|(?:More )?specifically|Moreover|Further(?:more)?"
    r"|Additionally|Also|Therefore|Thus|Hence|Consequently|Accordingly|Similarly|Likewise|Conversely"
    r"|Instead|Rather|Nevertheless|Nonetheless|Even so|Still|Meanwhile|Indeed|Notably|Again|Besides"
    rf"|That said|{_ORDINALS})"
)
_CONNECTIVE = re.compile(
    rf"(?:(?:And yet|But|And|Yet),?\s+(?!(?:another|for|to)\b))?(?:{_WITH_COMMA},\s+)?(?=\S)", re.I
)
_SINCE = re.compile(r"(?:But |And |Yet )?(?:Ever )?since then,\s+(?=\S)", re.I)
_YEAR = r"(?:1[6-9]|20)\d\d\b"
_ON = r"(?:[^;.]|\.(?=\d))*?\b"
_FROM_TO = re.compile(
    rf"\b(?:from\b{_ON}{_YEAR}{_ON}(?:through|to|until)|between\b{_ON}{_YEAR}{_ON}and)\b{_ON}{_YEAR}"
)
_COUNTED = re.compile(rf"{_ORDINALS},\s")
_PLAIN = re.compile(r"[a-z][a-z'’-]*(?![\w])")


def connective(text: str) -> str:
    """Returns the connective of a sentence, with the space after it; "" where it has none."""
    match = _CONNECTIVE.match(text)
    return since(text) or (match[0] if match else "")


def since(text: str) -> str:
    """Returns the "Since then," of a sentence that tells from and to which year; "" of others."""
    match = _SINCE.match(text)
    return match[0] if match and _FROM_TO.search(text, match.end()) else ""


def without_connective(text: str) -> str:
    """Returns the rest of a sentence; all of it where it has no connective."""
    return text[len(connective(text)) :]


def is_counted(text: str) -> bool:
    """Whether a sentence is one of several that are counted: "Second, …"."""
    return _COUNTED.match(text) is not None


def capitalised(text: str) -> str:
    """Returns the rest of a sentence as one by itself: "[T]he board agreed."."""
    return f"[{text[0].upper()}]{text[1:]}" if _PLAIN.match(text) else text
