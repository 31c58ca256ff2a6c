"""Questions for what an abbreviation stands for, and the sentences that spell it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SHORT = r"[\"“]?(?-i:(?P<{name}>[A-Z][\w&/-]*[A-Z][\w&/-]*))[\"”]?"
_FORMS = (
    r"what (?:do|does|did) (?:the )?(?:letters |abbreviation |acronym |term )?"
    rf"{_SHORT.format(name='stands')} (?:stand for|mean|abbreviate)",
    rf"what (?:is|are) {_SHORT.format(name='short')} (?:short|an? abbreviation|an? acronym) "
    r"(?:for|of)",
    r"what (?:is|are) (?:an? |the )?"
    rf"{_SHORT.format(name='thing')}(?: (?:program|framework|initiative|model|system|process))?",
)
_ASKS = tuple(re.compile(rf"\W*{form}\W*", re.I) for form in _FORMS)
_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "upon", "with"))
"""Words of a long form whose letters an abbreviation may leave out."""

_WORDS_MORE = 5
"""Words that a long form may have more than the abbreviation has letters."""

FEWEST = 10
"""Words of a sentence that tells of a thing, besides naming it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be spelled out.

    Attributes:
        short: The abbreviation.
        letters: Whether only its words are asked for, not what it is as well.
    """

    short: str
    letters: bool


def asks_for_long_form(question: str) -> Asked | None:
    """Returns the abbreviation that a question asks for, and for nothing else; None without one."""
    for pattern in _ASKS:
        match = pattern.fullmatch(question)
        if match is not None:
            name = str(match.lastgroup)
            return Asked(match[name].removesuffix("s"), letters=name != "thing")
    return None


def long_form(text: str, short: str) -> str | None:
    """Returns what an abbreviation stands for, where a text spells it out; None where not.

    That is "certification model (CM)", or "CM (certification model)"; in small letters.
    """
    line = " ".join(text.lower().split())
    short = short.lower()
    own = re.escape(short)
    for match in re.finditer(rf"\((?:[\w,]+ ){{0,5}}[\"“]?{own}s?[\"”]?[,;)]", line):
        form = _ends_with(line[: match.start()], short)
        if form is not None:
            return form
    for match in re.finditer(rf"(?<![\w-]){own}s? \((?P<form>[^()]+)\)", line):
        form = _ends_with(match["form"], short)
        if form == match["form"].replace("-", " "):
            return form
    return None


def opens_with(text: str, short: str) -> bool:
    """Whether a sentence is about an abbreviation from its first word: "The CM covers …"."""
    return re.match(rf"\W*(?:(?:the|an?) )?{re.escape(short)}s?\b(?!['’])", text, re.I) is not None


def tells_of_it(text: str, short: str) -> bool:
    """Whether a sentence spells an abbreviation out in its first half, and goes on of it."""
    own = re.escape(short)
    place = re.search(rf"\([^()]*\b{own}s?\b|(?<![\w-]){own}s? \(", text)
    before = text[: place.start()] if place else text
    count = len(text.split())
    return count >= FEWEST and len(before.split()) <= count / 2


def _ends_with(before: str, short: str) -> str | None:
    """Returns the last words of a text that an abbreviation stands for; None where it does not."""
    letters = re.sub(r"[\W_]", "", short.lower())
    words = before.replace("-", " ").split()
    for count in range(1, min(len(words), len(letters) + _WORDS_MORE) + 1):
        tail = words[-count:]
        if _made_of(letters, [re.sub(r"[\W_]", "", word.lower()) for word in tail]):
            return re.sub(r"['’]s?$", "", " ".join(tail).strip('"“”('))
    return None


def _made_of(letters: str, words: Sequence[str]) -> bool:
    """Whether each word gives its first letter, and further ones as needed, to an abbreviation."""
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    if word in _SMALL and _made_of(letters, rest):
        return True
    at = 0 if letters and word.startswith(letters[0]) else -1
    for taken in range(1, len(letters) + 1):
        if at < 0:
            return False
        if _made_of(letters[taken:], rest):
            return True
        at = word.find(letters[taken : taken + 1], at + 1)
    return False
