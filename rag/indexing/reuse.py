"""Whether an index still is what its files give, and which one has vectors worth keeping."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from rag import language, speaking
from rag.corpus import File
from rag.errors import StoreError
from rag.indexing import chunking, copies, correcting
from rag.indexing.generations import open_index
from rag.indexing.index import Index
from rag.models import speech_reader
from rag.models.embedding import Encoder


def is_current(index: Index, files: Sequence[File], encoder: Encoder) -> bool:
    """Whether an index is what a build of these files would give."""
    return bool(index.manifest["inputs"] == inputs(files, encoder))


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
    """Digest of what makes passages of a document: another version, other passages.

    All of what knows of language and speakers counts, though some of it reads questions alone, and
    the model that reads whose a sentence is.
    """
    digest = hashlib.sha256()
    folders = (Path(next(iter(each.__path__))) for each in (language, speaking))
    telling = chain.from_iterable(sorted(folder.glob("*.py")) for folder in folders)
    modules = (chunking, copies, correcting, speech_reader)
    for path in (*telling, *(Path(str(each.__file__)) for each in modules)):
        digest.update(path.read_bytes())
    digest.update(_learned(speech_reader.LEARNED))
    return digest.hexdigest()[:16]


@cache
def _learned(path: Path) -> bytes:
    """Digest of what a model learned, which does not change while a process runs."""
    return hashlib.sha256(path.read_bytes()).digest()


def reusable(store: Path, encoder: Encoder) -> Index | None:
    """Opens the index in use if its vectors are of the same model.

    A damaged one is no help but no hindrance either: this build is what mends it.
    """
    try:
        old = open_index(store)
    except StoreError:
        return None
    if old is None:
        return None
    if old.manifest["inputs"]["model_sha256"] == encoder.sha256:
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
