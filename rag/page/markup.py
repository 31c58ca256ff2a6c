"""Answers, citations and refusals as HTML; pure functions, every text through `escaping`.

What a mark opens travels with the answer as an inert <template>, so that the evidence pane opens
without asking the server: `data-evidence` on the button names the template's `data-key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag.cautions import CAUTIONS
from rag.page.escaping import escape, isolate, link
from rag.page.reading import document_html, headings_at, passage_html
from rag.page.sources import place_words, sources_html
from rag.page.wording import (
    LEAD_INS,
    REFUSALS,
    citation_label,
    page_words,
    sentence_words,
    source_words,
    untold_speaker,
)
from rag.records import (
    Answer,
    Citation,
    Document,
    Hit,
    Place,
    Refusal,
    RefusalKind,
    Statement,
)

Documents = Mapping[str, Document]

_WHOLE = '<button type="button" class="quiet whole">Read the whole document</button>'


@dataclass(frozen=True, slots=True)
class Marks:
    """Words to mark in the statements of one of several answers.

    Attributes:
        agreeing: What all of the answers say.
        differing: What only some of them say.
    """

    agreeing: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def answer_html(
    answer: Answer,
    documents: Documents,
    marks: Marks | None = None,
    near: str = "near-",
    refusals: Mapping[RefusalKind, str] = REFUSALS,
) -> str:
    """Returns the whole answer: refusal or doubt if any, statements, notes, sources, evidence.

    Args:
        answer: The answer.
        documents: Id to document, all that there are.
        marks: What to mark in it where it stands beside others.
        near: What the keys of a refusal's nearest passages begin with; they are unique in a turn.
        refusals: What stands over each kind of refusal.
    """
    cited = {citation.number: citation for citation in answer.citations}
    parts = [f'<p class="reply">{escape(answer.reply)}</p>'] if answer.reply else []
    if answer.refusal:
        said = bool(answer.statements)
        parts.append(refusal_html(answer.refusal, documents, near, said=said, headings=refusals))
        lead_in = LEAD_INS.get(answer.refusal.kind) if answer.statements else None
        parts += [f'<p class="lead-in">{lead_in}</p>'] if lead_in else []
    notes = [(note.startswith(CAUTIONS), _note_html(note, cited)) for note in answer.notes]
    parts += [f'<p class="doubt" dir="auto">{note}</p>' for first, note in notes if first]
    parts += [statement_html(said, cited, documents, marks) for said in answer.statements]
    parts += [f'<p class="note" dir="auto">{note}</p>' for first, note in notes if not first]
    if answer.citations:
        parts.append(sources_html(answer.citations, documents))
        parts += [evidence_template(citation, documents) for citation in answer.citations]
    return "\n".join(parts)


def statement_html(
    statement: Statement,
    citations: Mapping[int, Citation],
    documents: Documents,
    marks: Marks | None = None,
) -> str:
    """Returns one sentence with its marks, its speaker where foreign, and the gate's findings."""
    used = [citations[n] for n in statement.citations if n in citations]
    buttons = "".join(_mark_html(citation) for citation in used)
    document = documents.get(used[0].document_id) if used else None
    foreign = document is not None and statement.speaker != document.speaker
    speaker = untold_speaker(statement, used[0].title) if foreign else ""
    said_by = f'<span class="speaker">{isolate(speaker)}</span>' if speaker else ""
    findings = "".join(
        f'<span class="finding">Not confirmed by its source: {isolate(finding)}</span>'
        for finding in statement.findings
    )
    kind = "written" if statement.written else "quoted"
    return (
        f'<p class="statement {kind}" dir="auto"><span class="said">'
        f"{_marked(statement.text, marks or Marks())}</span>"
        f'<span class="marks">{buttons}</span>{said_by}{findings}</p>'
    )


def refusal_html(
    refusal: Refusal,
    documents: Documents,
    near: str = "near-",
    *,
    said: bool = False,
    headings: Mapping[RefusalKind, str] = REFUSALS,
) -> str:
    """Returns the refusal: what kind, why, what was searched, and the nearest passages to open.

    The passages are folded where something is `said` with it, which cites the best of them.
    """
    nearest = ""
    if refusal.nearest:
        keyed = [(f"{near}{rank}", hit) for rank, hit in enumerate(refusal.nearest, 1)]
        items = "".join(f"<li>{_hit_button(key, hit)}</li>" for key, hit in keyed)
        templates = "".join(hit_template(key, hit, documents) for key, hit in keyed)
        listed = f"<ul class='nearest'>{items}</ul>"
        if said:
            nearest = f"<details><summary>Passages near the question</summary>{listed}</details>"
        else:
            label = "Nearest passages, of which none seems to answer"
            nearest = f"<p class='nearest-label'>{label}</p>{listed}"
        nearest += templates
    return (
        f'<section class="refusal" data-kind="{escape(refusal.kind)}">'
        f'<h3>{escape(headings[refusal.kind])}</h3><p class="why" dir="auto">'
        f'{escape(refusal.message)}</p><p class="searched">Searched: {isolate(refusal.searched)}'
        f"</p>{nearest}</section>"
    )


def error_html(message: str) -> str:
    """Returns the one line that says what went wrong."""
    said = isolate(sentence_words(message))
    return f'<p class="error" role="alert"><strong>No answer.</strong> {said}</p>'


def evidence_template(citation: Citation, documents: Documents) -> str:
    """Returns the evidence of `citation` and its hover card, inert until opened."""
    document = documents.get(citation.document_id)
    key = str(citation.number)
    card = (
        f'<template data-card="{key}"><q dir="auto">{escape(citation.quote)}</q>'
        f"{_place_lines(citation)}</template>"
    )
    if document is None:
        return card + _template(key, _gone_html(citation))
    warning = "" if document.sha256 == citation.sha256 else _changed_html()
    shown = evidence_html(
        document,
        citation.start,
        citation.end,
        page=page_words(citation.page, citation.page_label),
        speaker=citation.speaker.beside(citation.title),
        copies=citation.copies,
        warning=warning,
    )
    return card + _template(key, shown)


def hit_template(key: str, hit: Hit, documents: Documents) -> str:
    """Returns the passage that `hit` found, in its document, inert until opened."""
    document = documents.get(hit.passage.document_id)
    if document is None:
        return ""
    passage = hit.passage
    page = page_words(hit.page, hit.page_label)
    return _template(
        key, evidence_html(document, passage.start, passage.end, page=page, copies=hit.copies)
    )


def evidence_html(
    document: Document,
    start: int,
    end: int,
    *,
    page: str = "",
    speaker: str = "",
    copies: Iterable[Place] = (),
    warning: str = "",
    whole: bool = False,
) -> str:
    """Returns what the evidence pane shows: the document's particulars, then its text, marked.

    Args:
        document: The document to show.
        start: Where the mark starts, in the document's text.
        end: Where it ends; at `start` where nothing is marked.
        page: The page in words, "" where not known.
        speaker: Who asserts what is marked, "" to leave it out.
        copies: Other places where the same text stands.
        warning: Markup to stand above the text.
        whole: The whole document instead of the surroundings of what is marked.
    """
    problems = "".join(
        f'<p class="warning">{isolate(problem.detail)}</p>'
        for problem in document.problems
        if problem.page is None or problem.page == _page_number(document, start)
    )
    sheet = _sheet_place(document, start)
    text = (document_html if whole else passage_html)(document, start, end)
    more = "" if whole else _WHOLE
    return (
        f'<div class="evidence" data-document="{escape(document.id)}" data-start="{start}" '
        f'data-end="{end}"><header>{_head_html(document, start, page, speaker, copies)}</header>'
        f'{warning}{problems}{sheet}<div class="text">{text}</div>{more}</div>'
    )


def _head_html(
    document: Document, start: int, page: str, speaker: str, copies: Iterable[Place]
) -> str:
    source = source_words(document)
    rows = [f'<h2 class="title">{link(document.url, document.title)}</h2>']
    rows += [f'<p class="source">{isolate(source)}</p>'] if source else []
    names = (document.title, *document.title.split(": "), document.author, document.publisher)
    told = {name.casefold() for name in names if name}
    headings = (text for text in headings_at(document, start) if text.casefold() not in told)
    where = " › ".join((*headings, *([page] if page else [])))
    rows += [f'<p class="where">{isolate(where)}</p>'] if where else []
    rows += [f'<p class="who">Said by {isolate(speaker)}</p>'] if speaker else []
    for copy in copies:
        place = ", ".join(
            part for part in (copy.title, page_words(copy.page, copy.page_label)) if part
        )
        rows.append(f'<p class="copy">Also in {isolate(place)}</p>')
    return "".join(rows)


def _sheet_place(document: Document, start: int) -> str:
    """Returns where the picture of the page will stand, for a PDF."""
    number = _page_number(document, start)
    if document.format != "pdf" or number is None:
        return ""
    return f'<figure class="sheet" data-page="{number}"></figure>'


def _page_number(document: Document, offset: int) -> int | None:
    page = document.page_at(offset)
    return page.number if page else None


def _marked(text: str, marks: Marks) -> str:
    """Returns the text with whole words and numbers marked, the longest that fit first."""
    kinds = {word: "agrees" for word in marks.agreeing} | {
        word: "differs" for word in marks.differing
    }
    if not kinds:
        return escape(text)
    longest_first = sorted(kinds, key=len, reverse=True)
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
    pieces = re.split(pattern, text)
    return "".join(
        f'<em class="{kinds[piece]}">{escape(piece)}</em>' if n % 2 else escape(piece)
        for n, piece in enumerate(pieces)
    )


def _mark_html(citation: Citation) -> str:
    return (
        f'<button type="button" class="mark" data-evidence="{citation.number}" '
        f'aria-label="{escape(citation_label(citation))}">{citation.number}</button>'
    )


def _note_html(note: str, citations: Mapping[int, Citation]) -> str:
    """Returns a note, in which the numbers of citations are marks."""
    pieces = re.split(r"\[(\d+)\]", note)
    return "".join(
        escape(piece)
        if n % 2 == 0
        else _mark_html(citations[int(piece)])
        if int(piece) in citations
        else f"[{piece}]"
        for n, piece in enumerate(pieces)
    )


def _place_lines(citation: Citation) -> str:
    return (
        f'<span class="title">{isolate(citation.title)}</span>'
        f'<span class="details">{isolate(place_words(citation))}</span>'
    )


def _hit_button(key: str, hit: Hit) -> str:
    page = page_words(hit.page, hit.page_label)
    heading = next((text for text in hit.passage.headings[-1:] if text != hit.title), "")
    details = " · ".join(part for part in (heading, page) if part)
    return (
        f'<button type="button" class="open" data-evidence="{key}"><span>'
        f'<span class="title">{isolate(hit.title)}</span>'
        f'<span class="details">{isolate(details)}</span>'
        f'<span class="snippet" dir="auto">{escape(hit.snippet)}</span></span></button>'
    )


def _template(key: str, inner: str) -> str:
    return f'<template data-key="{escape(key)}">{inner}</template>'


def _changed_html() -> str:
    return (
        '<p class="warning">This document has changed since the answer was given; what is marked '
        "may no longer be what was quoted.</p>"
    )


def _gone_html(citation: Citation) -> str:
    return (
        f'<div class="evidence"><header><h2 class="title">{isolate(citation.title)}</h2></header>'
        '<p class="warning">This document is no longer here. The quotation was:</p>'
        f'<div class="text"><p><mark>{escape(citation.quote)}</mark></p></div></div>'
    )
