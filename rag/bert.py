"""A BERT encoder's forward pass in numpy, for a question or a few sentences at a time.

A question is a few dozen tokens: 10 ms of arithmetic. Importing torch and sentence-transformers for
it takes 5 to 11 s and 500 MB, so questions are read here and only building an index loads them.
It is done in float64: processors add up in different orders, and what differs in the sixteenth
digit is the same once rounded to float32, so that a question has the same vectors everywhere.
Architecture: Devlin et al., arXiv 1810.04805.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController

WORDS = "embeddings.word_embeddings.weight"
ROOT = (2 / np.pi) ** 0.5

Ids = NDArray[np.int64]
Matrix = NDArray[np.floating[Any]]
Weights = Mapping[str, NDArray[Any]]
Linear = Callable[..., list[Matrix]]
"""(n, in) and the names of layers to (n, out) for each."""


class Bert:
    """A BERT encoder.

    Args:
        config: As in the `config.json` of the published models.
        weights: By their published names, in the precision to calculate in; those of linear layers
            are needed by `linear` alone.
        linear: How linear layers are calculated; by plain products where not given.
        gelu: The activation; the exact one where not given.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        weights: Weights,
        *,
        linear: Linear | None = None,
        gelu: Callable[[Matrix], Matrix] | None = None,
    ) -> None:
        # Several cores on matrices this small gain nothing, and wait for one another where others
        # are at work: on a busy machine one core took the slowest of 30 questions from 1,390 ms to
        # 34. It holds for numpy in this process from here on.
        ThreadpoolController().select(internal_api="openblas").limit(limits=1)
        self.dimensions: int = config["hidden_size"]
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._weights = weights
        self._linear = linear or self._plain_linear
        self._gelu = gelu or exact_gelu

    @classmethod
    def in_float64(cls, config: Mapping[str, Any], weights: Weights) -> Bert:
        """Makes an encoder of a model's configuration and weights, to calculate in float64."""
        wide = {name: each.astype(np.float64) for name, each in weights.items() if name != WORDS}
        return cls(config, {**wide, WORDS: weights[WORDS]})

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
        segments = np.concatenate(kinds) if kinds is not None else np.zeros(len(ids), np.int64)
        places = np.concatenate([np.arange(n) for n in lengths])
        positions = self._weights["embeddings.position_embeddings.weight"]
        hidden = (
            self._weights[WORDS][ids].astype(positions.dtype)
            + positions[places]
            + self._weights["embeddings.token_type_embeddings.weight"][segments]
        )
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
        mixed = self._attention(asking, wanted, hidden, lengths, name + "attention.self.")
        (attended,) = self._linear(mixed, name + "attention.output.dense")
        asking = self._normalise(asking + attended, name + "attention.output.LayerNorm")
        (inner,) = self._linear(asking, name + "intermediate.dense")
        (outer,) = self._linear(self._gelu(inner), name + "output.dense")
        return self._normalise(asking + outer, name + "output.LayerNorm")

    def _attention(
        self,
        asking: Matrix,
        wanted: Sequence[int],
        hidden: Matrix,
        lengths: Sequence[int],
        name: str,
    ) -> Matrix:
        if asking is hidden:
            query, key, value = self._linear(hidden, name + "query", name + "key", name + "value")
        else:
            (query,) = self._linear(asking, name + "query")
            key, value = self._linear(hidden, name + "key", name + "value")
        scale = np.sqrt(self.dimensions // self._heads)
        mixed = []
        first = end = 0
        for length, asked in zip(lengths, wanted, strict=True):
            own = slice(end, end + length)
            scores = self._by_head(query[first : first + asked] / scale)
            scores = scores @ self._by_head(key[own]).transpose(0, 2, 1)
            scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
            scores /= scores.sum(axis=-1, keepdims=True)
            read = scores @ self._by_head(value[own])
            mixed.append(read.transpose(1, 0, 2).reshape(asked, -1).astype(hidden.dtype))
            first += asked
            end += length
        return np.concatenate(mixed)

    def _by_head(self, x: Matrix) -> Matrix:
        """(n, d) to (heads, n, d / heads), in float64."""
        split = x.astype(np.float64).reshape(len(x), self._heads, -1)
        return np.asarray(split.transpose(1, 0, 2))

    def _plain_linear(self, x: Matrix, *names: str) -> list[Matrix]:
        return [
            np.asarray(x @ self._weights[name + ".weight"].T + self._weights[name + ".bias"])
            for name in names
        ]

    def _normalise(self, x: Matrix, name: str) -> Matrix:
        mean = x.mean(axis=-1, keepdims=True, dtype=np.float64)
        centred: Matrix = x - mean.astype(x.dtype)
        square = np.square(centred).mean(axis=-1, keepdims=True, dtype=np.float64)
        centred /= np.sqrt(square + self._epsilon).astype(x.dtype)
        centred *= self._weights[name + ".weight"]
        centred += self._weights[name + ".bias"]
        return centred


def exact_gelu(x: Matrix) -> Matrix:
    """The exact GELU, x·Φ(x), with erf by Abramowitz and Stegun 7.1.26 (error 1.5e-7)."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = series * t + coefficient
    erf = 1 - series * t * np.exp(-z * z)
    result: Matrix = x * 0.5 * (1 + np.sign(x) * erf)
    return result


def quick_gelu(x: Matrix) -> Matrix:
    """The GELU by a hyperbolic tangent (Hendrycks and Gimpel, arXiv 1606.08415).

    The tangent is taken in float64: numpy's in float32 is another on processors that cannot
    multiply and add in one step.
    """
    inner = np.square(x)
    inner *= 0.044715 * ROOT
    inner += ROOT
    inner *= x
    inner = np.tanh(inner, dtype=np.float64).astype(x.dtype)
    inner += 1
    inner *= x
    inner *= 0.5
    return inner


def read_model(folder: Path) -> tuple[Mapping[str, Any], Weights]:
    """Reads `config.json` and `model.safetensors` of one folder."""
    config: Mapping[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
    return config, load_file(folder / "model.safetensors")
