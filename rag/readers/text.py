"""Plain text: the canonical text is the file's own, cut into blocks at blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rag.readers.dates import find_date
from rag.readers.decoding import decode
from rag.readers.lines import is_title
from rag.readers.reading import Reading
from rag.records import Block, BlockKind, Page

BULLET = re.compile(r"(?:[-*\u2022\u25aa\u25cf\u2013]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
BYLINE = re.compile(r"^By\s+(?P<author>[^\n]{2,80}?)(?:\s+on\s+(?P<date>[^\n]{6,40}))?$")
LONGEST_TITLE = 250
LONGEST_HEADING = 80
SHORTEST_SECTION = 100

Line = tuple[int, int]


def read_text(data: bytes, name: str) -> Reading:
    """Reads a plain text file; form feeds part its pages.

    Raises:
        ReadError: If it is binary, empty or too long.
    """
    text, problems = decode(data, name)
    blocks = tuple(block for group in _groups(text) for block in _cut(text, group))
    blocks, facts = _read_top(text, _mark_headings(text, blocks))
    return Reading(text, blocks, _pages(text), problems, facts)


def _groups(text: str) -> Iterator[list[Line]]:
    """Yields the lines that stand together between blank ones, each as (start, end)."""
    group: list[Line] = []
    start = 0
    for line in re.split("(?<=[\n\f])", text):
        end = start + len(line)
        if line.strip():
            group.append((start, end))
        if group and (not line.strip() or line.endswith("\f")):
            yield group
            group = []
        start = end
    if group:
        yield group


def _cut(text: str, group: list[Line]) -> Iterator[Block]:
    """Cuts a group of lines before each list item, and tells quotations from paragraphs."""
    begins = [index for index, line in enumerate(group) if _is_item(text, line)]
    if begins and (begins[0] == 0 or len(begins) > 1):
        items = set(begins)
        for first, last in pairwise(sorted({0, *begins, len(group)})):
            yield _block(text, group[first:last], "item" if first in items else "paragraph")
        return
    yield _block(text, group, "quote" if _is_quote(text, group) else "paragraph")


def _is_item(text: str, line: Line) -> bool:
    return BULLET.match(text[line[0] : line[1]].lstrip()) is not None


def _is_quote(text: str, group: list[Line]) -> bool:
    """Whether every line is indented, or marked as mail programs mark what they answer."""
    lines = [text[start:end] for start, end in group]
    indented = all(line.startswith(("    ", "\t")) for line in lines) and len(lines) > 1
    return indented or all(line.lstrip().startswith(">") for line in lines)


def _block(text: str, group: list[Line], kind: BlockKind) -> Block:
    start, end = group[0][0], group[-1][1]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return Block(start, end, kind, 1 if kind in ("quote", "item") else 0)


def _mark_headings(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Makes headings of short lines that stand alone above longer text; in doubt it does not."""
    marked = list(blocks)
    for index, block in enumerate(blocks[:-1]):
        following = blocks[index + 1]
        longer = following.end - following.start >= SHORTEST_SECTION
        section = longer or following.kind != "paragraph"
        if section and block.kind == "paragraph" and _is_heading(text[block.start : block.end]):
            marked[index] = replace(block, kind="heading", level=2)
    return tuple(marked)


def _is_heading(line: str) -> bool:
    one_line = len(line) <= LONGEST_HEADING and "\n" not in line
    return one_line and line[-1] not in "?!" and is_title(line)


def _read_top(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Takes title and byline from the first blocks."""
    if not blocks:
        return blocks, {}
    facts: dict[str, str] = {}
    first = text[blocks[0].start : blocks[0].end]
    marked = blocks
    if "\n" not in first and len(first) <= LONGEST_TITLE and first[-1] not in ".,;:":
        facts["title"] = first
        marked = (replace(blocks[0], kind="heading", level=1), *blocks[1:])
    for index, block in enumerate(blocks[1:4], start=1):
        byline = BYLINE.match(text[block.start : block.end])
        if byline is not None:
            facts["author"] = byline["author"]
            written = find_date(byline["date"] or "")
            plain = replace(block, kind="paragraph", level=0)
            marked = (*marked[:index], plain, *marked[index + 1 :])
            return marked, facts | ({"date": written} if written else {})
    return marked, facts


def _pages(text: str) -> tuple[Page, ...]:
    """The stretches between form feeds; none where there are no form feeds."""
    if "\f" not in text.strip():
        return ()
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    stops = [*starts[1:], len(text)]
    return tuple(
        Page(start, stop, number, None)
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True), start=1)
        if start < stop
    )
