"""One generation of the index, open for searching: the files of `rag.indexing.index_files`.

Rows number passages from 0. A reader opens all files of one generation and keeps it until it
closes, whatever is built meanwhile.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import StoreError
from rag.indexing.index_files import (
    BITS,
    IDS,
    PASSAGES,
    VECTORS,
    Entry,
    check_files,
    map_array,
    read_document,
    read_entry,
    read_manifest,
)
from rag.records import Document

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text of a document."""

    document_id: str
    start: int
    end: int


class Index:
    """One generation, open for reading; safe to use from several threads.

    Raises:
        StoreError: If a file of the generation is missing or is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)
        check_files(folder, self.manifest)
        self._lock = threading.Lock()
        self._closed = False
        uri = f"{(folder / PASSAGES).resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._sql = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._sql.execute("SELECT count(*) FROM passages").fetchone()
            self._vectors = faiss.read_index(str(folder / VECTORS))
        except (sqlite3.Error, RuntimeError) as error:  # gone since it was looked at, say
            raise StoreError(f"{folder}: cannot be read: {error}; build it again") from None
        width = self._vectors.d // 8
        self._bits = map_array(folder / BITS, np.uint8).reshape(-1, width)
        self._ids = map_array(folder / IDS, np.int32)
        firsts = self._sql.execute("SELECT first FROM passages ORDER BY row").fetchall()
        copies = self._numbers("SELECT row FROM passages WHERE copy = ?", 1)
        self._searched = np.setdiff1d(np.arange(len(self)), sorted(copies)) if copies else None
        self._firsts = np.array([first for (first,) in firsts] + [len(self._ids)], np.int64)

    def __len__(self) -> int:
        return int(self._vectors.ntotal)

    def close(self) -> None:
        """Lets go of the generation's files."""
        with self._lock:
            self._closed = True
            self._sql.close()
        self._bits = np.empty((0, 0), np.uint8)
        self._ids = np.empty(0, np.int32)

    def check_open(self) -> None:
        """Makes sure that there is something to search.

        Raises:
            StoreError: If it was closed.
        """
        if self._closed:
            raise StoreError("the chatbot is closed; open it again")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Yields every document with its file's fingerprint, sorted by id."""
        found = self._fetch("SELECT fingerprint, record FROM documents ORDER BY id")
        for fingerprint, record in found:
            yield fingerprint, read_document(record)

    def entries(self, rows: Iterable[int]) -> list[Entry]:
        """Returns the passages of some rows, in the order asked for."""
        wanted = [int(row) for row in rows]
        found = self._fetch(
            "SELECT row, key, context, bounds, record, copy, correcting FROM passages"
            " WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
        by_row = {row: read_entry(*rest) for row, *rest in found}
        return [by_row[row] for row in wanted]

    def correcting(self, document_id: str) -> list[int]:
        """Returns the rows of a document's passages in which something is corrected, in order."""
        found = self._fetch(
            "SELECT row FROM passages WHERE document = ? AND correcting IS NOT NULL ORDER BY row",
            (document_id,),
        )
        return [int(row) for (row,) in found]

    def speakers(self) -> tuple[str, ...]:
        """Returns all speakers as `str(Speaker)` gives them, sorted."""
        found = self._fetch("SELECT DISTINCT name FROM speakers ORDER BY name")
        return tuple(str(name) for (name,) in found)

    def rows(
        self, *, documents: Sequence[str] | None = None, speakers: Sequence[str] | None = None
    ) -> Rows | None:
        """Returns the rows that a filter leaves, sorted; None where there is no filter.

        Args:
            speakers: Of `speakers()`, those of whom a passage must have at least one.
        """
        left: set[int] | None = None
        if documents is not None:
            left = self._numbers(
                "SELECT row FROM passages WHERE document IN (SELECT value FROM json_each(?))",
                json.dumps(list(documents)),
            )
        if speakers is not None:
            said = self._numbers(
                "SELECT row FROM speakers WHERE name IN (SELECT value FROM json_each(?))",
                json.dumps(list(speakers)),
            )
            left = said if left is None else left & said
        return None if left is None else np.array(sorted(left), np.int64)

    def rows_of(self, document_id: str) -> list[int]:
        """Returns the rows of one document, in reading order."""
        return sorted(self._numbers("SELECT row FROM passages WHERE document = ?", document_id))

    def beside(self, beside: Sequence[int], *, rows: Rows | None = None) -> list[int]:
        """Returns the rows before and after some, of those that are searched, each once.

        Args:
            rows: Only these are searched; all but copies where not given.
        """
        near = np.array(list(dict.fromkeys(row + step for row in beside for step in (-1, 1))))
        searched = self._searched if rows is None else rows
        within = (near >= 0) & (near < len(self))
        if searched is not None:
            within &= np.isin(near, searched)
        return [int(row) for row in near[within]]

    def find_keys(self, keys: Iterable[str]) -> dict[str, int]:
        """Returns a row for each of the keys that this index has."""
        statement = (
            "SELECT key, min(row) FROM passages"
            " WHERE key IN (SELECT value FROM json_each(?)) GROUP BY key"
        )
        return dict(self._fetch(statement, (json.dumps(list(keys)),)))

    def search_vectors(
        self, vector: NDArray[np.float32], n: int, *, rows: Rows | None = None
    ) -> tuple[Rows, Scores]:
        """Finds the passages of the nearest vectors, exactly; ties in the order of rows.

        Args:
            vector: (d,) of length 1.
            n: How many.
            rows: Only these are searched; all but copies where not given.

        Returns:
            Up to `n` rows, best first, and their cosines; fewer where fewer are searched.
        """
        parameters = None
        rows = self._searched if rows is None else rows
        if rows is not None:
            n = min(n, len(rows))
            selector = faiss.IDSelectorBatch(rows)
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        n = min(n, len(self))
        if n == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        _, found = self._vectors.search(vector[None], n, params=parameters)
        # FAISS adds up in float32, in an order that depends on the processor: what it found is put
        # in order by float64, so that it is the same order everywhere.
        cosines = self.vectors(found[0]).astype(np.float64) @ vector.astype(np.float64)
        order = np.lexsort((found[0], -np.round(cosines, 12)))
        return found[0][order], cosines[order].astype(np.float32)

    def search_words(
        self, words: Sequence[str], n: int, *, rows: Rows | None = None
    ) -> tuple[Rows, Scores]:
        """Finds the passages that have any of the words, by BM25 over text and context.

        Returns:
            Up to `n` rows, best first, and their scores (higher is better).
        """
        if not words:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = " OR ".join('"{}"'.format(word.replace('"', "")) for word in words)
        only, values = "", [query]
        if self._searched is not None:
            only = " AND rowid NOT IN (SELECT row FROM passages WHERE copy)"
        if rows is not None:
            # Without the plus SQLite looks the words up anew for each of the rows.
            only = " AND +rowid IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(rows.tolist()))
        found = self._fetch(
            f"SELECT rowid, -bm25(words) FROM words WHERE words MATCH ?{only}"
            " ORDER BY bm25(words), rowid LIMIT ?",
            (*values, n),
        )
        rows_found = np.array([row for row, _ in found], np.int64)
        return rows_found, np.array([score for _, score in found], np.float32)

    def repeats(self, rows: Sequence[int]) -> dict[int, dict[int, tuple[Stretch, ...]]]:
        """Returns, by row and by where a sentence starts, the other places where it stands."""
        found = self._fetch(
            'SELECT a.row, a.start, passages.document, b.start, b."end" FROM repeats AS a'
            " JOIN repeats AS b ON a.form = b.form AND (a.row, a.start) != (b.row, b.start)"
            " JOIN passages ON passages.row = b.row"
            " WHERE a.row IN (SELECT value FROM json_each(?)) ORDER BY a.row, a.start, b.row",
            (json.dumps([int(row) for row in rows]),),
        )
        places: dict[int, dict[int, tuple[Stretch, ...]]] = {}
        for row, start, *place in found:
            own = places.setdefault(row, {})
            own[start] = (*own.get(start, ()), Stretch(*place))
        return places

    def vectors(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """Returns (rows, d) passage vectors."""
        found: NDArray[np.float32] = self._vectors.reconstruct_batch(np.array(rows, np.int64))
        return found

    def token_bits(self, row: int) -> NDArray[np.uint8]:
        """Returns (tokens, d / 8): the sign bits of the passage's token vectors."""
        return self._bits[self._firsts[row] : self._firsts[row + 1]]

    def token_ids(self, row: int) -> NDArray[np.int32]:
        """Returns (tokens,): the passage's tokens as numbers of the model's vocabulary."""
        return self._ids[self._firsts[row] : self._firsts[row + 1]]

    def token_frequencies(self) -> NDArray[np.int64]:
        """Returns (vocabulary,): in how many passages each token stands."""
        counts = np.zeros(int(self._ids.max(initial=0)) + 1, np.int64)
        for row in range(len(self)):
            counts[np.unique(self.token_ids(row))] += 1
        return counts

    def _numbers(self, statement: str, value: str | int) -> set[int]:
        return {number for (number,) in self._fetch(statement, (value,))}

    def _fetch(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            self.check_open()
            try:
                return self._sql.execute(statement, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise StoreError(
                    f"{self.folder / PASSAGES}: damaged: {error}; build the index again"
                ) from None
