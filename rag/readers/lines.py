"""Broken lines back into flowing text, as a document's own words show how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
FIRST_PART = re.compile(r"[^\W\d_]+")
OPEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-?=&_]$")
GLUE = ("\u2014", "\u2013", "/")
SOFT_HYPHEN = "\u00ad"

SENTENCE_END = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
OPENS_LOWER = re.compile(r"^[\"'\u201c\u2018(\[]*[^\W\d_A-Z]")
LINKING_WORD = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|its|of|on|or|our|than|that|the|their|these|this|"
    r"to|under|was|were|which|with)$"
)
SHORTEST_LINE_OF_PROSE = 30
SHORTEST_PROSE = 60
LONGEST_TITLE = 300


class Vocabulary:
    """The words of one document, by which a hyphen at a line's end is judged."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = [word.lower() for word in WORD.findall(line)]
            begins = 1 if broken else 0
            broken = line.rstrip().endswith(("-", SOFT_HYPHEN))
            self._counts.update(words[begins : len(words) - 1 if broken else None])

    def __contains__(self, word: str) -> bool:
        return word.lower() in self._counts

    def join(self, lines: Sequence[str]) -> str:
        """Returns the lines as one, joined by spaces, word parts joined where that is safe."""
        text = ""
        for line in lines:
            text = self.append(text, " ".join(line.split()))
        return text

    def append(self, text: str, line: str) -> str:
        """Returns the text with the line after it."""
        if not text or not line:
            return text or line
        dropped, between = self.seam(text, line)
        return text[: len(text) - dropped] + between + line

    def seam(self, text: str, line: str) -> tuple[int, str]:
        """Returns how many characters go from the text's end, and what comes before the line."""
        if text[-1] == SOFT_HYPHEN:
            return 1, ""
        if text.endswith("-") and not text.endswith(" -"):
            return (1 if self._splits_word(text, line) else 0), ""
        if text.endswith(GLUE) and not text[-2:-1].isspace():
            return 0, ""
        return 0, "" if OPEN_ADDRESS.search(text[-200:]) else " "

    def _splits_word(self, text: str, line: str) -> bool:
        """Whether the hyphen at the end of the text stands inside one word, and so goes.

        The document decides: the whole word, or the hyphenated one, written out elsewhere. Failing
        both, two words that it uses alone make a compound ("results-oriented"), and so does a
        single letter, behind which nobody breaks a word ("T-shirt").
        """
        left, right = LAST_PART.search(text[-80:]), FIRST_PART.match(line)
        if left is None or right is None or not right[0].islower():
            return False
        first, second = left[1], right[0]
        if f"{first}-{second}" in self:
            return False
        if first + second in self:
            return True
        return len(first) > 1 and "-" not in first and not (first in self and second in self)


def runs_on(before: str, after: str) -> bool:
    """Whether a sentence left open in one stretch of text goes on in the next one.

    In doubt it does not: the first must be prose and must end in the middle of a sentence, and the
    second go on in small letters, or after a word that cannot end a sentence.
    """
    if len(before) < SHORTEST_LINE_OF_PROSE or not after or SENTENCE_END.search(before[-8:]):
        return False
    if OPENS_LOWER.match(after):
        return True
    return len(before) >= SHORTEST_PROSE and LINKING_WORD.search(before[-12:]) is not None


def is_title(text: str) -> bool:
    """Whether it is set as titles are: longer words with capitals, no full stop at the end."""
    if not text or len(text) > LONGEST_TITLE:
        return False
    telling = [word for word in WORD.findall(text) if len(word) > 3]
    return bool(telling) and text[-1] not in ".,;:" and all(word[0].isupper() for word in telling)
