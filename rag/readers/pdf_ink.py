"""What is really to be seen on a PDF page: text that nobody sees, and boxes that black text out.

What might be hidden is found cheaply, by colours and by the shapes around a word; whether it is,
the page as drawn decides, since only there do colours, layers and clipping come together.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from rag.readers.pdf_blackouts import find_redactions, mark_boxes
from rag.readers.pdf_picture import Picture
from rag.readers.pdf_shapes import PAPER, Area, Colour, address_of, find_areas
from rag.readers.pdf_words import Word

ALIKE = 20
"""How far two colours lie apart, in the worst of red, green and blue, that no eye tells apart."""

LEAST_CONTRAST = 24
"""Difference, in the worst of red, green and blue, below which letters do not stand out."""

MOST_BOXES = 400
MOST_PICTURES = 100
FEW_WORDS = 4
INVISIBLE = (3, 7)
RECOGNISED_SHARE = 0.5
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
        pictures: Where pictures stand in which there are no words.
    """

    words: tuple[Word, ...]
    hidden: tuple[str, ...] = ()
    recognised: bool = False
    boxes: int = 0
    pictures: tuple[Area, ...] = ()


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
    found: list[Area] = []
    areas = list(find_areas(page, corner, orders, found))
    pictures = tuple(_without_words(found, words))
    doubts = [
        _doubt(word, ink, orders.get(ink.item, -1), areas)
        for word, ink in zip(words, inks, strict=True)
    ]
    black = [area for area in areas if area.black and area.height >= 5][:MOST_BOXES]
    if not any(doubts) and not black:
        return Sighting(tuple(words), pictures=pictures)
    picture = Picture.draw(page)
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
    boxes = find_redactions(black, seen, picture)
    hidden = (word.text for word, visible in zip(words, shown, strict=True) if not visible)
    marked = tuple(mark_boxes(seen, boxes))
    return Sighting(marked, tuple(hidden), recognised, len(boxes), pictures)


def _without_words(pictures: Sequence[Area], words: Sequence[Word]) -> Iterator[Area]:
    """Yields the pictures that have no more than a few words in them, the largest first."""
    for picture in sorted(pictures, key=lambda area: -area.size)[:MOST_PICTURES]:
        within = (word for word in words if picture.holds(word))
        if sum(1 for _ in islice(within, FEW_WORDS + 1)) <= FEW_WORDS:
            yield picture


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
        address = address_of(item)
        if address not in known or not address:
            unpainted = bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE
            found = pdfium.FPDFText_GetFillColor(text_page, word.first, *levels)
            *colour, opaque = (level.value for level in levels)
            clear = bool(found) and opaque < 16
            known[address] = Ink(tuple(colour) if found else None, unpainted or clear, address)
        inks.append(known[address])
    return inks


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
