"""Does one sentence change what another says? What the small cross-encoder learned besides.

"Philippa has said she will chair" corrects nothing by its words, and still whoever is told that
Grant chairs the hearing has to be told it. The question, the sentence that is quoted and another
one are read together, as a question and a sentence are by `rag.models.cross_encoder`, by the same
layers with low-rank changes (`rag.models.adaptation`). `python -m evals fit-changes` makes these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rag.models.cross_encoder import (
    CrossEncoder,
    Framing,
    Model,
    changed,
    small_model,
    small_weights,
)

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


def _load() -> Model:
    return small_model(changed(small_weights(), CHANGES), FRAMING)
