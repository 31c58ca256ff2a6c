"""PDFium's one lock: the library must never be called from two threads at a time.

Whoever calls it holds the lock for a page's worth of work and not for a whole file, so that a page
can be shown while a long file is being read.
"""

from __future__ import annotations

from threading import RLock

PDFIUM = RLock()
