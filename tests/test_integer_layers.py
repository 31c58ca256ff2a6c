"""Linear layers over whole numbers: exact sums, whichever library adds."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import torch

from rag.models.integer_layers import (
    HIGHEST,
    LOWEST,
    ROWS,
    STEPS,
    ByteLayers,
    TwoByteLayers,
    exact_gelu,
    quantise,
    quick_gelu,
)
from rag.models.integer_products import (
    EXACT,
    LARGEST,
    ZERO,
    Product,
    adds_exactly,
    by_bytes,
    by_floats,
    product,
)

WAYS = [
    *(
        pytest.param(
            partial(by_bytes, signed=signed),
            marks=pytest.mark.skipif(
                not adds_exactly(signed=signed), reason="this processor cuts sums off"
            ),
        )
        for signed in (True, False)
    ),
    by_floats,
    product,
]


def some_weights(out: int, inner: int, seed: int = 7) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    return {
        "weight": random.integers(-LARGEST, LARGEST + 1, (out, inner)).astype(np.int8),
        "scale": random.uniform(1e-4, 1e-2, out).astype(np.float32),
        "bias": random.normal(size=out).astype(np.float32),
    }


def test_no_sum_of_exactly_so_many_products_leaves_what_float32_counts_in_ones() -> None:
    assert EXACT * ZERO**2 <= 2**24


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("inner", [384, 1536])
@pytest.mark.parametrize("rows", [1, 5, 225])
def test_every_way_gives_the_exact_sum_rounded_once(way: Product, inner: int, rows: int) -> None:
    weights = some_weights(40, inner)
    random = np.random.default_rng(3)
    whole = random.integers(ZERO - LARGEST, ZERO + LARGEST + 1, (rows, inner)).astype(np.uint8)
    whole[0] = ZERO + LARGEST  # as large as a sum can be: it does not fit in 16 bits
    weights["weight"][0], weights["weight"][1] = LARGEST, -ZERO
    sums = (whole.astype(np.int64) - ZERO) @ weights["weight"].astype(np.int64).T
    expected = sums.astype(np.float32) * weights["scale"]
    assert np.array_equal(way(weights["weight"], weights["scale"])(whole), expected)


def some_layers() -> dict[str, np.ndarray]:
    """The weights of a self-attention of three layers, and of two wide ones."""
    sizes = {"self.query": (16, 16), "self.key": (16, 16), "self.value": (16, 16)}
    sizes |= {"in.dense": (1536, 16), "out.dense": (16, 1536)}
    return {
        f"{name}.{part}": each
        for name, size in sizes.items()
        for part, each in some_weights(*size, seed=len(name)).items()
    }


def as_floats(weights: dict[str, np.ndarray], name: str) -> tuple[np.ndarray, np.ndarray]:
    weight = weights[f"{name}.weight"] * weights[f"{name}.scale"][:, None].astype(np.float64)
    return weight, weights[f"{name}.bias"].astype(np.float64)


@pytest.mark.parametrize(("kind", "error"), [(ByteLayers, 0.02), (TwoByteLayers, 1e-4)])
def test_layers_are_those_of_their_weights(
    kind: type[ByteLayers | TwoByteLayers], error: float
) -> None:
    weights = some_layers()
    names = ["self.query", "self.key", "self.value", "in.dense", "out.dense"]
    floats = {name: as_floats(weights, name) for name in names}
    given = weights
    if kind is TwoByteLayers:
        given = {f"{name}.weight": each[0] for name, each in floats.items()}
        given |= {f"{name}.bias": each[1] for name, each in floats.items()}
    layers = kind(given)
    x = np.random.default_rng(3).normal(size=(4, 16)).astype(np.float32)
    three = np.concatenate([x @ floats[name][0].T + floats[name][1] for name in names[:3]], axis=1)
    assert np.allclose(layers(x, "self"), three, atol=error * np.abs(three).max())
    (inner, before), (outer, after) = floats["in.dense"], floats["out.dense"]
    expected = exact_gelu(x @ inner.T + before) @ outer.T + after
    through = layers.feed_forward(x, "in.dense", "out.dense")
    assert np.allclose(through, expected, atol=error * np.abs(expected).max())


def test_rows_that_go_through_apart_give_what_they_give_together() -> None:
    layers = ByteLayers(some_layers())
    x = np.random.default_rng(5).normal(size=(2 * ROWS + 3, 16)).astype(np.float32)
    together = layers.feed_forward(x, "in.dense", "out.dense")
    apart = [layers.feed_forward(x[[n]], "in.dense", "out.dense") for n in range(len(x))]
    assert np.array_equal(together, np.concatenate(apart))


def test_the_largest_number_of_a_row_is_kept_and_each_other_within_half_a_step() -> None:
    x = np.array([[0.5, -2.0, 0.3], [0.0, 0.0, 0.0]])
    whole, steps = quantise(x)
    numbers = whole.astype(int) - ZERO
    assert numbers[0, 1] == -LARGEST
    assert np.all(np.abs(numbers * steps - x) <= steps / 2)
    assert not numbers[1].any()


@pytest.mark.parametrize("largest", [1e-30, 1.0, 3.3e4])
def test_no_number_leaves_the_bytes(largest: float) -> None:
    x = np.random.default_rng(1).uniform(-largest, largest, (500, 64)).astype(np.float32)
    whole, _ = quantise(x)
    assert whole.min() >= ZERO - LARGEST


def test_both_activations_are_those_of_the_models() -> None:
    x = np.linspace(-6, 6, 401)
    values = torch.from_numpy(x)
    assert np.allclose(exact_gelu(x), torch.nn.functional.gelu(values).numpy(), atol=1e-6)
    quick = torch.nn.functional.gelu(values, approximate="tanh").numpy()
    assert np.allclose(quick_gelu(np.float32(x)), quick, atol=1.13 / STEPS / 2)


def test_beyond_its_table_the_activation_gives_its_ends() -> None:
    x = np.array([-1e6, LOWEST - 1, LOWEST, HIGHEST - 1, HIGHEST + 9], np.float32)
    assert np.allclose(quick_gelu(x), [0, 0, 0, HIGHEST - 1, HIGHEST], atol=1e-3)
