"""What a reader makes of a file's bytes, and how its canonical text is put together.

A reader lays out `Piece`s; `compose` writes them one after the other into the canonical text and
notes where each begins and ends, so that no offset is ever found by searching.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rag.records import Block, BlockKind, Page, Problem

BETWEEN_BLOCKS = "\n\n"

Facts = Mapping[str, str]
"""What a document says of itself: title, author, account_by, publisher, date, number, url, kind."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file and what is known about it, before it has an id and a path."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as the file and as the print number it; see `Page`."""

    number: int | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands on one page; None where no page is known."""

    text: str
    leaf: Leaf | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: its runs join without anything between them; see `Block`."""

    runs: tuple[Run, ...]
    kind: BlockKind = "paragraph"
    level: int = 0
    said_by: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of all runs, not yet normalised."""
        return "".join(run.text for run in self.runs)


def compose(
    pieces: Iterable[Piece],
) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """Returns the canonical text of the pieces, its blocks and its pages; drops empty pieces.

    A page ends where the next begins; a piece that runs over a page's end lies on both.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    turns: list[tuple[int, Leaf | None]] = []
    end = 0
    for piece in pieces:
        text = unicodedata.normalize("NFC", piece.text).strip()
        if not text:
            continue
        if parts:
            parts.append(BETWEEN_BLOCKS)
            end += len(BETWEEN_BLOCKS)
        turns += [(end + offset, leaf) for offset, leaf in _turns(piece.runs)]
        parts.append(text)
        blocks.append(Block(end, end + len(text), piece.kind, piece.level, piece.said_by))
        end += len(text)
    return "".join(parts), tuple(blocks), _pages(turns, end)


def _turns(runs: Iterable[Run]) -> list[tuple[int, Leaf | None]]:
    """Where in the piece's normalised text each run begins."""
    turns: list[tuple[int, Leaf | None]] = []
    before = ""
    for run in runs:
        turns.append((len(unicodedata.normalize("NFC", before).lstrip()), run.leaf))
        before += run.text
    return turns


def _pages(turns: list[tuple[int, Leaf | None]], end: int) -> tuple[Page, ...]:
    pages: list[Page] = []
    changes = [
        turn for index, turn in enumerate(turns) if index == 0 or turn[1] != turns[index - 1][1]
    ]
    stops = [*(start for start, _ in changes[1:]), end]
    for (start, leaf), stop in zip(changes, stops, strict=False):
        start, stop = min(start, end), min(stop, end)
        if leaf is not None and start < stop:
            pages.append(Page(start, stop, leaf.number, leaf.label))
    return tuple(pages)
