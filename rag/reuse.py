"""Whether an index still is what its files give, and which one has vectors worth keeping.

All vectors of an index are of one model and calculated in one precision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from rag import (
    abbreviations,
    accounts,
    chunking,
    copies,
    names,
    quotations,
    reporting,
    sentences,
    speakers,
)
from rag.corpus import File
from rag.embedding import Encoder, Precision, native_precision
from rag.errors import StoreError
from rag.generations import open_index
from rag.index import Index

Wanted = Literal["auto", "float32", "bfloat16"]


def is_current(
    index: Index, files: Sequence[File], encoder: Encoder, precision: Wanted = "auto"
) -> bool:
    """Whether an index is what a build of these files would give."""
    own = precision_of(index)
    same = index.manifest["inputs"] == {**inputs(files, encoder), "precision": own}
    return same and precision in ("auto", own)


def precision_of(index: Index) -> Precision:
    """Returns what all of an index's vectors were calculated in."""
    found: Precision = index.manifest["inputs"]["precision"]
    return found


def choose_precision(old: Index | None, wanted: Wanted) -> Precision:
    """Returns what to embed in: all vectors of an index are of one precision."""
    if wanted != "auto":
        return wanted
    return precision_of(old) if old is not None else native_precision()


def serves(index: Index, store: Path, files: Sequence[File], encoder: Encoder) -> bool:
    """Whether an index is the one in use there, and what a build of these files would give."""
    return index.folder.parent == store and is_current(index, files, encoder)


def inputs(files: Sequence[File], encoder: Encoder) -> dict[str, Any]:
    """Everything that an index depends on."""
    return {
        "model": encoder.name,
        "model_sha256": encoder.sha256,
        "passages": version(),
        "files": {file.document_id: file.fingerprint for file in files},
    }


def version() -> str:
    """Digest of the code that makes passages of a document: another version, other passages."""
    digest = hashlib.sha256()
    telling = (abbreviations, accounts, names, quotations, reporting, speakers)
    for module in (sentences, *telling, chunking, copies):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


def reusable(store: Path, encoder: Encoder, precision: Wanted) -> Index | None:
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
    if alike and precision in ("auto", precision_of(old)):
        return old
    old.close()
    return None


def fuller(one: Index | None, other: Index | None, files: Sequence[File]) -> Index | None:
    """Returns the one of two indexes that knows more of the files, and closes the other."""
    wanted = {file.fingerprint for file in files}

    def known(index: Index) -> int:
        return len(wanted.intersection(index.manifest["inputs"]["files"].values()))

    if one is None or other is None:
        return one or other
    kept, closed = (one, other) if known(one) >= known(other) else (other, one)
    closed.close()
    return kept
