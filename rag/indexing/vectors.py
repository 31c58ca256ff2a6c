"""Where each passage's vectors come from: the old index, an interrupted build, the model, a copy.

A passage all of whose sentences stand in a better copy of its document is not embedded: the bits
and numbers of its tokens are those of the same sentences there, and its vector is the mean of the
vectors of the passages that they stand in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.indexing.chunking import Reading
from rag.indexing.copies import Spot
from rag.indexing.index import Index
from rag.indexing.index_files import Entry
from rag.indexing.vectorlog import Pair, VectorLog
from rag.models.embedding import Encoder

# Passages embedded between two saves: some 10 s of work at most is lost by an interruption.
WINDOW = 256

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """A passage on its way into the index, with its vectors or where to find them.

    Attributes:
        reading: What the model is to read; None where the passage is of the old index.
        row: The passage in the old index that has its vectors.
        spots: Where its sentences stand in a better copy, as numbers of items; None where it is
            embedded by itself.
    """

    entry: Entry
    reading: Reading | None
    row: int | None
    spots: tuple[Spot, ...] | None = None


def borrow(items: Sequence[Item], covered: Mapping[int, tuple[Spot, ...]]) -> list[Item]:
    """Returns the items, those that are covered with the tokens of the better copy."""
    return [
        _borrowing(item, covered[number], items) if number in covered else item
        for number, item in enumerate(items)
    ]


def _borrowing(item: Item, spots: tuple[Spot, ...], items: Sequence[Item]) -> Item:
    entries = [items[spot.passage].entry for spot in spots]
    sizes = [int(entry.bounds[0]) for entry in entries[:1]]
    sizes += [
        int(entry.bounds[spot.sentence + 1] - entry.bounds[spot.sentence])
        for entry, spot in zip(entries, spots, strict=True)
    ]
    names = [f"{entry.key} {spot.sentence}" for entry, spot in zip(entries, spots, strict=True)]
    entry = replace(
        item.entry,
        key="copy-" + hashlib.sha256("\n".join(names).encode()).hexdigest(),
        bounds=np.cumsum(sizes).astype(np.int32),
        copy=True,
    )
    return Item(entry, None, None, spots)


def embed_missing(
    items: Sequence[Item],
    log: VectorLog,
    encoder: Encoder,
    report: Progress,
) -> int:
    """Embeds what neither the old index nor the log has, each key once, longest first."""
    wanted: dict[str, Reading] = {}
    for item in items:
        if item.row is None and item.reading is not None and item.entry.key not in log:
            wanted.setdefault(item.entry.key, item.reading)
    readings = sorted(wanted.values(), key=lambda reading: -len(reading.tokens))
    for start in range(0, len(readings), WINDOW):
        report("embedding", start, len(readings))
        window = readings[start : start + WINDOW]
        pairs: list[tuple[str, Pair]] = []
        for place, embedded in encoder.embed([item.tokens for item in window]):
            report("embedding", start + len(pairs), len(readings))
            bits = np.packbits(embedded.tokens > 0, axis=1)
            pairs.append((window[place].key, (embedded.vector, bits)))
        log.append([key for key, _ in pairs], [pair for _, pair in pairs])
    report("embedding", len(readings), len(readings))
    return len(readings)


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of all items, once everything missing is embedded."""

    items: Sequence[Item]
    old: Index | None
    log: VectorLog

    def vector(self, number: int) -> NDArray[np.float32]:
        """Returns (d,) of length 1."""
        item = self.items[number]
        if item.spots is not None:
            weights = np.diff(item.entry.bounds)
            parts = [self.vector(spot.passage) for spot in item.spots]
            mean = np.asarray(weights @ np.stack(parts), np.float32)
            return np.asarray(mean / np.linalg.norm(mean), np.float32)
        if item.row is not None and self.old is not None:
            found: NDArray[np.float32] = self.old.vectors([item.row])[0]
            return found
        return self.log.read(item.entry.key)[0]

    def bits(self, number: int) -> NDArray[np.uint8]:
        """Returns (tokens, d / 8)."""
        item = self.items[number]
        if item.spots is not None:
            return self._gather(item.spots, self.bits)
        if item.row is not None and self.old is not None:
            return self.old.token_bits(item.row)
        return self.log.read(item.entry.key)[1]

    def ids(self, number: int) -> NDArray[np.int32]:
        """Returns (tokens,)."""
        item = self.items[number]
        if item.spots is not None:
            return self._gather(item.spots, self.ids)
        if item.reading is not None:
            return item.reading.tokens.ids
        if item.row is not None and self.old is not None:
            return self.old.token_ids(item.row)
        raise ValueError(f"passage {item.entry.passage.id} has neither a reading nor a row")

    def _gather(self, spots: Sequence[Spot], part: Callable[[int], NDArray[Any]]) -> NDArray[Any]:
        """Puts together the context of the first sentence and then each sentence."""
        pieces = [part(spots[0].passage)[: self.items[spots[0].passage].entry.bounds[0]]]
        for spot in spots:
            bounds = self.items[spot.passage].entry.bounds
            pieces.append(part(spot.passage)[bounds[spot.sentence] : bounds[spot.sentence + 1]])
        return np.concatenate(pieces)
