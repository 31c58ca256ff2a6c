"""DOCX: what a reader of the final document sees, tracked changes accepted.

Headings and quotations are told by their styles, list numbers are counted as Word counts them, and
notes stand after the paragraph that points to them. Pages are unknown: Word makes them anew each
time it opens the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from rag.errors import ReadError
from rag.readers.cover import first_facts, sensible, shorten
from rag.readers.docx_package import Element, Package
from rag.readers.docx_styles import (
    OFF,
    Format,
    Numbering,
    child,
    local,
    note_styles,
    read_format,
    read_styles,
    value,
)
from rag.readers.flow import Part, mark_headings, strip_parts
from rag.readers.numerals import numeral
from rag.readers.reading import Piece, Reading, Run, compose
from rag.readers.tables import Cell, cut_problem, table_rows
from rag.readers.titles import facts_of_parts
from rag.readers.unseen import unseen_problem
from rag.records import BlockKind, Problem

QUOTE_STYLE = re.compile(r"quot|block ?text|extract|citation|zitat", re.IGNORECASE)
HEADING_STYLE = re.compile(r"heading (\d)")
CONTENTS_STYLE = re.compile(r"toc \d|table of (?:figures|authorities)")
QUOTE_INDENT = 360
"""Indentation on both sides, in twentieths of a point, with which quotations are set."""

LONGEST_HEADING = 250
LONGEST_CELL = 400
SKIPPED = frozenset(["Fallback", "instrText", "pPr", "rPr", "tblPr", "sectPr", "delInstrText"])
DELETED = frozenset(["del", "moveFrom"])
TEXT = frozenset(["t", "tab", "br", "cr", "noBreakHyphen"])
SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
GENERIC = re.compile(r"python-docx|^user\b|microsoft|admin|author|unknown|owner", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Reading:
    """Reads a DOCX file.

    Raises:
        ReadError: If it is damaged, encrypted, too large when unpacked, or without text.
    """
    package = Package(data, name)
    root = package.part(package.main)
    if root is None:
        raise ReadError(f"{name}: no document in it")
    walk = _Walk(package, root)
    parts, unseen = strip_parts(list(mark_headings(walk.read(root))))
    if not parts:
        raise ReadError(f"{name}: no text in it; it may hold pictures only")
    problems = (*walk.problems(), *unseen_problem(unseen))
    facts = _facts(parts, walk.title, package.part("docProps/core.xml"))
    text, blocks, pages = compose(Piece((Run(part.text),), part.kind, part.level) for part in parts)
    return Reading(text, blocks, pages, problems, facts)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read."""

    form: Format
    runs: list[str] = field(default_factory=list)
    plain: bool = False
    notes: list[tuple[str, str, bool]] = field(default_factory=list)
    run: Format = field(default_factory=Format)


@dataclass(slots=True)
class _Table:
    """A table being read: rows of cells, each with its blocks."""

    rows: list[tuple[bool, list[tuple[int, str | None, list[Part]]]]] = field(default_factory=list)


class _Walk:
    """One pass over the document, remembering what it is inside of."""

    def __init__(self, package: Package, root: Element) -> None:
        self.title = ""
        self._styles = read_styles(package.beside("styles.xml"))
        self._numbering = Numbering.read(package.beside("numbering.xml"))
        self._notes = {
            kind: _by_id(package.beside(f"{kind}s.xml")) for kind in ("footnote", "endnote")
        }
        comments = package.beside("comments.xml")
        self._cut: list[Problem] = []
        self._left = Counter(comments=0 if comments is None else len(comments))
        self._words: Counter[str] = Counter()
        self._note_style = note_styles(package.beside("settings.xml"), root)
        self._noted: Counter[str] = Counter()
        self._in_note = False
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._shades: list[str | None] = [None]
        self._sinks: list[list[Part]] = [[]]
        self._aside: list[Part] = []

    def problems(self) -> Iterator[Problem]:
        """Yields what was left out."""
        if self._words["hidden"]:
            detail = f"{self._words['hidden']} words set as hidden, white or tiny are left out"
            yield Problem("hidden_text", detail)
        if self._words["deleted"]:
            detail = f"{self._words['deleted']} words deleted or struck out are left out"
            yield Problem("deleted_text", detail)
        for what, count in self._left.items():
            if count:
                yield Problem("left_out", f"{count} {what} are left out")
        yield from self._cut

    def read(self, root: Element) -> list[Part]:
        """Returns the blocks of one part of the file."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walk:
            name = local(element)
            if event == "start":
                if name in SKIPPED or self._is_deleted(element, name):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._enter(element, name)
            elif element is skipped:
                skipped = None
            else:
                self._leave(element, name)
        return self._sinks[0]

    def _is_deleted(self, element: Element, name: str) -> bool:
        deleted_row = name == "tr" and child(element, "trPr", "del") is not None
        if not deleted_row and name not in DELETED:
            return False
        said = (inner.text or "" for inner in element.iter() if local(inner) in ("t", "delText"))
        self._words["deleted"] += len(" ".join(said).split())
        return True

    def _enter(self, element: Element, name: str) -> None:
        if name == "p":
            self._paragraphs.append(_Paragraph(self._paragraph_format(element)))
        elif name == "tbl":
            self._tables.append(_Table())
        elif name == "tr" and self._tables:
            head = child(element, "trPr", "tblHeader") is not None
            self._tables[-1].rows.append((head, []))
        elif name == "tc" and self._tables and self._tables[-1].rows:
            self._sinks.append([])
            self._shades.append(self._shade_of(element))
        elif name == "altChunk":
            self._left["embedded files"] += 1
        elif self._paragraphs:
            self._say(element, name)

    def _say(self, element: Element, name: str) -> None:
        paragraph = self._paragraphs[-1]
        if name == "r":
            properties = child(element, "rPr")
            named = self._styles.get(value(child(properties, "rStyle")) or "-", Format())
            paragraph.run = read_format(properties).over(named).over(paragraph.form)
        elif name in TEXT:
            text = (element.text or "") if name == "t" else SPACES[name]
            if paragraph.run.hidden or paragraph.run.struck:
                kind = "hidden" if paragraph.run.hidden else "deleted"
                self._words[kind] += len(text.split())
                text = " " if text.strip() else text
            paragraph.runs.append(text)
            paragraph.plain = paragraph.plain or bool(text.strip() and not paragraph.run.bold)
        elif name in ("footnoteReference", "endnoteReference") and not self._in_note:
            own_mark = value(element, "customMarkFollows") not in (None, *OFF)
            kind = name.removesuffix("Reference")
            paragraph.notes.append((kind, value(element, "id") or "", own_mark))

    def _leave(self, element: Element, name: str) -> None:
        if name == "p":
            self._close(self._paragraphs.pop())
        elif name == "tc" and self._tables and self._tables[-1].rows:
            self._shades.pop()
            properties = child(element, "tcPr")
            span = value(child(properties, "gridSpan")) or "1"
            merge = child(properties, "vMerge")
            state = None if merge is None else value(merge) or "continue"
            columns = min(int(span), 200) if span.isdecimal() and len(span) < 6 else 1
            self._tables[-1].rows[-1][1].append((columns, state, self._sinks.pop()))
        elif name == "tbl":
            table = self._tables.pop()
            self._cut += cut_problem([len(cells) for _, cells in table.rows])
            self._sinks[-1] += _table_parts(table)

    def _shade_of(self, cell: Element) -> str | None:
        """The colour behind a cell's text; that of a table's style is not looked up."""
        shade = value(child(cell, "tcPr", "shd"), "fill")
        table = next((outer for outer in cell.iterancestors() if local(outer) == "tbl"), None)
        style = value(child(table, "tblPr", "tblStyle")) or "TableGrid"
        return shade or self._shades[-1] or (None if style == "TableGrid" else "style")

    def _paragraph_format(self, element: Element) -> Format:
        properties = child(element, "pPr")
        named = self._styles.get(value(child(properties, "pStyle")) or "", self._styles[""])
        own = read_format(properties)
        # The run properties of a paragraph are those of its mark, not of its text.
        own = Format(
            outline=own.outline,
            list_id=own.list_id,
            list_level=own.list_level,
            left=own.left,
            right=own.right,
            shade=value(child(properties, "shd"), "fill") or self._shades[-1],
        )
        return own.over(named)

    def _close(self, paragraph: _Paragraph) -> None:
        parts = list(self._parts(paragraph))
        for kind, key, own_mark in paragraph.notes:
            note = self._notes[kind].get(key)
            if note is not None:
                parts += self._note(note, "" if own_mark else self._note_number(kind))
        if self._paragraphs:  # a text box within a paragraph: it stands after it
            self._aside += parts
            return
        self._sinks[-1] += [*parts, *self._aside]
        self._aside = []

    def _parts(self, paragraph: _Paragraph) -> Iterator[Part]:
        form = paragraph.form
        text = " ".join("".join(paragraph.runs).split())
        if not text or CONTENTS_STYLE.fullmatch(form.name):
            return
        kind, level = _kind(form, text, in_table=len(self._sinks) > 1)
        if form.list_id not in (None, "0"):
            number = self._numbering.next(form.list_id or "", form.list_level or 0)
            text = f"{number} {text}" if number else text
        if form.name in ("title", "subtitle") and not self.title:
            self.title = text
        yield Part(text, kind, level, bold=not paragraph.plain and kind == "paragraph")

    def _note_number(self, kind: str) -> str:
        """Counts one note of a kind further and returns its number as printed."""
        self._noted[kind] += 1
        return numeral(self._noted[kind], self._note_style[kind]) + " "

    def _note(self, note: Element, number: str) -> list[Part]:
        """Reads a note as one block that begins with its number, or with a mark of its own."""
        outer = (self._paragraphs, self._tables, self._sinks, self._aside)
        self._paragraphs, self._tables, self._sinks, self._aside = [], [], [[]], []
        self._in_note = True
        text = " ".join(part.text for part in self.read(note))
        self._in_note = False
        self._paragraphs, self._tables, self._sinks, self._aside = outer
        return [Part(number + text, "footnote")] if text else []


def _kind(form: Format, text: str, *, in_table: bool) -> tuple[BlockKind, int]:
    heading = HEADING_STYLE.match(form.name)
    level = int(heading[1]) if heading else (form.outline + 1 if form.outline is not None else 10)
    if form.name == "title":
        level = 1
    if 1 <= level <= 9 and len(text) <= LONGEST_HEADING:
        return "heading", level
    if form.list_id not in (None, "0"):
        return "item", (form.list_level or 0) + 1
    indented = min(form.left or 0, form.right or 0) >= QUOTE_INDENT
    marked = (form.left or 0) >= QUOTE_INDENT and text.startswith(("\u201c", '"', "\u201e"))
    if not in_table and (QUOTE_STYLE.search(form.name) or indented or marked):
        return "quote", 1
    return "paragraph", 0


def _is_note(note: Element) -> bool:
    return value(note, "type") in (None, "normal")


def _by_id(root: Element | None) -> dict[str, Element]:
    """The notes of a part by their id; separators, which have a type, are none."""
    notes = () if root is None else root
    return {value(note, "id") or "": note for note in notes if _is_note(note)}


def _table_parts(table: _Table) -> list[Part]:
    """Writes a table as rows, or as it stands where it only lays out the page."""
    cells = [parts for _, row in table.rows for _, _, parts in row]
    notes = [part for parts in cells for part in parts if part.kind == "footnote"]
    texts = [" ".join(p.text for p in parts if p.kind != "footnote") for parts in cells]
    wide = max((len(row) for _, row in table.rows), default=0)
    headed = any(part.kind == "heading" for parts in cells for part in parts)
    if wide < 2 or headed or max(map(len, texts), default=0) > LONGEST_CELL:
        return [part for parts in cells for part in parts]
    return [*(Part(text, "row") for text in table_rows(_grid(table))), *notes]


def _grid(table: _Table) -> Iterator[list[Cell]]:
    """Yields the rows with cells that are merged downwards written out in each."""
    above: dict[int, str] = {}
    for head, row in table.rows:
        at = 0
        made: list[Cell] = []
        for columns, merge, parts in row:
            text = " ".join(part.text for part in parts if part.kind != "footnote")
            if merge == "continue":
                text = above.get(at, "")
            above[at] = text
            bold = bool(parts) and all(part.bold for part in parts)
            made.append(Cell(text, columns, head=head or bold))
            at += columns
        yield made


def _facts(parts: list[Part], title: str, core: Element | None) -> dict[str, str]:
    said = (
        {local(item): " ".join((item.text or "").split()) for item in core}
        if core is not None
        else {}
    )
    headings = [part.text for part in parts if part.kind == "heading" and part.level == 1]
    facts = first_facts([part.text for part in parts])
    named = title or sensible(said.get("title", "")) or (headings[0] if headings else "")
    creator = said.get("creator", "")
    saved_by = "" if GENERIC.search(creator) or " " not in creator else creator
    told = _told(parts)
    author = facts.get("author") or told.get("author") or saved_by
    facts = told | facts | {"title": shorten(named), "author": shorten(author)}
    return {key: text for key, text in facts.items() if text}


def _told(parts: list[Part]) -> dict[str, str]:
    """Who wrote it or put it out, and when, as its first lines say."""
    facts = facts_of_parts(parts)
    return {key: facts[key] for key in ("author", "date", "publisher") if key in facts}
