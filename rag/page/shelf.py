"""The list of documents: what can be searched, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.page.escaping import escape, isolate
from rag.page.wording import count_words, source_words
from rag.records import Document


def shelf_html(documents: Sequence[Document], failures: Sequence[Mapping[str, str]] = ()) -> str:
    """Returns the documents, each with a tick (search it), its title (read it) and its problems.

    `failures` are the files that could not be read, each with its "reason".
    """
    rows = "".join(f"<li>{_row_html(document, n)}</li>" for n, document in enumerate(documents))
    return (
        f'<div class="shelf"><header><h2 class="title">{count_words(len(documents), "document")}'
        '</h2><p class="source">Tick some to search only those; open one to read it.</p></header>'
        f"<ul>{rows}</ul>{_failed_html(failures)}</div>"
    )


def _failed_html(failures: Sequence[Mapping[str, str]]) -> str:
    if not failures:
        return ""
    lines = "".join(f"<li>{isolate(failure['reason'])}</li>" for failure in failures)
    heading = "Could not be read, and are not searched"
    return f"<h3 class='unread'>{heading}</h3><ul class='failed'>{lines}</ul>"


def _row_html(document: Document, n: int) -> str:
    id_ = escape(document.id)
    pages = [count_words(len(document.pages), "page")] if document.format == "pdf" else []
    details = " · ".join(part for part in (source_words(document), *pages) if part)
    problems = "".join(
        f'<span class="problem">{isolate(problem.detail)}</span>' for problem in document.problems
    )
    return (
        f'<input type="checkbox" id="tick-{n}" value="{id_}" '
        f'aria-label="Search {escape(document.title)}">'
        f'<button type="button" class="read" data-document="{id_}"><span class="title">'
        f'{isolate(document.title)}</span><span class="details">{isolate(details)}</span>{problems}'
        "</button>"
    )
