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
    Citation,
    Comparison,
    Document,
    Draft,
    Event,
    Hit,
    Passage,
    Place,
    Refusal,
    Speaker,
    Statement,
)
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.chain import Chatbot

__all__ = [
    "Answer",
    "Chatbot",
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
    "ModelError",
    "Passage",
    "Place",
    "ReadError",
    "Refusal",
    "Settings",
    "SettingsError",
    "Speaker",
    "Statement",
    "StoreError",
]


def __getattr__(name: str) -> Any:
    # Chatbot brings LangChain and FAISS, which take seconds to import; the records need neither.
    if name == "Chatbot":
        return import_module("rag.chain").Chatbot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
