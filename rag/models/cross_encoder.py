"""A question and a sentence read together: does the one answer the other?

Late interaction compares two texts that were read apart, and cannot tell "GAO paid $14.3 million
under one contract" from an answer to "Who was the contractor?". Here each word of the question is
read beside each word of the sentence (Nogueira and Cho, arXiv 1901.04085), in six layers that begin
as the packaged model's and were then trained on questions that a sentence answers and questions
that it only seems to answer. `python -m evals fit-cross-encoder` makes the weights.

Its linear layers calculate with whole numbers (`rag.models.integer_layers`), which every processor
does alike. What else is added up, and each exponential, is calculated in float64, whose last digits
do not reach the score (see `rag.models.bert`). Tested with and without wide vectors and fused
multiplication on x86; other kinds of processors were not at hand.

There are two of them: the small one comes with the program, the large one needs the packages of
`rag.models.large_cross_encoder` and reads far better, in some five times the time.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.models.adaptation import DOWN, UP, adapt
from rag.models.bert import WORDS, Bert, Ids
from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.integer_layers import ByteLayers, weights_as_bytes

Size = Literal["small", "large"]
"""Which of the two."""

WEIGHTS = "cross_encoder.safetensors"
DIGITS = 6
"""Decimals of the log-odds."""
KEPT = 2048
"""Readings that are at hand: of a sentence beside a question, after the turns before it."""

# Tokens that are read: of a question, a title, a heading and a sentence the first ones, of what
# stands before the sentence the last ones.
QUESTION, TITLE, HEADING, BEFORE, SENTENCE = 32, 12, 10, 20, 72
# Of a follow-up, of each question before it, and of the answer before it the first ones; of all
# these turns together, with a token behind each, so many at most.
FOLLOW_UP, ASKED, SAID, TURNS = 24, 22, 24, 56

Turns = Sequence[tuple[str, str]]
"""Questions asked before and what was answered, the last one last."""


@dataclass(frozen=True, slots=True)
class InContext:
    """A sentence with what it may lean on; each may be empty but itself."""

    text: str
    title: str = ""
    heading: str = ""
    before: str = ""


Read = tuple[str, tuple[tuple[str, str], ...], InContext]
"""What was read: a question, the turns before it, and a sentence."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How a question and a sentence are put before a model.

    Attributes:
        first: The token that stands in front, whose vector tells the answer.
        between: The one after each part.
        after_question: Those after the question.
        shift: By how much its ids of words are greater than those of the packaged tokenizer.
        asked: Tokens of each question before that are read.
        said: Of the answer before.
    """

    first: int = 101
    between: int = 102
    after_question: tuple[int, ...] = (102,)
    shift: int = 0
    asked: int = ASKED
    said: int = SAID


SMALL = Framing()


@dataclass(frozen=True, slots=True)
class Model:
    """A model that reads.

    Attributes:
        bert: The layers.
        answer: (d + 1,) or, where it `pools`, (2 d + 1,): what the vectors weigh, and the bias.
        pools: Whether the mean of all tokens' vectors is looked at beside the first one's.
        weights: By BERT's names, for a model that shares some of them.
    """

    bert: Bert
    answer: NDArray[np.float64]
    framing: Framing = SMALL
    pools: bool = False
    weights: Mapping[str, NDArray[Any]] = field(default_factory=dict)


class CrossEncoder:
    """A model that reads, its texts dealt out to all cores.

    Args:
        load: Gives the model, when it is first needed.

    Raises:
        ModelError: If the packaged model, whose tokenizer it shares, is not installed.
    """

    def __init__(self, load: Callable[[], Model] | None = None) -> None:
        self._load = load or (lambda: small_model(small_weights()))
        self._folder = packaged_folder()
        # Several steps read the same sentence beside the same question.
        self._known: dict[Read, float] = {}
        self._keeping = threading.Lock()
        self._loading = threading.Lock()
        self._cores = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._cores, thread_name_prefix="cross-encoder")

    def load(self) -> Model:
        """Reads its weights now, where it did not yet: else they are read when it first scores."""
        with self._loading:
            return self._model

    def score(
        self, question: str, sentences: Sequence[InContext], after: Turns = ()
    ) -> NDArray[np.float64]:
        """Returns (sentences,): the log-odds that each answers the question.

        Args:
            after: The turns before it, which a model that was trained on talks understands.
        """
        turns = tuple(after)
        with self._keeping:
            known = {
                each: self._known[key]
                for each in sentences
                if (key := (question, turns, each)) in self._known
            }
        unread = [each for each in dict.fromkeys(sentences) if each not in known]
        known.update(zip(unread, self._score(question, unread, turns).tolist(), strict=True))
        with self._keeping:
            self._known.update(((question, turns, each), known[each]) for each in unread)
            for oldest in list(self._known)[:-KEPT]:
                del self._known[oldest]
        return np.array([known[each] for each in sentences], np.float64)

    def _score(
        self, question: str, sentences: Sequence[InContext], after: tuple[tuple[str, str], ...]
    ) -> NDArray[np.float64]:
        if not sentences:
            return np.zeros(0)
        self.load()
        (asked,) = self._ids([question])
        # Each takes two tokens at least.
        turns = [tuple(self._ids(turn)) for turn in after[-TURNS // 2 :]]
        read = self._ids(
            list(chain.from_iterable((s.title, s.heading, s.before, s.text) for s in sentences))
        )
        framed = [
            frame(asked, *read[at : at + 4], after=turns, framing=self._model.framing)
            for at in range(0, len(read), 4)
        ]
        # Each is read by itself: it matters not which share a core.
        shares = deal([len(ids) for ids, _ in framed], self._cores)
        odds = np.zeros(len(framed))
        parts = self._pool.map(self._read, [[framed[each] for each in share] for share in shares])
        for share, part in zip(shares, parts, strict=True):
            odds[share] = part
        return odds

    def _read(self, framed: Sequence[tuple[Ids, Ids]]) -> NDArray[np.float64]:
        model = self._model
        ids, kinds = zip(*framed, strict=True)
        read = model.bert(ids, kinds, first_only=not model.pools)
        seen = np.stack([each[0].astype(np.float64) for each in read])
        if model.pools:
            means = [each.mean(axis=0, dtype=np.float64) for each in read]
            seen = np.concatenate([seen, np.stack(means)], axis=1)
        # What differs in the sixteenth digit, by what is added up beside it, is the same here.
        return np.asarray(np.round(seen @ model.answer[:-1] + model.answer[-1], DIGITS))

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in encoded]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self._folder)

    @cached_property
    def _model(self) -> Model:
        return self._load()


def small_weights() -> dict[str, NDArray[Any]]:
    """Returns the small one's weights, but for its words, by BERT's names."""
    with as_file(files("rag.models") / WEIGHTS) as path:
        return load_file(path)


def changed(weights: Mapping[str, NDArray[Any]], changes: Path) -> dict[str, NDArray[Any]]:
    """Returns the small cross-encoder's weights with what was learned besides.

    Args:
        weights: Of a byte each, with a scale, as `small_weights` gives them.
        changes: `NAME.up` and `NAME.down` of each layer, all other weights whole.
    """
    learned = load_file(changes)
    layers = [name.removesuffix(UP) for name in learned if name.endswith(UP)]
    before = {
        f"{name}.weight": weights[f"{name}.weight"] * weights[f"{name}.scale"][:, None]
        for name in layers
    }
    whole = {name: each for name, each in learned.items() if not name.endswith((UP, DOWN))}
    result = {**weights, **whole}
    for name, values in adapt(before, changes).items():
        result[name], result[name.removesuffix("weight") + "scale"] = weights_as_bytes(values)
    return result


def small_model(weights: Mapping[str, NDArray[Any]], framing: Framing = SMALL) -> Model:
    """Returns the small one with weights of its own beside the packaged words."""
    answer = np.append(weights["answer.weight"], weights["answer.bias"])
    return Model(small_bert(weights), answer.astype(np.float64), framing)


def small_bert(weights: Mapping[str, NDArray[Any]]) -> Bert:
    """Returns the layers of the small one, with weights of their own beside the packaged words."""
    folder = packaged_folder()
    with safe_open(folder / "model.safetensors", "numpy") as file:
        words = file.get_tensor(WORDS)
    config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
    layers = 1 + max(int(name.split(".")[2]) for name in weights if ".layer." in name)
    return Bert(
        {**config, "num_hidden_layers": layers},
        {**weights, WORDS: words},
        ByteLayers(weights),
    )


def deal(lengths: Sequence[int], cores: int) -> list[list[int]]:
    """Deals texts out to cores, the longest first, each to the one that has least to read."""
    shares: list[list[int]] = [[] for _ in range(min(cores, len(lengths)))]
    load = [0] * len(shares)
    for each in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        least = load.index(min(load))
        shares[least].append(each)
        load[least] += lengths[each]
    return shares


def frame(
    question: Sequence[int],
    title: Sequence[int],
    heading: Sequence[int],
    before: Sequence[int],
    sentence: Sequence[int],
    *,
    after: Sequence[Sequence[Sequence[int]]] = (),
    framing: Framing = SMALL,
) -> tuple[Ids, Ids]:
    """Returns the ids of a question and a sentence in its context as they are read, and segments.

    Args:
        question: Ids by the packaged tokenizer, as are the others.
        after: Of each turn before it, the question and the answer.
    """
    about = [
        [framing.first],
        _shifted(question[: FOLLOW_UP if after else QUESTION], framing),
        *([framing.between, *_shifted(each, framing)] for each in _last_turns(after, framing)),
        framing.after_question,
        _shifted([*title[:TITLE], *heading[:HEADING]], framing),
        [framing.between],
        _shifted(before[-BEFORE:], framing),
        [framing.between],
    ]
    said = [*_shifted(sentence[:SENTENCE], framing), framing.between]
    ids = np.array([*chain.from_iterable(about), *said], np.int64)
    return ids, np.repeat([0, 1], [len(ids) - len(said), len(said)]).astype(np.int64)


def _last_turns(
    after: Sequence[Sequence[Sequence[int]]], framing: Framing
) -> Iterator[Sequence[int]]:
    """Yields the last question and its answer, then the questions before, while there is room."""
    room = TURNS
    for back, (asked, answered) in enumerate(reversed(after)):
        parts = [asked[: framing.asked], *([] if back else [answered[: framing.said]])]
        room -= sum(len(part) + 1 for part in parts)
        if room < 0:
            return
        yield from parts


def _shifted(ids: Sequence[int], framing: Framing) -> list[int]:
    return [each + framing.shift for each in ids]
