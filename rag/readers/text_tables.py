"""Tables of plain text whose cells are parted by bars: "| Port | Dues |"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rag.readers.tables import Cell, cut_problem, table_rows
from rag.records import Problem

FEWEST_ROWS = 3
"""Lines of a table, the line below its header among them."""

RULE = re.compile(r"[\s|+:=-]*[-=][\s|+:=-]*")
BAR = re.compile(r"\s*(?<!\\)\|\s*")

Span = tuple[int, int]


def lay_tables(text: str) -> tuple[str, list[Span], tuple[Problem, ...]]:
    """Returns the text with each row of its tables laid out with its headers, as in other formats.

    And where these rows stand, and what of a table is left out. All else is as it was.
    """
    laid: list[str] = []
    rows: list[Span] = []
    problems: tuple[Problem, ...] = ()
    end = 0
    for barred, group in groupby(text.split("\n"), key=_may_be_of_a_table):
        lines = list(group)
        cells = [_cells(line) for line in lines if not RULE.fullmatch(line)] if barred else []
        table = list(_rows(lines, cells)) if _is_table(lines, cells) else []
        if table:
            problems += cut_problem([len(row) for row in cells])
            lines = table
        for line in lines:
            rows += [(end, end + len(line))] if table else []
            end += len(line) + 1
        laid += lines
    return "\n".join(laid), rows, problems


def _may_be_of_a_table(line: str) -> bool:
    """Whether a line may be one of a table: it has cells, or parts those above from those below."""
    if "\f" in line or "||" in line or not line.strip():
        return False
    ruled = RULE.fullmatch(line) is not None and ("|" in line or "+" in line)
    return ruled or (BAR.search(line.strip().strip("|")) is not None)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|").strip()
    return [" ".join(cell.split()) for cell in BAR.split(inner)]


def _is_table(lines: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Whether lines with bars are a table: several, each with as many cells."""
    widths = {len(row) for row in cells}
    return len(lines) >= FEWEST_ROWS and len(cells) > 1 and len(widths) == 1 and widths != {1}


def _rows(lines: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows; a line below the first one says that this is the header."""
    ruled = [RULE.fullmatch(line) is not None for line in lines]
    first = ruled.index(False)
    headed = ruled[first + 1] and sum(ruled[first + 1 :]) <= 2
    yield from table_rows(
        [Cell(cell, head=headed and not at) for cell in row] for at, row in enumerate(cells)
    )
