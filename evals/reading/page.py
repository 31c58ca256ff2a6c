"""What of a page's ink lies under the boxes of a sentence, by the page as PDFium draws it."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from rag.readers.pdf_boxes import Box
from rag.readers.pdfium import PDFIUM

SCALE = 3.0  # pixels a point
INK = 128  # brightness, of 255, below which a pixel is ink
RAISED = 0.85  # size of a footnote's mark, in sizes of the type beside it
AROUND = 40.0  # points of the page that a picture shows around a sentence

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as drawn, in points from the lower left corner of the visible page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def is_in(self, box: Box) -> bool:
        """Whether its middle lies in a box."""
        across, up = (self.left + self.right) / 2, (self.bottom + self.top) / 2
        return box.left <= across <= box.right and box.bottom <= up <= box.top


@dataclass(frozen=True, slots=True)
class Cover:
    """How well boxes cover a sentence.

    Attributes:
        exact: Whether the letters in the boxes are the sentence's, in its order; smaller ones, as
            footnote marks are, may be left aside.
        covered: Share of the ink of what is in the boxes that lies in them, in [0, 1].
        pure: Share of the ink in the boxes that is of what is in them, in [0, 1].
        letters: Those in the boxes.
    """

    exact: bool
    covered: float
    pure: float
    letters: str

    def __str__(self) -> str:
        exact = "its letters" if self.exact else f"other letters (…{self.letters[-40:]})"
        return f"the boxes have {exact}, {self.covered:.1%} of their ink, and {self.pure:.1%} is it"


def cover(path: Path, boxes: Sequence[Box], wanted: str) -> Cover:
    """Returns how well boxes cover the letters wanted.

    Args:
        path: The PDF.
        boxes: In reading order.
        wanted: Letters and digits without anything between them.
    """
    letters, plain = "", ""
    ink_of_glyphs, ink_in_both, ink_in_boxes = 0, 0, 0
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        for number in dict.fromkeys(box.page for box in boxes):
            own = [box for box in boxes if box.page == number]
            page = document[number - 1]
            glyphs = list(_glyphs(page))
            within = [_inside(glyphs, box) for box in own]
            letters += "".join(glyph.text for line in within for glyph in line)
            plain += "".join(glyph.text for line in within for glyph in _unraised(line))
            ink = _ink(page)
            drawn = _mask(ink.shape, [glyph for line in within for glyph in line], edge=1)
            boxed = _mask(ink.shape, own)
            ink_of_glyphs += int((ink & drawn).sum())
            ink_in_both += int((ink & drawn & boxed).sum())
            ink_in_boxes += int((ink & boxed).sum())
    exact = wanted in (_alphanumeric(letters), _alphanumeric(plain))
    covered = ink_in_both / max(ink_of_glyphs, 1)
    return Cover(exact, covered, ink_in_both / max(ink_in_boxes, 1), _alphanumeric(letters))


def draw(path: Path, boxes: Sequence[Box], number: int, target: Path) -> None:
    """Writes a picture of a page around its boxes, with the boxes on it, for eyes to judge."""
    own = [box for box in boxes if box.page == number]
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        picture = document[number - 1].render(scale=SCALE).to_pil().convert("RGBA")
    over = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(over)
    for box in own:
        left, above, right, below = _pixels(box, picture.height)
        pen.rectangle((left, above, right, below), fill=(255, 210, 0, 90), outline=(220, 0, 0, 255))
    top = max((box.top for box in own), default=picture.height / SCALE)
    bottom = min((box.bottom for box in own), default=0.0)
    crop = (
        0,
        max(int(picture.height - (top + AROUND) * SCALE), 0),
        picture.width,
        min(int(picture.height - (bottom - AROUND) * SCALE), picture.height),
    )
    Image.alpha_composite(picture, over).convert("RGB").crop(crop).save(target)


def _inside(glyphs: Sequence[Glyph], box: Box) -> list[Glyph]:
    return sorted((glyph for glyph in glyphs if glyph.is_in(box)), key=lambda glyph: glyph.left)


def _unraised(line: Sequence[Glyph]) -> Iterator[Glyph]:
    usual = median([glyph.size for glyph in line]) if line else 0.0
    yield from (glyph for glyph in line if glyph.size >= RAISED * usual)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Yields the characters of a page that are drawn."""
    edge, floor = page.get_cropbox()[:2]
    text_page = page.get_textpage()
    places = [ctypes.c_double() for _ in range(4)]
    matrix = pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        shown = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if shown.isspace() or not pdfium.FPDFText_GetCharBox(text_page, index, *places):
            continue
        left, right, bottom, top = (place.value for place in places)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * np.hypot(matrix.c, matrix.d)
        yield Glyph(shown, left - edge, bottom - floor, right - edge, top - floor, float(size))
    text_page.close()


def _ink(page: pypdfium2.PdfPage) -> Mask:
    """Which pixels of the page as drawn, without its turn, are dark; (height, width)."""
    turn = -page.get_rotation() % 360
    pixels = np.asarray(page.render(scale=SCALE, rotation=turn).to_pil().convert("L"))
    return np.asarray(pixels < INK)


def _mask(shape: tuple[int, ...], places: Sequence[Box | Glyph], *, edge: int = 0) -> Mask:
    """Which pixels lie in the places, widened by some pixels; (height, width)."""
    mask = np.zeros(shape, dtype=bool)
    for place in places:
        left, above, right, below = _pixels(place, shape[0])
        rows = slice(max(int(above) - edge, 0), max(int(np.ceil(below)) + edge, 0))
        mask[rows, max(int(left) - edge, 0) : max(int(np.ceil(right)) + edge, 0)] = True
    return mask


def _pixels(place: Box | Glyph, height: int) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge in pixels from the upper left corner."""
    above, below = height - place.top * SCALE, height - place.bottom * SCALE
    return place.left * SCALE, above, place.right * SCALE, below


def _alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
