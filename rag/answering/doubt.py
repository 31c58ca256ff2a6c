"""What is said before an answer that is hardly surer than a refusal, or of several things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.answering.state import State
from rag.cautions import DOUBT, WHICH
from rag.records import Citation, Document

# Of the development parts of seven sets (`evals/README.md`) 31 of 640 answers are less sure than
# this, 14 of them right; 336 are surer, 308 of them right.
DOUBTFUL = 0.6
"""Confidence below which an answer is doubted."""


def doubt(state: State) -> str:
    """Returns what is said of an answer that may well be none; nothing where it is sure.

    One that is partial says that itself, and one of several things that may be meant says which.
    """
    whole = state.refusal is None and bool(state.evidence)
    whole = whole and not (state.meant or state.quoted or state.selected)
    return DOUBT if whole and state.confidence < DOUBTFUL else ""


def which(state: State, citations: Sequence[Citation], documents: Mapping[str, Document]) -> str:
    """Says which documents answer a question, and under which number; nothing where one does."""
    if not state.meant:
        return ""
    numbers: dict[str, int] = {}
    for citation in citations:
        numbers.setdefault(citation.document_id, citation.number)
    meant = (item.found.document_id for item in state.meant)
    fits = [
        f"“{documents[name].title}”" + (f" [{numbers[name]}]" if name in numbers else "")
        for name in dict.fromkeys((*numbers, *meant))
    ]
    return f"{WHICH} It fits {'; '.join(fits)}. Name one to ask of it alone."
