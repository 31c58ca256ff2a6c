"""Pages of a PDF read as pictures, with words where they stand on the page."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from rag.readers import ocr, ocr_cache
from rag.readers.ocr import OutOfTime, SeenLine
from rag.readers.pdf_furniture import SheetLines
from rag.readers.pdf_lines import gather_lines
from rag.readers.pdf_shapes import Area
from rag.readers.pdf_words import Word
from rag.readers.time_limit import Limit
from rag.records import NOT_READ, UNREAD_PICTURE, Problem

DOTS_PER_INCH = 200
"""Drawn at 150, 200 or 300, the same share of a report's words was recognised."""

MOST_PIXELS = 12_000_000
LEAST_CONTRAST = 32
"""Between the darkest and the lightest dot of a page that has something on it, of 255."""

TYPE_SIZE = 0.95
BASELINE = 0.24
SIDE = 0.13
"""Size of the type, height of the baseline and blank at either side, in heights of a line's box.

Measured on a page of a GAO report, against its own text: .84 to 1.05, .17 to .29, .08 to .2.
"""

SAME_SIZE = 0.25
"""Share by which lines of one size of type are seen to differ in height."""

LOW = 0.85
"""Mean confidence of a page below which its reader is told to look."""

FONT = "ocr"
TO_SEE = ("no_text", "scrambled", UNREAD_PICTURE)
FEWEST_WORDS = 25
"""Words that pictures on a page with text have to show to be read; fewer are a logo or a sign."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as seen.

    Attributes:
        width, height: In points, as shown: turned where the file says so.
        words: In points from the lower left corner; their `count` is 0, as PDFium knows none.
        confidence: Mean over its characters, in [0, 1].
    """

    width: float
    height: float
    words: tuple[Word, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page ready to be read as a picture.

    Attributes:
        width, height: In points, as shown.
        scale: Pixels a point.
        key: What was seen on it is kept under this.
        lines: What was seen on it before; None where it is new.
        picture: Where it is new, and was to be drawn.
    """

    width: float
    height: float
    scale: float
    key: str
    lines: tuple[SeenLine, ...] | None
    picture: NDArray[np.uint8] | None


def hint() -> str:
    """Returns what to add to the line about a page that nothing here can read; else empty."""
    return "" if ocr.engine() else f"; {ocr.EXTRA} reads it"


def look(
    sheets: Sequence[SheetLines],
    problems: Sequence[Problem],
    draw: Callable[[int, bool], Drawn],
    limit: Limit,
    closed: Collection[int] = (),
) -> tuple[list[SheetLines], list[Problem]]:
    """Reads pages without text, or with scrambled text, as pictures, where the extra is installed.

    Args:
        sheets: All pages.
        problems: Those of kind "no_text", "scrambled" and "unread_picture" name the pages to look
            at.
        draw: Recalls what was seen on the page of a number; draws it where that is new, if told so.
        limit: Once it is over, only what was seen before is taken.
        closed: Numbers of pages that are taken for pages that there was no time for.

    Returns:
        The pages, with what was seen in place of their text, or of pictures beside their text; and
        the problems, of kind "ocr" where
        a page was read as a picture, "not_read" where there was no time for it, and saying what
        would read it where nothing can.
    """
    seen: dict[int, SeenPage] = {}
    beside: dict[int, SeenPage] = {}
    told: list[Problem] = []
    numbers = {sheet.number for sheet in sheets}
    for problem in problems:
        if problem.kind not in TO_SEE or problem.page not in numbers:
            told.append(problem)
            continue
        if not ocr.engine():
            told.append(replace(problem, detail=problem.detail + hint()))
            continue
        try:
            page = _see(problem.page, draw, limit, closed)
        except OutOfTime:
            told += _late(problem, limit)
            continue
        if problem.kind == UNREAD_PICTURE:
            if page is None or len(page.words) < FEWEST_WORDS:
                told.append(replace(problem, detail=f"{problem.detail}; OCR sees hardly any text"))
                continue
            beside[problem.page] = page
        elif page is None:
            told.append(replace(problem, detail=f"{problem.detail}; OCR sees none either"))
            continue
        else:
            seen[problem.page] = page
        told.append(_problem(problem, page))
    return [_with_seen(sheet, seen, beside) for sheet in sheets], told


def _see(
    number: int,
    draw: Callable[[int, bool], Drawn],
    limit: Limit,
    closed: Collection[int],
) -> SeenPage | None:
    if number in closed or not limit.seconds:
        raise OutOfTime
    return see_page(draw(number, not limit.is_over), end=limit.end)


def _late(problem: Problem, limit: Limit) -> Iterator[Problem]:
    if problem.kind == "scrambled":
        yield problem  # its text stays, and is to be doubted
    why = (
        f"OCR of this document took longer than {limit.seconds:g} s; "
        "build again to go on from here, or set ocr_seconds higher"
        if limit.seconds
        else "OCR is switched off (ocr_seconds is 0)"
    )
    yield Problem(NOT_READ, f"{_look(problem)}, not read: {why}", problem.page)


def _look(problem: Problem) -> str:
    return {"scrambled": "scrambled text", UNREAD_PICTURE: "pictures on this page"}.get(
        problem.kind, "an image"
    )


def _problem(problem: Problem, page: SeenPage) -> Problem:
    shown = f"{page.confidence:.2f}".removeprefix("0")
    low = "; low: compare it with the page" if page.confidence < LOW else ""
    detail = f"{_look(problem)}, read by OCR (confidence {shown}{low})"
    return Problem("ocr", detail, problem.page, round(page.confidence, 3))


def _with_seen(
    sheet: SheetLines, seen: Mapping[int, SeenPage], beside: Mapping[int, SeenPage]
) -> SheetLines:
    if page := beside.get(sheet.number):
        # What is large on a picture, such as a signature, heads nothing of the document.
        usual = median(word.size for word in page.words)
        words = [replace(word, size=min(word.size, usual)) for word in page.words]
        return replace(sheet, lines=(*sheet.lines, *gather_lines(words)))
    if page := seen.get(sheet.number):
        lines = tuple(gather_lines(page.words))
        return replace(sheet, width=page.width, height=page.height, lines=lines)
    return sheet


def draw_page(
    document: pypdfium2.PdfDocument,
    digest: str,
    number: int,
    *,
    new: bool = True,
    within: Sequence[Area] = (),
) -> Drawn:
    """Draws one page, or recalls what was seen on it.

    Args:
        document: The file.
        digest: SHA-256 of its bytes.
        number: Of the page, from 1.
        new: Whether to draw it where nothing is recalled.
        within: Draws only what stands there, on pages that are not turned; all where empty.

    Raises:
        pypdfium2.PdfiumError: If the page cannot be drawn.
    """
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, math.sqrt(MOST_PIXELS / (width * height)))
        if within and page.get_rotation():
            return Drawn(width, height, scale, "", (), None)
        settings = f"{digest} {number} {scale:.4f} {ocr.engine()}{_places(within)}"
        key = hashlib.sha256(settings.encode()).hexdigest()[:32]
        lines = ocr_cache.recall(key)
        picture = _draw(page, scale) if new and lines is None else None
        if picture is not None and within:
            picture = _cut_out(picture, within, scale)
        return Drawn(width, height, scale, key, lines, picture)
    finally:
        page.close()


def see_page(drawn: Drawn, *, end: float = math.inf) -> SeenPage | None:
    """Reads a page as a picture; None where nothing is seen on it. PDFium is not needed for it.

    Args:
        drawn: The page.
        end: When to give it up, on the monotonic clock.

    Raises:
        ImportError: If the extra is not installed.
        OutOfTime: If it was given up, or was not drawn.
    """
    lines = drawn.lines
    if lines is None:
        if drawn.picture is None:
            raise OutOfTime
        if np.ptp(drawn.picture) < LEAST_CONTRAST:
            return None  # a blank page
        lines = ocr.see(drawn.picture, end=end)
        ocr_cache.keep(drawn.key, lines)
    if not lines:
        return None
    weights = [sum(len(word.text) for word in line.words) for line in lines]
    confidence = fmean((line.confidence for line in lines), weights)
    words = tuple(_words(lines, drawn.scale, drawn.height))
    return SeenPage(drawn.width, drawn.height, words, confidence)


def _draw(page: pypdfium2.PdfPage, scale: float) -> NDArray[np.uint8]:
    bitmap = page.render(scale=scale)
    try:
        pixels: NDArray[np.uint8] = bitmap.to_numpy()
        colours = pixels if pixels.ndim == 3 else pixels[:, :, None]
        return np.ascontiguousarray(np.broadcast_to(colours[:, :, :3], (*pixels.shape[:2], 3)))
    finally:
        bitmap.close()


def _places(areas: Sequence[Area]) -> str:
    return "".join(f" {a.left:.0f},{a.bottom:.0f},{a.right:.0f},{a.top:.0f}" for a in areas)


def _cut_out(picture: NDArray[np.uint8], areas: Sequence[Area], scale: float) -> NDArray[np.uint8]:
    """Returns the picture with all white that lies outside the areas."""
    kept = np.full_like(picture, 255)
    height = picture.shape[0]
    for area in areas:
        left, right = (max(round(x * scale), 0) for x in (area.left, area.right))
        above, below = (max(height - round(y * scale), 0) for y in (area.top, area.bottom))
        kept[above:below, left:right] = picture[above:below, left:right]
    return kept


def _words(lines: Sequence[SeenLine], scale: float, height: float) -> Iterator[Word]:
    # Heights vary with the letters of a line; what is near the page's own size has that size.
    body = median(line.bottom - line.top for line in lines)
    for line in lines:
        tall = line.bottom - line.top
        usual = body if abs(tall - body) <= SAME_SIZE * body else tall
        size = round(2 * TYPE_SIZE * usual / scale) / 2
        blank = SIDE * tall
        for index, word in enumerate(line.words):
            left = word.left + (blank if index == 0 else 0)
            right = word.right - (blank if index == len(line.words) - 1 else 0)
            yield Word(
                word.text,
                left / scale,
                max(right, left + 1) / scale,
                height - (line.bottom - BASELINE * tall) / scale,
                size,
                FONT,
                bold=False,
                first=0,
                count=0,
            )
