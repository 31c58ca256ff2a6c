"""A PDF page as drawn, by which it is judged whether a word on it can be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from rag.readers.pdf_shapes import INK, Area, Place
from rag.readers.pdf_words import Word

MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as drawn: (height, width, 3) levels of its colours, and pixels for each point."""

    pixels: NDArray[np.uint8]
    scale: float
    height: float

    @classmethod
    def draw(cls, page: pypdfium2.PdfPage) -> Picture:
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
