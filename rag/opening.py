"""A folder of documents to its index as it is now, built or brought up to date where needed."""

from __future__ import annotations

from pathlib import Path

from rag.corpus import scan
from rag.errors import StoreError
from rag.indexing.build import build_index
from rag.indexing.generations import folder_for, open_index
from rag.indexing.index import Index
from rag.indexing.progress import shown
from rag.indexing.reuse import is_current
from rag.indexing.vectors import Progress
from rag.models.embedding import Encoder
from rag.settings import Settings


def open_current(
    folder: Path, settings: Settings, progress: Progress | bool
) -> tuple[Index, Encoder]:
    """Opens the index of a folder, and the model that it was made with.

    Raises:
        CorpusError: If the folder cannot be used.
        StoreError: If the index is damaged, of another model, or cannot be written.
        ModelError: If the embedding model cannot be loaded.
    """
    files = scan(folder).files
    encoder = Encoder(settings.model)
    index = open_index(folder_for(folder, settings.index_dir))
    if index is not None:
        check_model(index, encoder, folder)
        if is_current(index, files, encoder):
            return index, encoder
        index.close()
    with shown(progress) as told:
        build_index(folder, settings, progress=told, encoder=encoder)
    index = open_index(folder_for(folder, settings.index_dir))
    if index is None:
        raise StoreError(f"{folder}: its index vanished while it was opened; try again")
    return index, encoder


def check_model(index: Index, encoder: Encoder, folder: Path) -> None:
    """Closes an index of another model.

    Raises:
        StoreError: If it is one; what to do about it.
    """
    built_with = index.manifest["inputs"]
    if built_with["model_sha256"] != encoder.sha256:
        index.close()
        if built_with["model"] == encoder.name:
            raise StoreError(
                f"the index of {folder} was built with other weights of the model "
                f"{encoder.name!r} (SHA-256 {built_with['model_sha256'][:12]}…, now "
                f"{encoder.sha256[:12]}…); run `chiaroscuro build {folder}`"
            )
        raise StoreError(
            f"the index of {folder} was built with the model {built_with['model']!r}, not "
            f"{encoder.name!r}; run `chiaroscuro build {folder}` with the new model, or set the old"
        )
