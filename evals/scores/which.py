"""Is a question that fits several things said to, and no other?

It applies to answerable questions that are not refused. One of the type "which", whose evidence has
a point for each thing that it may mean, is told rightly where the answer says that it does not say
which; any other where the answer does not say so.

Example: "Did HHS concur with the recommendations?" fits two reports. "HHS did not concur. [1]"
alone: 0.
"""

from __future__ import annotations

from evals.records import Asked
from rag.cautions import WHICH

TYPE = "which"


def score_which(asked: Asked) -> float | None:
    """Returns 1 where it is rightly said, or not said, that a question fits several things."""
    if not asked.item.answerable or asked.refused:
        return None
    told = any(note.startswith(WHICH) for note in asked.answer.notes)
    return float(told == (asked.item.type == TYPE))
