"""The filled shapes of a PDF page and the notes laid over it, in the order of their drawing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from rag.readers.pdf_words import Word

PAPER = (255, 255, 255)
INK = 24
"""Up to which level of its brightest channel a colour is near black."""

MOST_OBJECTS = 20_000
MOST_DEPTH = 4
MOST_NOTES = 400
THINNEST = 3.0
"""Width or height, in points, below which a filled shape is a rule and hides nothing."""

COVERING_NOTES = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_REDACT)


Colour = tuple[int, ...]
Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape, in points from the lower left corner of the page.

    Attributes:
        colour: What it is filled with, in levels of red, green and blue.
        order: Of what is drawn on the page, from 0.
    """

    left: float
    bottom: float
    right: float
    top: float
    colour: Colour
    order: int

    @property
    def black(self) -> bool:
        """Whether it is filled with black, or nearly."""
        return max(self.colour) <= INK

    @property
    def height(self) -> float:
        """From its lower to its upper edge, in points."""
        return self.top - self.bottom

    @property
    def size(self) -> float:
        """Its width times its height, in square points."""
        return (self.right - self.left) * self.height

    def holds(self, word: Word) -> bool:
        """Whether the middle of the word lies in it."""
        across = self.left <= (word.left + word.right) / 2 <= self.right
        return across and self.bottom <= word.baseline + 0.3 * word.size <= self.top


def address_of(item: object) -> int:
    """Returns the address of a handle of PDFium's, 0 where it has none."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def count_fields(page: pypdfium2.PdfPage) -> int:
    """Returns how many fields of a form, up to `MOST_NOTES`, stand on a page."""
    count = 0
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        count += pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET
        pdfium.FPDFPage_CloseAnnot(note)
    return count


def find_areas(
    page: pypdfium2.PdfPage,
    corner: tuple[float, float],
    orders: dict[int, int],
    pictures: list[Area],
) -> Iterator[Area]:
    """Yields the filled shapes and the notes laid over the page.

    Args:
        page: The page.
        corner: Lower left corner of the visible page, in the page's own coordinates.
        orders: Is given the order of its texts, by their addresses.
        pictures: Is given the places of its pictures.
    """
    order = 0
    for order, (kind, item, place) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[address_of(item)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_area(place, corner, PAPER, order))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            colour = _fill(item)
            rule = min(place[2] - place[0], place[3] - place[1]) < THINNEST
            if colour is not None and not rule:
                yield _area(place, corner, colour, order)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        rect = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(note) in COVERING_NOTES:
            pdfium.FPDFAnnot_GetRect(note, rect)
            place = (rect.left, rect.bottom, rect.right, rect.top)
            yield _area(place, corner, (0, 0, 0), order + 1 + index)
        pdfium.FPDFPage_CloseAnnot(note)


def _area(place: Place, corner: tuple[float, float], colour: Colour, order: int) -> Area:
    left, bottom, right, top = place
    across, up = corner
    return Area(left - across, bottom - up, right - across, top - up, colour, order)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, object, Place]]:
    """Yields kind, handle and bounds of what is drawn on the page, in order."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    waiting = [
        (pdfium.FPDFPage_GetObject(page, index), identity, 0) for index in reversed(range(count))
    ]
    bounds = [ctypes.c_float() for _ in range(4)]
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        item, matrix, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, inner)
            combined = _multiply((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS)
            waiting += [
                (pdfium.FPDFFormObj_GetObject(item, index), combined, depth + 1)
                for index in reversed(range(count))
            ]
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield kind, item, (0, 0, 0, 0)
        elif pdfium.FPDFPageObj_GetBounds(item, *bounds):
            yield kind, item, _moved([bound.value for bound in bounds], matrix)


Matrix = tuple[float, float, float, float, float, float]


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, x, y = two
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + x, e * q + f * s + y),
    )


def _moved(bounds: Sequence[float], matrix: Matrix) -> Place:
    left, bottom, right, top = bounds
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _fill(item: object) -> Colour | None:
    """The colour that fills a shape; None where it is only an outline, or transparent."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    levels = [ctypes.c_uint() for _ in range(4)]
    if mode.value:
        found = pdfium.FPDFPageObj_GetFillColor(item, *levels)
    else:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, width)
        if not stroke.value or width.value < 5:
            return None
        found = pdfium.FPDFPageObj_GetStrokeColor(item, *levels)
    if not found or levels[3].value < 16:
        return None
    return tuple(level.value for level in levels[:3])
