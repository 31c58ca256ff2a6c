"""A folder of documents to an index: the offline composition of the parts.

Only what is new is read and embedded. The vectors of passages that stayed the same come from the
generation in use, or from a build that was interrupted.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rag import chunking, sentences, speakers
from rag.chunking import Reading, chunk
from rag.corpus import Failure, File, bundled_documents, read, scan
from rag.embedding import Encoder, Precision, native_precision
from rag.errors import CorpusError, ReadError, StoreError
from rag.generations import folder_for, locked, open_index, publish
from rag.index import Entry, Index, write_generation
from rag.records import Document
from rag.sentences import split_sentences
from rag.settings import Settings
from rag.speakers import attribute
from rag.vectorlog import Pair, VectorLog

# Passages embedded between two saves: some 10 s of work at most is lost by an interruption.
WINDOW = 256

Progress = Callable[[str, int, int], None]
Wanted = Literal["auto", "float32", "bfloat16"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        folder: The index.
        embedded: Passages that the model read.
        reused: Passages whose vectors were there already.
        precision: What all of the index's vectors were calculated in.
        changed: Whether a new generation was written.
    """

    folder: Path
    documents: int
    passages: int
    embedded: int
    reused: int
    precision: Precision
    changed: bool
    failures: tuple[Failure, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Item:
    """A passage on its way into the index, with its vectors or where to find them."""

    entry: Entry
    reading: Reading | None
    row: int | None


def build_index(
    corpus: Path | None = None,
    settings: Settings | None = None,
    *,
    added: Path | None = None,
    provisional: Collection[Path] = (),
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
        old = _reusable(store, encoder, settings.precision)
        if added is not None:
            alone = folder_for(folder, settings.index_dir)
            old = _fuller(old, _reusable(alone, encoder, settings.precision), scanned.files)
        try:
            if old is not None and _serves(old, store, scanned.files, encoder):
                failures = _failures(old)
                return _report(store, old.manifest, 0, len(old), False, failures, began)
            documents, items, failures = _read_all(scanned.files, old, encoder, report)
            failures = (*scanned.failures, *failures)
            if not documents:
                raise CorpusError(f"{folder}: nothing in it can be read: {failures[0].reason}")
            files, lasting = _without(provisional, scanned.files, failures)
            if old is not None and _serves(old, store, files, encoder):
                return _report(store, old.manifest, 0, len(old), False, failures, began)
            precision = _choose_precision(old, settings.precision)
            stem = f"unfinished-{encoder.sha256[:12]}-{precision}"
            log = VectorLog(store / stem, encoder.dimensions)
            embedded = _embed_missing(items, log, encoder, precision, report)
            inputs = {**_inputs(files, encoder), "precision": precision}
            manifest = _manifest(folder, documents, inputs, lasting, len(items))
            _publish(store, manifest, documents, items, old, log, report)
            log.delete()
        finally:
            if old is not None:
                old.close()
    return _report(store, manifest, embedded, len(items) - embedded, True, failures, began)


def corpus_folder(corpus: Path | None, settings: Settings) -> Path:
    """Returns the folder of documents meant: given, set, or bundled."""
    return corpus or settings.corpus_dir or bundled_documents()


def is_current(
    index: Index, files: Sequence[File], encoder: Encoder, precision: Wanted = "auto"
) -> bool:
    """Whether an index is what a build of these files would give."""
    inputs = {**_inputs(files, encoder), "precision": _precision_of(index)}
    return bool(index.manifest["inputs"] == inputs) and precision in ("auto", inputs["precision"])


def _precision_of(index: Index) -> Precision:
    found: Precision = index.manifest["inputs"].get("precision", "float32")
    return found


def _choose_precision(old: Index | None, wanted: Wanted) -> Precision:
    """Returns what to embed in: all vectors of an index are of one precision."""
    if wanted != "auto":
        return wanted
    return _precision_of(old) if old is not None else native_precision()


def _serves(index: Index, store: Path, files: Sequence[File], encoder: Encoder) -> bool:
    """Whether an index is the one in use there, and what a build of these files would give."""
    return index.folder.parent == store and is_current(index, files, encoder)


def _inputs(files: Sequence[File], encoder: Encoder) -> dict[str, Any]:
    """Everything that an index depends on."""
    return {
        "model": encoder.name,
        "model_sha256": encoder.sha256,
        "passages": _version(),
        "files": {file.document_id: file.fingerprint for file in files},
    }


def _version() -> str:
    """Digest of the code that makes passages of a document: another version, other passages."""
    digest = hashlib.sha256()
    for module in (sentences, speakers, chunking):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


def _reusable(store: Path, encoder: Encoder, precision: Wanted) -> Index | None:
    """Opens the index in use if its vectors are of the same model, and of the precision wanted.

    A damaged one is no help but no hindrance either: this build is what mends it.
    """
    try:
        old = open_index(store)
    except StoreError:
        return None
    if old is None:
        return None
    alike = old.manifest["inputs"]["model_sha256"] == encoder.sha256
    if alike and precision in ("auto", _precision_of(old)):
        return old
    old.close()
    return None


def _fuller(one: Index | None, other: Index | None, files: Sequence[File]) -> Index | None:
    """Returns the one of two indexes that knows more of the files, and closes the other."""
    wanted = {file.fingerprint for file in files}

    def known(index: Index) -> int:
        return len(wanted.intersection(index.manifest["inputs"]["files"].values()))

    if one is None or other is None:
        return one or other
    kept, closed = (one, other) if known(one) >= known(other) else (other, one)
    closed.close()
    return kept


def _read_all(
    files: Sequence[File], old: Index | None, encoder: Encoder, report: Progress
) -> tuple[list[tuple[str, Document]], list[_Item], tuple[Failure, ...]]:
    known: dict[str, Document] = {}
    if old is not None and old.manifest["inputs"]["passages"] == _version():
        known = {mark: document for mark, document in old.documents()}
    documents: list[tuple[str, Document]] = []
    items: list[_Item] = []
    failures: list[Failure] = []
    for done, file in enumerate(files):
        report("reading", done, len(files))
        before = known.get(file.fingerprint)
        if before is not None and old is not None:
            documents.append((file.fingerprint, replace(before, path=str(file.path))))
            rows = old.rows_of(before.id)
            items += [
                _Item(entry, None, row) for row, entry in zip(rows, old.entries(rows), strict=True)
            ]
            continue
        try:
            document = read(file)
        except ReadError as error:
            failures.append(Failure(file.name, str(error)))
            continue
        documents.append((file.fingerprint, document))
        items += _new_items(document, old, encoder)
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


def _new_items(document: Document, old: Index | None, encoder: Encoder) -> list[_Item]:
    spans = split_sentences(document.text, document.blocks)
    readings = chunk(document, attribute(document, spans), encoder)
    rows = old.find_keys(reading.key for reading in readings) if old is not None else {}
    return [
        _Item(
            Entry(reading.passage, reading.key, reading.context, reading.bounds),
            reading,
            rows.get(reading.key),
        )
        for reading in readings
    ]


def _embed_missing(
    items: Sequence[_Item],
    log: VectorLog,
    encoder: Encoder,
    precision: Precision,
    report: Progress,
) -> int:
    """Embeds what neither the old index nor the log has, each key once, longest first."""
    wanted: dict[str, Reading] = {}
    for item in items:
        if item.row is None and item.reading is not None and item.entry.key not in log:
            wanted.setdefault(item.entry.key, item.reading)
    readings = sorted(wanted.values(), key=lambda reading: -len(reading.tokens))
    for start in range(0, len(readings), WINDOW):
        report("embedding", start, len(readings))
        window = readings[start : start + WINDOW]
        pairs: list[tuple[str, Pair]] = []
        for place, embedded in encoder.embed([item.tokens for item in window], precision):
            report("embedding", start + len(pairs), len(readings))
            bits = np.packbits(embedded.tokens > 0, axis=1)
            pairs.append((window[place].key, (embedded.vector, bits)))
        log.append([key for key, _ in pairs], [pair for _, pair in pairs])
    report("embedding", len(readings), len(readings))
    return len(readings)


def _publish(
    store: Path,
    manifest: Mapping[str, Any],
    documents: Sequence[tuple[str, Document]],
    items: Sequence[_Item],
    old: Index | None,
    log: VectorLog,
    report: Progress,
) -> None:
    report("writing", 0, len(items))
    vectors = np.stack([_vector(item, old, log) for item in items])

    def write(folder: Path) -> None:
        write_generation(
            folder,
            manifest=manifest,
            documents=documents,
            entries=[item.entry for item in items],
            vectors=vectors,
            bits=(_bits(item, old, log) for item in items),
            ids=_ids(items, old),
        )
        report("writing", len(items), len(items))

    publish(store, write, lambda: report("switching", 0, 1))


def _vector(item: _Item, old: Index | None, log: VectorLog) -> NDArray[np.float32]:
    if item.row is not None and old is not None:
        vector: NDArray[np.float32] = old.vectors([item.row])[0]
        return vector
    return log.read(item.entry.key)[0]


def _bits(item: _Item, old: Index | None, log: VectorLog) -> NDArray[np.uint8]:
    if item.row is not None and old is not None:
        return old.token_bits(item.row)
    return log.read(item.entry.key)[1]


def _ids(items: Sequence[_Item], old: Index | None) -> Iterator[NDArray[np.int32]]:
    for item in items:
        if item.reading is not None:
            yield item.reading.tokens.ids
        elif item.row is not None and old is not None:
            yield old.token_ids(item.row)


def _manifest(
    folder: Path,
    documents: Sequence[tuple[str, Document]],
    inputs: Mapping[str, Any],
    failures: Sequence[Failure],
    passages: int,
) -> dict[str, Any]:
    return {
        "corpus": str(folder.resolve()),
        "inputs": inputs,
        "documents": {document.id: document.sha256 for _, document in documents},
        "passages": passages,
        "failures": [{"path": item.path, "reason": item.reason} for item in failures],
    }


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
        precision=manifest["inputs"]["precision"],
        changed=changed,
        failures=failures,
        seconds=time.monotonic() - began,
    )
