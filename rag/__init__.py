"""Chiaroscuro: answers from documents, with citations one can put one's name under.

In short:

    from rag import Chatbot

    bot = Chatbot.open("path/to/folder")
    answer = bot.ask("Who asked for the audit?")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rag.errors import (
    ChiaroscuroError,
    CorpusError,
    FetchCancelled,
    FetchError,
    ModelError,
    ReadError,
    SettingsError,
    StoreError,
)
from rag.records import (
    Answer,
    Block,
    BlockKind,
    Citation,
    Comparison,
    Document,
    Draft,
    Event,
    Hit,
    Mark,
    Page,
    Passage,
    Place,
    Problem,
    Refusal,
    RefusalKind,
    Sentence,
    Speaker,
    Statement,
)
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.chain import Chatbot
    from rag.verify import Check, verify_answer

__all__ = [
    "Answer",
    "Block",
    "BlockKind",
    "Chatbot",
    "Check",
    "ChiaroscuroError",
    "Citation",
    "Comparison",
    "CorpusError",
    "Document",
    "Draft",
    "Event",
    "FetchCancelled",
    "FetchError",
    "Hit",
    "Mark",
    "ModelError",
    "Page",
    "Passage",
    "Place",
    "Problem",
    "ReadError",
    "Refusal",
    "RefusalKind",
    "Sentence",
    "Settings",
    "SettingsError",
    "Speaker",
    "Statement",
    "StoreError",
    "verify_answer",
]

# The chatbot brings LangChain and FAISS, which take seconds to import; the records need neither.
_LATER = {"Chatbot": "rag.chain", "Check": "rag.verify", "verify_answer": "rag.verify"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
