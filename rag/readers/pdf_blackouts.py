"""Boxes on a PDF page that black something out, and the marks that stand for them in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.readers.pdf_picture import Picture
from rag.readers.pdf_shapes import Area
from rag.readers.pdf_words import REDACTED, Word

MOST_BOX_LINES = 60


def find_redactions(
    black: Sequence[Area], seen: Sequence[Word], picture: Picture
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


def mark_boxes(seen: Sequence[Word], boxes: Sequence[tuple[Area, Word | None]]) -> Iterator[Word]:
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
