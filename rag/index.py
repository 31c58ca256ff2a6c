"""The index: what is searched, on disk, in generations that are never changed.

    <index_dir>/<corpus>/
        current             name of the generation in use; replaced by one atomic rename
        lock                held by the one build that may run
        unfinished.*        vectors of a build that was interrupted (`rag.vectorlog`)
        000007/             a generation
            manifest.json   model, settings, every document's fingerprint, every file's SHA-256
            passages.sqlite documents, passages and their words (FTS5)
            vectors.faiss   one vector a passage
            tokens.bits     one bit string a token: the signs of its vector
            tokens.ids      the token's number in the model's vocabulary, int32

Rows number passages from 0 and are the same in all files. A reader opens all files of one
generation and keeps it until it closes, whatever is built meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from rag.copies import Repeat
from rag.errors import StoreError
from rag.records import Document, Passage

FORMAT = 2
CURRENT = "current"
MANIFEST = "manifest.json"
PASSAGES = "passages.sqlite"
VECTORS = "vectors.faiss"
BITS = "tokens.bits"
IDS = "tokens.ids"
FILES = (PASSAGES, VECTORS, BITS, IDS)

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, fingerprint TEXT, record TEXT);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT, document TEXT, key TEXT, context TEXT,
    first INTEGER, bounds BLOB, record TEXT, copy INTEGER);
CREATE INDEX passages_copy ON passages (row) WHERE copy;
CREATE TABLE repeats (form INTEGER, row INTEGER, start INTEGER, "end" INTEGER);
CREATE INDEX repeats_form ON repeats (form);
CREATE INDEX repeats_row ON repeats (row);
CREATE INDEX passages_document ON passages (document);
CREATE INDEX passages_key ON passages (key);
CREATE TABLE speakers (name TEXT, row INTEGER);
CREATE INDEX speakers_name ON speakers (name);
CREATE VIRTUAL TABLE words USING fts5 (
    context, body, content='', tokenize="porter unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the index keeps it.

    Attributes:
        key: Digest of what the model read; equal keys have equal vectors.
        context: Title and headings that the model read in front.
        bounds: (sentences + 1,) where in the passage's tokens each sentence begins, and the end.
        copy: Whether all of it stands in a better copy of its document, too, which is searched in
            its place unless a filter asks for this one.
        tokens: How many tokens the passage has, context and all.
    """

    passage: Passage
    key: str
    context: str
    bounds: NDArray[np.int32]
    copy: bool = False

    @property
    def tokens(self) -> int:
        return int(self.bounds[-1])


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
        self.manifest: dict[str, Any] = _read_manifest(folder)
        _check_files(folder, self.manifest)
        self._lock = threading.Lock()
        uri = f"{(folder / PASSAGES).resolve().as_uri()}?mode=ro&immutable=1"
        self._sql = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._sql.execute("SELECT count(*) FROM passages").fetchone()
        self._vectors = faiss.read_index(str(folder / VECTORS))
        width = self._vectors.d // 8
        self._bits = _map(folder / BITS, np.uint8).reshape(-1, width)
        self._ids = _map(folder / IDS, np.int32)
        firsts = self._sql.execute("SELECT first FROM passages ORDER BY row").fetchall()
        copies = self._numbers("SELECT row FROM passages WHERE copy = ?", 1)
        self._searched = np.setdiff1d(np.arange(len(self)), sorted(copies)) if copies else None
        self._firsts = np.array([first for (first,) in firsts] + [len(self._ids)], np.int64)

    def __len__(self) -> int:
        return int(self._vectors.ntotal)

    def close(self) -> None:
        """Lets go of the generation's files."""
        self._sql.close()
        self._bits = np.empty((0, 0), np.uint8)
        self._ids = np.empty(0, np.int32)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Yields every document with its file's fingerprint, sorted by id."""
        found = self._fetch("SELECT fingerprint, record FROM documents ORDER BY id")
        for fingerprint, record in found:
            yield fingerprint, _documents().validate_json(record)

    def entries(self, rows: Iterable[int]) -> list[Entry]:
        """Returns the passages of some rows, in the order asked for."""
        wanted = [int(row) for row in rows]
        found = self._fetch(
            "SELECT row, key, context, bounds, record, copy FROM passages"
            " WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
        by_row = {row: _entry(*rest) for row, *rest in found}
        return [by_row[row] for row in wanted]

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
            only = " AND rowid IN (SELECT value FROM json_each(?))"
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
            try:
                return self._sql.execute(statement, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise StoreError(
                    f"{self.folder / PASSAGES}: damaged: {error}; build the index again"
                ) from None


def write_generation(
    folder: Path,
    *,
    manifest: Mapping[str, Any],
    documents: Iterable[tuple[str, Document]],
    entries: Sequence[Entry],
    vectors: NDArray[np.float32],
    bits: Iterable[NDArray[np.uint8]],
    ids: Iterable[NDArray[np.int32]],
    repeats: Iterable[Repeat] = (),
) -> None:
    """Writes all files of a generation; the manifest, which makes it one, last.

    Args:
        documents: Each with the fingerprint of its file.
        vectors: (entries, d) of length 1.
        bits: (tokens, d / 8) for each entry.
        ids: (tokens,) for each entry.
        repeats: Sentences that stand in more than one place; passages are numbered as entries.
    """
    folder.mkdir(parents=True)
    _write_passages(folder / PASSAGES, documents, entries, repeats)
    _write_vectors(folder / VECTORS, vectors)
    _write_arrays(folder / BITS, bits)
    _write_arrays(folder / IDS, ids)
    files = {name: describe_file(folder / name) for name in FILES}
    text = json.dumps({"format": FORMAT, **manifest, "files": files}, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def describe_file(path: Path) -> dict[str, Any]:
    """Returns a file's size in bytes and its SHA-256."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def _write_passages(
    path: Path,
    documents: Iterable[tuple[str, Document]],
    entries: Sequence[Entry],
    repeats: Iterable[Repeat],
) -> None:
    with _database(path) as sql:
        sql.executemany(
            "INSERT INTO documents VALUES (?, ?, ?)",
            ((item.id, mark, _documents().dump_json(item).decode()) for mark, item in documents),
        )
        sql.executemany(
            "INSERT INTO repeats VALUES (?, ?, ?, ?)",
            ((each.form, each.passage, each.start, each.end) for each in repeats),
        )
        first = 0
        for row, entry in enumerate(entries):
            passage = entry.passage
            sql.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row,
                    passage.id,
                    passage.document_id,
                    entry.key,
                    entry.context,
                    first,
                    entry.bounds.astype(np.int32).tobytes(),
                    _passages().dump_json(passage).decode(),
                    entry.copy,
                ),
            )
            sql.execute(
                "INSERT INTO words (rowid, context, body) VALUES (?, ?, ?)",
                (row, entry.context, passage.text),
            )
            names = {str(sentence.speaker) for sentence in passage.sentences}
            sql.executemany(
                "INSERT INTO speakers VALUES (?, ?)", ((name, row) for name in sorted(names))
            )
            first += entry.tokens


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    sql = sqlite3.connect(path)
    try:
        with sql:
            sql.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
            yield sql
        sql.execute("INSERT INTO words (words) VALUES ('optimize')")
        sql.commit()
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path}: cannot be written: {error}; is the disk full?") from None
    finally:
        sql.close()


def _write_vectors(path: Path, vectors: NDArray[np.float32]) -> None:
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors, np.float32))
    try:
        faiss.write_index(flat, str(path))
    except RuntimeError as error:  # all that FAISS raises, a full disk included
        reason = str(error).splitlines()[-1]
        raise StoreError(f"{path}: cannot be written: {reason}") from None


def _write_arrays(path: Path, arrays: Iterable[NDArray[Any]]) -> None:
    with path.open("wb") as stream:
        for array in arrays:
            stream.write(np.ascontiguousarray(array).tobytes())


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{path}: missing; build the index again") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: damaged: {error}; build the index again") from None
    known = manifest.get("format") if isinstance(manifest, dict) else None
    if known != FORMAT:
        why = f"of format {known}, this version reads {FORMAT}"
        raise StoreError(f"{path}: {why}; build the index again")
    files = manifest.get("files")
    if not isinstance(files, dict) or files.keys() != {*FILES} or "inputs" not in manifest:
        raise StoreError(f"{path}: damaged: parts are missing; build the index again")
    return manifest


def _check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    for name, written in manifest["files"].items():
        path = folder / name
        if not path.exists():
            raise StoreError(f"{path}: missing; build the index again")
        if describe_file(path) != written:
            raise StoreError(f"{path}: damaged, not as written; build the index again")


def _map(path: Path, kind: type[np.generic]) -> NDArray[Any]:
    if path.stat().st_size == 0:
        return np.empty(0, kind)
    return np.memmap(path, dtype=kind, mode="r")


def _entry(key: str, context: str, bounds: bytes, record: str, copy: int) -> Entry:
    passage = _passages().validate_json(record)
    return Entry(passage, key, context, np.frombuffer(bounds, np.int32), bool(copy))


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _passages() -> TypeAdapter[Passage]:
    return TypeAdapter(Passage)
