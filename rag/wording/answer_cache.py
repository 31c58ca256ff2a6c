"""What a chat model wrote, kept for when exactly the same is asked again; off by default.

Kept is the model's text, under a digest of all that the model is given: the rules, the question,
what is carried over, the sentences with their speakers, the model, its address and its limits. So
nothing that changes the answer is overlooked, and a text that is kept passes the gate anew each
time, against the documents as they are now.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rag.errors import StoreError
from rag.wording.chat_models import ANSWER_TOKENS, ChatModel
from rag.wording.deadlines import Deadline

FILE = "written.sqlite"
WAIT_SECONDS = 5
"""Longest wait for another process that writes to the same file."""


class AnswerCache:
    """Texts by their keys in one SQLite file, the least recently used ones going first.

    Args:
        path: The file; made where missing, for its owner alone to read.
        most: Texts that are kept.

    Raises:
        StoreError: If the file cannot be used.
    """

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            with self._connected() as store:
                store.execute(
                    "CREATE TABLE IF NOT EXISTS written "
                    "(used INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, text TEXT NOT NULL)"
                )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"{path}: the chat model's answers cannot be kept there ({error}); remove the "
                "file, or set RAG_CHAT_CACHE_ANSWERS=0"
            ) from None

    def get(self, key: str) -> str | None:
        """Returns the text kept under a key, None where there is none or it cannot be read."""
        found = None
        with suppress(sqlite3.Error), self._connected() as store:
            found = store.execute("SELECT text FROM written WHERE key = ?", (key,)).fetchone()
            if found:
                self._write(store, key, found[0])
        return str(found[0]) if found else None

    def put(self, key: str, text: str) -> None:
        """Keeps a text. What cannot be kept, for want of space say, is only not kept."""
        with suppress(sqlite3.Error, UnicodeEncodeError), self._connected() as store:
            self._write(store, key, text)

    def _write(self, store: sqlite3.Connection, key: str, text: str) -> None:
        store.execute("REPLACE INTO written (key, text) VALUES (?, ?)", (key, text))
        store.execute(
            "DELETE FROM written WHERE used <= "
            "(SELECT used FROM written ORDER BY used DESC LIMIT 1 OFFSET ?)",
            (self._most,),
        )

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=WAIT_SECONDS)) as store, store:
            yield store


@dataclass(frozen=True, slots=True)
class CachedModel:
    """A chat model that is not asked twice for the same."""

    model: ChatModel
    cache: AnswerCache

    @property
    def name(self) -> str:
        """The model's."""
        return self.model.name

    @property
    def context_tokens(self) -> int:
        """The model's."""
        return self.model.context_tokens

    def count(self, messages: Sequence[tuple[str, str]]) -> int | None:
        """The model's."""
        return self.model.count(messages)

    def stream(
        self, messages: Sequence[tuple[str, str]], deadline: Deadline | None = None
    ) -> Generator[str]:
        """Yields the answer's text; only one that came to its end is kept, and none that is empty.

        Raises:
            ModelError: As the model does.
        """
        key = self._key(messages)
        kept = self.cache.get(key)
        if kept is not None:
            yield kept
            return
        said = []
        with closing(self.model.stream(messages, deadline)) as texts:
            for text in texts:
                said.append(text)
                yield text
        if "".join(said).strip():
            self.cache.put(key, "".join(said))

    def _key(self, messages: Sequence[tuple[str, str]]) -> str:
        model = (self.model.name, self.model.address, self.model.context_tokens, ANSWER_TOKENS)
        return hashlib.sha256(json.dumps([model, list(messages)]).encode()).hexdigest()
