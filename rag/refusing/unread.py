"""Whether there is reason to think that an answer stands on a page that could not be read.

That a document has such a page is none: what a question is about stands beside it, in the heading
or the line of the contents that leads to it, or in the caption of a picture, or the page is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from rag.asking.question import roots
from rag.fitting.coverage import telling
from rag.records import UNREAD, UNREAD_PICTURE, Document, Page

# Words of what a question is about that must stand there.
FEWEST = 2

_LEADS_TO = re.compile(r"^(?P<words>.*?\w\W*?)[\s.…]+(?P<page>\d{1,4}|[ivxlc]{1,6})$", re.I | re.M)
_CAPTION = re.compile(
    r"^\W*(?:figure|fig\.|map|chart|photo(?:graph)?|exhibit|image|picture)\b.*$", re.I | re.M
)


def may_stand_unread(
    question: str, documents: Sequence[Document], *, chosen: bool, page: str | None = None
) -> bool:
    """Returns whether a page that could not be read is likely to have what is asked for.

    Args:
        documents: Those searched.
        chosen: Whether they were asked for: one of which nothing was read may say anything.
        page: The page of them that the question names.
    """
    words = telling(question)
    for document in documents:
        unread = _pages(document, UNREAD)
        if chosen and unread and not document.text.strip():
            return True
        for number in unread:
            if page is not None and page.lower() in _called(document, number):
                return True
            if any(_matches(words, text) for text in _around(document, number)):
                return True
        if any(_matches(words, text) for text in _captions(document)):
            return True
    return False


def _pages(document: Document, kinds: Set[str]) -> tuple[int, ...]:
    """The numbers of the pages with a problem of some kinds, in order."""
    numbers = {item.page for item in document.problems if item.kind in kinds}
    return tuple(sorted(number for number in numbers if number is not None))


def _matches(words: frozenset[str], text: str) -> bool:
    return len(words) >= FEWEST and words <= roots(text)


def _called(document: Document, number: int) -> set[str]:
    """What a page may be called: its number, and what is printed on it."""
    labels = {page.label.lower() for page in document.pages if page.number == number and page.label}
    return labels or {str(number)}


def _around(document: Document, number: int) -> Iterator[str]:
    """Yields what stands on the pages beside one, the heading over it, and what leads to it."""
    pages = {page.number: page for page in document.pages}
    for beside in (number - 1, number + 1):
        if beside in pages:
            yield _text(document, pages[beside])
    before = [page.end for page in document.pages if page.number and page.number < number]
    over = [
        block
        for block in document.blocks
        if block.kind == "heading" and block.start < max(before, default=0)
    ]
    if over:
        yield document.text[over[-1].start : over[-1].end]
    called = _called(document, number)
    for match in _LEADS_TO.finditer(document.text):
        if match["page"].lower() in called:
            yield match["words"]


def _captions(document: Document) -> Iterator[str]:
    """Yields the captions on pages whose pictures were not read."""
    pictured = _pages(document, {UNREAD_PICTURE})
    for page in document.pages:
        if page.number in pictured:
            for match in _CAPTION.finditer(_text(document, page)):
                yield match[0]


def _text(document: Document, page: Page) -> str:
    return document.text[page.start : page.end]
