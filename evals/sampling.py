"""A part of a gold set that stands for the whole: where a language model makes each answer slow."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from evals.records import GoldItem

SEED = "12-66"


def draw(items: Sequence[GoldItem], size: int | None) -> list[GoldItem]:
    """Draws `size` items, from each type in proportion; all where `size` is None or too large.

    Which ones is decided by a hash of their ids: the same ones on every machine, and a larger
    sample holds every item of a smaller one that its types' shares have room for.

    Raises:
        ValueError: If `size` is below 1.
    """
    if size is not None and size < 1:
        raise ValueError(f"a sample has at least 1 question (got {size})")
    if size is None or size >= len(items):
        return list(items)
    types: dict[str, list[GoldItem]] = {}
    for item in sorted(items, key=_chance):
        types.setdefault(item.type, []).append(item)
    # Largest remainders: whole shares first, then one more where the fraction is largest.
    exact = {name: size * len(group) / len(items) for name, group in types.items()}
    shares = {name: int(share) for name, share in exact.items()}
    by_rest = sorted(types, key=lambda name: (shares[name] - exact[name], name))
    for name in by_rest[: size - sum(shares.values())]:
        shares[name] += 1
    chosen = {item.id for name, group in types.items() for item in group[: shares[name]]}
    return [item for item in items if item.id in chosen]


def _chance(item: GoldItem) -> str:
    return hashlib.sha256(f"{SEED}:{item.id}".encode()).hexdigest()
