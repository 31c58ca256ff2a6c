"""Misspelt words as some texts spell them: "Ukranian" is their "Ukrainian"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from string import ascii_lowercase

from rag.language.lexicon import words

FEWEST, FEWEST_FOR_ANOTHER = 5, 7
"""Letters of a word that may lack one, have one too many or two that changed places, and of one in
which one may be another: in a name that would be somebody else."""

_WORD = re.compile(r"[^\W\d_]{4,}(?:['\u2019]t\b)?")
_PLURAL = re.compile(r"(?<=[^aeiou])ys$")
_ENDINGS = words(
    "s es d ed ing ly er ers ee ees or ors ment ments n an nt al ally ition ited ation"
)


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
        mended = _WORD.sub(lambda match: self._spelt(match, question), question)
        return mended if mended != question else None

    def _spelt(self, match: re.Match[str], question: str) -> str:
        word = match[0]
        small = word.casefold()
        if word.isupper() or not word.isalpha() or self.knows(small):
            return word
        is_name = word[0].isupper() and match.start() > 0
        if is_name and self._is_of_a_stranger(match, question):
            return word
        found = [each for each in _one_away(small, is_name=is_name) if each in self._words]
        best = max(found, key=lambda each: sum(self._words[each].values()), default=None)
        if best is None:
            return word
        ((written, _),) = self._words[best].most_common(1)
        return written[0].upper() + written[1:] if word[0].isupper() else written

    def knows(self, word: str) -> bool:
        """Whether the texts have a word of small letters in some form, or it is a common one."""
        if _PLURAL.search(word):
            return word in self._words
        stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
        forms = stems | {f"{each}e" for each in stems} | {f"{word}s"}
        return any(each in self._words or self._is_common(each) for each in forms)

    def _is_of_a_stranger(self, match: re.Match[str], question: str) -> bool:
        """Whether a name stands beside another that the texts lack: "Andrea Lofgreen"."""
        before = re.search(r"\b([A-Z][\w-]+)\s$", question[: match.start()])
        after = re.match(r"\s([A-Z][\w-]+)", question[match.end() :])
        beside = [each[1].casefold() for each in (before, after) if each and each.start(1) > 0]
        return any(each not in self._words for each in beside)

    @cached_property
    def _words(self) -> dict[str, Counter[str]]:
        """The words in small letters, each with how often it is written how."""
        written = Counter(word for text in self._texts for word in _WORD.findall(text))
        words: dict[str, Counter[str]] = {}
        for word, count in written.items():
            words.setdefault(word.casefold(), Counter())[word] = count
        return words


def _one_away(word: str, *, is_name: bool) -> Iterator[str]:
    """Yields what a word may be that has one letter wrong, and one that ends in "ys" for "ies"."""
    if _PLURAL.search(word):
        yield _PLURAL.sub("ies", word)
    if len(word) < FEWEST:
        return
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in ascii_lowercase)
        if right and len(word) >= FEWEST_FOR_ANOTHER and not is_name:
            yield from (left + letter + right[1:] for letter in ascii_lowercase)
