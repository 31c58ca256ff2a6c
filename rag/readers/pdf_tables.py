"""Rows out of lines that stand side by side, each number with its column's header beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.readers.pdf_lines import Line
from rag.readers.pdf_words import Word

NUMBER = re.compile(
    r"[-+\u2013\u2014$\u20ac\u00a3(<>~]*\s?[\d.,:/%]*\d[\d.,%)/a-z]{0,4}|[-\u2013\u2014]+|n/?a",
    re.I,
)
YEAR = re.compile(r"(?:19|20)\d\d")
SAME_ROW = 0.35
ROW_GAP = 1.35
"""Distance between the lines of one cell, in sizes of its type; rows stand further apart."""

LINE = 0.85
"""Distance between lines below which they cannot stand below one another, in sizes of the type."""

REGION_GAP = 3.5
"""Distance between the rows of one table, in sizes of its type."""

LONGEST_PAGE_NUMBER = 4
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines that are read together.

    Attributes:
        header: What stands above the column, empty where nothing does.
    """

    lines: tuple[Line, ...]
    header: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines from top to bottom, or the rows of a table that they make."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def top(self) -> float:
        """Where it begins, in points from the page's lower edge."""
        return max(line.top for line in self.lines)


Bands = list[list[Line]]


def find_tables(lines: Sequence[Line]) -> Iterator[Region]:
    """Yields the lines in order, those that make a table as its rows.

    Args:
        lines: From top to bottom, and from left to right where they stand side by side.
    """
    plain: list[Line] = []
    bands = _bands(lines)
    index = 0
    while index < len(bands):
        stop = _table_end(bands, index)
        if stop > index and _is_contents(bands[index:stop]):
            for band in bands[index:stop]:
                plain += band
            index = stop
            continue
        if stop == index:
            plain += bands[index]
            index += 1
            continue
        if plain:
            yield Region(tuple(plain))
            plain = []
        table = bands[index:stop]
        yield Region(tuple(line for band in table for line in band), tuple(_rows(table)))
        index = stop
    if plain:
        yield Region(tuple(plain))


def _bands(lines: Sequence[Line]) -> Bands:
    """Gathers the lines that stand on the same height, each band from left to right."""
    bands: Bands = []
    for line in lines:
        if bands and abs(bands[-1][0].baseline - line.baseline) <= SAME_ROW * line.size:
            bands[-1].append(line)
        else:
            bands.append([line])
    return [sorted(band, key=lambda line: line.left) for band in bands]


def _table_end(bands: Bands, start: int) -> int:
    """The band after the last one of a table that begins at `start`; `start` where none does.

    A table has two bands or more with lines side by side; between them stand the further lines of
    its cells, set in the same type below one of its columns.
    """
    first = bands[start]
    if len(first) < 2 and not _heads_table(bands, start):
        return start
    side_by_side, stop = 0, start
    for index in range(start, len(bands)):
        band = bands[index]
        if index > start:
            gap = bands[index - 1][0].baseline - band[0].baseline
            if gap > REGION_GAP * band[0].size or not _fits(bands[start:index], band):
                break
        if len(band) > 1:
            side_by_side += 1
            stop = index + 1
        elif index - stop >= 12:
            break
    while stop < len(bands) and side_by_side > 1 and _ends_cell(bands, start, stop):
        stop += 1
    return stop if side_by_side > 1 else start


def _heads_table(bands: Bands, at: int) -> bool:
    """Whether a lone line is the upper part of a header: bold, small, above lines side by side."""
    line = bands[at][0]
    following = bands[at + 1 : at + 2]
    return bool(
        line.bold
        and following
        and len(following[0]) > 1
        and all(other.bold and abs(other.size - line.size) < 0.5 for other in following[0])
        and line.baseline - following[0][0].baseline <= ROW_GAP * line.size
    )


def _fits(table: Bands, band: list[Line]) -> bool:
    """Whether a band looks like the table above it: same type, and within its columns."""
    size = table[0][0].size
    if any(abs(line.size - size) > 1.6 for line in band):
        return False
    if len(band) > 1:
        return True
    lefts = {round(line.left) for above in table for line in above}
    wide = max(above[-1].right for above in table) - min(above[0].left for above in table)
    narrow = band[0].right - band[0].left < 0.75 * wide
    return narrow and any(abs(band[0].left - left) <= 12 for left in lefts)


def _ends_cell(bands: Bands, start: int, at: int) -> bool:
    """Whether the band goes on in a cell of the table's last row."""
    band, before = bands[at], bands[at - 1]
    close = before[0].baseline - band[0].baseline <= ROW_GAP * band[0].size
    return len(band) == 1 and close and _fits(bands[start:at], band)


def _is_contents(table: Bands) -> bool:
    """Whether it is a list of contents: words, and at their right page numbers that count on."""
    numbered = [band for band in table if len(band) > 1]
    if any(len(band) > 2 or band[0].text.isdigit() for band in numbered):
        return False
    pages = [band[1].text for band in numbered]
    if not all(page.isdecimal() and len(page) <= LONGEST_PAGE_NUMBER for page in pages):
        return False
    edge = max(band[1].right for band in numbered)
    level = all(edge - band[1].right < band[1].size for band in numbered)
    counted = [int(page) for page in pages]
    return level and counted == sorted(counted) and not table[0][0].bold


def _rows(table: Bands) -> Iterator[tuple[Cell, ...]]:
    """Yields the rows of a table below its header, each cell with its column's header."""
    head = next((index for index, band in enumerate(table) if not _is_header(band)), 0)
    columns = _column_edges(table[head:])
    headers = [""] * len(columns)
    for band in table[:head]:
        for part in (part for line in band for part in _header_parts(line, columns)):
            at = _column_of(part, columns)
            headers[at] = f"{headers[at]} {part.text}".strip()
    row: list[list[Line]] = [[] for _ in columns]
    before: list[Line] | None = None
    for band in table[head:]:
        if before is not None and _begins_row(before, band, row, columns):
            yield _cells(row, headers)
            row = [[] for _ in columns]
        for line in band:
            row[_column_of(line, columns)].append(line)
        before = band
    if any(row):
        yield _cells(row, headers)


def _header_parts(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[Line | Word, ...]:
    """The words of a line that stands above several columns, else the line as it is."""
    above = sum(left < line.right and line.left < right for left, right in columns)
    return line.words if above > 1 else (line,)


def _is_header(band: list[Line]) -> bool:
    """Whether all of it is bold and nothing a number; the name of the rows may be plain."""
    counted = any(_is_number(line) and not YEAR.fullmatch(line.text) for line in band)
    named = band[1:] if len(band) > 2 else band
    return all(line.bold for line in named) and not counted


def _is_number(line: Line) -> bool:
    return NUMBER.fullmatch(line.text) is not None


def _column_edges(table: Bands) -> list[tuple[float, float]]:
    """The columns' left and right ends: where lines stand above one another, wide ones apart."""
    lines = [line for band in table for line in band]
    width = max(line.right for line in lines) - min(line.left for line in lines)
    narrow = [line for line in lines if line.right - line.left < 0.6 * width] or lines
    edges: list[tuple[float, float]] = []
    for line in sorted(narrow, key=lambda line: line.left):
        if edges and line.left <= edges[-1][1] + 1:
            edges[-1] = (edges[-1][0], max(edges[-1][1], line.right))
        else:
            edges.append((line.left, line.right))
    return edges[:MOST_COLUMNS]


def _column_of(line: Line | Word, columns: list[tuple[float, float]]) -> int:
    def overlap(at: int) -> tuple[float, float]:
        left, right = columns[at]
        return (min(right, line.right) - max(left, line.left), -abs(left - line.left))

    return max(range(len(columns)), key=overlap)


def _begins_row(
    before: list[Line],
    band: list[Line],
    row: list[list[Line]],
    columns: list[tuple[float, float]],
) -> bool:
    """Whether the band begins a new row: at a gap, or with its first column and numbers filled."""
    distance = before[0].baseline - band[0].baseline
    if distance > ROW_GAP * band[0].size:
        return True
    if len(band) == 1 and not _is_number(band[0]):
        return False
    filled = [_column_of(line, columns) for line in band]
    above = {_column_of(line, columns) for line in before}
    if distance < LINE * band[0].size and above.isdisjoint(filled):
        return False  # cells of fewer lines, set at the middle of those beside them
    if filled[0] == 0 and any(map(_is_number, band)):
        return True
    starts = [line.text[:1].isupper() or line.text[:1].isdigit() for line in band]
    return len(band) >= max(2, sum(map(bool, row))) and all(starts)


def _cells(row: list[list[Line]], headers: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(tuple(lines), header) for lines, header in zip(row, headers, strict=True) if lines
    )
