"""Where on its pages a span of a PDF's text stands, found by reading the file again.

The text is built of words that remember where they were drawn, so that a span is mapped to the page
by counting, never by looking for its words.
"""

from __future__ import annotations

import ctypes
import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from rag.errors import ReadError
from rag.readers.pdf import PdfLayout, lay_out_pdf, open_pdf
from rag.readers.pdf_assembly import Trace
from rag.readers.pdfium import PDFIUM
from rag.readers.reading import compose
from rag.records import Block, Document

ABOVE = 0.8
BELOW = 0.25
"""How far letters reach above and below their baseline, in sizes of the type."""

LAYOUTS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the lower left corner of the visible page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def span_boxes(document: Document, start: int, end: int) -> tuple[Box, ...]:
    """Returns the boxes that cover a span of the document's text, one a line, in order.

    What stands in the text but not on the page, such as a column's header repeated before each
    number, has no box.

    Raises:
        ReadError: If the file has changed since it was read, cannot be read any more, or gives
            another text now.
        ValueError: If the document is not a PDF or the span is not within its text.
    """
    if document.format != "pdf":
        raise ValueError(f"{document.id} is {document.format}; only a PDF has boxes")
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"span {start}:{end} is not within the {len(document.text)} characters")
    try:
        data = Path(document.path).read_bytes()
    except OSError as error:
        raise ReadError(f"{document.id}: {error.strerror or error}") from None
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ReadError(f"{document.id}: the file has changed since it was read; build again")
    layout = _layout(document.sha256, document.path, document.unread)
    text, blocks, _ = compose(layout.pieces)
    if text != document.text:
        raise ReadError(f"{document.id}: it is read differently now; build again")
    with open_pdf(data, document.id) as opened, PDFIUM:
        boxes = [
            _part_box(trace, at, start, end, opened)
            for at, trace in _traces(layout, blocks)
            if at < end and start < at + trace.end - trace.start
        ]
    return tuple(_merge(boxes))


@lru_cache(maxsize=LAYOUTS_KEPT)
def _layout(sha256: str, path: str, closed: tuple[int, ...]) -> PdfLayout:
    """The layout of a file; its digest is the key, so that a changed file is read anew."""
    return lay_out_pdf(Path(path).read_bytes(), Path(path).name, closed=closed)


def _traces(layout: PdfLayout, blocks: Sequence[Block]) -> Iterator[tuple[int, Trace]]:
    """Yields where each word begins in the document's text."""
    filled = (
        (piece, traces)
        for piece, traces in zip(layout.pieces, layout.traces, strict=True)
        if piece.text.strip()
    )
    for block, (piece, traces) in zip(blocks, filled, strict=True):
        text = piece.text
        plain = unicodedata.is_normalized("NFC", text)
        for trace in traces:
            before = text[: trace.start]
            shift = trace.start if plain else len(unicodedata.normalize("NFC", before))
            yield block.start + shift, trace


def _part_box(trace: Trace, at: int, start: int, end: int, document: pypdfium2.PdfDocument) -> Box:
    """The box of the characters of a word that lie within the span."""
    word = trace.word
    left, right = word.left, word.right
    first, last = max(start - at, 0), min(end - at, len(word.text))
    if last - first < len(word.text) and not word.count:  # seen in a picture, as a whole
        step = (right - left) / len(word.text)
        left, right = left + first * step, left + last * step
    elif last - first < len(word.text) and word.count == len(word.text):
        left, right = _letters(document, trace, word.first + first, word.first + last - 1)
    return Box(
        trace.page,
        left,
        word.baseline - BELOW * word.size,
        right,
        word.baseline + ABOVE * word.size,
    )


def _letters(
    document: pypdfium2.PdfDocument, trace: Trace, first: int, last: int
) -> tuple[float, float]:
    page = document[trace.page - 1]
    edge = page.get_bbox()[0]
    text_page = page.get_textpage()
    values = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text_page, first, *values)
    left = values[0].value
    pdfium.FPDFText_GetCharBox(text_page, last, *values)
    right = values[1].value
    text_page.close()
    page.close()
    return left - edge, right - edge


def _merge(boxes: list[Box]) -> Iterator[Box]:
    """Joins the boxes of words that follow one another on a line."""
    held: Box | None = None
    for box in boxes:
        if held is not None and _on_one_line(held, box):
            held = Box(
                box.page,
                min(held.left, box.left),
                min(held.bottom, box.bottom),
                max(held.right, box.right),
                max(held.top, box.top),
            )
            continue
        if held is not None:
            yield held
        held = box
    if held is not None:
        yield held


def _on_one_line(held: Box, box: Box) -> bool:
    height = held.top - held.bottom
    level = abs(held.bottom - box.bottom) < 0.5 * height
    return held.page == box.page and level and -0.5 * height <= box.left - held.right <= 2 * height
