"""The packaged model's forward pass in numpy, for one question at a time.

A question is a few dozen tokens: 10 ms of arithmetic. Importing torch and sentence-transformers for
it takes 5 to 11 s and 500 MB, so questions are embedded here and only building an index loads them.
It is done in float64: processors add up in different orders, and what differs in the sixteenth
digit is the same once rounded to float32, so that a question has the same vectors everywhere.
That both give the same vectors is tested. Architecture: Devlin et al., arXiv 1810.04805.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController

Matrix = NDArray[np.float64]


class Bert:
    """A BERT encoder read from `config.json` and `model.safetensors` of one folder."""

    def __init__(self, folder: Path) -> None:
        # Several cores on matrices this small gain nothing, and wait for one another where others
        # are at work: on a busy machine one core took the slowest of 30 questions from 1,390 ms to
        # 34. It holds for numpy in this process from here on.
        ThreadpoolController().select(internal_api="openblas").limit(limits=1)
        config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        self.dimensions: int = config["hidden_size"]
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        weights = load_file(folder / "model.safetensors")
        self._words: NDArray[np.float32] = weights.pop("embeddings.word_embeddings.weight")
        self._weights = {name: weight.astype(np.float64) for name, weight in weights.items()}

    def __call__(self, ids: NDArray[np.int64]) -> Matrix:
        """Returns one vector a token, not normalised: (n, d) for (n,) token ids."""
        weights = self._weights
        hidden = (
            self._words[ids].astype(np.float64)
            + weights["embeddings.position_embeddings.weight"][: len(ids)]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normalise(hidden, "embeddings.LayerNorm")
        for number in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{number}.")
        return hidden

    def _layer(self, hidden: Matrix, name: str) -> Matrix:
        attended = self._linear(self._attention(hidden, name), name + "attention.output.dense")
        hidden = self._normalise(hidden + attended, name + "attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, name + "intermediate.dense"))
        return self._normalise(
            hidden + self._linear(inner, name + "output.dense"), name + "output.LayerNorm"
        )

    def _attention(self, hidden: Matrix, name: str) -> Matrix:
        n, d = hidden.shape
        size = d // self._heads
        query, key, value = (
            self._linear(hidden, f"{name}attention.self.{part}")
            .reshape(n, self._heads, size)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(size)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed: Matrix = (scores @ value).transpose(1, 0, 2).reshape(n, d)
        return mixed

    def _linear(self, x: Matrix, name: str) -> Matrix:
        result: Matrix = x @ self._weights[name + ".weight"].T + self._weights[name + ".bias"]
        return result

    def _normalise(self, x: Matrix, name: str) -> Matrix:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self._epsilon)
        result: Matrix = centred / spread * self._weights[name + ".weight"]
        return np.asarray(result + self._weights[name + ".bias"])


def _gelu(x: Matrix) -> Matrix:
    """The exact GELU, x·Φ(x), with erf by Abramowitz and Stegun 7.1.26 (error 1.5e-7)."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = np.full_like(t, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = series * t + coefficient
    erf = 1 - series * t * np.exp(-z * z)
    result: Matrix = x * 0.5 * (1 + np.sign(x) * erf)
    return result
