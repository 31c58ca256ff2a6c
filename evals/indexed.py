"""An index of a folder, opened for measuring what the program finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import StoreError
from rag.indexing.build import build_index
from rag.indexing.generations import folder_for, open_index
from rag.indexing.index import Index
from rag.models.embedding import Encoder
from rag.settings import Settings


@contextmanager
def indexed(folder: Path, settings: Settings) -> Iterator[tuple[Index, Encoder]]:
    """Builds a folder's index, or brings it up to date, and opens it.

    Raises:
        StoreError: If it cannot be written, or vanishes.
    """
    encoder = Encoder(settings.model)
    build_index(folder, settings, encoder=encoder)
    index = open_index(folder_for(folder, settings.index_dir))
    if index is None:
        raise StoreError(f"{folder}: its index vanished while it was opened; try again")
    with index:
        yield index, encoder
