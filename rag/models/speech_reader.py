"""Whose is each sentence? What the small cross-encoder learned besides, sentence by sentence.

"Mr Saul gave evidence. The pump had been mended within the day each time. He saw no reason to take
it out of use." Nothing in the second sentence says that it is his. Sentences are read side by side,
so many as there is room for, each behind a mark; the vector of its mark points at the words that
name whoever says what it says, or at none where that is the document itself (pointer networks,
Vinyals et al., arXiv 1506.03134). `python -m evals fit-speech` makes the weights: low-rank changes
of the small cross-encoder's layers (`rag.models.adaptation`), and those of the pointers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.models.bert import Bert, Ids
from rag.models.cross_encoder import changed, deal, small_bert, small_weights
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.records import BlockKind

LEARNED = Path(__file__).with_name("speech_reader.safetensors")
"""What it learned."""

FIRST, BETWEEN = 101, 102
"""Tokens in front, whose place stands for nobody, and between blocks."""

MARKS: dict[BlockKind, int] = {"quote": 2, "item": 3, "heading": 4}
PLAIN = 1
"""The mark in front of a sentence, by the kind of its block; of any other kind."""

# Tokens that are read: of the title, of who spoke last, of a sentence and of the one behind the
# last one the first ones; of what stands before, the last ones; of all sentences together.
TITLE, LAST, SENTENCE, NEXT, BEFORE, ROOM = 12, 12, 72, 24, 72, 150

NO_LINE = -2
"""Stands for the line of what is no text."""

LONGEST_NAME = 12
"""Tokens of a name at most."""

_ARTICLE = re.compile(r"\b(?:the|an?)\s$", re.I)
_CUT_WORD = re.compile(r"\s+\w+$")

DIGITS = 6
"""Decimals of the log-odds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands in a document.

    Attributes:
        begins: Whether a block begins with it.
        spoken_before: Who said last what stands before it, where somebody is said to; else empty.
    """

    text: str
    kind: BlockKind
    begins: bool
    spoken_before: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Who seems to say what a sentence says.

    Attributes:
        odds: By how much that is likelier, as log-odds, than that the document says it.
        name: The words that name somebody, as they stand there, with an article before them.
    """

    odds: float
    name: str


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read side by side.

    Attributes:
        first: The number of the first line.
        ids: (n,) of all tokens.
        places: Of the marks of the sentences, in reading order.
        names_from: The place from which on somebody may be named.
        sources: (n,) where each token stands: the number of its line, or -1 in who spoke last, and
            its characters there from and to; None for marks and other tokens that are no text.
    """

    first: int
    ids: Ids
    places: tuple[int, ...]
    names_from: int
    sources: tuple[tuple[int, int, int] | None, ...]


class SpeechReader:
    """Reads whose the sentences of a document are; its weights are read when it first does.

    Raises:
        ModelError: If the packaged model, whose words it shares, is not installed.
    """

    def __init__(self) -> None:
        self._cores = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._cores, thread_name_prefix="speech-reader")

    def read(
        self,
        title: str,
        lines: Sequence[Line],
        *,
        at_most: int | None = None,
        asked: Collection[int] | None = None,
    ) -> dict[int, Pointed]:
        """Returns who seems to say each sentence of a document, by its place.

        Args:
            at_most: How many windows are read, where not all are; they are spread evenly.
            asked: Only the windows in which some of these sentences stand are read.
        """
        tokens = Tokens(self._tokenizer, title, lines)
        read = spread(list(split(tokens.lengths)), at_most)
        if asked is not None:
            read = [each for each in read if any(place in asked for place in range(*each))]
        windows = [tokens.window(*each) for each in read]
        model = self._model  # once, before all cores want it
        shares = deal([len(window.ids) for window in windows], self._cores)
        parts = self._pool.map(lambda own: [model(windows[each]) for each in own], shares)
        scored: dict[int, NDArray[np.float64]] = {}
        for own, part in zip(shares, parts, strict=True):
            scored.update(zip(own, part, strict=True))
        return {
            place: _pointed(lines, window, *best)
            for number, window in enumerate(windows)
            for place, best in enumerate(best_names(scored[number], window), start=window.first)
        }

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(packaged_folder())

    @cached_property
    def _model(self) -> _Pointing:
        return _Pointing()


def _pointed(lines: Sequence[Line], window: Window, odds: float, start: int, end: int) -> Pointed:
    source, final = window.sources[start], window.sources[end]
    if source is None or final is None:
        return Pointed(odds, "")
    number, first, _ = source
    text = lines[number].text if number >= 0 else lines[window.first].spoken_before
    return Pointed(odds, whole_words(text, first, final[2]))


def whole_words(text: str, start: int, end: int) -> str:
    """Returns a stretch of a text in whole words, with an article before it.

    A last word of which only the beginning is in it is left out, unless it is the only one.
    """
    while start and text[start - 1].isalnum():
        start -= 1
    if text[end - 1 : end + 1].isalnum() and len(text) > end:
        cut = _CUT_WORD.search(text[start:end])
        while cut is None and end < len(text) and text[end].isalnum():
            end += 1
        end = start + cut.start() if cut else end
    article = _ARTICLE.search(text[:start])
    return text[article.start() if article else start : end]


@cache
def load_speech_reader() -> SpeechReader:
    """Returns the one of this process."""
    return SpeechReader()


class Tokens:
    """The tokens of a document's sentences, framed window by window.

    Attributes:
        lengths: Of each sentence, with its mark.
    """

    def __init__(self, tokenizer: Tokenizer, title: str, lines: Sequence[Line]) -> None:
        self._lines = lines
        heard = list(dict.fromkeys(line.spoken_before for line in lines))
        texts = [title, *heard, *(line.text for line in lines)]
        encoded = [
            [(token, *place) for token, place in zip(each.ids, each.offsets, strict=True)]
            for each in tokenizer.encode_batch(texts, add_special_tokens=False)
        ]
        self._title = encoded[0][:TITLE]
        self._heard = dict(zip(heard, encoded[1:], strict=False))
        self._read = encoded[1 + len(heard) :]
        self.lengths = [1 + min(SENTENCE, len(each)) for each in self._read]

    def window(self, first: int, end: int) -> Window:
        """Returns the sentences from one up to another, with what stands around them."""
        ids: list[int] = [FIRST]
        sources: list[tuple[int, int, int] | None] = [None]

        def add(number: int, tokens: Sequence[tuple[int, int, int]]) -> None:
            ids.extend(token for token, _, _ in tokens)
            sources.extend((number, start, stop) for _, start, stop in tokens)

        def add_token(token: int, source: tuple[int, int, int] | None = None) -> None:
            ids.append(token)
            sources.append(source)

        ids.extend(token for token, _, _ in self._title)
        sources.extend(None for _ in self._title)
        add_token(BETWEEN)
        names_from = len(ids)
        add(-1, self._heard[self._lines[first].spoken_before][:LAST])
        add_token(BETWEEN)
        for token, source in self._before(first):
            add_token(token, source)
        places = []
        for number in range(first, end):
            line = self._lines[number]
            if line.begins and number:
                add_token(BETWEEN)
            places.append(len(ids))
            add_token(MARKS.get(line.kind, PLAIN))
            add(number, self._read[number][:SENTENCE])
        add_token(BETWEEN)
        if end < len(self._lines):
            add(end, self._read[end][:NEXT])
            add_token(BETWEEN)
        return Window(first, np.array(ids, np.int64), tuple(places), names_from, tuple(sources))

    def _before(self, first: int) -> list[tuple[int, tuple[int, int, int] | None]]:
        """Returns the last tokens before a sentence, each with its source."""
        before: list[tuple[int, tuple[int, int, int] | None]] = []
        for number in range(first - 1, -1, -1):
            if len(before) >= BEFORE:
                break
            if number + 1 < first and self._lines[number + 1].begins:
                before.insert(0, (BETWEEN, None))
            own = self._read[number]
            before[:0] = [(token, (number, start, end)) for token, start, end in own]
        return before[-BEFORE:]


def split(lengths: Sequence[int], *, first_room: int = ROOM) -> Iterator[tuple[int, int]]:
    """Yields the sentences that are read side by side: from, and up to.

    Args:
        lengths: Of each in tokens.
        first_room: How many tokens the first of them have room for.
    """
    start, room = 0, first_room
    while start < len(lengths):
        end, used = start, 0
        while end < len(lengths) and (not used or used + lengths[end] <= room):
            used += lengths[end]
            end += 1
        yield start, end
        start, room = end, ROOM


def spread(windows: list[tuple[int, int]], at_most: int | None) -> list[tuple[int, int]]:
    """Returns so many windows at most, spread evenly over a document."""
    if at_most is None or len(windows) <= at_most:
        return windows
    return [windows[number * len(windows) // at_most] for number in range(at_most)]


def best_names(scores: NDArray[np.float64], window: Window) -> list[tuple[float, int, int]]:
    """Returns for each sentence the likeliest name: its log-odds against nobody, and its place.

    Args:
        scores: (sentences, tokens, 2): of each token, as a name's first one and as its last one;
            the first token stands for nobody.

    Returns:
        The log-odds, the first token and the last one of each.
    """
    n = len(window.ids)
    lines = np.array([NO_LINE if source is None else source[0] for source in window.sources])
    in_text = lines != NO_LINE
    in_text[: window.names_from] = False
    best = np.full(len(scores), -np.inf)
    places = np.zeros((len(scores), 2), np.int64)
    whole = in_text.copy()  # whether all from each token on, so many, are words of one text
    for longer in range(min(LONGEST_NAME, n)):
        whole = whole[: n - longer] & in_text[longer:] & (lines[: n - longer] == lines[longer:])
        both = np.where(whole, scores[:, : n - longer, 0] + scores[:, longer:, 1], -np.inf)
        starts = both.argmax(axis=1)
        values = both[np.arange(len(scores)), starts]
        better = values > best
        best[better] = values[better]
        places[better] = np.stack([starts, starts + longer], axis=1)[better]
    odds = np.round(best - scores[:, 0].sum(axis=1), DIGITS)
    return [
        (float(value), int(start), int(end))
        for value, (start, end) in zip(odds, places, strict=True)
    ]


class _Pointing:
    """The model: from a window to (sentences, tokens, 2) scores."""

    def __init__(self) -> None:
        learned = load_file(LEARNED)
        self._bert: Bert = small_bert(changed(small_weights(), LEARNED))
        self._asks, self._names, self._nobody = (
            _Linear(learned[f"{name}.weight"], learned[f"{name}.bias"])
            for name in ("asks", "names", "nobody")
        )

    def __call__(self, window: Window) -> NDArray[np.float64]:
        (read,) = self._bert([window.ids])
        vectors = read.astype(np.float64)
        marks = vectors[list(window.places)]
        asked, named = self._asks(marks), self._names(vectors)
        both = [
            asked[:, half] @ named[:, half].T / np.sqrt(asked.shape[1] / 2)
            for half in np.split(np.arange(asked.shape[1]), 2)
        ]
        scores = np.stack(both, axis=-1)
        scores[:, 0] = self._nobody(marks)
        return np.asarray(np.round(scores, DIGITS))


class _Linear:
    def __init__(self, weight: NDArray[Any], bias: NDArray[Any]) -> None:
        self._weight, self._bias = weight.astype(np.float64), bias.astype(np.float64)

    def __call__(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(x @ self._weight.T + self._bias)
