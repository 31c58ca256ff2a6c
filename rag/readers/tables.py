"""Tables as rows that keep each column's header beside its number, from whatever format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.records import Problem

EMPTY_HEADER = re.compile(r"(?:Col\d+)?")
UNIT = re.compile(
    r"\(?(?:[\w$€£]+ ){0,3}in (?:thousands|millions|billions)\b[^()]{0,60}\)?|\(?unaudited\)?", re.I
)
"""What a first header says of all figures of a table, not of its column."""

NUMERIC = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*%?")
MOST_COLUMNS = 200
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it.

    Attributes:
        head: Whether the file says that it is a header.
    """

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


def cut_problem(widths: Sequence[int]) -> tuple[Problem, ...]:
    """Returns what `table_rows` leaves out of a table, from how many cells each row has."""
    told = []
    if len(widths) > MOST_ROWS:
        told.append(f"rows {MOST_ROWS + 1:,} to {len(widths):,}")
    if max(widths, default=0) > MOST_COLUMNS:
        told.append(f"columns {MOST_COLUMNS + 1:,} to {max(widths):,}")
    return tuple(Problem("left_out", f"{each} of a table are left out") for each in told)


def row_text(header: Sequence[str], row: Sequence[str]) -> str:
    """Writes a table row with each column's header before its value.

    Cells that only repeat their neighbour, as converters fill merged cells, are written once. A
    unit of all columns stands behind them; a cell that ends in a colon heads the next one.
    """
    cells: list[str] = []
    before = ""
    unit = header[0] if header and UNIT.fullmatch(header[0]) else ""
    for name, value in zip(["", *header[1:]] if unit else header, row, strict=False):
        unnamed = EMPTY_HEADER.fullmatch(name) is not None
        if value and not (unnamed and value == before):
            cells.append(value if unnamed else f"{name.removesuffix(':')}: {value}")
        before = value
    told = f" ({unit.strip('()')})" if unit and cells else ""
    return "; ".join(cells).replace(":; ", ": ") + told


def table_rows(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yields the text of each row below the header; a table without header keeps all of them."""
    grid, heads, cells = _spread(rows)
    width = max(map(len, grid), default=0)
    if not width:
        return
    count = _header_rows(grid, heads)
    padded = [[*row, *[""] * (width - len(row))] for row in grid]
    header = [_merge(padded[at][column] for at in range(count)) for column in range(width)]
    for row, n in zip(padded[count:], cells[count:], strict=True):
        one = n == 1 and bool(row[0])
        text = row[0] if one else _row(header, row)
        if text:
            yield text
    if count == len(grid):
        yield from ("; ".join(dict.fromkeys(filter(None, row))) for row in padded if any(row))


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    """The row; its first cell, when it names the row, needs no header before it."""
    named = NUMERIC.fullmatch(row[0]) is None
    plain = named and UNIT.fullmatch(header[0]) is None
    return row_text(["" if plain else header[0], *header[1:]], row)


def _spread(rows: Iterable[Sequence[Cell]]) -> tuple[list[list[str]], list[bool], list[int]]:
    """Writes each cell into all places that it spans.

    And says of each row whether it is all heads, and how many of its cells have text.
    """
    grid: list[list[str]] = []
    heads: list[bool] = []
    filled: list[int] = []
    waiting: dict[int, tuple[int, str]] = {}
    for cells in rows:
        if len(grid) >= MOST_ROWS:
            break
        row: list[str] = []
        for cell in cells:
            _fill(row, waiting)
            for _ in range(min(cell.columns, MOST_COLUMNS - len(row))):
                if cell.rows > 1:
                    waiting[len(row)] = (cell.rows - 1, cell.text)
                row.append(cell.text)
        _fill(row, waiting)
        grid.append(row)
        filled.append(sum(bool(cell.text) for cell in cells))
        heads.append(bool(cells) and all(cell.head or not cell.text for cell in cells))
    return grid, heads, filled


def _fill(row: list[str], waiting: dict[int, tuple[int, str]]) -> None:
    """Puts in what reaches down from the rows above, up to the next free place."""
    while len(row) in waiting:
        left, text = waiting.pop(len(row))
        if left > 1:
            waiting[len(row)] = (left - 1, text)
        row.append(text)


def _header_rows(grid: Sequence[Sequence[str]], heads: Sequence[bool]) -> int:
    """How many rows at the top are the header: those the file says, else the first if it may be.

    It may where none of its cells is a number and a row below has one.
    """
    said = next((at for at, head in enumerate(heads) if not head), len(heads))
    if said or len(grid) < 2:
        return said
    first = [value for value in grid[0] if value]
    counted = any(NUMERIC.fullmatch(value) for row in grid[1:] for value in row)
    return int(len(first) > 1 and counted and not any(map(NUMERIC.fullmatch, first)))


def _merge(parts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))
