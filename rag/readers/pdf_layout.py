"""The lines of a page in reading order, gathered into paragraphs, headings, items, rows and notes.

Where two columns of prose stand side by side, the left one is read first. Headings in the margin
come before the paragraph at whose side they stand. Footnotes come last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rag.readers.pdf_lines import Line, is_prose
from rag.readers.pdf_paragraphs import Patch, cut, reads_as_heading
from rag.readers.pdf_style import LARGER, SMALLER, Style
from rag.readers.pdf_tables import Cell, find_tables

MOST_LINES = 2_000
"""Beyond so many lines on a page its layout is not looked into: it is read as the file draws it."""

FEWEST_COLUMN_LINES = 4
MOST_CROSSING = 0.3
"""Share of a page's lines that may run across the gutter between two columns."""

MOST_LABELS = 60
FEWEST_PAGE_LETTERS = 200
"""Letters in a larger type that make it a page's own text, more than a cover's title has."""


def lay_out(lines: Sequence[Line], page: int, style: Style) -> list[Patch]:
    """Returns the blocks of a page in reading order."""
    if len(lines) > MOST_LINES:
        return list(cut(lines, page, style))
    style = _style_of(lines, style)
    patches = [
        patch
        for column in _columns(list(lines), style)
        for patch in _read_column(column, page, style)
    ]
    return _notes_last(list(_gather_labels(patches)), style)


def _gather_labels(patches: Sequence[Patch]) -> Iterator[Patch]:
    """Makes one row of rows without a letter that follow one another, as a chart's axes have."""
    labels: list[Patch] = []
    for patch in [*patches, None]:
        bare = patch is not None and patch.kind == "row" and not _has_letters(patch)
        if labels and (not bare or len(labels) >= MOST_LABELS):
            yield replace(labels[0], cells=tuple(cell for one in labels for cell in one.cells))
            labels = []
        if bare and patch is not None:
            labels.append(patch)
        elif patch is not None:
            yield patch


def _has_letters(patch: Patch) -> bool:
    return any(
        cell.header or any(map(str.isalpha, line.text))
        for cell in patch.cells
        for line in cell.lines
    )


def _style_of(lines: Sequence[Line], style: Style) -> Style:
    """The document's style, or a page's own where all of it is set larger, as on slides."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    most = sizes.most_common(1)
    if not most or most[0][0] < LARGER * style.size or most[0][1] < FEWEST_PAGE_LETTERS:
        return style
    return replace(style, size=most[0][0])


def _columns(lines: list[Line], style: Style) -> list[list[Line]]:
    """Cuts the lines into stretches that are each read from top to bottom."""
    gutter = _find_gutter(lines, style)
    if gutter is None:
        return [lines]
    crossing: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        wide = line.left < gutter - 2 and line.right > gutter
        if wide or (crossing and _heads_on(crossing[-1], line, style)):
            crossing.append(line)
    stretches: list[list[Line]] = []
    rest = [line for line in lines if line not in crossing]
    for across in [*crossing, None]:
        above = [line for line in rest if across is None or line.baseline > across.baseline]
        rest = [line for line in rest if across is not None and line.baseline <= across.baseline]
        right = [line for line in above if line.left >= gutter - 2]
        left = [line for line in above if line.left < gutter - 2]
        stretches += (
            [left, *_columns(right, style)] if right and len(right) < len(lines) else [left, right]
        )
        if across is not None:
            stretches.append([across])
    return _merge_single([stretch for stretch in stretches if stretch])


def _heads_on(above: Line, line: Line, style: Style) -> bool:
    """Whether the line goes on with the heading that the line above it is of."""
    alike = abs(above.size - line.size) < 0.5 and above.bold == line.bold
    near = 0 < above.baseline - line.baseline <= 1.5 * line.size
    return alike and near and style.is_heading(above) and line.left < above.right


def _merge_single(stretches: list[list[Line]]) -> list[list[Line]]:
    """Puts neighbouring lines that run across the gutter into one stretch."""
    merged: list[list[Line]] = []
    for stretch in stretches:
        if len(stretch) == 1 and merged and len(merged[-1]) == 1:
            merged[-1].extend(stretch)
        else:
            merged.append(list(stretch))
    return merged


def _find_gutter(lines: list[Line], style: Style) -> float | None:
    """Where the right of two columns of prose begins, None where there are no two."""
    best: tuple[int, float] | None = None
    for left in sorted({round(line.left) for line in lines}):
        before = [line for line in lines if line.right <= left - 4]
        after = [line for line in lines if line.left >= left - 2]
        crossing = len(lines) - len(before) - len(after)
        if crossing > MOST_CROSSING * len(lines) or (best and crossing >= best[0]):
            continue
        if _is_column(before, style) and _is_column(after, style):
            best = (crossing, float(left))
    return best[1] if best else None


def _is_column(lines: list[Line], style: Style) -> bool:
    """Whether the lines are a column of prose: several words each, close below one another."""
    if len(lines) < FEWEST_COLUMN_LINES or not is_prose(lines):
        return False
    if sum(map(style.is_heading, lines)) > 0.5 * len(lines):
        return False
    ordered = sorted(lines, key=lambda line: -line.baseline)
    close = sum(
        0 < above.baseline - below.baseline <= 1.6 * above.size
        for above, below in pairwise(ordered)
    )
    widths = sorted(line.right - line.left for line in lines)
    return close >= 0.6 * (len(lines) - 1) and widths[len(widths) // 2] >= 0.6 * widths[-1]


def _read_column(lines: list[Line], page: int, style: Style) -> Iterator[Patch]:
    """Yields the blocks of one stretch from top to bottom."""
    ordered = sorted(lines, key=lambda line: (-round(line.baseline, 1), line.left))
    aside, ordered = _margin_headings(ordered, style)
    for region in find_tables(ordered):
        while aside and aside[0].lines[0].top >= region.top - 0.6 * style.size:
            yield replace(aside.pop(0), page=page)
        if region.rows:
            for row in region.rows:
                yield Patch("row", row, page, row[0].lines[0].size, row[0].lines[0].bold)
        else:
            yield from _weave(region.lines, aside, page, style)
    yield from (replace(patch, page=page) for patch in aside)


def _weave(lines: Sequence[Line], aside: list[Patch], page: int, style: Style) -> Iterator[Patch]:
    """Yields paragraphs, each after the margin headings that stand at its side or above it."""
    for patch in cut(lines, page, style):
        top = patch.lines[0].top
        while aside and aside[0].lines[0].top >= top - 0.6 * style.size:
            yield replace(aside.pop(0), page=page)
        yield patch


def _margin_headings(lines: list[Line], style: Style) -> tuple[list[Patch], list[Line]]:
    """Takes out the headings that stand left of the text."""
    lefts = Counter[int]()
    for line in lines:
        if style.is_body(line):
            lefts[round(line.left)] += len(line.text)
    if not lefts:
        return [], lines
    edge = lefts.most_common(1)[0][0]
    margin = [
        line
        for above, line in zip([None, *lines], lines, strict=False)
        if line.right < edge - 3
        and style.is_heading(line)
        and not (above and above.right >= edge and _heads_on(above, line, style))
    ]
    groups: list[list[Line]] = []
    for line in margin:
        near = groups and groups[-1][-1].baseline - line.baseline <= 1.5 * line.size
        if near and abs(groups[-1][-1].size - line.size) < 0.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    groups = [group for group in groups if reads_as_heading(" ".join(line.text for line in group))]
    taken = {id(line) for group in groups for line in group}
    return [_heading(group, 0) for group in groups], [
        line for line in lines if id(line) not in taken
    ]


def _heading(lines: Sequence[Line], page: int) -> Patch:
    return Patch("heading", (Cell(tuple(lines)),), page, lines[0].size, lines[0].bold)


def _notes_last(patches: list[Patch], style: Style) -> list[Patch]:
    """Puts the footnotes, and small text below the first of them, behind the rest."""
    notes: list[Patch] = []
    rest: list[Patch] = []
    for patch in patches:
        below = bool(notes) and _continues_note(notes[-1], patch, style)
        if patch.kind == "footnote" and patch.mark[0].isdigit():
            notes.append(patch)
        elif below:
            notes.append(replace(patch, kind="footnote"))
        else:
            rest.append(patch)
    return rest + notes


def _continues_note(note: Patch, patch: Patch, style: Style) -> bool:
    """Whether small text is the next paragraph of the footnote above it."""
    above, below = note.lines[-1], patch.lines[0]
    same = abs(above.size - below.size) < 0.3 and above.font == below.font
    small = below.size < SMALLER * style.size
    return same and small and 0 < above.baseline - below.baseline <= 2.6 * below.size
