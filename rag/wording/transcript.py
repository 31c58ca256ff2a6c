"""What a chat model writes, as it comes, to whole sentences and the numbers that each cites."""

from __future__ import annotations

import html
import re
import unicodedata

from rag.language.sentences import split_sentences
from rag.records import Block

NEXT_SEEN = 12
"""Characters of the next sentence that must be there before the one before it counts as whole."""

_DIGIT = r"[\d⁰¹²³⁴-⁹]"
_MARK = re.compile(
    r"[ \t]*[\[【［〔]{1,3}\s*"
    r"(?:(?:[Pp]{1,2}|[Pp]ages?|[Ss]ources?|[Ss]entences?|[Dd]ocuments?|[Cc]itations?|[Nn]otes?"
    r"|[Rr]efs?|[Nn]os?)\b\.?)?\s*[#^]?\s*"
    rf"({_DIGIT}{{1,40}}(?:\s*[.,;–-]\s*{_DIGIT}{{1,40}})*)\s*[\]】］〕]{{1,3}}"
)
"""Numbers in brackets, in every way in which a model writes them: "[1]", "[2, 3]", "［p. 4］"."""
_OPENS = ("[", "【", "［", "〔")
_MARKS_AFTER = re.compile(rf"([.!?…][\"'”’)]*)((?:{_MARK.pattern})+)")
_MARK_BEFORE = re.compile(rf"(^|(?<=[.!?…])[ \t]+|\n\s*)({_MARK.pattern})[.:]?[ \t]+(\S+)(?=\s)")
_REASONING = re.compile(r"<think>.*?</think>|\A(?:(?!<think>).)*?</think>", re.S)
_ALL_REASONING = re.compile(r"(?:<think>|\A(?=.*</think>)).*?(?:</think>|\Z)", re.S)
_OPENING, _CLOSING = "<think>", "</think>"
_ORNAMENT = re.compile(r"^(?:[\s>*•#-]+(?!\d)|\d{1,2}[.)]\s+)+|\*\*|__")


def without_reasoning(said: str) -> str:
    """Returns what a model has said so far without what it thought, finished or not."""
    return _ALL_REASONING.sub("", said)


class Sentences:
    """A stream of text to whole sentences, with the marks that belong to each."""

    def __init__(self) -> None:
        self._held = ""
        self._first = True
        self._leading = False

    def feed(self, text: str) -> list[str]:
        """Returns the sentences that have become whole."""
        self._held = _REASONING.sub("", self._held + text)
        before, opened, thought = self._held.partition(_OPENING)
        if opened:
            # Of what is thought only so much is kept as the end mark may have begun in.
            self._held = f"{before}{opened}{thought[-len(_CLOSING) :]}"
            return []
        if self._first and _MARK.match(self._held.lstrip()):
            self._leading = True
        self._held = _marks_inside(self._held, leading=self._leading)
        spans = _split(self._held)
        if len(spans) < 2:
            return []
        start = spans[-1][0]
        last = self._held[start:]
        # A mark may still belong to the sentence before; a word may still change how it ends.
        if last.startswith(_OPENS) or len(last) < NEXT_SEEN or " " not in last:
            return []
        whole = [self._held[begin:end] for begin, end in spans[:-1]]
        self._held = last
        self._first = False
        return whole

    @property
    def held(self) -> int:
        """Characters that are not yet a sentence."""
        return len(self._held)

    def finish(self) -> list[str]:
        """Returns what is left; the model's last words count if they end as a sentence does."""
        if _OPENING in self._held:
            return []
        text = _marks_inside(self._held, leading=self._leading)
        pieces = [text[start:end] for start, end in _split(text)]
        if pieces and not re.search(r"[.!?…\]】］〕][\"'”’)*]*$", pieces[-1]):
            pieces.pop()
        return pieces


def _marks_inside(text: str, *, leading: bool) -> str:
    """Moves marks to where they are part of the sentence that they belong to.

    Args:
        leading: Whether the text puts marks before its sentences, not behind their full stops.
    """
    if leading:
        return _MARK_BEFORE.sub(lambda match: f"{match[1]}{match[4]} {match[2].strip()}", text)
    return _MARKS_AFTER.sub(lambda match: f"{match[2]}{match[1]}", text)


def _split(text: str) -> list[tuple[int, int]]:
    blocks = [Block(line.start(), line.end()) for line in re.finditer(r"[^\n]+", text)]
    return [(span.start, span.end) for span in split_sentences(text, blocks)]


def read_marks(sentence: str) -> tuple[str, tuple[int, ...]]:
    """Returns a sentence without its marks and ornament, and the numbers that it cites."""
    numbers: list[int] = []
    for match in _MARK.finditer(sentence):
        ends = [int(number) for number in re.findall(r"\d+", _plain(match[1]))]
        if len(ends) == 2 and re.search(r"[–-]", match[1]) and 0 < ends[1] - ends[0] < 20:
            ends = list(range(ends[0], ends[1] + 1))
        numbers += ends
    text = html.unescape(_ORNAMENT.sub("", _MARK.sub("", sentence)))
    # Control characters can hide text, or turn its direction.
    text = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)
    text = re.sub(r"\s?\(\s*\)", "", text)
    text = re.sub(r"(?<=[^.\s])\s*\.(?:\s*\.)?$", ".", " ".join(text.split()).lstrip(" .,:;"))
    if text and not re.search(r"[.!?…:][\"'”’)]*$", text):
        text += "."
    return text, tuple(dict.fromkeys(numbers))


def _plain(numbers: str) -> str:
    """Numbers with raised digits as plain ones."""
    return unicodedata.normalize("NFKC", numbers)
