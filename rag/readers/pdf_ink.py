"""What is really to be seen on a PDF page: text that nobody sees, and boxes that black text out.

What might be hidden is found cheaply, by colours and by the shapes around a word; whether it is,
the page as drawn decides, since only there do colours, layers and clipping come together.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from rag.readers.pdf_words import REDACTED, Word

PAPER = (255, 255, 255)
INK = 24
"""Up to which level of its brightest channel a colour is near black."""

ALIKE = 20
"""How far two colours lie apart, in the worst of red, green and blue, that no eye tells apart."""

LEAST_CONTRAST = 24
"""Difference, in the worst of red, green and blue, below which letters do not stand out."""

MOST_OBJECTS = 20_000
MOST_DEPTH = 4
MOST_PIXELS = 4_000_000
MOST_BOXES = 400
MOST_BOX_LINES = 60
THINNEST = 3.0
"""Width or height, in points, below which a filled shape is a rule and hides nothing."""

INVISIBLE = (3, 7)
RECOGNISED_SHARE = 0.5
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

    def holds(self, word: Word) -> bool:
        """Whether the middle of the word lies in it."""
        across = self.left <= (word.left + word.right) / 2 <= self.right
        return across and self.bottom <= word.baseline + 0.3 * word.size <= self.top


FAINT = Area(0, 0, 0, 0, PAPER, -1)
"""Stands for no shape: what hides the word is how it is painted itself."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What there is to see of a page's words.

    Attributes:
        words: Those that can be seen, with `REDACTED` where a box blacks something out.
        hidden: Those that are there and cannot be seen.
        recognised: Whether the words were read off the page's image by a program, and laid over it.
        boxes: How many boxes black something out.
    """

    words: tuple[Word, ...]
    hidden: tuple[str, ...] = ()
    recognised: bool = False
    boxes: int = 0


def look(
    page: pypdfium2.PdfPage, words: Sequence[Word], inks: Sequence[Ink], corner: tuple[float, float]
) -> Sighting:
    """Tells the words that can be seen from those that cannot, and finds what is blacked out.

    Args:
        words: All words within the page.
        inks: How each of them is painted.
        corner: Lower left corner of the visible page, in the page's own coordinates.
    """
    orders: dict[int, int] = {}
    areas = list(_areas(page, corner, orders))
    doubts = [
        _doubt(word, ink, orders.get(ink.item, -1), areas)
        for word, ink in zip(words, inks, strict=True)
    ]
    black = [area for area in areas if area.black and area.height >= 5][:MOST_BOXES]
    if not any(doubts) and not black:
        return Sighting(tuple(words))
    picture = _Picture.draw(page)
    faint = [
        doubt is not None and picture.contrast(word) < LEAST_CONTRAST
        for word, doubt in zip(words, doubts, strict=True)
    ]
    # Over a shape that hides one word, what is to be seen of another was drawn later.
    covers = {doubt for doubt, hidden in zip(doubts, faint, strict=True) if hidden} - {FAINT}
    shown = [
        not hidden and doubt not in covers for doubt, hidden in zip(doubts, faint, strict=True)
    ]
    unpainted = [at for at, ink in enumerate(inks) if ink.unpainted]
    on_ink = sum(shown[at] for at in unpainted)
    recognised = len(unpainted) > RECOGNISED_SHARE * len(words) and on_ink > 0.6 * len(unpainted)
    for at in unpainted:
        shown[at] = recognised
    seen = [word for word, visible in zip(words, shown, strict=True) if visible]
    boxes = _redactions(black, seen, picture)
    hidden = (word.text for word, visible in zip(words, shown, strict=True) if not visible)
    return Sighting(tuple(_with_boxes(seen, boxes)), tuple(hidden), recognised, len(boxes))


@dataclass(frozen=True, slots=True)
class Ink:
    """How a word is painted.

    Attributes:
        colour: None where it is not known, or a pattern.
        unpainted: Whether the file says that it is not to be painted.
        item: Address of what the page draws it with.
    """

    colour: Colour | None
    unpainted: bool
    item: int


def read_inks(text_page: pypdfium2.PdfTextPage, words: Sequence[Word]) -> list[Ink]:
    """Returns how each of the words is painted, by its first character."""
    known: dict[int, Ink] = {}
    levels = [ctypes.c_uint() for _ in range(4)]
    inks: list[Ink] = []
    for word in words:
        item = pdfium.FPDFText_GetTextObject(text_page, word.first)
        address = _address(item)
        if address not in known or not address:
            unpainted = bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE
            found = pdfium.FPDFText_GetFillColor(text_page, word.first, *levels)
            *colour, opaque = (level.value for level in levels)
            clear = bool(found) and opaque < 16
            known[address] = Ink(tuple(colour) if found else None, unpainted or clear, address)
        inks.append(known[address])
    return inks


def _address(item: object) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _doubt(word: Word, ink: Ink, order: int, areas: Sequence[Area]) -> Area | None:
    """What may hide a word: the shape drawn over it, or `FAINT` where its own colour does."""
    behind: Colour = PAPER
    for area in areas:
        if area.holds(word):
            if area.order > order:
                return area
            behind = area.colour
    alike = ink.colour is not None and all(
        abs(one - other) <= ALIKE for one, other in zip(ink.colour, behind, strict=True)
    )
    return FAINT if alike or ink.unpainted else None


def _areas(
    page: pypdfium2.PdfPage, corner: tuple[float, float], orders: dict[int, int]
) -> Iterator[Area]:
    """Yields the filled shapes and the notes laid over the page; notes the order of its texts."""
    order = 0
    for order, (kind, item, place) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[_address(item)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            colour = _fill(item)
            rule = min(place[2] - place[0], place[3] - place[1]) < THINNEST
            if colour is not None and not rule:
                yield _area(place, corner, colour, order)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_BOXES)):
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


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page as drawn: (height, width, 3) levels of its colours, and pixels for each point."""

    pixels: NDArray[np.uint8]
    scale: float
    height: float

    @classmethod
    def draw(cls, page: pypdfium2.PdfPage) -> _Picture:
        width, height = page.get_size()
        scale = min(2.0, math.sqrt(MOST_PIXELS / max(width * height, 1)))
        rotation = page.get_rotation()
        bitmap = page.render(scale=scale, rotation=-rotation % 360, rev_byteorder=True)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        return cls(pixels, scale, pixels.shape[0] / scale)

    def cut(self, place: Place) -> NDArray[np.uint8]:
        """Returns the pixels of a place, at least one where it lies on the page."""
        left, bottom, right, top = place
        first, last = int(left * self.scale), math.ceil(right * self.scale)
        above = int((self.height - top) * self.scale)
        below = math.ceil((self.height - bottom) * self.scale)
        return self.pixels[max(above, 0) : max(below, 0), max(first, 0) : max(last, 0)]

    def contrast(self, word: Word) -> int:
        """Returns how far the letters of a word stand out from what they stand on, 0 to 255."""
        # What hides a word seldom ends exactly where the word does.
        edge = 0.25 * (word.right - word.left)
        bottom, top = word.baseline + 0.05 * word.size, word.baseline + 0.6 * word.size
        pixels = self.cut((word.left + edge, bottom, word.right - edge, top))
        if not word.upright or pixels.size == 0:
            return 255
        levels = pixels.reshape(-1, 3)
        return int((levels.max(axis=0).astype(int) - levels.min(axis=0)).max())

    def is_black(self, area: Area) -> bool:
        """Whether all of an area but its edge is as good as black."""
        edge = 1.5 / self.scale
        pixels = self.cut(
            (area.left + edge, area.bottom + edge, area.right - edge, area.top - edge)
        )
        return pixels.size > 0 and bool((pixels.max(axis=2) <= 2 * INK).mean() >= 0.98)


def _redactions(
    black: Sequence[Area], seen: Sequence[Word], picture: _Picture
) -> list[tuple[Area, Word | None]]:
    """The boxes that stand where text would, each with the word beside it on its line, if any."""
    found: list[tuple[Area, Word | None]] = []
    for area in _joined(black):
        height, width = area.height, area.right - area.left
        if width < 5 or any(map(area.holds, seen)) or not picture.is_black(area):
            continue
        beside = _beside(area, seen)
        if beside is not None and height <= 2.2 * beside.size and width >= 0.8 * height:
            found.append((area, beside))
        elif beside is None and width >= 100 and height >= 8 and _in_column(area, seen):
            found.append((area, None))
    return found


def _joined(areas: Sequence[Area]) -> list[Area]:
    """Joins boxes that touch on one line, as tools draw one for each word."""
    joined: list[Area] = []
    for area in sorted(areas, key=lambda area: (-round(area.top), area.left)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(last.top - area.top) < 2
            and abs(last.bottom - area.bottom) < 2
            and area.left <= last.right + 1
        ):
            joined[-1] = replace(last, right=max(last.right, area.right))
        else:
            joined.append(area)
    return joined


def _beside(area: Area, seen: Sequence[Word]) -> Word | None:
    """The nearest word on the line that the box stands on; a box between lines has none."""
    best: tuple[float, Word] | None = None
    middle = (area.bottom + area.top) / 2
    for word in seen:
        if abs(word.baseline + 0.3 * word.size - middle) > 0.6 * word.size:
            continue
        gap = max(word.left - area.right, area.left - word.right, 0.0)
        if gap <= 1.5 * word.size and (best is None or gap < best[0]):
            best = (gap, word)
    return best[1] if best else None


def _in_column(area: Area, seen: Sequence[Word]) -> bool:
    """Whether a box stands between lines of text: some end above it and some begin below it."""
    over = [w for w in seen if w.left < area.right and w.right > area.left]
    above = sum(0 < word.baseline - area.top < 4 * word.size for word in over)
    below = sum(0 < area.bottom - word.baseline < 4 * word.size for word in over)
    return above >= 3 and below >= 3


def _with_boxes(seen: Sequence[Word], boxes: Sequence[tuple[Area, Word | None]]) -> Iterator[Word]:
    """Yields the words with a mark for each box where it stands on its line, or at the end."""
    before: dict[int, list[Word]] = {}
    after: dict[int, list[Word]] = {}
    alone: list[Word] = []
    for area, beside in boxes:
        if beside is None:
            alone += _lines_of(area, seen)
            continue
        mark = _mark(area, beside, beside.baseline)
        places = after if area.left >= beside.left else before
        places.setdefault(id(beside), []).append(mark)
    for word in seen:
        yield from sorted(before.get(id(word), ()), key=lambda mark: mark.left)
        yield word
        yield from sorted(after.get(id(word), ()), key=lambda mark: mark.left)
    yield from alone


def _mark(area: Area, like: Word, baseline: float) -> Word:
    return replace(
        like,
        text=REDACTED,
        left=area.left,
        right=area.right,
        baseline=baseline,
        first=-1,
        count=0,
        glued=False,
        bold=False,
    )


def _lines_of(area: Area, seen: Sequence[Word]) -> Iterator[Word]:
    """Yields a mark for each line that a large box covers."""
    like = min(seen, key=lambda word: abs(word.baseline - area.top))
    count = max(1, min(round((area.top - area.bottom) / (1.3 * like.size)), MOST_BOX_LINES))
    step = (area.top - area.bottom) / count
    for at in range(count):
        yield _mark(area, like, area.top - (at + 0.8) * step)
