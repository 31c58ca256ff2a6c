"""PDF, by PDFium."""

from __future__ import annotations

import pypdfium2

from rag.errors import ReadError
from rag.readers.lines import Vocabulary
from rag.readers.reading import Leaf, Piece, Reading, Run, compose


def read_pdf(data: bytes, name: str) -> Reading:
    """Reads a PDF, one block a page.

    Raises:
        ReadError: If it is encrypted, damaged or without text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{name}: not readable as PDF: {error}") from None
    pages = [page.get_textpage().get_text_bounded().split("\r\n") for page in document]
    vocabulary = Vocabulary(line for lines in pages for line in lines)
    pieces = [
        Piece((Run(vocabulary.join(lines), Leaf(number, document.get_page_label(number - 1))),))
        for number, lines in enumerate(pages, start=1)
    ]
    text, blocks, spans = compose(pieces)
    if not text:
        raise ReadError(f"{name}: no text on any of its {len(pages)} pages; it seems to be a scan")
    return Reading(text, blocks, spans)
