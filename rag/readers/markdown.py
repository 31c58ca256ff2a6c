"""Markdown: the canonical text is what a reader of the rendered page would see, without markup.

Raw HTML tags and comments are dropped, except that `<!-- page 4 -->` says on which page of the
original the next block reports. Indented code is an ordinary paragraph.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.readers.cover import differ, printed_title
from rag.readers.decoding import decode
from rag.readers.flow import Part, mend, strip_parts
from rag.readers.front_matter import CAPTIONS, read_captions, split_front_matter
from rag.readers.heads import Line, lines_of, names_court
from rag.readers.labelled_lines import parts_of
from rag.readers.reading import Leaf, Piece, Reading, Run, compose
from rag.readers.tables import row_text
from rag.readers.titles import facts_of
from rag.readers.unseen import unseen_problem
from rag.records import BlockKind, Problem

PAGE_COMMENT = re.compile(r"<!--\s*page\s+(\S{1,20})\s*-->", re.IGNORECASE)
UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>")
LONGEST_HEADING = 250
LARGEST_MARKDOWN_BYTES = 6 * 1024 * 1024

MARKS = re.compile(r"[\[\]*_`<&!]")
MOST_MARKS = 1_000
"""Characters of markup in a paragraph beyond which it is read as it stands: the parser's time grows
with their square. Written text has a few dozen."""

MOST_MARKS_IN_ALL = 200_000
"""The same for a whole file; the parser takes about 20 microseconds for each."""


def read_markdown(data: bytes, name: str) -> Reading:
    """Reads a Markdown file with or without front matter.

    Raises:
        ReadError: If it is binary, empty or too long, or its front matter is malformed.
    """
    text, problems = decode(data, name, most_bytes=LARGEST_MARKDOWN_BYTES)
    facts, body = split_front_matter(text, name)
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    parser.core.ruler.disable("inline")
    walk = _Walk(parser)
    written = list(_part_labelled(walk.parts(parser.parse(body, walk.environment))))
    parts, unseen = strip_parts(mend(written))
    problems += unseen_problem(unseen)
    own = {} if facts else facts_of([*_lines(written)], "\n".join(each.text for each in written))
    facts = _head(parts) | own | walk.facts | facts
    printed = printed_title([part.text for part in parts], facts.get("number", "-"))
    if printed and "title" in facts and differ(printed, facts.get("title", "")):
        detail = f"headed {facts['title']!r}; the title printed in its highlights is taken"
        problems += (Problem("wrong_title", detail),)
        parts = [_not_headed(part, facts["title"]) for part in parts]
        facts["title"] = printed
    canonical, blocks, pages = compose(_piece(part) for part in parts)
    return Reading(canonical, blocks, pages, problems, facts)


def _not_headed(part: Part, wrong: str) -> Part:
    """The part, a paragraph where it is a heading that the passages below must not stand under."""
    headed = part.kind == "heading" and part.text == wrong
    return replace(part, kind="paragraph", level=0) if headed else part


def _piece(part: Part) -> Piece:
    leaf = Leaf(None, part.label) if part.label else None
    return Piece((Run(part.text, leaf),), part.kind, part.level)


def _head(parts: Sequence[Part]) -> dict[str, str]:
    """The title: the first heading of the first level."""
    titles = (part.text for part in parts if part.kind == "heading" and part.level == 1)
    title = next(titles, None)
    return {"title": title} if title else {}


def _part_labelled(parts: Iterable[Part]) -> Iterator[Part]:
    """Makes a block of each line with a label."""
    for part in parts:
        plain = part.kind == "paragraph" and not part.bold
        lines = part.text.split("\n") if plain else []
        first, *others = parts_of(lines) or [range(len(lines))]
        if others:
            yield replace(part, text=_joined(lines, first), bold=False)
            yield from (Part(_joined(lines, each), "paragraph") for each in others)
        else:
            yield part


def _joined(lines: Sequence[str], which: range) -> str:
    return "\n".join(lines[which.start : which.stop])


def _lines(parts: Sequence[Part]) -> Iterator[Line]:
    """The lines that a head may have, down to a list, a quotation or the like."""
    opening = takewhile(lambda each: each.kind in ("heading", "paragraph", "row"), parts)
    for at, part in enumerate(opening):
        court = not at and part.bold and names_court(part.text)
        yield from lines_of(part.text, part.level if part.kind == "heading" else int(court))


class _Walk:
    """One pass over the tokens of one file, remembering what it is inside of."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.environment: dict[str, object] = {}
        self.facts: dict[str, str] = {}
        self._parser = parser
        self._containers: list[str] = []
        self._label: str | None = None
        self._number = ""
        self._marks = 0
        self._heading = 0
        self._header: list[str] = []
        self._rows = 0
        self._row: list[str] = []

    def parts(self, tokens: Sequence[Token]) -> Iterator[Part]:
        """Yields the blocks of the file in order."""
        for token in tokens:
            if token.type in ("blockquote_open", "list_item_open"):
                self._containers.append("quote" if token.type == "blockquote_open" else "item")
                self._number = f"{token.info}{token.markup} " if token.info else ""
            elif token.type in ("blockquote_close", "list_item_close"):
                self._containers.pop()
            elif token.type == "heading_open":
                self._heading = int(token.tag[1])
            elif token.type in ("inline", "fence", "html_block"):
                yield from self._text(token)
            elif token.type.startswith(("thead", "tr_", "th_", "table_")):
                yield from self._table(token)
            if token.type == "heading_close":
                self._heading = 0

    def _text(self, token: Token) -> Iterator[Part]:
        if token.type == "fence":
            yield self._part(token.content, bold=False)
        elif token.type == "html_block":
            yield from self._html(token.content)
        elif self._row_open(token):
            self._row.append(" ".join(self._inline(token)[0].split()))
        else:
            text, bold = self._inline(token)
            if text.strip():
                yield self._part(text, bold=bold)

    def _row_open(self, token: Token) -> bool:
        """Whether the token is a cell: inside a table the parser nests text three deep."""
        return bool(self._containers) and self._containers[-1] == "table"

    def _html(self, content: str) -> Iterator[Part]:
        shown, at = "", 0
        for unseen in UNSEEN.finditer(content):
            shown += content[at : unseen.start()] + " "
            at = unseen.end()
            if PAGE_COMMENT.fullmatch(unseen[0]):
                yield from self._plain(shown)
                self._label, shown = PAGE_COMMENT.sub(r"\1", unseen[0]), ""
        yield from self._plain(shown + content[at:])

    def _plain(self, markup: str) -> Iterator[Part]:
        text = html.unescape(TAG.sub(" ", markup)).strip()
        if text:
            yield self._part(text, bold=False)

    def _see_page(self, markup: str) -> None:
        page = PAGE_COMMENT.search(markup)
        if page is not None:
            self._label = page[1]

    def _part(self, text: str, *, bold: bool) -> Part:
        """Makes a block of the text, of the kind that its surroundings say."""
        kind: BlockKind = "paragraph"
        level = 0
        inside = [name for name in self._containers if name != "table"]
        if self._heading and len(text) <= LONGEST_HEADING:
            kind, level = "heading", self._heading
        elif inside:
            kind = "quote" if inside[-1] == "quote" else "item"
            level = inside.count(inside[-1])
            text, self._number = self._number + text, ""
        label, self._label = self._label, None
        return Part(text, kind, level, label, bold and kind == "paragraph")

    def _inline(self, token: Token) -> tuple[str, bool]:
        """Returns the text of a paragraph, heading or cell, and whether all of it is bold."""
        marks = len(MARKS.findall(token.content))
        self._marks += marks
        if marks > MOST_MARKS or self._marks > MOST_MARKS_IN_ALL:
            return token.content, False
        children: list[Token] = []
        self._parser.inline.parse(token.content, self._parser, self.environment, children)
        self.facts = read_captions(_captioned(children)) | self.facts
        text, depth, bold = "", 0, True
        for child in children:
            depth += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
            shown = self._shown(child)
            bold = bold and (depth > 0 or not shown.strip())
            text += shown
        return text, bold

    def _shown(self, token: Token) -> str:
        if token.type in ("softbreak", "hardbreak"):
            return "\n"
        if token.type == "html_inline":
            self._see_page(token.content)
            return " " if token.content.lower().startswith("<br") else ""
        return token.content

    def _table(self, token: Token) -> Iterator[Part]:
        if token.type == "table_open":
            self._containers.append("table")
            self._header, self._rows = [], 0
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "thead_close":
            self._header = self._row
        elif token.type == "tr_close" and self._header:
            self._rows += 1
            row = row_text(self._header, self._row)
            if row:
                yield replace(self._part(row, bold=False), kind="row", level=0)
        elif token.type == "table_close":
            alone = "; ".join(filter(None, self._header)) if not self._rows else ""
            if alone:
                yield replace(self._part(alone, bold=False), kind="row", level=0)
            self._containers.pop()


def _captioned(tokens: Sequence[Token]) -> list[tuple[str, str, str]]:
    """Finds "**Caption:** value | **Caption:** value" and what each value links to."""
    pairs: list[tuple[str, str, str]] = []
    caption = ""
    strong = False
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong = token.type == "strong_open"
        elif token.type == "link_open" and pairs:
            pairs[-1] = (*pairs[-1][:2], str(token.attrGet("href") or ""))
        elif token.type == "text" and strong:
            caption = token.content.strip()
            if caption.endswith(":"):
                pairs.append((caption, "", ""))
        elif token.type == "text" and pairs and not pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], token.content.strip(" |"), pairs[-1][2])
    known = [pair for pair in pairs if pair[0].lower().rstrip(":") in CAPTIONS]
    return known if len(known) > 1 else []
