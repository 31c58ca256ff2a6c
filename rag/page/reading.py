"""A document, or the stretch around a quotation, as HTML with the exact characters marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rag.page.escaping import escape
from rag.page.wording import page_words
from rag.records import Block, Document, Page

AROUND = 1500  # characters shown before and after a quotation, rounded up to whole blocks
LONGEST = 200_000  # characters of a document shown at once: what a phone still scrolls smoothly

_TAGS = {"paragraph": "p", "quote": "blockquote", "item": "p", "row": "p", "footnote": "p"}


def passage_html(document: Document, start: int, end: int, *, around: int = AROUND) -> str:
    """Returns the blocks of `document` around [start, end), with just those characters marked.

    Wanted are `around` characters before and after; the blocks they fall in are shown whole.
    """
    return _html_of(document, _blocks_in(document, start - around, end + around), start, end)


def document_html(document: Document, start: int = 0, end: int = 0) -> str:
    """Returns `document` whole; of a very long one a part, with buttons that go on from it.

    The part is around what is marked, or begins at `start` where nothing is.
    """
    if len(document.text) <= LONGEST:
        return _html_of(document, blocks_of(document), start, end)
    first, last = (
        (start, start + LONGEST) if start == end else (start - LONGEST // 2, end + LONGEST // 2)
    )
    shown = _blocks_in(document, first, last)
    first, last = (shown[0].start, shown[-1].end) if shown else (0, 0)
    before = _turn(max(0, first - LONGEST), "Read what comes before") if first else ""
    after = _turn(last, "Read on") if last < blocks_of(document)[-1].end else ""
    return f"{before}{_html_of(document, shown, start, end)}{after}"


def _blocks_in(document: Document, first: int, last: int) -> tuple[Block, ...]:
    return tuple(b for b in blocks_of(document) if b.end > first and b.start < last)


def _html_of(document: Document, shown: Sequence[Block], start: int, end: int) -> str:
    depths = _heading_depths(shown)
    return "\n".join(_block_html(document, block, start, end, depths) for block in shown)


def _turn(offset: int, words: str) -> str:
    return f'<button type="button" class="quiet on" data-at="{offset}">{words}</button>'


def blocks_of(document: Document) -> tuple[Block, ...]:
    """Returns the document's blocks; all of its text as one where the reader found none."""
    return document.blocks or (Block(0, len(document.text)),)


def headings_at(document: Document, offset: int) -> tuple[str, ...]:
    """Returns the headings that the character at `offset` stands under, outermost first."""
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        if block.start > offset:
            break
        if block.kind == "heading":
            path = [(level, text) for level, text in path if level < block.level]
            path.append((block.level, " ".join(document.text[block.start : block.end].split())))
    return tuple(text for _, text in path)


def _heading_depths(blocks: Iterable[Block]) -> dict[Block, int]:
    """Returns the depth at which each heading is shown: from 3, and no step down skips one.

    A screen reader takes a skipped depth for a part that it missed.
    """
    depths: dict[Block, int] = {}
    above: list[int] = []  # the levels of the headings that the next one may stand under
    for block in blocks:
        if block.kind == "heading":
            above = [level for level in above if level < block.level] + [block.level]
            depths[block] = min(len(above) + 2, 6)
    return depths


def _block_html(
    document: Document, block: Block, start: int, end: int, depths: Mapping[Block, int]
) -> str:
    inner = "".join(_pieces(document, block, start, end))
    if block.kind == "heading":
        depth = depths[block]
        return f'<h{depth} dir="auto">{inner}</h{depth}>'
    tag = _TAGS[block.kind]
    return f'<{tag} class="{block.kind}" dir="auto" data-level="{block.level}">{inner}</{tag}>'


def _pieces(document: Document, block: Block, start: int, end: int) -> Iterable[str]:
    """Yields the block's text, cut where the mark starts and ends and where a page starts."""
    turns = {max(p.start, block.start): p for p in document.pages if _turns_in(p, block)}
    cuts = {block.start, block.end, *turns}
    cuts |= {offset for offset in (start, end) if block.start < offset < block.end}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        if left in turns:
            yield _page_turn(turns[left])
        text = escape(document.text[left:right])
        yield f"<mark>{text}</mark>" if start <= left and right <= end else text


def _turns_in(page: Page, block: Block) -> bool:
    return block.start <= page.start < block.end


def _page_turn(page: Page) -> str:
    """Returns an empty element: its words are drawn by the style, so that copies stay exact."""
    words = escape(page_words(page.number, page.label))
    turn = f'<span class="page-turn" role="separator" aria-label="{words}" data-page="{words}">'
    return f"{turn}</span>" if words else ""
