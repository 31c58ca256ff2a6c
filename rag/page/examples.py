"""Questions to start from, taken from the documents at hand; each of them is answered by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.records import Block, Document

if TYPE_CHECKING:
    from rag.chain import Chatbot

COUNT = 4
TRIED = 24
"""Most of the questions that are put to the chatbot, to see whether it answers them."""

# Question → the documents that must be there for it to have its answer.
_BUNDLED = {
    "Who asked for the audit of Secure Communities?": "oig-12-66",
    "Did ICE intentionally mislead the public?": "reasoner-2012-study-in-light-and-dark",
    "What did Rep. Lofgren think of the reports?": "lofgren-2012-statement",
    "How many states had signed a memorandum of agreement?": "aila-2011-press-release",
}
_EACH = 4  # headings of one document that are tried
_ENOUGH = 200  # characters of text under a heading that is asked about
_LONGEST = 90  # characters of a question
# Parts that every report has, and that nobody asks about.
_USUAL = re.compile(
    r"\b(?:abbreviations|acknowledge?ments?|annex|appendix|background|bibliography|comments|"
    r"conclusions?|contacts?|contents|executive summary|figures?|foreword|glossary|highlights|"
    r"introduction|letter|methodology|notes?|objectives?|overview|preface|references|results|"
    r"scope|sources?|summary|tables?)\b|^(?:about|how|what|why)\b|\d",
    re.I,
)


def example_questions(bot: Chatbot) -> tuple[str, ...]:
    """Returns up to `COUNT` questions that the documents answer."""
    found: dict[str, str] = {}
    tried = 0
    for question, document_id in candidates(bot.documents):
        if len(found) == COUNT or tried == TRIED:
            break
        if document_id in found.values() and question not in _BUNDLED:
            continue
        tried += 1
        answer = bot.ask(question, mode="quote")
        if answer.refusal is None and answer.citations[:1]:
            found[question] = document_id
    return tuple(found)


def candidates(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Yields questions, each with the document it is made from: written ones, then of headings.

    A heading is asked about that stands in one document alone, and has text of its own below it.
    """
    held = {document.id: document for document in documents}
    yield from ((question, id_) for question, id_ in _BUNDLED.items() if id_ in held)
    headings = {document.id: _headings(document) for document in documents}
    standing = Counter(heading for each in headings.values() for heading in each)
    for document in documents:
        own = [heading for heading in headings[document.id] if standing[heading] == 1]
        for heading in own[:_EACH]:
            question = _question(document, heading)
            if len(question) <= _LONGEST:
                yield question, document.id


def _headings(document: Document) -> tuple[str, ...]:
    """Returns the headings that name a subject, each once."""
    named = " ".join(filter(None, (document.title, document.author, document.publisher))).lower()
    found = dict.fromkeys(
        heading
        for block, below in pairwise(document.blocks)
        if block.kind == "heading"
        and below.kind == "paragraph"
        and below.end - below.start >= _ENOUGH
        and 2 <= len((heading := _text(document, block)).split()) <= 6
        and not heading.isupper()
        and not _USUAL.search(heading)
        and heading.lower() not in named
    )
    return tuple(found)


def _text(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split()).rstrip(".:")


def _question(document: Document, heading: str) -> str:
    """Asks about a heading; a title is named by what stands before its colon."""
    short = re.split(r"[:;]\s", document.title)[0]
    return f"What does {_quoted(short)} say about {_quoted(heading)}?"


def _quoted(text: str) -> str:
    """Returns the text in quotation marks; those that it has itself become single ones."""
    inner = text.replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”"
