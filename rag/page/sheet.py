"""A page of a PDF as it looks, with the cited characters lit."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from pathlib import Path

from rag.errors import ReadError
from rag.page.escaping import escape
from rag.page.wording import page_words
from rag.readers.pdf_boxes import Box as SpotBox
from rag.readers.pdf_boxes import span_boxes
from rag.readers.pdf_image import Box, PageImage, render_page
from rag.readers.time_limit import limited
from rag.records import Document

PATIENCE_SECONDS = 20
"""How long a page is waited for where what OCR saw in the document is not kept any more."""

_BAR = (
    '<div class="sheet-bar"><button type="button" class="quiet icon" data-turn="-1" '
    'aria-label="Previous page"{first}>&#8249;</button><span class="sheet-page">{words}</span>'
    '<button type="button" class="quiet icon" data-turn="1" aria-label="Next page"{last}>&#8250;'
    '</button><button type="button" class="quiet icon" data-zoom="-1" aria-label="Smaller">&#8722;'
    '</button><button type="button" class="quiet icon" data-zoom="1" aria-label="Larger">+</button>'
    "</div>"
)


def sheet_html(document: Document, number: int, start: int, end: int) -> str:
    """Returns page `number` of a PDF as a picture, what of [start, end) stands on it lit.

    Raises:
        ReadError: If the file is gone, has changed, or cannot be drawn.
        ValueError: If it has no such page, or the document is no PDF.
    """
    if document.format != "pdf":
        raise ValueError(f"{document.id} has no page images (it is {document.format}, not pdf)")
    marked, occurrence = _on_page(document, number, start, end)
    draw = partial(
        render_page,
        Path(document.path),
        number,
        expected_sha256=document.sha256,
        marked=marked,
        occurrence=occurrence,
    )
    image = draw()
    seen = any(p.kind == "ocr" and p.page == number for p in document.problems)
    if marked and not image.boxes and (seen or not image.turned):
        # A picture's text, or a row with the headers of its columns: it is known where each word
        # was read, which takes longer than to look for the text.
        spots = [box for box in _spots(document, start, end) if box.page == number]
        image = draw(spots=[(b.left, b.bottom, b.right, b.top) for b in spots]) if spots else image
    return _figure(document, number, image, missed=bool(marked) and not image.boxes)


def _spots(document: Document, start: int, end: int) -> tuple[SpotBox, ...]:
    """Returns where text stands; nothing where what was seen on a picture is not kept."""
    try:
        with limited(PATIENCE_SECONDS):
            return span_boxes(document, start, end)
    except ReadError:
        return ()


def _on_page(document: Document, number: int, start: int, end: int) -> tuple[str, int]:
    """Returns the part of [start, end) on the page, and how often the page has it before."""
    for page in document.pages:
        if page.number == number and page.start < end and start < page.end:
            left = max(start, page.start)
            marked = document.text[left : min(end, page.end)]
            return marked, document.text[page.start : left].count(marked)
    return "", 0


def _figure(document: Document, number: int, image: PageImage, *, missed: bool) -> str:
    label = next((page.label for page in document.pages if page.number == number), None)
    words = page_words(number, label)
    bar = _BAR.format(
        first=" disabled" if number == 1 else "",
        last=" disabled" if number == image.pages else "",
        words=escape(f"{words} of {image.pages}" if label is None else words),
    )
    lit = "".join(map(_lit, image.boxes))
    picture = f"data:image/png;base64,{b64encode(image.png).decode()}"
    note = '<p class="sheet-note">The quotation is marked in the text below.</p>' if missed else ""
    alt = escape(f"{document.title}, {words}")
    return (
        f'{bar}<div class="sheet-view" tabindex="0" role="region" aria-label="Page image"><div '
        f'class="sheet-picture"><img src="{picture}" width="{image.width}" height="{image.height}" '
        f'alt="{alt}">{lit}</div></div>{note}'
    )


def _lit(box: Box) -> str:
    return (
        f'<span class="lit" style="left:{box.left:.4%};top:{box.top:.4%};'
        f'width:{box.width:.4%};height:{box.height:.4%}"></span>'
    )
