"""The blocks of a web page's document: headings, paragraphs, quotations, items, rows and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from rag.readers.flow import Part
from rag.readers.heads import LONGEST_LINE, is_date_line
from rag.readers.html_shown import Element, names, text_of
from rag.readers.labelled_lines import parts_of
from rag.readers.numerals import numeral
from rag.readers.tables import Cell, table_rows
from rag.records import BlockKind

INLINE = names(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter
    nobr output progress q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr
    """
)
BOLD = frozenset(["b", "strong"])
BREAK = "\u2028"
"""Stands for a line break that the page asks for; two of them part paragraphs."""

NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*\u2020\u2021\u00a7]{1,3}|[a-z])[\])]?")
BACK_LINK = re.compile(
    r"[\[(]?[\u21a9\u2191\u2934^\ufe0e\ufe0f\s]+[\])]?|\[?(?:back|return)\]?", re.I
)
NOTE_ROLES = frozenset(["doc-footnote", "doc-endnote", "doc-endnotes"])
NOTE_NAME = re.compile(
    r"(?:foot|end)?notes?[-_:]?\d*|fn[-_:]?\d+|cite_note-.*|_?(?:ftn|edn)\d+|footnotes?[-_].*", re.I
)
PERMALINKS = frozenset(["\u00b6", "\u00a7", "#", "\U0001f517"])
LONGEST_HEADING = 250
MOST_OF_HEAD = 8
"""Lines of a paragraph that may be the head of a document."""

MOST_CELL_LETTERS = 400
"""Characters in a table's cell beyond which the table only lays out the page."""

LAID_OUT = names("p div ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre article section hr")


def read_blocks(root: Element) -> Iterator[Part]:
    """Yields the blocks of what is shown, in order."""
    yield from _Walk(root).parts()


class _Walk:
    """One pass over a tree, remembering what it is inside of."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._containers: list[str] = []
        self._counters: list[tuple[int, str]] = []
        self._number = ""
        self._heading = 0
        self._bold = 0
        self._plain = False
        self._pre = 0
        self._text: list[str] = []

    def parts(self) -> Iterator[Part]:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                yield from self._leave(element)
                if element is not self._root:
                    self._say(element.tail)
                continue
            if element.tag == "table" and element is not self._root and _is_data(element):
                yield from self._flush()
                yield from self._rows(element)
                walk.skip_subtree()
            elif _is_note_mark(element):
                walk.skip_subtree()
            else:
                yield from self._enter(element)
                self._say(element.text)
        yield from self._flush()

    def _enter(self, element: Element) -> Iterator[Part]:
        tag = str(element.tag)
        if tag == "br":
            self._text.append(BREAK)
        elif tag == "q":
            self._text.append("\u201c")
        elif tag in BOLD:
            self._bold += 1
        elif tag not in INLINE:
            yield from self._flush()
            self._open(element, tag)

    def _open(self, element: Element, tag: str) -> None:
        if _is_note(element):
            self._containers.append("note")
        if tag == "blockquote":
            self._containers.append("quote")
        elif tag in ("ul", "ol", "menu"):
            start = element.get("start") or "1"
            style = (element.get("type") or "1") if tag == "ol" else ""
            first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
            self._counters.append((first, style))
        elif tag == "li":
            self._containers.append("item")
            if self._counters:
                count, style = self._counters[-1]
                value = element.get("value") or ""
                count = int(value) if re.fullmatch(r"\d{1,6}", value) else count
                self._counters[-1] = (count + 1, style)
                self._number = f"{numeral(count, style)}. " if style else ""
        elif tag == "pre":
            self._pre += 1
        elif re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])

    def _leave(self, element: Element) -> Iterator[Part]:
        tag = str(element.tag)
        if tag == "q":
            self._text.append("\u201d")
        elif tag in BOLD:
            self._bold -= 1
        elif tag not in INLINE and tag != "br":
            yield from self._flush()
            self._close(element, tag)

    def _close(self, element: Element, tag: str) -> None:
        if tag in ("blockquote", "li"):
            self._containers.pop()
            self._number = ""
        elif tag in ("ul", "ol", "menu"):
            self._counters.pop()
        elif tag == "pre":
            self._pre -= 1
        elif re.fullmatch("h[1-6]", tag):
            self._heading = 0
        if _is_note(element):
            self._containers.pop()

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(re.sub(r"\n[ \t]*\n", 2 * BREAK, text) if self._pre else text)
            self._plain = self._plain or (not self._bold and not text.isspace())

    def _flush(self) -> Iterator[Part]:
        """Yields what was said since the last block."""
        text, bold = "".join(self._text), not self._plain
        self._text, self._plain = [], False
        for paragraph in re.split(rf"{BREAK}\s*{BREAK}", text):
            lines = [" ".join(line.split()) for line in paragraph.split(BREAK) if line.strip()]
            labelled = [] if self._containers or self._heading else _lines_apart(lines)
            if labelled:
                joined = (" ".join(lines[each.start : each.stop]) for each in labelled)
                yield from (Part(each, "paragraph") for each in joined)
            elif lines:
                yield self._part(" ".join(lines), bold=bold)

    def _part(self, text: str, *, bold: bool) -> Part:
        kind: BlockKind = "paragraph"
        level = 0
        if self._heading and len(text) <= LONGEST_HEADING:
            return Part(text, "heading", self._heading)
        if "note" in self._containers:
            kind = "footnote"
        elif self._containers:
            kind = "quote" if self._containers[-1] == "quote" else "item"
            level = self._containers.count(self._containers[-1])
        text, self._number = self._number + text, ""
        return Part(text, kind, level, bold=bold and kind == "paragraph")

    def _rows(self, table: Element) -> Iterator[Part]:
        caption = table.find("caption")
        if caption is not None and text_of(caption):
            yield Part(text_of(caption), "paragraph")
        for row in table_rows(_cells(row) for row in table.iter("tr")):
            yield Part(row, "row")


def _cells(row: Element) -> list[Cell]:
    header = row.getparent() is not None and row.getparent().tag == "thead"
    return [
        Cell(
            cell_text(cell),
            _span(cell.get("colspan")),
            _span(cell.get("rowspan")),
            header or cell.tag == "th",
        )
        for cell in row.iterchildren("td", "th")
    ]


def cell_text(cell: Element) -> str:
    """Returns a cell's text on one line, its blocks apart by spaces."""
    return " ".join(part.text for part in _Walk(cell).parts())


def _span(value: str | None) -> int:
    return max(1, min(int(value), 500)) if value and re.fullmatch(r"\d{1,4}", value) else 1


def _is_data(table: Element) -> bool:
    """Whether a table holds data, and does not only lay out the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    rows = [list(row.iterchildren("td")) for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    laid_out = sum(next(cell.iter(*LAID_OUT), None) is not None for cell in cells)
    longest = max(len(text_of(cell)) for cell in cells)
    return laid_out * 4 <= len(cells) and longest <= MOST_CELL_LETTERS


def _lines_apart(lines: Sequence[str]) -> list[range]:
    """Returns which lines of a paragraph are each a thing of its own, as those with labels are.

    So are all of a head of which one is the date.
    """
    short = 1 < len(lines) <= MOST_OF_HEAD and max(map(len, lines)) <= LONGEST_LINE
    dated = short and any(map(is_date_line, lines))
    return [range(at, at + 1) for at in range(len(lines))] if dated else parts_of(lines)


def _is_note(element: Element) -> bool:
    if (element.get("role") or "") in NOTE_ROLES:
        return True
    name = element.get("id") or ""
    return element.tag in ("li", "div", "p", "aside") and NOTE_NAME.fullmatch(name) is not None


def _is_note_mark(element: Element) -> bool:
    """Whether it is a raised mark that points to a note, or the arrow that leads back from one."""
    if element.tag not in ("sup", "a"):
        return False
    link = element if element.tag == "a" else element.find(".//a")
    target = "" if link is None else link.get("href") or ""
    if not target.startswith("#"):
        return False
    text = text_of(element)
    leads_back = element.get("role") == "doc-backlink" or BACK_LINK.fullmatch(text) is not None
    if text in PERMALINKS or (text and leads_back):
        return True
    raised = element.tag == "sup" or element.get("role") == "doc-noteref"
    named = NOTE_NAME.fullmatch(target[1:]) is not None and text.startswith("[")
    return (raised or named) and NOTE_MARK.fullmatch(text) is not None
