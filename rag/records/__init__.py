"""The records that travel through the program, in the order they come into being.

`Document → Sentence → Passage → Hit → Citation → Statement → Answer`. All are frozen: a step that
knows more returns a new record. Offsets are code points of `Document.text`, half-open, so that
`document.text[start:end]` is the thing meant.
"""

from __future__ import annotations

from rag.records.answers import (
    Answer,
    Citation,
    Draft,
    Event,
    Hit,
    Place,
    Refusal,
    RefusalKind,
    Statement,
)
from rag.records.comparisons import (
    Comparison,
    Mark,
)
from rag.records.documents import (
    DOUBTS,
    NOT_READ,
    PAGE_DOUBTS,
    UNREAD,
    UNREAD_PICTURE,
    Block,
    BlockKind,
    Document,
    Page,
    Passage,
    Problem,
    Sentence,
    Speaker,
)

__all__ = [
    "DOUBTS",
    "NOT_READ",
    "PAGE_DOUBTS",
    "UNREAD",
    "UNREAD_PICTURE",
    "Answer",
    "Block",
    "BlockKind",
    "Citation",
    "Comparison",
    "Document",
    "Draft",
    "Event",
    "Hit",
    "Mark",
    "Page",
    "Passage",
    "Place",
    "Problem",
    "Refusal",
    "RefusalKind",
    "Sentence",
    "Speaker",
    "Statement",
]
