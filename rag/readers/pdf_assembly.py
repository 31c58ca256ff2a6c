"""The blocks of all pages put together: sentences that run over a page's end made whole again.

Text is built word by word, so that each character of it is known to come from one character of a
page; see `Trace`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.readers.lines import SENTENCE_END, Vocabulary, runs_on
from rag.readers.pdf_paragraphs import Patch
from rag.readers.pdf_words import Word
from rag.readers.reading import Leaf, Piece, Run
from rag.records import BlockKind

MOST_PAGES_BETWEEN = 3
MOST_PAGES_JOINED = 20
LEVELS = 6


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a stretch of a piece's text comes from.

    Attributes:
        start, end: Of the piece's text, half-open.
        page: Of the file, from 1.
        word: What stands there.
    """

    start: int
    end: int
    page: int
    word: Word


class _Writer:
    """Writes one piece, joining lines, cells and pages."""

    def __init__(self, vocabulary: Vocabulary, leaves: dict[int, Leaf]) -> None:
        self.runs: list[Run] = []
        self.traces: list[Trace] = []
        self._vocabulary = vocabulary
        self._leaves = leaves
        self._text = ""
        self._page = 0
        self._done = 0

    def add(self, patch: Patch) -> None:
        if self._page and patch.page != self._page:
            self._turn()
        self._page = patch.page
        for index, cell in enumerate(patch.cells):
            if index:
                self._text += "; "
            if cell.header:
                self._text += f"{cell.header}: "
            if index == 0 and patch.mark:
                self._text += f"{patch.mark} "
            fresh = bool(cell.header) or index > 0 or bool(patch.mark)
            for line in cell.lines:
                self._line(line.words, fresh=fresh)
                fresh = False

    def _line(self, words: Sequence[Word], *, fresh: bool) -> None:
        for index, word in enumerate(words):
            if index or fresh:
                between = "" if word.glued or (fresh and not index) else " "
            elif self._text or self._done:
                between = self._seam(word.text)
            else:
                between = ""
            if between and not self._text and self.runs:
                self.runs[-1] = Run(self.runs[-1].text + between, self.runs[-1].leaf)
                self._done += len(between)
            else:
                self._text += between
            start = self._done + len(self._text)
            self._text += word.text
            end = start + len(word.text)
            self.traces.append(Trace(start, end, self._page, word))

    def _seam(self, following: str) -> str:
        """Takes a hyphen off the end of the text where it goes; returns what comes after it."""
        tail = self._text or (self.runs[-1].text if self.runs else "")
        dropped, between = self._vocabulary.seam(tail, following)
        if dropped:
            self.traces[-1] = replace(self.traces[-1], end=self.traces[-1].end - dropped)
        if dropped and self._text:
            self._text = self._text[:-dropped]
        elif dropped:
            self.runs[-1] = Run(self.runs[-1].text[:-dropped], self.runs[-1].leaf)
            self._done -= dropped
        return between

    def _turn(self) -> None:
        """Begins a new page within the piece."""
        self.runs.append(Run(self._text, self._leaves[self._page]))
        self._done += len(self._text)
        self._text = ""

    def piece(self, kind: BlockKind, level: int) -> Piece:
        self._turn()
        return Piece(tuple(run for run in self.runs if run.text), kind, level)


def assemble(
    patches: Sequence[Patch], leaves: dict[int, Leaf], vocabulary: Vocabulary
) -> Iterator[tuple[Piece, list[Trace]]]:
    """Yields the document's blocks in order, with where their characters come from."""
    levels = _levels(patches)
    for group in _rejoin(patches, vocabulary):
        writer = _Writer(vocabulary, leaves)
        for patch in group:
            writer.add(patch)
        first = group[0]
        level = levels.get(_rank(first), 0) if first.kind == "heading" else 0
        yield writer.piece(first.kind, 1 if first.kind == "item" else level), writer.traces


def _rank(patch: Patch) -> tuple[int, bool]:
    return (round(patch.size), patch.bold)


def _levels(patches: Sequence[Patch]) -> dict[tuple[int, bool], int]:
    """Levels of headings by size and weight; sizes of one page only, as a cover's, do not count."""
    pages: dict[tuple[int, bool], set[int]] = {}
    for patch in patches:
        if patch.kind == "heading":
            pages.setdefault(_rank(patch), set()).add(patch.page)
    common = [rank for rank, on in pages.items() if len(on) > 1] or list(pages)
    return {rank: min(1 + sum(other > rank for other in common), LEVELS) for rank in pages}


def _rejoin(patches: Sequence[Patch], vocabulary: Vocabulary) -> list[list[Patch]]:
    """Groups the patches that are one block: an open sentence and where it goes on.

    What stands between them stays on its page: before the block where it is on the page on which
    the sentence is left open, after it otherwise.
    """
    groups: list[list[Patch]] = []
    opened: dict[str, int] = {}
    for patch in patches:
        stream = _stream(patch)
        at = opened.get(stream)
        joinable = at is not None and len(groups[at]) < MOST_PAGES_JOINED
        if at is not None and joinable and _goes_on(groups[at][-1], patch, vocabulary):
            page = groups[at][-1].page
            later = groups[at + 1 :]
            same = [group for group in later if group[0].page == page]
            others = [group for group in later if group[0].page != page]
            joined = [*groups[at], patch]
            while at and groups[at - 1][0].kind == "heading" and groups[at - 1][0].page == page:
                at -= 1
                same.append(groups.pop(at))
            groups[at:] = [*_notes_before_headings(same), joined, *others]
            opened = {stream: at + len(same)}
            continue
        groups.append([patch])
        if patch.kind == "heading":
            opened = {}
        elif stream:
            opened[stream] = len(groups) - 1
    return groups


def _stream(patch: Patch) -> str:
    """What a sentence that the patch leaves open may go on in; empty where in nothing."""
    if patch.kind == "footnote":
        return "notes"
    return "text" if patch.body and patch.kind in ("paragraph", "item") else ""


def _goes_on(before: Patch, patch: Patch, vocabulary: Vocabulary) -> bool:
    if patch.kind == "item" or patch.mark or patch.page - before.page > MOST_PAGES_BETWEEN:
        return False
    if patch.kind == "footnote" and patch.page == before.page:
        return False
    tail = vocabulary.join([line.text for line in before.lines[-2:]])
    if runs_on(tail, patch.lines[0].text):
        return True
    return patch.page != before.page and _is_cut(before, tail, patch)


def _is_cut(before: Patch, tail: str, patch: Patch) -> bool:
    """Whether a page ends in the middle of a sentence that goes on with a capital or a number.

    Then the last line is as long as the others, and has no stop at its end.
    """
    last = before.lines[-1]
    widest = max(line.right for line in before.lines)
    full = len(before.lines) > 1 and last.right > widest - 0.25 * (widest - last.left)
    letters = patch.lines[0].text[0].isalnum()
    return full and letters and not patch.bold and SENTENCE_END.search(tail[-8:]) is None


def _notes_before_headings(groups: list[list[Patch]]) -> list[list[Patch]]:
    """Sorts what stood in a sentence's way so that headings stay next to their text."""
    return sorted(groups, key=lambda group: group[0].kind == "heading")
