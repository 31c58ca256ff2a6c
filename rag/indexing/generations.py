"""Which generation of an index is in use: finding it, locking it, switching to the next.

A build writes `000008.building`, renames it to `000008`, and replaces the file `current`: killed at
any moment, `current` names a whole generation.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from rag.errors import StoreError
from rag.indexing.index import Index
from rag.indexing.index_files import CURRENT


def default_index_dir() -> Path:
    """Returns index/ of the checkout that holds the package, else a folder in the user's cache."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists() and (checkout / "corpus").is_dir():
        return checkout / "index"
    return user_cache_path("chiaroscuro") / "index"


def folder_for(corpus: Path, index_dir: Path | None, added: Path | None = None) -> Path:
    """Returns where the index of a corpus folder lies: its name and a digest of its full path.

    Args:
        corpus: The folder.
        index_dir: Where indexes lie.
        added: A second folder that is searched together with it.
    """
    full = corpus.resolve()
    name = re.sub(r"[^a-z0-9]+", "-", full.name.lower()).strip("-") or "corpus"
    paths = str(full) if added is None else f"{full}\n{added.resolve()}"
    digest = hashlib.sha256(os.fsencode(paths)).hexdigest()[:8]
    return (index_dir or default_index_dir()) / f"{name}-{digest}"


def current_generation(folder: Path) -> Path | None:
    """Returns the folder of the generation in use, None where nothing was built yet."""
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{folder / CURRENT}: cannot be read: {error}") from None
    return folder / name


def open_index(folder: Path) -> Index | None:
    """Opens the generation in use, None where nothing was built yet.

    Raises:
        StoreError: If it is damaged.
    """
    generation = current_generation(folder)
    if generation is None:
        return None
    try:
        return Index(generation)
    except (StoreError, OSError):
        # A build may have switched and tidied up between the two looks: then look once more.
        latest = current_generation(folder)
        if latest is None or latest == generation:
            raise
        return Index(latest)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other builds of the same index out.

    Raises:
        StoreError: If another build runs, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout:
        raise StoreError(
            f"{folder}: another build of this index is running; wait for it to end"
        ) from None
    except PermissionError as error:
        raise StoreError(
            f"{error.filename or folder}: no permission to write; "
            "choose another folder with index_dir or RAG_INDEX_DIR"
        ) from None
    except OSError as error:
        raise StoreError(
            f"{error.filename or folder}: cannot be written: {error.strerror or error}; "
            "the index in use is unchanged"
        ) from None


def publish(folder: Path, write: Callable[[Path], None], before_switch: Callable[[], None]) -> Path:
    """Has a new generation written, switches to it, and removes the others.

    Args:
        write: Writes all files into a folder that does not exist yet.
        before_switch: Called when the generation is whole but not in use yet.
    """
    number = 1 + max((int(path.name[:6]) for path in _generations(folder)), default=0)
    final = folder / f"{number:06d}"
    building = final.with_suffix(".building")
    try:
        write(building)
        building.rename(final)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    before_switch()
    pointer = folder / f"{CURRENT}.new"
    pointer.write_text(final.name + "\n", "ascii")
    os.replace(pointer, folder / CURRENT)
    for other in _generations(folder):
        if other != final:
            # Where files in use cannot be removed, the next build tries again.
            shutil.rmtree(other, ignore_errors=True)
    return final


def _generations(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if re.fullmatch(r"\d{6}(\.building)?", path.name)]
