"""The files of one generation of the index: written once, checked whenever it is opened.

    <index_dir>/<corpus>/
        current             name of the generation in use; replaced by one atomic rename
        lock                held by the one build that may run
        unfinished.*        vectors of a build that was interrupted (`rag.indexing.vectorlog`)
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from rag.errors import StoreError
from rag.indexing.copies import Repeat
from rag.indexing.correcting import Correcting
from rag.records import Document, Passage

FORMAT = 2
CURRENT = "current"
MANIFEST = "manifest.json"
PASSAGES = "passages.sqlite"
VECTORS = "vectors.faiss"
BITS = "tokens.bits"
IDS = "tokens.ids"
FILES = (PASSAGES, VECTORS, BITS, IDS)

_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, fingerprint TEXT, record TEXT);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT, document TEXT, key TEXT, context TEXT,
    first INTEGER, bounds BLOB, record TEXT, copy INTEGER, correcting TEXT);
CREATE INDEX passages_copy ON passages (row) WHERE copy;
CREATE TABLE repeats (form INTEGER, row INTEGER, start INTEGER, "end" INTEGER);
CREATE INDEX repeats_form ON repeats (form);
CREATE INDEX repeats_row ON repeats (row);
CREATE INDEX passages_document ON passages (document);
CREATE INDEX passages_correcting ON passages (document) WHERE correcting IS NOT NULL;
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
        correcting: Its sentences that correct something.
        tokens: How many tokens the passage has, context and all.
    """

    passage: Passage
    key: str
    context: str
    bounds: NDArray[np.int32]
    copy: bool = False
    correcting: tuple[Correcting, ...] = ()

    @property
    def tokens(self) -> int:
        return int(self.bounds[-1])


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
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                    _correcting().dump_json(entry.correcting).decode()
                    if entry.correcting
                    else None,
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


def read_manifest(folder: Path) -> dict[str, Any]:
    """Reads what a generation says of itself.

    Raises:
        StoreError: If it is missing, damaged, or of another format.
    """
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


def check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Compares all files of a generation with what was written.

    Raises:
        StoreError: If one is missing or another.
    """
    for name, written in manifest["files"].items():
        path = folder / name
        if not path.exists():
            raise StoreError(f"{path}: missing; build the index again")
        if describe_file(path) != written:
            raise StoreError(f"{path}: damaged, not as written; build the index again")


def map_array(path: Path, kind: type[np.generic]) -> NDArray[Any]:
    """Opens a file of numbers without reading it."""
    if path.stat().st_size == 0:
        return np.empty(0, kind)
    return np.memmap(path, dtype=kind, mode="r")


def read_entry(
    key: str, context: str, bounds: bytes, record: str, copy: int, correcting: str | None
) -> Entry:
    """Makes an entry of a row of the table of passages."""
    passage = _passages().validate_json(record)
    told = _correcting().validate_json(correcting) if correcting else ()
    return Entry(passage, key, context, np.frombuffer(bounds, np.int32), bool(copy), told)


def read_document(record: str) -> Document:
    """Makes a document of its record."""
    return _documents().validate_json(record)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _passages() -> TypeAdapter[Passage]:
    return TypeAdapter(Passage)


@cache
def _correcting() -> TypeAdapter[tuple[Correcting, ...]]:
    return TypeAdapter(tuple[Correcting, ...])
