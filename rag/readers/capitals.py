"""A title printed in capitals, as it would be written: "DEPOSITION OF ADA NORTH".

How a word of it is written the text knows: as a name, in small letters, or, an abbreviation, in
capitals there, too.
"""

from __future__ import annotations

import re
from collections import Counter

from rag.readers.cover import SMALL_WORDS

FEWEST = 2
"""Words of letters that make a part of a title one printed in capitals: "GAO" alone is a name."""

_PART = re.compile(r"[^:()\n]+")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TELLING = re.compile(r"[^\W\d_]{4,}")
_NUMERAL = re.compile(r"[IVXLC]{2,}")
_SHOUTED = re.compile(r"\b\d*[A-ZÀ-ÖØ-Ý]{2,}(?:\W{1,3}\d*[A-ZÀ-ÖØ-Ý]{2,})+\b")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_ORDINAL = frozenset(("ST", "ND", "RD", "TH"))
_LEGAL = frozenset(("INC", "LTD", "CORP", "CO", "JR", "SR"))
LONG = 6
"""Letters of a part of one word that is taken for no name beside a part in capitals."""

SHORTEST = 4
"""Letters of a word that is no abbreviation, where the text does not have it."""


def as_a_title(title: str, text: str) -> str:
    """Returns a title with no more capitals than titles have, as far as it is printed in them.

    Args:
        text: Of the document.
    """
    if not any(map(_is_shouted, _PART.findall(title))):
        return title
    forms = _forms(text)
    return _PART.sub(lambda part: _calmed(part[0], forms), title)


def _is_shouted(part: str) -> bool:
    capitals = part.replace(" v. ", " ").replace(" No. ", " ").isupper()
    return capitals and len(_WORD.findall(part)) >= FEWEST and bool(_TELLING.search(part))


def _forms(text: str) -> dict[str, Counter[str]]:
    """How the words of a text are written, by their capitals; not where several are in these."""
    forms: dict[str, Counter[str]] = {}
    for word in _WORD.findall(_SHOUTED.sub(" ", text)):
        forms.setdefault(word.upper(), Counter())[word] += 1
    return forms


def _calmed(part: str, forms: dict[str, Counter[str]]) -> str:
    alone = part.strip()
    if not _is_shouted(part) and not (alone.isalpha() and alone.isupper() and len(alone) >= LONG):
        return part
    first = _WORD.search(part)

    def write(word: re.Match[str]) -> str:
        if word[0].islower():
            return word[0]
        if word[0] in _ORDINAL and part[: word.start()][-1:].isdigit():
            return word[0].lower()
        if (small := word[0].capitalize()) in SMALL_WORDS:
            opens = first is not None and word.start() == first.start()
            return small if opens else small.lower()
        return _written(word[0], forms.get(word[0], Counter()))

    return _WORD.sub(write, part)


def _written(word: str, forms: Counter[str]) -> str:
    """A word in capitals as the text writes it, with one capital where it has it in small ones."""
    others = Counter({form: count for form, count in forms.items() if form != word})
    if others.total() > forms[word]:
        form = others.most_common(1)[0][0]
        return form[0].upper() + form[1:]
    abbreviated = len(word) < SHORTEST or "." in word or not _VOWEL.search(word)
    if forms[word] or _NUMERAL.fullmatch(word) or (abbreviated and word not in _LEGAL):
        return word
    return word.title().replace("’S", "’s").replace("'S", "'s")
