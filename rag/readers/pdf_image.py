"""A page of a PDF as a picture, and where on it some of its text stands."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pypdfium2

from rag.errors import ReadError
from rag.readers.pdf_words import page_text
from rag.readers.pdfium import PDFIUM

WIDTH = 1400  # pixels that a page is drawn wide: sharp at twice the width of a reading column
MOST_PIXELS = 8_000_000  # drawn of one page, however long it is

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""

# Hyphens, controls, and what PDFium puts for a hyphen at the end of a line (U+FFFE).
_UNPRINTED = ("Pd", "Cc", "Cf", "Cn")


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of one line on a page, in shares of its width and height from the upper left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as drawn.

    Attributes:
        png: The picture.
        width: In pixels.
        height: In pixels.
        boxes: Where the text asked for stands, one for each line of it; empty where not found.
        pages: How many pages the file has.
        turned: Whether the file has the page turned.
    """

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
    pages: int
    turned: bool = False


def render_page(
    path: Path,
    page: int,
    *,
    expected_sha256: str,
    marked: str = "",
    occurrence: int = 0,
    spots: Sequence[Rectangle] = (),
) -> PageImage:
    """Draws one page and finds `marked` on it.

    Args:
        path: The PDF.
        page: From 1.
        expected_sha256: Of the file that the document was read from, hexadecimal.
        marked: Text of the page; spaces, line ends and hyphens in it do not matter.
        occurrence: Which one, from 0, where the page has the text more than once.
        spots: Where `marked` stands, in points of the page as shown, where that is known already:
            the text of a picture cannot be looked for.

    Raises:
        ReadError: If the file is gone, has changed, or cannot be drawn.
        ValueError: If it has no such page.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path.name}: cannot be read ({error.strerror})") from None
    if sha256(data).hexdigest() != expected_sha256:
        raise ReadError(f"{path.name}: has changed since it was read; build the index again")
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                return _draw(document, page, marked, occurrence, spots)
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{path.name}: page {page} cannot be drawn ({error})") from None


def _draw(
    document: pypdfium2.PdfDocument,
    number: int,
    marked: str,
    occurrence: int,
    spots: Sequence[Rectangle],
) -> PageImage:
    if not 1 <= number <= len(document):
        raise ValueError(f"no page {number}; the file has {len(document)}")
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, math.sqrt(MOST_PIXELS / (width * height)))
    bitmap = page.render(scale=scale)
    place = bitmap.get_posconv(page)
    boxes = tuple(
        Box(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
        for left, bottom, right, top in spots
    ) or tuple(
        _box(place.to_bitmap(left, top), place.to_bitmap(right, bottom), bitmap)
        for left, bottom, right, top in _lines(_rectangles(page, marked, occurrence))
    )
    picture = io.BytesIO()
    bitmap.to_pil().save(picture, "PNG", compress_level=3)
    turned = page.get_rotation() != 0
    return PageImage(picture.getvalue(), bitmap.width, bitmap.height, boxes, len(document), turned)


def _box(one: tuple[int, int], other: tuple[int, int], bitmap: pypdfium2.PdfBitmap) -> Box:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return Box(
        left / bitmap.width,
        top / bitmap.height,
        (right - left) / bitmap.width,
        (bottom - top) / bitmap.height,
    )


def _lines(rectangles: Iterable[Rectangle]) -> list[Rectangle]:
    """Joins neighbours that share more than half of the lower one's height: a line's words."""
    lines: list[Rectangle] = []
    for left, bottom, right, top in rectangles:
        if lines:
            left_before, bottom_before, right_before, top_before = lines[-1]
            shared = min(top, top_before) - max(bottom, bottom_before)
            if shared > min(top - bottom, top_before - bottom_before) / 2:
                left, right = min(left, left_before), max(right, right_before)
                bottom, top = min(bottom, bottom_before), max(top, top_before)
                lines.pop()
        lines.append((left, bottom, right, top))
    return lines


def _rectangles(page: pypdfium2.PdfPage, marked: str, occurrence: int) -> Iterator[Rectangle]:
    """Yields the places of `marked`, one or more for each line of it."""
    text_page = page.get_textpage()
    try:
        span = _find(page_text(text_page), marked, occurrence)
        if span is not None:
            first, count = span
            for index in range(text_page.count_rects(first, count)):
                yield text_page.get_rect(index)
    finally:
        text_page.close()


def _find(text: str, marked: str, occurrence: int) -> tuple[int, int] | None:
    """Returns first character and count of `marked` in the page's text, None where it is not."""
    wanted = "".join(letter for letter, _ in _letters(marked))
    letters = list(_letters(text))
    written = "".join(letter for letter, _ in letters)
    places = []
    at = written.find(wanted) if wanted else -1
    while at >= 0:
        places.append(at)
        at = written.find(wanted, at + 1)
    if not places:
        return None
    at = places[min(occurrence, len(places) - 1)]
    first, last = letters[at][1], letters[at + len(wanted) - 1][1]
    return first, last - first + 1


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yields what is printed, as single letters with their places: no spaces, no hyphens.

    Readers join lines and words that are broken at a hyphen, so neither can be relied on.
    """
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character):
            if not letter.isspace() and unicodedata.category(letter) not in _UNPRINTED:
                yield letter, place
