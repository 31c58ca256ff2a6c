"""Lines from top to bottom cut into paragraphs, list items, headings and notes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rag.readers.pdf_lines import Line
from rag.readers.pdf_style import SMALLER, Style
from rag.readers.pdf_tables import SAME_ROW, Cell
from rag.readers.pdf_words import REDACTED
from rag.records import BlockKind

WIDEST_BREAK = 2.0
"""Widest gap within a line of text, in sizes of its type."""

MOST_STRANDS = 40
"""Side by side on a page, of which each line may go on with one."""

PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
LONGEST_HEADING = 200


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


def cut(lines: Iterable[Line], page: int, style: Style) -> Iterator[Patch]:
    """Cuts lines that follow one another into paragraphs, list items, headings and notes.

    Where lines of several boxes alternate, as in a flow chart, each goes on where it stands below
    the one before it.
    """
    strands: list[_Strand] = []
    unfinished: list[_Strand] = []
    for line in lines:
        above = [strand for strand in unfinished if strand.is_above(line)]
        homes = (
            [strand for strand in unfinished if strand.is_paged_by(line)]
            or [strand for strand in above if not _begins(strand.lines, line, style)]
            or [strand for strand in unfinished if strand.goes_on_beside(line)]
        )
        home = homes[0] if len(homes) == 1 else _Strand()
        if home not in unfinished:
            strands.append(home)
            unfinished.append(home)
        home.take(line)
        done = [strand for strand in above if strand is not home]
        unfinished = [strand for strand in unfinished if strand not in done][-MOST_STRANDS:]
    groups = _join_level([strand.lines for strand in strands])
    return (_patch(group, page, style) for group in groups)


@dataclass(eq=False)
class _Strand:
    """Lines that go on below one another, and how far they reach."""

    lines: list[Line] = field(default_factory=list)
    left: float = math.inf
    right: float = -math.inf

    def take(self, line: Line) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)

    def is_above(self, line: Line) -> bool:
        """Whether the line stands below some of it."""
        return self.left < line.right and line.left < self.right

    def is_paged_by(self, line: Line) -> bool:
        """Whether the line is the page number at the right of its last, as in a contents."""
        worded = any(map(str.isalpha, self.lines[0].text + self.lines[-1].text))
        return worded and PAGE_NUMBER.fullmatch(line.text) is not None and self._gap(line) >= 0

    def goes_on_beside(self, line: Line) -> bool:
        """Whether the line goes on right of its last, after a wide space."""
        return 0 <= self._gap(line) <= WIDEST_BREAK * line.size

    def _gap(self, line: Line) -> float:
        """How far the line stands right of its last; negative where it does not stand beside it."""
        last = self.lines[-1]
        level = abs(last.baseline - line.baseline) <= SAME_ROW * line.size
        return line.left - last.right if level else -math.inf


def _ends_entry(before: Line, line: Line) -> bool:
    """Whether the line is the page number at the end of an entry of the contents."""
    return PAGE_NUMBER.fullmatch(line.text) is not None and line.left > before.right


def _join_level(groups: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Joins single lines that stand side by side, as a name and what is said of it."""
    held: list[Line] = []
    for group in groups:
        alone = len(group) == 1 and any(map(str.isalpha, group[0].text))
        level = held and abs(held[-1].baseline - group[0].baseline) <= SAME_ROW * group[0].size
        if alone and level and group[0].left >= held[-1].right:
            held.append(group[0])
            continue
        if held:
            yield held
        held = list(group) if alone else []
        if not alone:
            yield group
    if held:
        yield held


def _begins(group: list[Line], line: Line, style: Style) -> bool:
    """Whether the line begins a new block below the group."""
    before = group[-1]
    if len(group) > 1 and _ends_entry(group[-2], before):
        return True
    if line.text in style.turns or style.turns.get(before.text, False):
        return True
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
    entry = len(group) > 1 and _ends_entry(group[-2], group[-1])
    kind: BlockKind = "paragraph"
    if first.bullet:
        kind = "item"
    elif first.mark and first.size < SMALLER * style.size:
        kind = "footnote"
    elif all(style.is_heading(line) for line in group) and reads_as_heading(text):
        kind = "heading"
    elif entry or not (any(map(str.isalpha, text)) or REDACTED in text):
        kind = "row"
    return Patch(kind, (cell,), page, first.size, first.bold, body, first.mark)


def reads_as_heading(text: str) -> bool:
    """Whether the words may be a heading: some letters, not too many, no end of a sentence."""
    letters = sum(character.isalpha() for character in text)
    return letters >= 4 and len(text) <= LONGEST_HEADING and text[-1] not in ".,;"
