"""A folder of documents: which files it has, which of them changed, and what they say.

`scan` looks and hashes, which takes a moment; `read` reads one file; `read_corpus` reads those that
are not known yet. One file that cannot be read never stops the others.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rag.errors import CorpusError, ReadError
from rag.origins import RECORD, read_origins
from rag.readers.dates import to_iso
from rag.readers.ocr import engine
from rag.readers.registry import READERS_VERSION, read_document
from rag.records import Document

SOURCES = "sources.toml"
ADDED = "added"
"""What the ids of documents begin with that were added beside a folder that stays as it is."""
NOT_DOCUMENTS = frozenset({"readme.md", SOURCES, RECORD})
PICTURED = frozenset({".pdf"})
"""Formats of which some pages are read as pictures where the extra for it is installed."""
OVERRIDABLE = frozenset(
    {"title", "author", "account_by", "publisher", "date", "number", "url", "kind"}
)

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the corpus, before it is read.

    Attributes:
        path: Absolute.
        root: The folder that was scanned, absolute.
        document_id: The id its document gets; see `Document.id`.
        size: In bytes.
        sha256: Of its bytes, lower-case hexadecimal.
        overrides: What `sources.toml` says of it, sorted by key.
        added: Whether it lies in the folder of additions.
        address: Where it was fetched from; its document's address where it names none itself.
    """

    path: Path
    root: Path
    document_id: str
    size: int
    sha256: str
    overrides: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    added: bool = False

    @property
    def name(self) -> str:
        """Its path below the folder, with "/" between folders, below "added/" if it was added."""
        name = self.path.relative_to(self.root).as_posix()
        return f"{ADDED}/{name}" if self.added else name

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest of all that its document depends on, the readers' version included.

        Two files of the same fingerprint give the same document, wherever the folder lies.
        """
        parts = (
            READERS_VERSION,
            self.document_id,
            self.sha256,
            self.overrides,
            self.address,
            self.path.suffix,
            engine() if self.path.suffix.lower() in PICTURED else "",
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read.

    Attributes:
        path: Below the corpus folder, with "/" between folders.
        reason: One line that names the file and what is wrong with it.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of a folder, sorted by path, and those that could not even be opened."""

    files: tuple[File, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, sorted by path, and the files that could not be read."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...] = ()


def bundled_documents() -> Path:
    """Returns the folder of the documents that come with the program.

    In a checkout that is `corpus/documents` beside the package, else a copy within the package.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parent / "corpus" / "documents"
    return checkout if checkout.is_dir() else package / "_corpus" / "documents"


def writable_bundled() -> Path:
    """Returns the folder of the bundled documents, for adding to it.

    Raises:
        CorpusError: If it is the copy within the installed package.
    """
    folder = bundled_documents()
    if folder.is_relative_to(Path(__file__).resolve().parent):
        raise CorpusError("the installed documents are not added to; give --corpus FOLDER")
    return folder


def find_files(folder: Path) -> tuple[Path, ...]:
    """Returns the files below the folder, sorted: its documents and what may fail to be one.

    Hidden files and folders, README.md, sources.toml and fetched.json are left out, and so is what
    a symbolic link brings in from outside the folder.

    Raises:
        CorpusError: If the folder is missing, is a file, cannot be listed or has no such files.
    """
    if not folder.exists():
        raise CorpusError(f"{folder}: no such folder; give the folder that holds the documents")
    if not folder.is_dir():
        raise CorpusError(f"{folder}: a file, not a folder; give the folder that it lies in")
    root = folder.resolve()
    try:
        found = sorted(_walk(root))
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be listed: {error.strerror}") from None
    if not found:
        raise CorpusError(
            f"{folder}: no documents in it; put PDF, HTML, DOCX, EML, Markdown or text files there"
        )
    return tuple(found)


def has_files(folder: Path) -> bool:
    """Whether the folder is there and has files that may be documents."""
    return folder.is_dir() and any(_walk(folder.resolve()))


def _walk(root: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise error

    for at, folders, names in os.walk(root, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(at, name)
            hidden = name.startswith(".") or name.lower() in NOT_DOCUMENTS
            if not hidden and path.is_file() and path.resolve().is_relative_to(root):
                yield path


def scan(folder: Path, added: Path | None = None) -> Scan:
    """Lists and hashes the files of a folder, without reading what they say.

    Args:
        folder: The folder.
        added: A second folder, whose documents get ids that begin with "added/"; it may be missing
            or empty.

    Raises:
        CorpusError: If the folder cannot be used, or its sources.toml or fetched.json is malformed.
    """
    scanned = _scan(folder)
    if added is None or not has_files(added):
        return scanned
    beside = _scan(added)
    taken = {file.document_id for file in scanned.files}
    files = list(scanned.files)
    failures = [*scanned.failures]
    failures += [Failure(f"{ADDED}/{failure.path}", failure.reason) for failure in beside.failures]
    for found in beside.files:
        file = replace(found, document_id=f"{ADDED}/{found.document_id}", added=True)
        if file.document_id in taken:
            failures.append(Failure(file.name, f"{file.name}: {folder} has one of this name too"))
        else:
            files.append(file)
    return Scan(tuple(files), tuple(failures))


def _scan(folder: Path) -> Scan:
    root = folder.resolve()
    paths = find_files(folder)
    ids = _name(paths, root)
    overrides = read_sources(_sources_of(root))
    origins = read_origins(root)
    files: list[File] = []
    failures = [
        Failure(SOURCES, f"{SOURCES}: no document {document_id!r} in the folder")
        for document_id in sorted(overrides.keys() - set(ids))
    ]
    for path, document_id in zip(paths, ids, strict=True):
        name = path.relative_to(root).as_posix()
        shown = name.encode("utf-8", "replace").decode()
        if shown != name:
            failures.append(Failure(shown, f"{shown}: its name is not UTF-8; rename it"))
            continue
        try:
            status = path.stat()
            with path.open("rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError as error:
            failures.append(Failure(name, f"{name}: {error.strerror or error}"))
            continue
        facts = tuple(sorted(overrides.get(document_id, {}).items()))
        origin = origins.get(name)
        # A file that was replaced since is another one, whatever the record says.
        address = origin.final_url if origin and origin.sha256 == sha256 else None
        files.append(File(path, root, document_id, status.st_size, sha256, facts, address))
    return Scan(tuple(files), tuple(failures))


def _name(paths: Sequence[Path], root: Path) -> list[str]:
    """Returns the files' ids: their paths without suffix, with it where two would be the same.

    Or where that is another file's path: "report.pdf.txt" beside "report.pdf".
    """
    names = [path.relative_to(root) for path in paths]
    counts = Counter(name.with_suffix("").as_posix().lower() for name in names)
    whole = {name.as_posix().lower() for name in names}
    bare = (name.with_suffix("").as_posix() for name in names)
    return [
        short
        if counts[short.lower()] == 1 and (short == name.as_posix() or short.lower() not in whole)
        else name.as_posix()
        for name, short in zip(names, bare, strict=True)
    ]


def read(file: File) -> Document:
    """Reads one file.

    Raises:
        ReadError: If it cannot be read, or is not the file that was scanned any more.
    """
    document = read_document(file.path, root=file.root, document_id=file.document_id)
    if document.sha256 != file.sha256:
        raise ReadError(f"{file.document_id}: changed while it was being read; build again")
    document = replace(document, url=document.url or file.address)
    return replace(document, **dict(file.overrides))  # type: ignore[arg-type]


def read_corpus(
    folder: Path,
    *,
    known: Mapping[str, Document] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Corpus:
    """Reads the documents of a folder.

    Args:
        folder: The folder.
        known: Documents read before, by the fingerprint of their file; they are not read again.
        progress: Called after each file with how many are done, how many there are, and its id.

    Raises:
        CorpusError: If the folder cannot be used, or none of its files can be read.
    """
    scanned = scan(folder)
    documents: list[Document] = []
    failures = list(scanned.failures)
    for done, file in enumerate(scanned.files, start=1):
        before = (known or {}).get(file.fingerprint)
        try:
            documents.append(replace(before, path=str(file.path)) if before else read(file))
        except ReadError as error:
            failures.append(Failure(file.path.relative_to(file.root).as_posix(), str(error)))
        if progress is not None:
            progress(done, len(scanned.files), file.document_id)
    if not documents:
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        raise CorpusError(f"{folder}: no file in it can be read: {failures[0].reason}{more}")
    return Corpus(tuple(documents), tuple(sorted(failures, key=lambda failure: failure.path)))


def _sources_of(root: Path) -> Path:
    """Returns where a folder's sources.toml lies: in it; beside it for the bundled documents."""
    inside = root / SOURCES
    is_bundled = root == bundled_documents().resolve() and not inside.is_file()
    return root.parent / SOURCES if is_bundled else inside


def read_sources(path: Path) -> dict[str, Facts]:
    """Returns what sources.toml says of each document, by its id; nothing where there is no file.

    Raises:
        CorpusError: If it is not TOML, or a table of it lacks its document, names one twice or has
            an unknown key.
    """
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CorpusError(f"{path}: not readable as TOML: {error}") from None
    tables = content.pop("source", [])
    if content:
        raise CorpusError(f"{path}: unknown key {next(iter(content))!r}; known: [[source]] tables")
    if not isinstance(tables, list):
        raise CorpusError(f"{path}: expected [[source]] tables, found [source]")
    sources: dict[str, Facts] = {}
    for number, table in enumerate(tables, start=1):
        document_id, facts = _read_source(table, number, path)
        if document_id in sources:
            raise CorpusError(f"{path}: source {number}: {document_id!r} has a table already")
        sources[document_id] = facts
    return sources


def _read_source(table: object, number: int, path: Path) -> tuple[str, Facts]:
    where = f"{path}: source {number}"
    if not isinstance(table, dict) or not isinstance(table.get("document"), str):
        raise CorpusError(f'{where}: needs document = "<id of a document>"')
    steps = table["document"].split("/")
    if not table["document"].isprintable() or any(step.strip(" .") == "" for step in steps):
        told = f"document {table['document']!r} names no file in the folder"
        raise CorpusError(f"{where}: {told}; give its path there without the ending")
    facts = {key: value for key, value in table.items() if key != "document"}
    for key, value in facts.items():
        if key not in OVERRIDABLE:
            known = ", ".join(sorted(OVERRIDABLE))
            raise CorpusError(f"{where}: unknown key {key!r}; known: {known}")
        if isinstance(value, date):
            facts[key] = value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            raise CorpusError(f"{where}: {key} must be text in quotation marks, found {value!r}")
    if "date" in facts and to_iso(facts["date"]) != facts["date"]:
        raise CorpusError(f"{where}: date {facts['date']!r} is not one such as 2012-04-11")
    return table["document"], facts
