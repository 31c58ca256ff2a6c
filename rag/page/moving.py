"""Files moved between a user's folders, so that a crash leaves no part of one under its name."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

KEPT_SECONDS = 7 * 24 * 3600
"""How long a removed file is kept, out of sight, before it is deleted."""

PART_SECONDS = 24 * 3600
"""From when on a part of a file is one that nobody is writing any more."""

_PART = ".{}.part"  # hidden, so that it is no document


def move(source: Path, path: Path) -> None:
    """Moves a file to where it gets its name in one step, over the borders of disks too."""
    part = path.with_name(_PART.format(path.name))
    shutil.move(source, part)
    os.replace(part, path)


def put_away(path: Path, folder: Path) -> Path:
    """Moves a file out of sight; returns where it lies now, under the time and its name."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{time.time_ns()}-{path.name}"
    move(path, kept)
    return kept


def forget_removed(folder: Path) -> None:
    """Deletes what was put away long ago."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        removed = path.name.partition("-")[0]
        if removed.isdecimal() and int(removed) < time.time_ns() - KEPT_SECONDS * 10**9:
            path.unlink(missing_ok=True)


def forget_parts(folder: Path, pattern: str = _PART.format("*")) -> None:
    """Deletes parts of files that a crash left."""
    for path in folder.glob(pattern):
        if path.is_file() and path.stat().st_mtime < time.time() - PART_SECONDS:
            path.unlink(missing_ok=True)
