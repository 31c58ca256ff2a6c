"""A BERT encoder's forward pass in numpy, for a question or a few sentences at a time.

A question is a few dozen tokens: 10 ms of arithmetic. Importing torch and sentence-transformers for
it takes 5 to 11 s and 500 MB, so questions are read here and only building an index loads them.
Linear layers calculate with whole numbers (`rag.models.integer_layers`), sums that are not exact in
float64: processors add up in different orders, and what differs in the sixteenth digit is the same
once rounded, so that a question has the same vectors everywhere.
Architecture: Devlin et al., arXiv 1810.04805.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController

WORDS = "embeddings.word_embeddings.weight"
SEGMENTS = "embeddings.token_type_embeddings.weight"
DISTANCES = "encoder.relative_attention_bias.weight"

NEAR = 8
"""Distance in tokens up to which each is of its own kind; farther ones share one from these on."""
SHARED = (8, 12, 16, 23, 32, 46, 64, 91)

Ids = NDArray[np.int64]
Matrix = NDArray[np.floating[Any]]
Weights = Mapping[str, NDArray[Any]]


class Layers(Protocol):
    """How the linear layers of an encoder are calculated."""

    def __call__(self, x: Matrix, name: str) -> Matrix:
        """Returns (n, out) of (n, in); "query", "key" and "value" side by side as one layer."""

    def feed_forward(self, x: Matrix, inner: str, outer: str) -> Matrix:
        """Returns (n, d) of (n, d): through the inner layer, the activation and the outer one."""


class Bert:
    """A BERT encoder.

    Args:
        config: As in the `config.json` of the published models.
        weights: By their published names, in the precision to calculate in; those of linear layers
            are not needed.
        layers: The linear layers.
    """

    def __init__(self, config: Mapping[str, Any], weights: Weights, layers: Layers) -> None:
        # Several cores on matrices this small gain nothing, and wait for one another where others
        # are at work: on a busy machine one core took the slowest of 30 questions from 1,390 ms to
        # 34. It holds for numpy in this process from here on.
        ThreadpoolController().select(internal_api="openblas").limit(limits=1)
        self.dimensions: int = config["hidden_size"]
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._weights = weights
        self._linear = layers

    def __call__(
        self,
        texts: Sequence[Ids],
        kinds: Sequence[Ids] | None = None,
        *,
        first_only: bool = False,
    ) -> list[Matrix]:
        """Returns one vector a token, not normalised: (n, d) for each text of (n,) token ids.

        Args:
            texts: Each is read by itself.
            kinds: (n,) for each text, the segment of each token, 0 or 1; 0 where not given.
            first_only: Whether only the first token's vector is wanted: (1, d) for each text.
        """
        lengths = [len(ids) for ids in texts]
        ids = np.concatenate(texts)
        places = np.concatenate([np.arange(n) for n in lengths])
        positions = self._weights["embeddings.position_embeddings.weight"]
        hidden = self._weights[WORDS][ids].astype(positions.dtype) + positions[places]
        if SEGMENTS in self._weights:
            segments = np.concatenate(kinds) if kinds is not None else np.zeros(len(ids), np.int64)
            hidden += self._weights[SEGMENTS][segments]
        hidden = self._normalise(hidden, "embeddings.LayerNorm")
        wanted = lengths
        for number in range(self._layers):
            name = f"encoder.layer.{number}."
            asking = hidden
            if first_only and number == self._layers - 1:
                wanted = [1] * len(lengths)
                asking = hidden[np.cumsum([0, *lengths[:-1]])]
            hidden = self._layer(asking, wanted, hidden, lengths, name)
        return np.split(hidden, np.cumsum(wanted)[:-1])

    def _layer(
        self,
        asking: Matrix,
        wanted: Sequence[int],
        hidden: Matrix,
        lengths: Sequence[int],
        name: str,
    ) -> Matrix:
        """Returns what becomes of the tokens `asking`, so many of each text, among all of them."""
        mixed = self._attention(wanted, hidden, lengths, name + "attention.self")
        attended = self._linear(mixed, name + "attention.output.dense")
        asking = self._normalise(asking + attended, name + "attention.output.LayerNorm")
        outer = self._linear.feed_forward(
            asking, name + "intermediate.dense", name + "output.dense"
        )
        return self._normalise(asking + outer, name + "output.LayerNorm")

    def _attention(
        self, wanted: Sequence[int], hidden: Matrix, lengths: Sequence[int], name: str
    ) -> Matrix:
        query, key, value = np.split(self._linear(hidden, name), 3, axis=1)
        scale = np.sqrt(self.dimensions // self._heads)
        mixed = []
        end = 0
        for length, asked in zip(lengths, wanted, strict=True):
            own = slice(end, end + length)
            scores = self._by_head(query[end : end + asked] / scale)
            scores = scores @ self._by_head(key[own]).transpose(0, 2, 1)
            if DISTANCES in self._weights:
                scores += self._by_distance(length)[:, :asked]
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            read = scores @ self._by_head(value[own])
            mixed.append(read.transpose(1, 0, 2).reshape(asked, -1).astype(hidden.dtype))
            end += length
        return np.concatenate(mixed)

    def _by_distance(self, length: int) -> Matrix:
        """Returns (heads, length, length): what each token's distance from each other adds.

        As MPNet has it (Song et al., arXiv 2004.09297), in every layer the same.
        """
        return np.asarray(self._weights[DISTANCES].T[:, distance_kinds(length)], np.float64)

    def _by_head(self, x: Matrix) -> Matrix:
        """(n, d) to (heads, n, d / heads), in float64."""
        split = x.astype(np.float64).reshape(len(x), self._heads, -1)
        return np.asarray(split.transpose(1, 0, 2))

    def _normalise(self, x: Matrix, name: str) -> Matrix:
        mean = x.mean(axis=-1, keepdims=True, dtype=np.float64)
        centred: Matrix = x - mean.astype(x.dtype)
        square = np.square(centred).mean(axis=-1, keepdims=True, dtype=np.float64)
        centred /= np.sqrt(square + self._epsilon).astype(x.dtype)
        centred *= self._weights[name + ".weight"]
        centred += self._weights[name + ".bias"]
        return centred


@lru_cache(maxsize=256)
def distance_kinds(length: int) -> Ids:
    """Returns (length, length), at [i, j] the kind of the distance from token i to token j, of 32.

    The first half is for tokens before and the token itself, the other for those after.
    """
    ahead = np.arange(length)[None, :] - np.arange(length)[:, None]
    far = np.abs(ahead)
    shared = NEAR - 1 + np.searchsorted(SHARED, far, side="right")
    return np.asarray(np.where(far < NEAR, far, shared) + (NEAR + len(SHARED)) * (ahead > 0))


def read_model(folder: Path) -> tuple[Mapping[str, Any], Weights]:
    """Reads `config.json` and `model.safetensors` of one folder."""
    config: Mapping[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
    return config, load_file(folder / "model.safetensors")
