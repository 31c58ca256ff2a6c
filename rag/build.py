"""A folder of documents to an index: the offline composition of the parts.

Only what is new is read and embedded. The vectors of passages that stayed the same come from the
generation in use, or from a build that was interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from rag.chunking import chunk
from rag.copies import Copies, find_copies
from rag.corpus import Failure, File, bundled_documents, read, scan
from rag.embedding import Encoder, Precision
from rag.errors import CorpusError, ReadError
from rag.generations import folder_for, locked, publish
from rag.index import Index
from rag.index_files import Entry, write_generation
from rag.readers.time_limit import limited
from rag.records import Document, Sentence
from rag.reuse import choose_precision, fuller, inputs, reusable, serves, version
from rag.sentences import split_sentences
from rag.settings import Settings
from rag.speakers import attribute, names_in
from rag.vectorlog import VectorLog
from rag.vectors import Item, Progress, Vectors, borrow, embed_missing


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        folder: The index.
        embedded: Passages that the model read.
        reused: Passages whose vectors were there already.
        copied: Passages that stand in a better copy of their document and have its vectors.
        precision: What all of the index's vectors were calculated in.
        changed: Whether a new generation was written.
        unread: Of documents for all of which OCR had no time, how many pages that is, by id.
    """

    folder: Path
    documents: int
    passages: int
    embedded: int
    reused: int
    copied: int
    precision: Precision
    changed: bool
    failures: tuple[Failure, ...]
    unread: Mapping[str, int]
    seconds: float


def build_index(
    corpus: Path | None = None,
    settings: Settings | None = None,
    *,
    added: Path | None = None,
    provisional: Collection[Path] = (),
    go_on: bool = False,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
) -> BuildReport:
    """Brings the index of a folder up to date.

    Args:
        corpus: Folder of documents; the one set, else the bundled ones, where not given.
        added: A second folder, searched together with the first in an index of their own. What the
            index of the first alone knows is not read or embedded again.
        provisional: Files that are left out, as if they were not there, where they cannot be read;
            the report's failures name them.
        go_on: Whether to read on where OCR ran out of time, and what could not be read once more.
        progress: Called with a stage ("reading", "embedding", "writing", "switching"), how much of
            it is done and how much there is.

    Raises:
        CorpusError: If the folder cannot be used or nothing in it can be read.
        StoreError: If the index cannot be written or another build runs. What was in use stays so.
        ModelError: If the embedding model cannot be loaded.
    """
    began = time.monotonic()
    settings = settings or Settings()
    report = progress or (lambda stage, done, total: None)
    folder = corpus_folder(corpus, settings)
    scanned = scan(folder, added)
    encoder = encoder or Encoder(settings.model)
    store = folder_for(folder, settings.index_dir, added)
    with locked(store):
        old = reusable(store, encoder, settings.precision)
        if added is not None:
            alone = folder_for(folder, settings.index_dir)
            old = fuller(old, reusable(alone, encoder, settings.precision), scanned.files)
        try:
            whole = old is not None and not (go_on and _is_partial(old))
            if old is not None and whole and serves(old, store, scanned.files, encoder):
                failures = _failures(old)
                return _report(store, old.manifest, 0, _own(old), False, failures, began)
            with limited(settings.ocr_seconds):
                documents, items, failures = _read_all(
                    scanned.files, old, encoder, report, go_on=go_on
                )
            failures = (*scanned.failures, *failures)
            if not documents:
                raise CorpusError(f"{folder}: nothing in it can be read: {failures[0].reason}")
            files, lasting = _without(provisional, scanned.files, failures)
            same = whole or (old is not None and _says_the_same(old, documents, lasting))
            if old is not None and same and serves(old, store, files, encoder):
                return _report(store, old.manifest, 0, _own(old), False, failures, began)
            copies = find_copies([each for _, each in documents], [i.entry.passage for i in items])
            documents = [
                (mark, replace(document, duplicate_of=copies.duplicates.get(document.id)))
                for mark, document in documents
            ]
            items = borrow(items, copies.covered)
            precision = choose_precision(old, settings.precision)
            stem = f"unfinished-{encoder.sha256[:12]}-{precision}"
            log = VectorLog(store / stem, encoder.dimensions)
            embedded = embed_missing(items, log, encoder, precision, report)
            about = {**inputs(files, encoder), "precision": precision}
            manifest = _manifest(folder, documents, about, lasting, items)
            _publish(store, manifest, documents, Vectors(items, old, log), copies, report)
            log.delete()
        finally:
            if old is not None:
                old.close()
    kept = manifest["passages"] - manifest["copied"] - embedded
    return _report(store, manifest, embedded, kept, True, failures, began)


def corpus_folder(corpus: Path | None, settings: Settings) -> Path:
    """Returns the folder of documents meant: given, set, or bundled."""
    return corpus or settings.corpus_dir or bundled_documents()


def _is_partial(index: Index) -> bool:
    """Whether another try may read more than the index has."""
    return bool(_failures(index)) or bool(index.manifest.get("unread"))


def _says_the_same(
    index: Index, documents: Sequence[tuple[str, Document]], failures: Sequence[Failure]
) -> bool:
    """Whether what was read anew is what the index has already."""
    before = {document.id: (document.text, document.problems) for _, document in index.documents()}
    now = {document.id: (document.text, document.problems) for _, document in documents}
    return before == now and _failures(index) == tuple(failures)


def _read_all(
    files: Sequence[File], old: Index | None, encoder: Encoder, report: Progress, *, go_on: bool
) -> tuple[list[tuple[str, Document]], list[Item], tuple[Failure, ...]]:
    known: dict[str, Document] = {}
    if old is not None and old.manifest["inputs"]["passages"] == version():
        known = {
            mark: document for mark, document in old.documents() if not (go_on and document.unread)
        }
    documents: list[tuple[str, Document]] = []
    items: list[Item] = []
    failures: list[Failure] = []
    for done, file in enumerate(files):
        report("reading", done, len(files))
        before = known.get(file.fingerprint)
        # A duplicate is read again: should it be none any more, its passages are to be embedded.
        if before is not None and old is not None and before.duplicate_of is None:
            documents.append((file.fingerprint, replace(before, path=str(file.path))))
            rows = old.rows_of(before.id)
            items += [
                Item(entry, None, row) for row, entry in zip(rows, old.entries(rows), strict=True)
            ]
            continue
        try:
            document = read(file)
        except ReadError as error:
            failures.append(Failure(file.name, str(error)))
            continue
        sentences = attribute(document, split_sentences(document.text, document.blocks))
        counted = replace(document, sentences=len(sentences), speakers=names_in(sentences))
        documents.append((file.fingerprint, counted))
        items += _new_items(document, sentences, old, encoder)
    report("reading", len(files), len(files))
    return documents, items, tuple(failures)


def _without(
    provisional: Collection[Path], files: Sequence[File], failures: Sequence[Failure]
) -> tuple[tuple[File, ...], tuple[Failure, ...]]:
    """Returns the files and failures without those of the provisional files that failed."""
    failed = {failure.path for failure in failures}
    dropped = {file.name for file in files if file.path in provisional} & failed
    return (
        tuple(file for file in files if file.name not in dropped),
        tuple(failure for failure in failures if failure.path not in dropped),
    )


def _new_items(
    document: Document, sentences: Sequence[Sentence], old: Index | None, encoder: Encoder
) -> list[Item]:
    readings = chunk(document, sentences, encoder)
    rows = old.find_keys(reading.key for reading in readings) if old is not None else {}
    return [
        Item(
            Entry(reading.passage, reading.key, reading.context, reading.bounds),
            reading,
            rows.get(reading.key),
        )
        for reading in readings
    ]


def _publish(
    store: Path,
    manifest: Mapping[str, Any],
    documents: Sequence[tuple[str, Document]],
    vectors: Vectors,
    copies: Copies,
    report: Progress,
) -> None:
    numbers = range(len(vectors.items))
    report("writing", 0, len(numbers))
    matrix = np.stack([vectors.vector(number) for number in numbers])

    def write(folder: Path) -> None:
        write_generation(
            folder,
            manifest=manifest,
            documents=documents,
            entries=[item.entry for item in vectors.items],
            vectors=matrix,
            bits=map(vectors.bits, numbers),
            ids=map(vectors.ids, numbers),
            repeats=copies.repeats,
        )
        report("writing", len(numbers), len(numbers))

    publish(store, write, lambda: report("switching", 0, 1))


def _manifest(
    folder: Path,
    documents: Sequence[tuple[str, Document]],
    about: Mapping[str, Any],
    failures: Sequence[Failure],
    items: Sequence[Item],
) -> dict[str, Any]:
    return {
        "corpus": str(folder.resolve()),
        "inputs": about,
        "documents": {document.id: document.sha256 for _, document in documents},
        "unread": {each.id: len(each.unread) for _, each in documents if each.unread},
        "passages": len(items),
        "copied": sum(item.entry.copy for item in items),
        "failures": [{"path": item.path, "reason": item.reason} for item in failures],
    }


def _own(index: Index) -> int:
    """How many passages have vectors of their own."""
    return int(index.manifest["passages"] - index.manifest["copied"])


def _failures(index: Index) -> tuple[Failure, ...]:
    return tuple(Failure(**item) for item in index.manifest["failures"])


def _report(
    store: Path,
    manifest: Mapping[str, Any],
    embedded: int,
    reused: int,
    changed: bool,
    failures: tuple[Failure, ...],
    began: float,
) -> BuildReport:
    return BuildReport(
        folder=store,
        documents=len(manifest["documents"]),
        passages=manifest["passages"],
        embedded=embedded,
        reused=reused,
        copied=manifest["copied"],
        precision=manifest["inputs"]["precision"],
        changed=changed,
        failures=failures,
        unread=manifest.get("unread", {}),
        seconds=time.monotonic() - began,
    )
