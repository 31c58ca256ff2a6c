"""Vectors of a build under way, so that one that is interrupted need not embed them again.

Three files that only grow: `.vectors` (float32), `.bits` (uint8), and `.keys`, a line a passage
with its key and its number of tokens, written last. What a kill leaves half-written has no line and
is cut off when the log is opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Pair = tuple[NDArray[np.float32], NDArray[np.uint8]]


class VectorLog:
    """Passage vectors and token bits by key, on disk.

    Args:
        stem: Path of the files without their suffixes; they are made where missing.
        dimensions: Length d of a vector.
    """

    def __init__(self, stem: Path, dimensions: int) -> None:
        self._dimensions = dimensions
        self._keys = stem.with_name(stem.name + ".keys")
        self._vectors = stem.with_name(stem.name + ".vectors")
        self._bits = stem.with_name(stem.name + ".bits")
        self._places: dict[str, tuple[int, int, int]] = {}
        for path in self._paths:
            path.touch()
        self._tokens = 0
        self._load()

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def append(self, keys: Sequence[str], pairs: Sequence[Pair]) -> None:
        """Adds passages: (d,) float32 vectors and (tokens, d / 8) uint8 bits."""
        with self._vectors.open("ab") as stream:
            stream.write(b"".join(vector.tobytes() for vector, _ in pairs))
        with self._bits.open("ab") as stream:
            stream.write(b"".join(bits.tobytes() for _, bits in pairs))
        with self._keys.open("a", encoding="ascii") as lines:
            for key, (_, bits) in zip(keys, pairs, strict=True):
                lines.write(f"{key} {len(bits)}\n")
                self._place(key, len(bits))

    def read(self, key: str) -> Pair:
        """Returns a passage's vector and token bits.

        Raises:
            KeyError: If the log does not have it.
        """
        row, first, count = self._places[key]
        width = self._dimensions // 8
        vector = np.fromfile(
            self._vectors, np.float32, self._dimensions, offset=row * self._dimensions * 4
        )
        bits = np.fromfile(self._bits, np.uint8, count * width, offset=first * width)
        return vector, bits.reshape(count, width)

    def delete(self) -> None:
        """Removes the files."""
        for path in self._paths:
            path.unlink(missing_ok=True)

    @property
    def _paths(self) -> tuple[Path, Path, Path]:
        return self._keys, self._vectors, self._bits

    def _load(self) -> None:
        lines = self._keys.read_bytes().split(b"\n")[:-1]
        for line in lines:
            key, _, count = line.decode("ascii", "replace").partition(" ")
            if not count.isdecimal() or not self._holds(int(count)):
                break
            self._place(key, int(count))
        self._truncate(lines)

    def _holds(self, count: int) -> bool:
        """Whether the files are long enough for one passage more."""
        rows = (len(self._places) + 1) * self._dimensions * 4
        bits = (self._tokens + count) * (self._dimensions // 8)
        return self._vectors.stat().st_size >= rows and self._bits.stat().st_size >= bits

    def _place(self, key: str, count: int) -> None:
        self._places[key] = (len(self._places), self._tokens, count)
        self._tokens += count

    def _truncate(self, lines: Sequence[bytes]) -> None:
        kept = sum(len(line) + 1 for line in lines[: len(self._places)])
        sizes = (
            kept,
            len(self._places) * self._dimensions * 4,
            self._tokens * (self._dimensions // 8),
        )
        for path, size in zip(self._paths, sizes, strict=True):
            with path.open("r+b") as stream:
                stream.truncate(size)
