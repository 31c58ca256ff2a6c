"""How near two short texts are in meaning, by the model that embeds questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rag.models.embedding import Encoder

TEXTS = 64
"""Texts whose vectors are at hand."""

Likeness = Callable[[str, str], float]
"""The cosine of two words, phrases or sentences, 1 for the same."""


def likeness_by(encoder: Encoder) -> Likeness:
    """Returns the likeness by one model, which reads each text once."""
    embed = lru_cache(maxsize=TEXTS)(encoder.embed_question)

    def likeness(one: str, other: str) -> float:
        return float(embed(one).vector @ embed(other).vector)

    return likeness
