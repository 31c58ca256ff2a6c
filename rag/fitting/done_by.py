"""What somebody did, apart from what was done to them or where they are only named.

"What did Sheriff Lane do?" is answered by "Sheriff Lane asked to leave", not by "The board told
Sheriff Lane to wait"; "What did Arnfield do?" not by "The board activated the rest of Arnfield".
"""

from __future__ import annotations

import re

from rag.language.lexicon import AUXILIARIES, HONORIFICS, is_verb

_ASKS = re.compile(
    r"\W*(?:and |but |so )?what (?:all |else )?(?:has|have|had|did|does|do|is|was|were) "
    r"(?:the )?(?P<who>[^,;?]{2,60}?) (?:actually |ever |then |later )?(?:do|done|doing)"
    r"(?: (?:about|against|after|before|during|in|next|on|then|when|with)\b[^?]*)?\W*",
    re.I,
)
_WORD = re.compile(r"[\w’'.-]*\w|[,;:“”\"()]")
_AROUND = frozenset(("the", "a", "an", "both", "all", "then", "also", *HONORIFICS))
_PART_OF = frozenset(("of", "in", "for", "from"))
_OTHER = frozenset(
    ("to", "with", "against", "at", "on", "about", "between", "toward", "towards", "upon", "than")
)
"""Words before a name of which something is told that is done to it or beside it."""


def is_done_to(question: str, text: str) -> bool:
    """Whether a sentence names somebody, and nowhere as the one who does or did something.

    Only where it is asked what somebody with a name did.
    """
    asked = _ASKS.fullmatch(question)
    name = asked["who"].split()[-1] if asked else ""
    if not name[:1].isupper():
        return False
    words = _WORD.findall(text)
    places = [place for place, word in enumerate(words) if _bare(word) == name]
    return bool(places) and all(_is_object(words, place) for place in places)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).strip(".")


def _is_object(words: list[str], place: int) -> bool:
    """Whether something is done to what is named at a place, or it only tells where."""
    at = _before(words, place)
    while at >= 0 and words[at].lower() in _PART_OF:
        at -= 1
        while at >= 0 and not _ends(words, at):  # the thing that is in it or of it
            at -= 1
        at = _before(words, at + 1)
    if at < 0:
        return False
    word = words[at].lower()
    return word in _OTHER or (word not in AUXILIARIES and _is_verb(words, at))


def _before(words: list[str], place: int) -> int:
    """The place before a name, its titles and articles, and those that it is named with."""
    at = place - 1
    while at >= 0:
        word = words[at]
        joined = word.lower() == "and" and at > 0 and words[at - 1][:1].isupper()
        named = word[:1].isupper() and at > 0
        if not (joined or named or word.lower() in _AROUND):
            return at
        at -= 1
    return at


def _ends(words: list[str], at: int) -> bool:
    """Whether a thing that is told of begins behind a word."""
    word = words[at].lower()
    outside = not word[:1].isalpha() or word in _OTHER or word in _PART_OF
    return outside or word in ("that", "and", "as", "when", "while", "which") or _is_verb(words, at)


def _is_verb(words: list[str], at: int) -> bool:
    """Whether a word looks like a verb, by itself or behind "would"."""
    behind = at > 0 and words[at - 1] in AUXILIARIES | {"to"}  # "May" is a month
    return is_verb(words[at].lower()) or behind
