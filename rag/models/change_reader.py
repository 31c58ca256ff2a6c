"""Does one sentence change what another says? What the small cross-encoder learned besides.

"Philippa has said she will chair" corrects nothing by its words, and still whoever is told that
Grant chairs the hearing has to be told it. The question, the sentence that is quoted and another
one are read together, as a question and a sentence are by `rag.models.cross_encoder`, by the same
layers with low-rank changes (`rag.models.adaptation`). `python -m evals fit-changes` makes these.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from safetensors.numpy import load_file

from rag.models.adaptation import DOWN, UP, adapt
from rag.models.cross_encoder import (
    CrossEncoder,
    Framing,
    Model,
    small_model,
    small_weights,
)
from rag.models.integer_layers import weights_as_bytes

CHANGES = Path(__file__).with_name("change_reader.safetensors")
"""What it learned."""

QUOTED = 48
"""Tokens of the sentence that is quoted, the first ones."""

FRAMING = Framing(asked=QUOTED, said=0)


@cache
def load_change_reader() -> CrossEncoder:
    """Returns the one of this process; its weights are read when it first scores.

    What is quoted is the turn before: `score(question, sentences, after=((quoted, ""),))`.
    """
    return CrossEncoder(_load)


def changed(weights: Mapping[str, NDArray[Any]], changes: Path) -> dict[str, NDArray[Any]]:
    """Returns the small cross-encoder's weights with what was learned besides.

    Args:
        weights: Of a byte each, with a scale, as `rag.models.cross_encoder` reads them.
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


def _load() -> Model:
    return small_model(changed(small_weights(), CHANGES), FRAMING)
