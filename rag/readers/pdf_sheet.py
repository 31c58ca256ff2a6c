"""One page of a PDF: the words on it that can be seen, and what is amiss with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from rag.readers.pdf_ink import look, read_inks
from rag.readers.pdf_shapes import Area, count_fields
from rag.readers.pdf_words import UNMAPPED, Word, page_text, page_words
from rag.readers.pdfium import in_letters
from rag.readers.unseen import strip_unseen

GRID = 100
SMALLEST_SIZE = 2.0
"""Size of type, in points, below which nobody reads it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file.

    Attributes:
        number: From 1.
        label: As the file numbers it, empty where it does not.
        words: In the order in which the file draws them.
        hidden: The words that cannot be seen: off the page, tiny, of the colour behind them, not
            painted, or covered; they are not in `words`.
        unseen: How many characters without width were left out of the words.
        recognised: Whether its words were read off its image by a program.
        boxes: How many boxes black something out; each is a word of its own.
        fields: How many fields of a form there are; what is filled in is not in `words`.
        pictures: Where pictures stand in which there are no words.
        unmapped: Share of characters that have no known meaning, in [0, 1].
    """

    number: int
    label: str
    width: float
    height: float
    words: tuple[Word, ...]
    hidden: tuple[str, ...] = ()
    unmapped: float = 0.0
    unseen: int = 0
    recognised: bool = False
    boxes: int = 0
    fields: int = 0
    pictures: tuple[Area, ...] = ()

    @property
    def pictured(self) -> float:
        """The share of the page within `pictures`, in [0, 1]; what lies in two counts once."""
        grid = np.zeros((GRID, GRID), dtype=bool)
        for area in self.pictures:
            across = np.array([area.left, area.right]) / self.width
            up = np.array([area.bottom, area.top]) / self.height
            left, right, bottom, top = (
                int(place) for place in np.clip(np.round(np.hstack([across, up]) * GRID), 0, GRID)
            )
            grid[bottom:top, left:right] = True
        return float(grid.mean())


def read_sheet(document: pypdfium2.PdfDocument, number: int) -> Sheet:
    """Reads one page, counted from 1.

    Raises:
        pypdfium2.PdfiumError: If the page is damaged.
    """
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_bbox()
        text_page = page.get_textpage()
        try:
            found = page_words(text_page, left, bottom)
            visible = [word for word in found if _is_on_page(word, right - left, top - bottom)]
            inks = read_inks(text_page, visible)
            unseen = strip_unseen(page_text(text_page))[1]
        finally:
            text_page.close()
        fields = count_fields(page)
        sighting = look(page, visible, inks, (left, bottom))
    finally:
        page.close()
    seen = _drawn_once(list(sighting.words))
    characters = "".join(word.text for word in seen)
    return Sheet(
        number=number,
        label=in_letters(lambda: document.get_page_label(number - 1), ""),
        width=right - left,
        height=top - bottom,
        words=seen,
        hidden=(*_unread(found, visible), *sighting.hidden),
        unmapped=len(UNMAPPED.findall(characters)) / max(len(characters), 1),
        unseen=unseen,
        recognised=sighting.recognised,
        boxes=sighting.boxes,
        fields=fields,
        pictures=sighting.pictures,
    )


def _is_on_page(word: Word, width: float, height: float) -> bool:
    across = -1 <= (word.left + word.right) / 2 <= width + 1
    return word.size >= SMALLEST_SIZE and across and -1 <= word.baseline <= height + 1


def _drawn_once(words: list[Word]) -> tuple[Word, ...]:
    """Leaves out words drawn again on top of themselves, as programs do to embolden them."""
    places: dict[tuple[str, int, int], Word] = {}
    for word in words:
        places.setdefault((word.text, round(word.left), round(word.baseline)), word)
    return tuple(places.values())


def _unread(found: Sequence[Word], visible: Sequence[Word]) -> Iterator[str]:
    """Yields the words that are off the page or too small."""
    kept = set(map(id, visible))
    yield from (word.text for word in found if id(word) not in kept)
