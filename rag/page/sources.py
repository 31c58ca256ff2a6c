"""The list under an answer: each document once, with the places of it that are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.page.escaping import escape, isolate
from rag.page.wording import citation_label, doubt_words, page_words, published_words
from rag.records import Citation, Document

ITSELF = "the document itself"
"""Who speaks where the title tells all that is known: nobody is named, and there are no pages."""


def sources_html(citations: Iterable[Citation], documents: Mapping[str, Document]) -> str:
    """Returns the list of sources, by document, in the order in which they are first cited."""
    by_document: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        by_document.setdefault((citation.document_id, citation.title), []).append(citation)
    items = "".join(
        f'<li><span class="title">{isolate(title)}</span>{_published(documents.get(name))}'
        f"{''.join(map(_place_button, places))}</li>"
        for (name, title), places in by_document.items()
    )
    return f'<ul class="sources" aria-label="Sources">{items}</ul>' if items else ""


def _published(document: Document | None) -> str:
    told = published_words(document) if document is not None else ""
    return f' <span class="of">{isolate(told)}</span>' if told else ""


def place_words(citation: Citation) -> str:
    """Returns the page and who speaks there: "page 4 · Rep. Lofgren, according to Reasoner"."""
    page = page_words(citation.page, citation.page_label)
    return " · ".join(part for part in (page, citation.speaker.beside(citation.title)) if part)


def _details(citation: Citation) -> str:
    told = (place_words(citation), *doubt_words(citation))
    return " · ".join(part for part in told if part) or ITSELF


def _place_button(citation: Citation) -> str:
    """Returns a button with the place; the quotation beside it is for print alone."""
    speaker = citation.speaker.beside(citation.title)
    label = ", ".join(part for part in (citation_label(citation), speaker) if part)
    return (
        f'<button type="button" class="open" data-evidence="{citation.number}" '
        f'aria-label="{escape(label)}">'
        f'<span class="number">{citation.number}</span>'
        f'<span class="details">{isolate(_details(citation))}</span></button>'
        f'<q class="printed" dir="auto">{escape(citation.quote)}</q>'
    )
