"""Questions to start from, taken from the documents at hand."""

from __future__ import annotations

from collections.abc import Iterable

from rag.records import Document

COUNT = 4

# Question → the documents that must be there for it to have its answer.
_BUNDLED = {
    "Who asked for the audit of Secure Communities?": "oig-12-66",
    "Did ICE intentionally mislead the public?": "reasoner-2012-study-in-light-and-dark",
    "What did Rep. Lofgren think of the reports?": "lofgren-2012-statement",
    "How many states had signed a memorandum of agreement?": "aila-2011-press-release",
}


def example_questions(documents: Iterable[Document]) -> tuple[str, ...]:
    """Returns up to `COUNT` questions: written ones for the bundled documents, else from headings.

    A question made from a heading asks what its document says about it, and so can be answered.
    """
    held = {document.id: document for document in documents}
    written = [question for question, id_ in _BUNDLED.items() if id_ in held]
    made = [_question_from(document) for document in held.values()]
    questions = (*written, *(question for question in made if question))
    return tuple(dict.fromkeys(questions))[:COUNT]


def _question_from(document: Document) -> str:
    for block in document.blocks:
        heading = " ".join(document.text[block.start : block.end].split()).rstrip(".:")
        named = heading in (document.title, document.author, document.publisher)
        if block.kind == "heading" and 2 <= len(heading.split()) <= 8 and not named:
            return f"What does {_quoted(document.title)} say about {_quoted(heading)}?"
    return ""


def _quoted(text: str) -> str:
    """Returns the text in quotation marks; those that it has itself become single ones."""
    inner = text.replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”"
