"""Watching a file being read, page by page, from far above the readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]
"""Called with the file's name, how many of its pages are read, and how many it has (0: unknown)."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Has the watcher told of all that is read within the block, in the same thread."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def turned(name: str, page: int, pages: int) -> None:
    """Tells whoever watches that so many pages of a file are read."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(name, page, pages)
