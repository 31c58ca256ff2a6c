"""Misspelt words as some texts spell them: "Ukranian" is their "Ukrainian"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

ALIKE = 0.84
"""How alike a word and its spelling are (difflib's ratio): one letter in seven may be another, one
in five be missing or too many, two neighbours of seven change places."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_PLURAL = re.compile(r"(?<=[^aeiou])ys$")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers")
_NEAREST = 3


class Spelling:
    """The words of some texts.

    Args:
        texts: They are read when a spelling is first asked for.
        is_common: Whether a word in small letters is known to be one, whatever the texts have.
    """

    def __init__(self, texts: Iterable[str], is_common: Callable[[str], bool]) -> None:
        self._texts = texts
        self._is_common = is_common

    def mended(self, question: str) -> str | None:
        """Returns a question with its misspelt words as the texts have them; None without any."""
        mended = _WORD.sub(lambda match: self._spelt(match[0]), question)
        return mended if mended != question else None

    def _spelt(self, word: str) -> str:
        small = word.casefold()
        if word.isupper() or self._knows(small):
            return word
        plural = _PLURAL.sub("ies", small)
        if plural != small and plural in self._words:
            found = [plural]
        else:
            beginning = [each for each in self._words if each[0] == small[0]]
            found = get_close_matches(small, beginning, n=_NEAREST, cutoff=ALIKE)
        if not found:
            return word
        best = max(found, key=lambda each: (_likeness(small, each), self._words[each]))
        return best.capitalize() if word[0].isupper() else best

    def _knows(self, word: str) -> bool:
        if _PLURAL.search(word):
            return word in self._words
        stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
        forms = stems | {f"{each}e" for each in stems}
        return any(each in self._words or self._is_common(each) for each in forms)

    @cached_property
    def _words(self) -> Counter[str]:
        words: Counter[str] = Counter()
        for text in self._texts:
            words.update(_WORD.findall(text.casefold()))
        return words


def _likeness(word: str, other: str) -> float:
    return round(SequenceMatcher(None, word, other).ratio(), 2)
