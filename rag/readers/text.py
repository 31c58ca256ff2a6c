"""Plain text: the canonical text is the file's own, cut into blocks at blank lines.

Only the rows of a table are laid out with its headers, as those of other formats are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from rag.language.turn_labels import turns_of
from rag.readers.decoding import decode
from rag.readers.heads import (
    Line,
    head_of,
    is_byline,
    is_captioned,
    is_date_line,
    lines_of,
    names_court,
)
from rag.readers.labelled_lines import parts_of
from rag.readers.line_numbers import strip_line_numbers
from rag.readers.mastheads import read_masthead
from rag.readers.reading import Reading
from rag.readers.text_headings import mark_headings
from rag.readers.text_tables import lay_tables
from rag.readers.titles import facts_of, title_lines
from rag.records import Block, BlockKind, Page

BULLET = re.compile(r"(?:[-*\u2022\u25aa\u25cf\u2013]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
LONGEST_TITLE = 250
MOST_TOP = 8
"""Blocks in which a document says what it is."""

MOST_BLOCKS = 200
RULE = re.compile(r"[-=_*]{10,}")
"""A line across the page, which parts what stands above from what stands below."""

_NO_TITLE = re.compile(
    r"\W*(?:\d+\W*$|\d{1,2}[:.]\d\d\b|(?:page|p\.)\s\d+|-{2,}|(?:strictly\s)?(?:confidential|draft|official|private|restricted|secret)\b)",
    re.I,
)
"""A line by itself that is no title: the number of a page, who may read it, a time in a log."""

MOST_ABOVE = 2
"""Such lines that stand above a title."""

MOST_SET_OFF = 2
"""Lines that such a rule sets off as a heading: the last of them itself."""

Span = tuple[int, int]


def read_text(data: bytes, name: str) -> Reading:
    """Reads a plain text file; form feeds part its pages.

    Raises:
        ReadError: If it is binary, empty or too long.
    """
    text, problems = decode(data, name)
    text, rows, cut = lay_tables(strip_line_numbers(text))
    starts = {start for start, _ in rows}
    turns = _turns(text)
    blocks = tuple(
        block
        for group in _groups(text, starts, turns)
        for block in _cut(text, group, row=group[0][0] in starts)
    )
    blocks, facts = _read_top(text, mark_headings(text, blocks))
    return Reading(text, blocks, _pages(text), problems + cut, facts)


def _turns(text: str) -> frozenset[int]:
    """Where the words of lines begin that name whose turn it is to speak."""
    lines = re.finditer(r"^[ \t]*(?P<words>\S.*)$", text, re.M)
    return frozenset(turns_of(text, (each.span("words") for each in lines)))


def _groups(text: str, rows: Set[int], turns: Set[int]) -> Iterator[list[Span]]:
    """Yields the lines that stand together between blank ones, each as (start, end).

    Args:
        rows: Where rows of tables begin, each of which stands alone.
        turns: Where the words of a line begin that name who speaks from there.
    """
    group: list[Span] = []
    start = 0
    for line in re.split("(?<=[\n\f])", text):
        end = start + len(line)
        words = start + len(line) - len(line.lstrip())
        if group and (start in rows or words in turns):
            yield group
            group = []
        if line.strip():
            group.append((start, end))
            if len(group) > MOST_SET_OFF and RULE.fullmatch(line.strip()):
                yield group
                group = []
        if group and (not line.strip() or line.endswith("\f") or start in rows):
            yield group
            group = []
        start = end
    if group:
        yield group


def _cut(text: str, group: list[Span], *, row: bool) -> Iterator[Block]:
    """Cuts a group of lines before each list item, and tells quotations from paragraphs."""
    if row:
        yield _block(text, group, "row")
        return
    begins = [index for index, line in enumerate(group) if _is_item(text, line)]
    if begins and (begins[0] == 0 or len(begins) > 1):
        items = set(begins)
        for first, last in pairwise(sorted({0, *begins, len(group)})):
            yield _block(text, group[first:last], "item" if first in items else "paragraph")
        return
    yield _block(text, group, "quote" if _is_quote(text, group) else "paragraph")


def _is_item(text: str, line: Span) -> bool:
    return BULLET.match(text[line[0] : line[1]].lstrip()) is not None


def _is_quote(text: str, group: list[Span]) -> bool:
    """Whether every line is indented, or marked as mail programs mark what they answer."""
    lines = [text[start:end] for start, end in group]
    indented = all(line.startswith(("    ", "\t")) for line in lines) and len(lines) > 1
    return indented or all(line.lstrip().startswith(">") for line in lines)


def _block(text: str, group: list[Span], kind: BlockKind) -> Block:
    start, end = group[0][0], group[-1][1]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return Block(start, end, kind, 1 if kind in ("quote", "item") else 0)


def _read_top(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Takes the title, the author and the date from the first blocks."""
    if not blocks:
        return blocks, {}
    marked = tuple(_plain(text, _mark_title(text, _part_labelled(text, blocks))))
    at = next((n for n, each in enumerate(marked) if _titled(each) and each.level == 1), None)
    facts = facts_of(list(_lines(text, marked[at or 0 :])), text)
    masthead = read_masthead(list(_lines(text, marked))) if at else None
    if masthead is not None:
        facts["publisher"] = masthead.paper
    if at is not None:
        facts = {"title": " ".join(text[marked[at].start : marked[at].end].split())} | facts
    return marked, facts


def _part_labelled(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Makes a block of each line with a label."""
    parted: list[Block] = []
    for block in blocks:
        spans = _spans(text, block) if block.kind == "paragraph" else []
        labelled = parts_of([text[start:end] for start, end in spans])
        lines = [spans[each.start : each.stop] for each in labelled]
        parted += [_block(text, each, "paragraph") for each in lines] or [block]
    return tuple(parted)


def _titled(block: Block) -> bool:
    return block.kind == "heading"


def _mark_title(text: str, blocks: tuple[Block, ...], above: int = 0) -> tuple[Block, ...]:
    """Makes headings of the lines that are the title, each a block of its own.

    Args:
        above: How many lines above them were none.
    """
    first, *rest = blocks
    lines = [_block(text, [span], "paragraph") for span in _spans(text, first)]
    words = [text[each.start : each.end] for each in lines]
    headline = _headline(text, blocks)
    if headline:
        marked = replace(blocks[headline], kind="heading", level=1)
        return (*blocks[:headline], marked, *blocks[headline + 1 :])
    if _NO_TITLE.match(words[0]):
        left = above < MOST_ABOVE and len(lines) == 1 and rest
        return (first, *_mark_title(text, tuple(rest), above + 1)) if left else blocks
    if len(lines) == 1:
        alone = len(words[0]) <= LONGEST_TITLE and words[0][-1] not in ".,;:"
        told = is_captioned(words[0]) or is_date_line(words[0])
        return (replace(first, kind="heading", level=1), *rest) if alone and not told else blocks
    letter = head_of(list(_lines(text, blocks))).letter
    titles = [] if letter else title_lines(words)
    if not titles:
        return blocks
    levels = {each: min(level, 2) for level, each in enumerate(titles, start=1)}
    split = [
        replace(each, kind="heading", level=levels[said]) if said in levels else each
        for each, said in zip(lines, words, strict=True)
    ]
    if names_court(words[0]) and rest:
        rest[:1] = _headed(text, rest[0])
    return (*split, *rest)


def _headed(text: str, block: Block) -> list[Block]:
    """The block below the name of a court, its first line set apart as the document's heading."""
    first, *more = _spans(text, block)
    line = text[first[0] : first[1]].strip()
    if not line.isupper() or block.kind != "paragraph":
        return [block]
    heading = replace(_block(text, [first], "heading"), level=2)
    return [heading, _block(text, more, "paragraph")] if more else [heading]


def _headline(text: str, blocks: Sequence[Block]) -> int:
    """Where the headline of an article stands, below the name of its paper; 0 for nowhere."""
    paper = text[blocks[0].start : blocks[0].end]
    for at, block in enumerate(blocks[2:5], start=2):
        line = text[blocks[at - 1].start : blocks[at - 1].end]
        bylined = is_byline(text[block.start : block.end].split("\n")[0])
        if bylined and "\n" not in line and len(line) <= LONGEST_TITLE and not line.isupper():
            return at - 1 if "\n" in paper or paper.isupper() else 0
    return 0


def _plain(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a head, paragraphs where they are no headings but a byline, a caption or a date.

    The dates of a diary are headings: there are several.
    """
    lines = [text[each.start : each.end] if _titled(each) else "" for each in blocks]
    dates = [line for line in lines if line and is_date_line(line)]
    told = [
        bool(line) and (is_byline(line) or is_captioned(line) or dates == [line]) for line in lines
    ]
    return [
        replace(block, kind="paragraph", level=0) if plain and at < MOST_TOP else block
        for at, (block, plain) in enumerate(zip(blocks, told, strict=True))
    ]


def _spans(text: str, block: Block) -> list[Span]:
    """The lines of a block."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", text[block.start : block.end])
    return [(block.start + line.start(), block.start + line.end()) for line in lines]


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Line]:
    """The lines that a head may have, down to a list, a quotation or the like."""
    opening = islice(blocks, MOST_BLOCKS)
    for block in takewhile(lambda each: each.kind in ("heading", "paragraph"), opening):
        yield from lines_of(text[block.start : block.end], block.level)


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
