"""What the files of a folder say: their documents and passages, known already or read now.

What the index before knows of a file that has not changed is taken from it, vectors and all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.corpus import Failure, File, read
from rag.errors import ReadError
from rag.indexing.chunking import chunk
from rag.indexing.copies import Copies
from rag.indexing.correcting import Paragraphs
from rag.indexing.index import Index
from rag.indexing.index_files import Entry
from rag.indexing.reuse import version
from rag.indexing.vectors import Item, Progress, borrow
from rag.language.sentences import split_sentences
from rag.models.embedding import Encoder
from rag.records import Document
from rag.speaking.speakers import attribute, names_in


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files of a folder say, as far as they can be read.

    Attributes:
        documents: Each behind the fingerprint of its file.
        items: Their passages, in the same order.
    """

    documents: tuple[tuple[str, Document], ...]
    items: tuple[Item, ...]
    failures: tuple[Failure, ...]


def read_contents(
    files: Sequence[File], old: Index | None, encoder: Encoder, report: Progress, *, go_on: bool
) -> Contents:
    """Reads the files, those alone that the index before does not know.

    Args:
        go_on: Whether to read again what had pages for which there was no time.
    """
    known = _known(old, go_on=go_on)
    documents: list[tuple[str, Document]] = []
    items: list[Item] = []
    failures: list[Failure] = []
    for done, file in enumerate(files):
        report("reading", done, len(files))
        before = known.get(file.fingerprint)
        # A duplicate is read again: should it be none any more, its passages are to be embedded.
        if before is not None and old is not None and before.duplicate_of is None:
            document, passages = _kept(before, file, old)
        else:
            try:
                document, passages = _read(file, old, encoder)
            except ReadError as error:
                failures.append(Failure(file.name, str(error)))
                continue
        documents.append((file.fingerprint, document))
        items += passages
    report("reading", len(files), len(files))
    return Contents(tuple(documents), tuple(items), tuple(failures))


def with_copies(contents: Contents, copies: Copies) -> Contents:
    """Returns the contents with duplicates named, and their passages with the vectors of others."""
    documents = tuple(
        (mark, replace(document, duplicate_of=copies.duplicates.get(document.id)))
        for mark, document in contents.documents
    )
    items = tuple(borrow(contents.items, copies.covered))
    return replace(contents, documents=documents, items=items)


def _known(old: Index | None, *, go_on: bool) -> dict[str, Document]:
    """The documents of an index by the fingerprints of their files, as far as they still hold."""
    if old is None or old.manifest["inputs"]["passages"] != version():
        return {}
    return {mark: document for mark, document in old.documents() if not (go_on and document.unread)}


def _kept(before: Document, file: File, old: Index) -> tuple[Document, list[Item]]:
    rows = old.rows_of(before.id)
    entries = zip(rows, old.entries(rows), strict=True)
    return replace(before, path=str(file.path)), [Item(entry, None, row) for row, entry in entries]


def _read(file: File, old: Index | None, encoder: Encoder) -> tuple[Document, list[Item]]:
    document = read(file)
    sentences = attribute(document, split_sentences(document.text, document.blocks))
    counted = replace(document, sentences=len(sentences), speakers=names_in(sentences))
    readings = chunk(document, sentences, encoder)
    rows = old.find_keys(reading.key for reading in readings) if old is not None else {}
    paragraphs = Paragraphs(document)
    items = [
        Item(
            Entry(
                reading.passage,
                reading.key,
                reading.context,
                reading.bounds,
                correcting=tuple(paragraphs.correcting(reading.passage)),
            ),
            reading,
            rows.get(reading.key),
        )
        for reading in readings
    ]
    return counted, items
