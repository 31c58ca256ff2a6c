"""HTML: the document in a web page, without the site around it and without what is hidden in it.

lxml's parser keeps to a depth of 2,048 elements, needs time in proportion to the page, and fetches
nothing. Scripts are never run, so that what only a script would show is not read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from lxml import etree

from rag.errors import ReadError
from rag.readers.cover import NUMBER
from rag.readers.decoding import WIDER, decode
from rag.readers.flow import Part, mark_headings, strip_parts
from rag.readers.html_blocks import read_blocks
from rag.readers.html_facts import read_facts, read_main_facts
from rag.readers.html_shown import LONGEST_BESIDE, Element, find_main, remove, strip_hidden, text_of
from rag.readers.reading import Piece, Reading, Run, compose
from rag.readers.tables import cut_problem
from rag.readers.titles import facts_of_parts
from rag.readers.unseen import unseen_problem
from rag.records import Problem

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,30})")
XML_DECLARATION = re.compile(r"\s*+<\?xml[^>]{0,200}\?>")
HEAD_BYTES = 4096
OF_HEAD = ("author", "date", "publisher", "title")
"""What is taken from the lines at the head of a page."""

"""Blocks of a page in which it is looked for a byline and a date."""

MOST_LINES = 500_000
MOST_TAGS = 500_000
"""Tags of a page, beginnings and ends: some seconds of work; a book of 1,000 pages has a tenth."""


def read_html(data: bytes, name: str) -> Reading:
    """Reads a web page.

    Raises:
        ReadError: If it is binary, too long, nested too deeply, or shows no text.
    """
    text, problems = decode(data, name, encoding=_declared(data), most_lines=MOST_LINES)
    root = parse_html(text, name)
    parts, facts, found = read_page(root)
    if not parts:
        raise ReadError(f"{name}: no text in the page; it may be put there by a script only")
    canonical, blocks, pages = compose(_pieces(parts))
    return Reading(canonical, blocks, pages, (*problems, *found), facts)


def _without_declaration(text: str) -> str:
    declared = XML_DECLARATION.match(text)
    return text[declared.end() :] if declared else text


def parse_html(text: str, name: str) -> Element:
    """Returns the tree of a page.

    Raises:
        ReadError: If it has no elements, too many, or is nested too deeply.
    """
    if text.count("<") > MOST_TAGS:
        raise ReadError(f"{name}: more than {MOST_TAGS} tags in the page; split it")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(_without_declaration(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{name}: not readable as HTML: {error.msg}") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError(f"{name}: elements nested more than 2,048 deep; no page is made so")
    if root is None:
        raise ReadError(f"{name}: no text in the page")
    return root


def read_page(root: Element) -> tuple[list[Part], dict[str, str], tuple[Problem, ...]]:
    """Returns the blocks of a page's document, what it says of itself, and what was left out."""
    facts = read_facts(root)
    struck = _strip_struck(root)
    title = next((text_of(item) for item in root.iter("title")), "")
    hidden = strip_hidden(root)
    body = root.find("body")
    main, beside, notes = find_main(root if body is None else body)
    shown = read_main_facts(main, title)
    main.extend(notes)
    headline = shown.pop("headline", "")
    parts = list(mark_headings(list(read_blocks(main))))
    parts, unseen = strip_parts(parts)
    problems: tuple[Problem, ...] = ()
    if hidden:
        detail = f"{hidden} words that the page does not show are left out"
        problems += (Problem("hidden_text", detail),)
    if struck:
        problems += (Problem("deleted_text", f"{struck} words struck out are left out"),)
    if beside > LONGEST_BESIDE:
        detail = f"{beside:,} characters beside the main part of the page are left out"
        problems += (Problem("left_out", detail),)
    for table in main.iter("table"):
        problems += cut_problem([len(row) for row in table.iter("tr")])
    chosen = {"title": headline} if headline else {}
    told = _read_lines(parts)
    below = told.pop("title", "")
    facts = told | shown | facts | chosen
    if below.startswith(f"{facts.get('title', below)}: "):  # the name of a body, and its document
        facts["title"] = below
    number = NUMBER.search(facts.get("title", ""))
    if number is not None:
        facts.setdefault("number", number[0])
    return parts, facts, problems + unseen_problem(unseen)


def _read_lines(parts: Sequence[Part]) -> dict[str, str]:
    """Returns what the lines at the head of a page give: `OF_HEAD`."""
    return {key: value for key, value in facts_of_parts(parts).items() if key in OF_HEAD}


def _strip_struck(root: Element) -> int:
    """Takes out what is marked as deleted; returns how many words that was."""
    count = 0
    for element in list(root.iter("del", "s", "strike")):
        count += len(text_of(element).split())
        remove(element)
    return count


def _pieces(parts: Sequence[Part]) -> list[Piece]:
    return [Piece((Run(part.text),), part.kind, part.level) for part in parts]


def _declared(data: bytes) -> str | None:
    """The encoding that the page says it is in, None where it says none that is known."""
    head = data[:HEAD_BYTES]
    match = XML_ENCODING.match(head) or CHARSET.search(head)
    if match is None:
        return None
    try:
        known = codecs.lookup(match[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
    if not known._is_text_encoding or known.name.startswith(("utf-16", "utf-32")):
        return None  # what could be read as ASCII this far is neither
    return WIDER.get(known.name, known.name)
