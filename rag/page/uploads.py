"""A file on its way in: under its own name if that is one, no larger than allowed, never twice."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from rag.errors import ReadError
from rag.fetching.file_names import free_names, safe_name
from rag.page.moving import move
from rag.readers.registry import READERS


class TooLargeError(ReadError):
    """There is more of it than may be added."""


class Incoming:
    """A file that is being received; what is not kept by the end of the block is deleted.

    Args:
        name: As the sender calls it, which may be anything.
        folder: Where it lies meanwhile; made where missing.
        most_bytes: Of one file.
        left_bytes: Of what the user may still add; None where that has no end.

    Raises:
        ReadError: If files of such a name are not read.
    """

    def __init__(
        self, name: str, folder: Path, *, most_bytes: int, left_bytes: int | None = None
    ) -> None:
        # Whatever stands before a slash is a folder of the sender's, and none of ours.
        self.name = safe_name(re.split(r"[/\\]", name)[-1])
        stem, suffix = os.path.splitext(self.name)
        self._stem, self._suffix = stem, suffix.lower()
        if self._suffix not in READERS or not stem:
            known = ", ".join(READERS)
            raise ReadError(f"{self.name or 'A file without a name'}: not added; known: {known}")
        self._folder = folder
        self._most = most_bytes
        self._left = left_bytes
        self._size = 0
        self._digest = hashlib.sha256()

    def __enter__(self) -> Incoming:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=self._folder)
        self._path, self._stream = Path(path), os.fdopen(handle, "wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()
        self._path.unlink(missing_ok=True)

    def expect(self, size: int) -> None:
        """Refuses a file before it comes, if it says that it is too large."""
        self._check(size)

    def write(self, piece: bytes) -> None:
        """Takes the next bytes.

        Raises:
            TooLargeError: If they are more than may be added.
        """
        self._size += len(piece)
        self._check(self._size)
        self._digest.update(piece)
        self._stream.write(piece)

    def keep(self, folder: Path, known: Mapping[str, str]) -> Path:
        """Moves the file into the user's folder, under a name that is free there.

        Args:
            folder: Made where missing.
            known: SHA-256 to title of the documents that are there already.

        Raises:
            ReadError: If it is empty, or is one of those.
        """
        self._stream.close()
        if not self._size:
            raise ReadError(f"{self.name}: the file is empty")
        twin = known.get(self._digest.hexdigest())
        if twin is not None:
            raise ReadError(f"{self.name}: is here already, as “{twin}”")
        folder.mkdir(parents=True, exist_ok=True)
        waiting = _same_file(folder, self._size, self._digest.hexdigest())
        if waiting is not None:
            raise ReadError(f"{self.name}: is here already, as {waiting.name}")
        path = next(free_names(folder, self._stem, self._suffix))
        move(self._path, path)
        return path

    def _check(self, size: int) -> None:
        if size > self._most:
            raise TooLargeError(f"{self.name}: larger than {self._most // 1024**2} MB, the most")
        if self._left is not None and size > self._left:
            raise TooLargeError(f"{self.name}: no room is left; remove a document first")


def _same_file(folder: Path, size: int, digest: str) -> Path | None:
    """A file of a folder with the same bytes, which may not be indexed yet."""
    alike = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size == size)
    return next(
        (path for path in alike if hashlib.sha256(path.read_bytes()).hexdigest() == digest), None
    )


def used_bytes(folder: Path) -> int:
    """Returns how much the files of a folder take together."""
    if not folder.is_dir():
        return 0
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
