"""Any model but the packaged one, as sentence-transformers loads and runs it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHTS = "model.safetensors"

Ids = NDArray[np.int64]
Read = tuple[NDArray[np.float32], NDArray[np.float32]]
"""(d,) the vector of a text, and (n, d) those of its tokens, the special ones among them."""


class OtherModel:
    """A model of sentence-transformers, loaded when it is first needed.

    Args:
        name: A folder, or a name that sentence-transformers knows (which may then download it).
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that it reads, the special ones among them."""
        return int(self._model.max_seq_length or 512)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Its tokenizer; it neither cuts nor fills up texts."""
        tokenizer: Tokenizer = self._model.tokenizer.backend_tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def sha256(self) -> str:
        """Of its file of weights, else of the weights."""
        file = Path(self._name) / WEIGHTS
        if file.is_file():
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        digest = hashlib.sha256()
        for name, weight in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(weight.cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()

    def read(self, texts: Sequence[Ids]) -> Iterator[Read]:
        """Reads texts in float32, each by itself on a core of its own; in their order.

        Beside others a processor may add up in another order.
        """
        import torch  # 3 s to import: only where another model is used

        model = self._model

        def run(ids: Ids) -> Read:
            with torch.inference_mode():
                output: dict[str, Any] = model(
                    {
                        "input_ids": torch.from_numpy(ids[None]),
                        "attention_mask": torch.ones((1, len(ids)), dtype=torch.int64),
                    }
                )
            vectors, tokens = output["sentence_embedding"], output["token_embeddings"]
            return vectors[0].float().numpy(), tokens[0].float().numpy()

        with (
            _one_thread_each() as workers,
            ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool,
        ):
            yield from pool.map(run, texts)

    @cached_property
    def _model(self) -> SentenceTransformer:
        # 5 to 11 s to import: only where another model is used.
        os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(self._name, device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ModelError(
                f"embedding model {self._name!r} cannot be loaded: {reason}; "
                "use a folder, a known name, or leave it out for the packaged one"
            ) from None


@contextmanager
def _one_thread_each() -> Iterator[int]:
    """Has torch use one core a call for a while, and gives the number of calls to make at once."""
    import torch  # 3 s to import: only where another model is used

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield before
    finally:
        torch.set_num_threads(before)
