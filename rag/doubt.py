"""What is said with an answer that is hardly surer than a refusal."""

from __future__ import annotations

from rag.state import State

# Of the development parts of seven sets (`evals/README.md`) 31 of 640 answers are less sure than
# this, 14 of them right; 336 are surer, 308 of them right.
DOUBTFUL = 0.6
"""Confidence below which an answer is doubted."""
DOUBT = "This may not answer the question: of answers as unsure as this, about half do."


def doubt(state: State) -> str:
    """Returns what is said of an answer that may well be none; nothing where it is sure.

    One that is partial says that itself.
    """
    whole = state.refusal is None and bool(state.evidence)
    return DOUBT if whole and state.confidence < DOUBTFUL else ""
