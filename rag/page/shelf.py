"""The list of documents: what is searched, what could not be read, and what is being changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag.language.numbers import count_words
from rag.page.escaping import escape, isolate
from rag.page.wording import source_words
from rag.readers.registry import READERS
from rag.records import Document, Problem

if TYPE_CHECKING:
    from rag.page.additions import Work

_ADDING = f"""<form class="adding">
<p class="drop"><span class="dropped">Drop files here, or </span><label
 class="choose">choose files<input type="file" multiple accept="{",".join(READERS)}"></label></p>
<p class="address"><input type="url" name="address" placeholder="Paste an address"
 aria-label="Address of a document to add" autocomplete="off" maxlength="2000">
<button type="submit" class="quiet">Add</button></p></form>"""

_STAGES = {
    "starting": "Starting",
    "waiting": "Waiting",
    "fetching": "Fetching",
    "reading": "Reading",
    "embedding": "Making passages searchable",
    "writing": "Writing the index",
    "switching": "Writing the index",
    "built": "Done",
    "failed": "Nothing was changed",
    "cancelled": "Cancelled; nothing was changed",
}

_words_of: dict[tuple[str, int], int] = {}


def shelf_html(
    documents: Sequence[Document],
    failures: Sequence[Mapping[str, str]] = (),
    *,
    own: Collection[str] = (),
    adding: bool = False,
    undo: str = "",
) -> str:
    """Returns the documents, each with a tick (search it), its title (read it) and its problems.

    Args:
        documents: What can be searched.
        failures: The files that could not be read, each with its "reason".
        own: Ids of the documents that may be removed.
        adding: Whether documents may be added.
        undo: Name of the file whose removal can be undone.
    """
    titles = {document.id: document.title for document in documents}
    rows = "".join(
        f"<li>{_row_html(document, n, document.id in own, titles)}</li>"
        for n, document in enumerate(documents)
    )
    rebuild = (
        '<button type="button" class="quiet" data-shelf="rebuild">Look for changes</button>'
        if adding
        else ""
    )
    return (
        f'<div class="shelf"><header><h2 class="title">{count_words(len(documents), "document")}'
        '</h2><p class="source">Tick some to search only those; open one to read it.</p></header>'
        f'{_ADDING if adding else ""}<div class="refused" role="alert"></div>'
        f'<div class="work" role="status"></div>{_undo_html(undo)}'
        f"<ul>{rows}</ul>{_failed_html(failures)}{rebuild}</div>"
    )


def work_json(work: Work, ahead: int) -> dict[str, Any]:
    """Returns how work on documents is getting on, for the page.

    Args:
        work: The work.
        ahead: How many of others' are done before it.
    """
    news = work.news
    return {
        "words": _work_words(work, ahead),
        "share": news.done / news.total if news.total and not work.is_done else None,
        "active": not work.is_done,
        "cancellable": not work.is_done and not work.cancelled,
        "messages": list(work.messages),
    }


def problem_words(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Returns a line for each kind of problem, with its pages: "No text: pages 3 and 7 to 9"."""
    lines: list[str] = []
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for problem in problems:
        if problem.page is None:
            lines.append(problem.detail)
        else:
            pages[problem.kind].append(problem.page)
    for kind, numbers in pages.items():
        name = "Read by OCR" if kind == "ocr" else kind.replace("_", " ").capitalize()
        lines.append(f"{name}: {_pages_words(sorted(set(numbers)))}")
    return tuple(lines)


def _pages_words(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(a) if a == b else f"{a} {'and' if b == a + 1 else 'to'} {b}" for a, b in runs]
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(parts)}"


def _work_words(work: Work, ahead: int) -> str:
    news = work.news
    words = _STAGES.get(news.stage, news.stage)
    if news.stage == "waiting" and ahead:
        return f"Waiting: {ahead} before you"
    if news.stage == "built" and work.messages:
        return "Done, but for this:"
    if news.stage == "fetching":
        size = f", {news.done / 1024**2:.1f} MB" if news.done else ""
        return f"{words} {news.name}{size}"
    if news.stage == "reading" and news.name:
        page = f", page {news.done} of {news.total}" if news.total else ""
        return f"{words} {news.name}{page}"
    if news.stage == "embedding" and news.total:
        return f"{words}: {news.done:,} of {news.total:,}"
    return words


def _failed_html(failures: Sequence[Mapping[str, str]]) -> str:
    if not failures:
        return ""
    lines = "".join(f"<li>{isolate(failure['reason'])}</li>" for failure in failures)
    heading = "Could not be read, and are not searched"
    return f"<h3 class='unread'>{heading}</h3><ul class='failed'>{lines}</ul>"


def _undo_html(name: str) -> str:
    if not name:
        return ""
    return (
        f'<p class="undo" role="status">Removed {isolate(name)}. '
        '<button type="button" class="quiet" data-shelf="restore">Undo</button></p>'
    )


def _row_html(document: Document, n: int, is_own: bool, titles: Mapping[str, str]) -> str:
    id_, title = escape(document.id), escape(document.title)
    pages = [count_words(document.page_count, "page")] if document.format == "pdf" else []
    words = count_words(_words(document), "word")
    details = " · ".join(part for part in (source_words(document), *pages, words) if part)
    problems = "".join(
        f'<span class="problem">{isolate(line)}</span>' for line in problem_words(document.problems)
    )
    twin = document.duplicate_of
    copy = f'<span class="problem">Same as {isolate(titles.get(twin, twin))}</span>' if twin else ""
    remove = (
        f'<button type="button" class="quiet remove" data-shelf="remove" data-document="{id_}" '
        f'aria-label="Remove {title}">Remove</button>'
        if is_own
        else ""
    )
    return (
        f'<input type="checkbox" id="tick-{n}" value="{id_}" aria-label="Search {title}">'
        f'<button type="button" class="read" data-document="{id_}"><span class="title">'
        f'{isolate(document.title)}</span><span class="details">{isolate(details)}</span>'
        f"{problems}{copy}</button>{remove}"
    )


def _words(document: Document) -> int:
    """Returns how many words a document has; counted once, as long ones take a while."""
    key = (document.sha256, len(document.text))  # OCR may have gone on with the same file
    if key not in _words_of:
        _words_of[key] = sum(1 for _ in re.finditer(r"\S+", document.text))
    return _words_of[key]
