"""PDFium's one lock: the library must never be called from two threads at a time.

Whoever calls it holds the lock for a page's worth of work and not for a whole file, so that a page
can be shown while a long file is being read.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TypeVar

import pypdfium2

T = TypeVar("T")

PDFIUM = RLock()


def in_letters(get: Callable[[], T], otherwise: T) -> T:
    """Returns what a file says of itself, or something else where it stands in no letters."""
    try:
        return get()
    except (UnicodeDecodeError, pypdfium2.PdfiumError):
        return otherwise
