"""Which sentences belong to an answer of several? What the large cross-encoder learned besides.

"(c) the minutes of 4 May" answers nothing; below "The claimant asks for disclosure of" it is one of
the things that are asked for. So sentences are read side by side beside the question, as many as
there is room for, under their headings and behind what stands before them. Each is told by the mean
of its own tokens' vectors and the first token's, as `rag.models.cross_encoder` tells a sentence
that it reads alone. `python -m evals fit-lists` makes what was learned: low-rank changes of the
layers that follow the first six (`rag.models.adaptation`), which stay as they were.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.models.bert import Ids
from rag.models.cross_encoder import Model, deal
from rag.models.cross_encoders import load_cross_encoder
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.large_cross_encoder import FRAMING, load_large_for_lists
from rag.records import BlockKind

# Tokens that are read: of the question, the title, a heading, a sentence and of what announces a
# list that began before the first ones; of what stands before, the last ones; of all sentences.
QUESTION, TITLE, HEADING, SENTENCE, LEAD, BEFORE, ROOM = 40, 16, 16, 64, 28, 32, 160

BULLET = "-"
"""What stands in front of an item of a list."""

LISTED: tuple[BlockKind, ...] = ("item", "row")
"""Kinds of blocks that are one of several."""

DIGITS = 6
"""Decimals of the log-odds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands in a document.

    Attributes:
        begins: Whether a block begins with it.
        heading: The nearest one above it; "" where there is none.
    """

    text: str
    kind: BlockKind
    begins: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences of one document."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read side by side.

    Attributes:
        first: The number of the first line.
        ids: (n,) of all tokens.
        stretches: Where the tokens of each sentence begin and end, in reading order.
    """

    first: int
    ids: Ids
    stretches: tuple[tuple[int, int], ...]


class ListReader:
    """Reads which sentences belong to an answer; its weights are read when it first does.

    Raises:
        ModelError: If the packages of the large cross-encoder are not installed.
    """

    def __init__(self) -> None:
        self._cores = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._cores, thread_name_prefix="list-reader")
        self._loading = threading.Lock()

    def load(self) -> Model:
        """Reads its weights now, where it did not yet: else they are read when it first reads."""
        with self._loading:
            return self._model

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[list[float]]:
        """Returns, by stretch, the log-odds that each sentence belongs to the answer."""
        model = self.load()
        windows: list[tuple[int, Window]] = []
        for number, stretch in enumerate(stretches):
            tokens = Tokens(self._tokenizer, stretch.title, stretch.lines)
            asked = tokens.of(question)
            windows += [(number, tokens.window(asked, *each)) for each in split(tokens.lengths)]
        shares = deal([len(window.ids) for _, window in windows], self._cores)
        odds = [[0.0] * len(stretch.lines) for stretch in stretches]
        parts = self._pool.map(lambda own: [_read(model, windows[at][1]) for at in own], shares)
        for own, part in zip(shares, parts, strict=True):
            for at, read in zip(own, part, strict=True):
                number, window = windows[at]
                odds[number][window.first : window.first + len(read)] = read.tolist()
        return odds

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(packaged_folder())

    @cached_property
    def _model(self) -> Model:
        return load_large_for_lists(load_cross_encoder("large").load())


def _read(model: Model, window: Window) -> NDArray[np.float64]:
    """Returns (sentences,): the log-odds of each."""
    (read,) = model.bert([window.ids])
    vectors = read.astype(np.float64)
    means = np.stack([vectors[start:end].mean(axis=0) for start, end in window.stretches])
    seen = np.concatenate([np.repeat(vectors[:1], len(means), axis=0), means], axis=1)
    return np.asarray(np.round(seen @ model.answer[:-1] + model.answer[-1], DIGITS))


@cache
def load_list_reader() -> ListReader:
    """Returns the one of this process."""
    return ListReader()


class Tokens:
    """The tokens of neighbouring sentences, framed window by window beside questions.

    Attributes:
        lengths: Of each sentence, with what stands between it and the one before.
    """

    def __init__(self, tokenizer: Tokenizer, title: str, lines: Sequence[Line]) -> None:
        self._tokenizer = tokenizer
        self._lines = lines
        headings = list(dict.fromkeys(line.heading for line in lines))
        encoded = self._encode([title, BULLET, *headings, *(line.text for line in lines)])
        self._title, self._bullet = encoded[0], encoded[1]
        self._headings = dict(zip(headings, encoded[2:], strict=False))
        self._read = [
            [*(self._bullet if line.kind == "item" and line.begins else ()), *own][:SENTENCE]
            for line, own in zip(lines, encoded[2 + len(headings) :], strict=True)
        ]
        self.lengths = [
            max(1, len(own)) + len(self._between(number)) for number, own in enumerate(self._read)
        ]

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [[token + FRAMING.shift for token in each.ids] for each in encoded]

    def of(self, question: str) -> list[int]:
        """Returns the tokens of a question."""
        return self._encode([question])[0][:QUESTION]

    def window(self, question: Sequence[int], first: int, end: int) -> Window:
        """Returns the sentences from one up to another, with what stands around them.

        Args:
            question: Its tokens.
        """
        between = FRAMING.between
        ids = [
            FRAMING.first,
            *question,
            *FRAMING.after_question,
            *self._title[:TITLE],
            between,
            *self._headings[self._lines[first].heading][:HEADING],
            between,
            *self._before(first),
            between,
        ]
        stretches = []
        for number in range(first, end):
            ids += self._between(number) if number > first else ()
            own = self._read[number] or self._bullet
            stretches.append((len(ids), len(ids) + len(own)))
            ids += own
        return Window(first, np.array([*ids, between], np.int64), tuple(stretches))

    def _between(self, number: int) -> list[int]:
        """Returns what is read between a sentence and the one before: a new heading."""
        heading = self._lines[number].heading
        if number and heading != self._lines[number - 1].heading:
            return [FRAMING.between, *self._headings[heading][:HEADING], FRAMING.between]
        return [FRAMING.between] if self._lines[number].begins else []

    def _before(self, first: int) -> list[int]:
        """Returns what announces the list that the first sentence is of, and what precedes it."""
        if not first or self._lines[first].heading != self._lines[first - 1].heading:
            return []
        before: list[int] = []
        at = first
        while at and len(before) < BEFORE:
            at -= 1
            before = [*self._read[at], *before]
        lead = self._lead(first)
        if lead is None or lead >= at:
            return before[-BEFORE:]
        return [*self._read[lead][:LEAD], FRAMING.between, *before[-BEFORE:]]

    def _lead(self, first: int) -> int | None:
        """The place of what stands before the list that a sentence is of, under its heading."""
        lead, heading = first, self._lines[first].heading
        while self._lines[lead].kind in LISTED:
            lead -= 1
            if lead < 0 or self._lines[lead].heading != heading:
                return None
        return lead if lead < first else None


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
