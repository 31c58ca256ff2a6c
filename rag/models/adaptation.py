"""What the packaged model learned for this work: a low-rank change of each of its linear layers.

A layer's weight W becomes W + up · down (Hu et al., arXiv 2106.09685), once, when the model is
loaded; from then on it is a model like any other. `python -m evals fit-encoder` made the changes,
on questions whose sentence is known, for both the vectors and late interaction over sign bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

CHANGES = Path(__file__).with_name("encoder_changes.safetensors")

UP, DOWN = ".up", ".down"


def adapt(
    weights: Mapping[str, NDArray[np.float32]], changes: Path = CHANGES
) -> dict[str, NDArray[np.float32]]:
    """Returns weights with what was learned added to them, rounded once.

    Args:
        weights: By their published names.
        changes: `NAME.up` of (out, r) and `NAME.down` of (r, in) for each layer `NAME.weight`.
    """
    learned = load_file(changes)
    adapted = dict(weights)
    for name in (key.removesuffix(UP) for key in learned if key.endswith(UP)):
        up, down = (learned[name + end].astype(np.float64) for end in (UP, DOWN))
        weight = weights[f"{name}.weight"].astype(np.float64)
        adapted[f"{name}.weight"] = (weight + up @ down).astype(np.float32)
    return adapted


CALCULATED = b"passages of a byte a weight"
"""How it calculates: vectors calculated otherwise are of another model."""


def fingerprint(model_sha256: str) -> str:
    """Returns what tells a model with its changes from any other: a SHA-256."""
    digest = hashlib.sha256(bytes.fromhex(model_sha256))
    digest.update(CHANGES.read_bytes())
    digest.update(CALCULATED)
    return digest.hexdigest()
