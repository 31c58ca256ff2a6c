"""The lines of a page in reading order, gathered into paragraphs, headings, items, rows and notes.

Where two columns of prose stand side by side, the left one is read first. Headings in the margin
come before the paragraph at whose side they stand. Footnotes come last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.readers.pdf_lines import Line, is_prose
from rag.readers.pdf_tables import Cell, find_tables
from rag.readers.pdf_words import REDACTED
from rag.records import BlockKind

MOST_LINES = 2_000
"""Beyond so many lines on a page its layout is not looked into: it is read as the file draws it."""

FEWEST_COLUMN_LINES = 4
MOST_CROSSING = 0.3
"""Share of a page's lines that may run across the gutter between two columns."""

PARAGRAPH_GAP = 1.3
"""Distance between paragraphs' lines, in distances between lines of one."""

LARGER = 1.08
"""How much larger than the body's type a heading is set."""

SMALLER = 0.9
LONGEST_HEADING = 200
MOST_LABELS = 60
FEWEST_PAGE_LETTERS = 200
"""Letters in a larger type that make it a page's own text, more than a cover's title has."""


@dataclass(frozen=True, slots=True)
class Style:
    """What most of a document's text looks like.

    Attributes:
        size: Of its type, in points.
        font: Family of its type.
        leading: Distance between its lines by size of type rounded, in points.
    """

    size: float
    font: str
    leading: dict[int, float]

    def is_body(self, line: Line) -> bool:
        """Whether the line is set like the text proper."""
        return abs(line.size - self.size) <= 0.06 * self.size

    def is_heading(self, line: Line) -> bool:
        """Whether the line is set larger than the text, or as large and bold."""
        return line.size >= LARGER * self.size or (line.bold and line.size >= 0.95 * self.size)

    def gap(self, line: Line) -> float:
        """The distance below which a line belongs to the paragraph above it, in points."""
        leading = self.leading.get(round(line.size), 1.2 * line.size)
        return max(PARAGRAPH_GAP * leading, 1.35 * line.size)


@dataclass(frozen=True, slots=True)
class Patch:
    """A block on one page: one cell, or a table row's several.

    Attributes:
        body: Whether it is set like the text proper, so that a sentence may run on from it.
    """

    kind: BlockKind
    cells: tuple[Cell, ...]
    page: int
    size: float
    bold: bool
    body: bool = False
    mark: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of its first cell."""
        return self.cells[0].lines


def find_style(pages: Iterable[Sequence[Line]]) -> Style:
    """Returns what most of the text is set in."""
    faces: Counter[tuple[float, str]] = Counter()
    steps: dict[int, Counter[float]] = {}
    for lines in pages:
        before: Line | None = None
        for line in lines:
            faces[round(line.size, 1), line.font] += len(line.text)
            if before is not None and before.size == line.size and before.baseline > line.baseline:
                step = round(before.baseline - line.baseline, 1)
                steps.setdefault(round(line.size), Counter())[step] += 1
            before = line
    (size, font), _ = faces.most_common(1)[0]
    leading = {size: counts.most_common(1)[0][0] for size, counts in steps.items()}
    return Style(size, font, {key: min(step, 1.6 * key) for key, step in leading.items()})


def lay_out(lines: Sequence[Line], page: int, style: Style) -> list[Patch]:
    """Returns the blocks of a page in reading order."""
    if len(lines) > MOST_LINES:
        return list(_paragraphs(lines, page, style))
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
    crossing = sorted(
        (line for line in lines if line.left < gutter - 2 and line.right > gutter),
        key=lambda line: -line.baseline,
    )
    stretches: list[list[Line]] = []
    rest = [line for line in lines if line not in crossing]
    for wide in [*crossing, None]:
        above = [line for line in rest if wide is None or line.baseline > wide.baseline]
        rest = [line for line in rest if wide is not None and line.baseline <= wide.baseline]
        right = [line for line in above if line.left >= gutter - 2]
        left = [line for line in above if line.left < gutter - 2]
        stretches += (
            [left, *_columns(right, style)] if right and len(right) < len(lines) else [left, right]
        )
        if wide is not None:
            stretches.append([wide])
    return _merge_single([stretch for stretch in stretches if stretch])


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
    for patch in _paragraphs(lines, page, style):
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
    margin = [line for line in lines if line.right < edge - 3 and style.is_heading(line)]
    groups: list[list[Line]] = []
    for line in margin:
        near = groups and groups[-1][-1].baseline - line.baseline <= 1.5 * line.size
        if near and abs(groups[-1][-1].size - line.size) < 0.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    groups = [group for group in groups if _reads_as_heading(" ".join(line.text for line in group))]
    taken = {id(line) for group in groups for line in group}
    return [_heading(group, 0) for group in groups], [
        line for line in lines if id(line) not in taken
    ]


def _heading(lines: Sequence[Line], page: int) -> Patch:
    return Patch("heading", (Cell(tuple(lines)),), page, lines[0].size, lines[0].bold)


def _paragraphs(lines: Iterable[Line], page: int, style: Style) -> Iterator[Patch]:
    """Cuts lines that follow one another into paragraphs, list items, headings and notes."""
    group: list[Line] = []
    for line in lines:
        if group and _begins(group, line, style):
            yield _patch(group, page, style)
            group = []
        group.append(line)
    if group:
        yield _patch(group, page, style)


def _begins(group: list[Line], line: Line, style: Style) -> bool:
    """Whether the line begins a new block below the group."""
    before = group[-1]
    distance = before.baseline - line.baseline
    if line.bullet or line.mark or not -0.5 * line.size <= distance <= style.gap(line):
        return True
    if abs(before.size - line.size) > 0.7 or before.bold != line.bold:
        return not (before.bold and not group[0].bold)
    indent = line.left - before.left
    if group[0].bullet:
        return line.left < group[0].words[1].left - 0.5 * line.size
    fresh = indent > 0.9 * line.size and before.text[-1] in ".:;?!\u201d" and len(group) > 1
    return fresh and indent < 6 * line.size


def _patch(group: list[Line], page: int, style: Style) -> Patch:
    first = group[0]
    cell = Cell(tuple(group))
    text = " ".join(line.text for line in group)
    body = style.is_body(first) and not all(line.bold for line in group)
    kind: BlockKind = "paragraph"
    if first.bullet:
        kind = "item"
    elif first.mark and first.size < SMALLER * style.size:
        kind = "footnote"
    elif all(style.is_heading(line) for line in group) and _reads_as_heading(text):
        kind = "heading"
    elif not any(map(str.isalpha, text)) and REDACTED not in text:
        kind = "row"
    return Patch(kind, (cell,), page, first.size, first.bold, body, first.mark)


def _reads_as_heading(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= 4 and len(text) <= LONGEST_HEADING and text[-1] not in ".,;"


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
