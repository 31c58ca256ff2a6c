"""Headings of plain text: short lines that stand alone above longer text, and all of their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.readers.lines import is_title
from rag.records import Block

LONGEST_HEADING = 80
SHORTEST_SECTION = 100
ROOM = 40
"""Characters around a line in which the line ends stand that set it apart."""

KINDS = (
    re.compile(
        r"(?P<word>ARTICLE|SECTION|CHAPTER|PART|TITLE|SCHEDULE|EXHIBIT|APPENDIX|ANNEX) "
        r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\b(?:[.:]?|[.:]?\s[^?!;]*[^\s?!;.,])",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<word>)\d{1,3}[.)]\s+[^a-z?!;]*[A-Z]{2}[^a-z?!;]*"),
    re.compile(r"(?P<word>)[^a-z\d?!;:]*[A-Z]{2}[^a-z?!;]*[^\sa-z?!;:.,]"),
)
"""How lines are alike that head the sections of one text: "ARTICLE 4. USE", "2. RENT", "RENT"."""

Kind = tuple[int, str]


def mark_headings(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Makes headings of short lines that stand alone above longer text; in doubt it does not.

    Where one of a kind is a heading, all of its kind are, such as each "ARTICLE N. …".
    """
    kinds = [_kind(text, block) for block in blocks]
    headed = {at for at in range(len(blocks) - 1) if _heads(text, blocks, at)}
    for kind in {*kinds} - {None}:
        alike = [at for at, other in enumerate(kinds) if other == kind]
        above = [at for at in alike if kinds[at + 1 : at + 2] not in ([], [kind])]
        sure = any(_heads_section(blocks, at) for at in above)
        if sure and 3 * len(above) >= 2 * len(alike):
            headed.update(above)
    return tuple(
        replace(block, kind="heading", level=2) if at in headed else block
        for at, block in enumerate(blocks)
    )


def _heads(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is set as a title is, and stands above longer text or a list."""
    block, following = blocks[at], blocks[at + 1]
    section = _heads_section(blocks, at) or following.kind != "paragraph"
    return section and block.kind == "paragraph" and _is_heading(text[block.start : block.end])


def _heads_section(blocks: Sequence[Block], at: int) -> bool:
    following = blocks[at + 1]
    return following.end - following.start >= SHORTEST_SECTION


def _is_heading(line: str) -> bool:
    one_line = len(line) <= LONGEST_HEADING and "\n" not in line
    return one_line and line[-1] not in "?!" and is_title(line)


def _kind(text: str, block: Block) -> Kind | None:
    """Of which kind a line is that stands alone between empty ones; None for any other block."""
    line = text[block.start : block.end]
    if len(line) > LONGEST_HEADING or block.kind not in ("paragraph", "item") or "\n" in line:
        return None
    before = text[max(block.start - ROOM, 0) : block.start].rstrip(" \t")
    after = text[block.end : block.end + ROOM].lstrip(" \t")
    if not (before.endswith("\n\n") or not before) or not after.startswith("\n\n"):
        return None
    found = ((at, kind.fullmatch(line)) for at, kind in enumerate(KINDS))
    return next(((at, match["word"]) for at, match in found if match is not None), None)
