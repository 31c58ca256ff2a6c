"""The linear layers of an encoder over whole numbers, whose products are exact everywhere.

What is multiplied becomes whole numbers with a common scale a row; their products are exact
(`rag.models.integer_products`), and what is done with these is one operation a number, which every
processor rounds alike. Weights that were trained for it need a byte each, others two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.models.bert import Matrix, Weights
from rag.models.integer_products import LARGEST, ZERO, Bytes, Product, product

ROWS = 128
"""Rows that go through the wide layers at a time: what comes between stays in a core's cache."""

# The activation between its lowest and highest input: what is lower gives nothing, and the highest
# seen is 26. Of a step, what comes out keeps less than a tenth as a byte.
STEPS = 1024
LOWEST, HIGHEST = -8, 56

UPPER = 256
"""What the upper one of two bytes is worth."""


class ByteLayers:
    """Layers of a byte a weight, in float32, and the quick activation.

    Args:
        weights: Of each layer "weight" (out, in) as int8, "scale" (out,) and "bias" (out,).
    """

    def __init__(self, weights: Weights) -> None:
        self._layers: Mapping[str, tuple[Product, Matrix]] = {
            name: (product(layer["weight"], layer["scale"]), layer["bias"])
            for name, layer in _layers(weights).items()
        }

    def __call__(self, x: Matrix, name: str) -> Matrix:
        """Returns (n, out) of (n, in); "query", "key" and "value" side by side as one layer."""
        multiply, bias = self._layers[name]
        whole, steps = quantise(x)
        total = multiply(whole)
        total *= steps
        total += bias
        return total

    def feed_forward(self, x: Matrix, inner: str, outer: str) -> Matrix:
        """Returns (n, d) of (n, d): through the inner layer, the activation and the outer one."""
        parts = (x[start : start + ROWS] for start in range(0, len(x), ROWS))
        return np.concatenate([self(quick_gelu(self(part, inner)), outer) for part in parts])


class TwoByteLayers:
    """Layers of two bytes a weight, in float64, and the exact activation.

    A result has an error of some 2⁻¹⁵ of the largest of its row.

    Args:
        weights: Of each layer "weight" (out, in) and "bias" (out,).
    """

    def __init__(self, weights: Weights) -> None:
        self._layers: dict[str, tuple[Product, Matrix, Matrix]] = {}
        for name, layer in _layers(weights).items():
            upper, lower, steps = _two_bytes(layer["weight"].astype(np.float64))
            both = np.concatenate([upper, lower]).astype(np.int8)
            once = np.ones(len(both), np.float32)
            self._layers[name] = (product(both, once), steps.T, layer["bias"].astype(np.float64))

    def __call__(self, x: Matrix, name: str) -> Matrix:
        """Returns (n, out) of (n, in); "query", "key" and "value" side by side as one layer."""
        multiply, own, bias = self._layers[name]
        upper, lower, steps = _two_bytes(x)
        whole = np.concatenate([upper, lower])
        whole += ZERO
        sums = multiply(whole.astype(np.uint8))
        n, out = len(x), len(bias)
        total = sums[:n, :out].astype(np.float64)
        total *= UPPER
        total += sums[:n, out:]
        total += sums[n:, :out]
        total *= UPPER
        total += sums[n:, out:]
        total *= steps
        total *= own
        total += bias
        return total

    def feed_forward(self, x: Matrix, inner: str, outer: str) -> Matrix:
        """Returns (n, d) of (n, d): through the inner layer, the activation and the outer one."""
        return self(exact_gelu(self(x, inner)), outer)


def _layers(weights: Weights) -> dict[str, dict[str, NDArray[Any]]]:
    """Returns the parts of each linear layer; query, key and value as one, "….attention.self"."""
    found: dict[str, dict[str, NDArray[Any]]] = {}
    for name, each in weights.items():
        layer, _, part = name.rpartition(".")
        if layer.endswith(".query"):
            three = (name.replace("query", which) for which in ("query", "key", "value"))
            joined = np.concatenate([weights[which] for which in three])
            found.setdefault(layer.removesuffix(".query"), {})[part] = joined
        elif layer.endswith(".dense"):
            found.setdefault(layer, {})[part] = each
    return found


def in_bytes(weights: Weights) -> dict[str, NDArray[Any]]:
    """Returns the linear layers of an encoder as `ByteLayers` takes them."""
    found: dict[str, NDArray[Any]] = {}
    for name, each in weights.items():
        if not name.startswith("encoder.layer."):
            continue
        if name.endswith(".weight") and each.ndim == 2:
            found[name], found[name.removesuffix("weight") + "scale"] = weights_as_bytes(each)
        else:
            found[name] = each
    return found


def weights_as_bytes(weight: Matrix) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Returns a layer as (out, in) whole numbers, and (out,) what one of a row is worth."""
    steps = np.abs(weight).max(axis=1) / LARGEST
    return np.rint(weight / steps[:, None]).astype(np.int8), steps.astype(np.float32)


def quantise(x: Matrix) -> tuple[Bytes, Matrix]:
    """Returns (n, d) whole numbers, each as a byte, and (n, 1) what one step of a row is worth."""
    largest = np.maximum(x.max(axis=1, keepdims=True), -x.min(axis=1, keepdims=True))
    steps = np.maximum(largest, 1e-12) / LARGEST
    whole = x / steps
    whole += ZERO + 0.5
    return whole.astype(np.uint8), steps


def quick_gelu(x: Matrix) -> Matrix:
    """Returns the GELU (Hendrycks and Gimpel, arXiv 1606.08415) of each number, from a table."""
    at = x * STEPS
    at += 0.5 - LOWEST * STEPS
    activated: Matrix = _TABLE.take(at.astype(np.intp), mode="clip")
    return activated


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


def _table() -> NDArray[np.float32]:
    x = np.arange(LOWEST * STEPS, HIGHEST * STEPS) / STEPS
    inner = (2 / np.pi) ** 0.5 * (x + 0.044715 * x**3)
    return np.asarray(0.5 * x * (1 + np.tanh(inner)), np.float32)


_TABLE = _table()


def _two_bytes(x: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Returns the upper and lower bytes of each number as (n, d), and (n, 1) steps."""
    largest = np.abs(x).max(axis=1, keepdims=True)
    steps = np.maximum(largest, 1e-12) / (LARGEST * UPPER)
    whole = np.rint(x / steps)
    upper = np.floor((whole + UPPER // 2) / UPPER)
    return upper, whole - UPPER * upper, steps
