"""PDF."""

from __future__ import annotations

from rag.readers.reading import Reading


def read_pdf(data: bytes, name: str) -> Reading:
    raise NotImplementedError
