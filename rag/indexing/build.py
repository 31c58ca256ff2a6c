"""A folder of documents to an index: the offline composition of the parts.

Only what is new is read and embedded. The vectors of passages that stayed the same come from the
generation in use, or from a build that was interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from rag.corpus import Failure, File, Scan, bundled_documents, scan
from rag.errors import CorpusError
from rag.indexing.contents import Contents, read_contents, with_copies
from rag.indexing.copies import Copies, find_copies
from rag.indexing.generations import folder_for, locked, publish
from rag.indexing.index import Index
from rag.indexing.index_files import write_generation
from rag.indexing.reuse import fuller, inputs, reusable, serves
from rag.indexing.vectorlog import VectorLog
from rag.indexing.vectors import Progress, Vectors, embed_missing
from rag.models.embedding import Encoder
from rag.readers.time_limit import limited
from rag.records import Document
from rag.settings import Settings, expanded


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        folder: The index.
        embedded: Passages that the model read.
        reused: Passages whose vectors were there already.
        copied: Passages that stand in a better copy of their document and have its vectors.
        changed: Whether a new generation was written.
        unread: Of documents for all of which OCR had no time, how many pages that is, by id.
    """

    folder: Path
    documents: int
    passages: int
    embedded: int
    reused: int
    copied: int
    changed: bool
    failures: tuple[Failure, ...]
    unread: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be built, of what and with what; see `build_index`.

    Attributes:
        store: Where the index lies.
        alone: Where that of the first folder alone lies, if a second one was added.
    """

    folder: Path
    store: Path
    alone: Path | None
    scanned: Scan
    provisional: Collection[Path]
    encoder: Encoder
    settings: Settings
    go_on: bool
    report: Progress


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
    folder = corpus_folder(corpus, settings)
    task = _Task(
        folder=folder,
        store=folder_for(folder, settings.index_dir, added),
        alone=folder_for(folder, settings.index_dir) if added is not None else None,
        scanned=scan(folder, added),
        provisional=provisional,
        encoder=encoder or Encoder(settings.model),
        settings=settings,
        go_on=go_on,
        report=progress or (lambda stage, done, total: None),
    )
    with locked(task.store), _index_before(task) as old:
        if old is not None and _tells_all(old, task) and _serves(old, task, task.scanned.files):
            return _unchanged(task, old, _failures(old), began)
        read = _read(task, old)
        files, lasting = _without(task.provisional, task.scanned.files, read.failures)
        if (
            old is not None
            and _serves(old, task, files)
            and (_tells_all(old, task) or _says_the_same(old, read.documents, lasting))
        ):
            return _unchanged(task, old, read.failures, began)
        manifest, embedded = _write(task, old, files, replace(read, failures=lasting))
    kept = manifest["passages"] - manifest["copied"] - embedded
    return _report(task.store, manifest, embedded, kept, True, read.failures, began)


def corpus_folder(corpus: str | Path | None, settings: Settings) -> Path:
    """Returns the folder of documents meant: given, set, or bundled.

    Raises:
        CorpusError: If an empty text is given, which would be the folder that one happens to be in.
    """
    if corpus is None:
        return settings.corpus_dir or bundled_documents()
    if isinstance(corpus, str) and not corpus.strip():
        raise CorpusError(f"no folder is called {corpus!r}; name one, or leave it out")
    return expanded(corpus)


@contextmanager
def _index_before(task: _Task) -> Iterator[Index | None]:
    """Opens the index that has vectors worth keeping, None where there is none."""
    old = reusable(task.store, task.encoder)
    if task.alone is not None:
        old = fuller(old, reusable(task.alone, task.encoder), task.scanned.files)
    try:
        yield old
    finally:
        if old is not None:
            old.close()


def _serves(index: Index, task: _Task, files: Sequence[File]) -> bool:
    return serves(index, task.store, files, task.encoder)


def _tells_all(index: Index, task: _Task) -> bool:
    """Whether an index has all that is to be read of its files: another try may read more."""
    return not task.go_on or not (_failures(index) or index.manifest.get("unread"))


def _says_the_same(
    index: Index, documents: Sequence[tuple[str, Document]], failures: Sequence[Failure]
) -> bool:
    """Whether what was read anew is what the index has already."""
    before = {document.id: (document.text, document.problems) for _, document in index.documents()}
    now = {document.id: (document.text, document.problems) for _, document in documents}
    return before == now and _failures(index) == tuple(failures)


def _read(task: _Task, old: Index | None) -> Contents:
    """Reads what the index before does not know.

    Raises:
        CorpusError: If nothing can be read.
    """
    with limited(task.settings.ocr_seconds):
        contents = read_contents(
            task.scanned.files, old, task.encoder, task.report, go_on=task.go_on
        )
    failures = (*task.scanned.failures, *contents.failures)
    if not contents.documents:
        raise CorpusError(f"{task.folder}: nothing in it can be read: {failures[0].reason}")
    if not contents.items:
        raise CorpusError(f"{task.folder}: nothing in it can be searched: no letter of it is known")
    return replace(contents, failures=failures)


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


def _write(
    task: _Task, old: Index | None, files: Sequence[File], contents: Contents
) -> tuple[dict[str, Any], int]:
    """Embeds what has no vectors, and writes and publishes a generation.

    Returns:
        Its manifest, and how many passages the model read.
    """
    copies = find_copies(
        [document for _, document in contents.documents],
        [item.entry.passage for item in contents.items],
    )
    contents = with_copies(contents, copies)
    stem = f"unfinished-{task.encoder.sha256[:12]}"
    log = VectorLog(task.store / stem, task.encoder.dimensions)
    embedded = embed_missing(contents.items, log, task.encoder, task.report)
    manifest = _manifest(task.folder, inputs(files, task.encoder), contents)
    vectors = Vectors(contents.items, old, log)
    _publish(task.store, manifest, contents.documents, vectors, copies, task.report)
    log.delete()
    return manifest, embedded


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


def _manifest(folder: Path, about: Mapping[str, Any], contents: Contents) -> dict[str, Any]:
    documents = [document for _, document in contents.documents]
    return {
        "corpus": str(folder.resolve()),
        "inputs": about,
        "documents": {document.id: document.sha256 for document in documents},
        "unread": {each.id: len(each.unread) for each in documents if each.unread},
        "passages": len(contents.items),
        "copied": sum(item.entry.copy for item in contents.items),
        "failures": [{"path": item.path, "reason": item.reason} for item in contents.failures],
    }


def _failures(index: Index) -> tuple[Failure, ...]:
    return tuple(Failure(**item) for item in index.manifest["failures"])


def _unchanged(
    task: _Task, index: Index, failures: tuple[Failure, ...], began: float
) -> BuildReport:
    own = int(index.manifest["passages"] - index.manifest["copied"])
    return _report(task.store, index.manifest, 0, own, False, failures, began)


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
        changed=changed,
        failures=failures,
        unread=manifest.get("unread", {}),
        seconds=time.monotonic() - began,
    )
