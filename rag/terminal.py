"""What the command line shows: answers, hits and documents as plain lines.

Everything that comes from a document passes `clean`, so that no document drives the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rag.cautions import CAUTIONS
from rag.language.numbers import count_words
from rag.records import Answer, Citation, Document, Hit, Place, Problem, Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from rag.doctor import Finding
    from rag.fetching.fetch import Fetched
    from rag.fetching.fetch_all import Outcome
    from rag.verify import Check

REFUSED = {
    "not_in_corpus": "NOT IN THE DOCUMENTS",
    "partly_covered": "ONLY PARTLY IN THE DOCUMENTS",
    "false_premise": "THE DOCUMENTS CONTRADICT THE QUESTION",
    "unreadable": "ON PAGES THAT COULD NOT BE READ",
    "outside_filter": "OUTSIDE WHAT WAS SEARCHED",
}
# Left-to-right and right-to-left marks, embeddings, overrides and isolates: they make a line read
# otherwise than it is written.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTH = 100  # columns of the ledger
_SPEAKERS = 4  # of a document that the ledger names
_DETAILS = 3  # of one kind of problem that it tells
_EXCERPT = 240  # characters of a passage that a list shows


def clean(text: str) -> str:
    """Returns the text as one line without control characters or marks of writing direction."""
    spaced = " ".join(text.split())
    return "".join(
        character
        for character in spaced
        if unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTIONS
    )


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yields the refusal or doubt if any, the answer by sentences, its sources, and the notes."""
    if answer.reply:
        yield from map(clean, answer.reply.splitlines())
    if answer.refusal is not None:
        yield REFUSED[answer.refusal.kind]
        yield clean(answer.refusal.message)
    first = [note for note in answer.notes if note.startswith(CAUTIONS)]
    yield from (f"Note: {clean(note)}" for note in first)
    for statement in answer.statements:
        yield clean(statement.marked)
        yield from (f"    ! {clean(finding)}" for finding in statement.findings)
    if answer.citations:
        yield ""
        yield "Sources"
        for citation in answer.citations:
            yield from _citation_lines(citation)
    if answer.refusal is not None:
        yield ""
        yield from _search_lines(answer.refusal)
    others = [note for note in answer.notes if note not in first]
    if others:
        yield ""
        yield from (f"Note: {clean(note)}" for note in others)


def hit_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """Yields the passages found, best first, each whole under its place and score."""
    if not hits:
        yield "No passage was found."
    for hit in hits:
        headings = [clean(heading) for heading in hit.passage.headings]
        yield f"{hit.rank}. {_place(hit)}   (score {hit.score:.3f})"
        if headings:
            yield f"   {' > '.join(headings)}"
        yield f"   {clean(hit.passage.text)}"
        yield from (f"   also in {_copy(copy)}" for copy in hit.copies)


def sentence_lines(sentences: Sequence[Citation]) -> Iterator[str]:
    """Yields the sentences found, best first, each under its place and who says it."""
    if not sentences:
        yield "No sentence was found."
    for sentence in sentences:
        yield from _citation_lines(sentence)


def document_lines(documents: Sequence[Document]) -> Iterator[str]:
    """Yields the ledger: each document, how much of it there is, who speaks, what is amiss.

    No line is longer than 100 characters, unless one word is.
    """
    for document in documents:
        yield clean(document.id)
        for line in _document_lines(document):
            yield from wrap(line, _WIDTH, initial_indent="    ", subsequent_indent="      ")
    unwell = sum(1 for document in documents if document.problems)
    yield f"{count_words(len(documents), 'document')}, {unwell:,} of them with reading problems"


def _document_lines(document: Document) -> Iterator[str]:
    parts = (document.author, document.publisher, document.date)
    source = ", ".join(clean(part) for part in parts if part)
    yield clean(document.title) + (f" ({source})" if source else "")
    count = document.page_count
    pages = f"{count_words(count, 'page')}, " if count else ""
    words = count_words(len(document.text.split()), "word")
    yield f"{document.format}, {pages}{words}, {count_words(document.sentences, 'sentence')}"
    if document.speakers:
        named = "; ".join(clean(name) for name in document.speakers[:_SPEAKERS])
        more = len(document.speakers) - _SPEAKERS
        yield f"speakers: {named}" + (f"; and {more:,} more" if more > 0 else "")
    if document.duplicate_of:
        yield f"the same as {clean(document.duplicate_of)}, which is cited"
    by_kind: dict[str, list[Problem]] = {}
    for problem in document.problems:
        by_kind.setdefault(problem.kind, []).append(problem)
    for kind, problems in by_kind.items():
        yield f"! {kind.replace('_', ' ')}{_pages(problems)}: {_details(problems)}"


def _pages(problems: Sequence[Problem]) -> str:
    """The pages of problems: ", page 3" or ", pages 3, 7-9"; empty where none is known."""
    numbers = sorted({problem.page for problem in problems if problem.page})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ", ".join("-".join(map(str, run)) for run in runs)
    return f", page{'s' if len(numbers) > 1 else ''} {shown}" if numbers else ""


def _details(problems: Sequence[Problem]) -> str:
    """What is amiss: in their words, or, of pages read by OCR, how surely they were read."""
    details = list(dict.fromkeys(clean(problem.detail) for problem in problems))
    sure = sorted(problem.confidence for problem in problems if problem.confidence is not None)
    if len(sure) == len(problems) > 1:
        worst = next(problem for problem in problems if problem.confidence == sure[0])
        return f"read by OCR, confidence {sure[0]:.2f} (page {worst.page}) to {sure[-1]:.2f}"
    more = len(details) - _DETAILS
    return "; ".join(details[:_DETAILS]) + (f"; and {more:,} more" if more > 0 else "")


def fetched_lines(fetched: Fetched, folder: Path) -> Iterator[str]:
    """Yields what a file is, and where it came from."""
    origin = fetched.origin
    name = clean(fetched.path.relative_to(folder).as_posix())
    yield f"{fetched.state:9} {name}: {origin.media_type}, {origin.size:,} bytes"
    yield f"          from {clean(origin.final_url)}"
    yield f"          SHA-256 {origin.sha256}"


def unfetched_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yields what was left alone, what failed and why, and how many of several are there."""
    for outcome in outcomes:
        if outcome.reason is not None:
            kind = "failed" if outcome.failed else "left"
            yield f"{kind:9} {clean(outcome.document or outcome.url)}: {clean(outcome.reason)}"
    if len(outcomes) > 1:
        there = sum(1 for outcome in outcomes if not outcome.failed)
        yield f"{there:,} of {len(outcomes):,} addresses are there"


def check_lines(checks: Sequence[Check]) -> Iterator[str]:
    """Yields the outcome of each check of a saved answer, then how many are well."""
    for check in checks:
        yield f"{check.state:8} {clean(check.subject)}: {clean(check.detail)}"
    well = sum(1 for check in checks if check.state == "ok")
    yield f"{well:,} of {len(checks):,} as saved"


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yields what was examined, each with a sign of whether it is well."""
    for finding in findings:
        yield f"{'ok' if finding.well else '!!':3} {finding.name}: {clean(finding.detail)}"


def _citation_lines(citation: Citation) -> Iterator[str]:
    who = citation.speaker.beside(citation.title)
    said_by = f", {clean(who)}" if who else ""
    yield f"[{citation.number}] {_place(citation)}{said_by}"
    yield f"    “{clean(citation.quote)}”"
    if citation.url:
        yield f"    {clean(citation.url)}"
    for problem in citation.problems:
        yield f"    ! {'this page' if problem.page else 'the document'}: {clean(problem.detail)}"
    yield from (f"    also in {_copy(copy)}" for copy in citation.copies)


def _search_lines(refusal: Refusal) -> Iterator[str]:
    yield f"Searched: {clean(refusal.searched)}"
    if refusal.nearest:
        yield "Nearest passages, none of them a source of the answer:"
        for hit in refusal.nearest:
            yield f"  - {_place(hit)}"
            yield f"    {_excerpt(hit.snippet)}"


def _place(thing: Hit | Citation | Place) -> str:
    title = clean(thing.title)
    if thing.page_label and thing.page and thing.page_label != str(thing.page):
        return f"{title}, page {clean(thing.page_label)} (PDF page {thing.page})"
    label = clean(thing.page_label or "") or thing.page
    return f"{title}, page {label}" if label else title


def _copy(place: Place) -> str:
    """A copy's place with its document's id, since copies are often of one title."""
    return f"{_place(place)} ({clean(place.document_id)})"


def _excerpt(text: str) -> str:
    line = clean(text)
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + " …"
