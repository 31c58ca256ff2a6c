"""Answers to take away: as text, Markdown or HTML with footnotes, and a whole conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from rag.page.escaping import escape, isolate, link
from rag.page.reading import passage_html
from rag.page.turns import Turn
from rag.page.wording import (
    MODES,
    REFUSALS,
    doubt_words,
    page_words,
    source_words,
    untold_speaker,
)
from rag.records import Answer, Citation, Document, Statement

NONE: Mapping[str, Document] = MappingProxyType({})

_Parts = Sequence[tuple[str, Answer]]  # what stands over each answer, and the answer
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~])")


def copied(turn: Turn, style: str, documents: Mapping[str, Document] = NONE) -> str:
    """Returns the answer, or those side by side, with its citations as footnotes.

    Raises:
        ValueError: If the style is none of the three.
    """
    writers = {"text": _as_text, "markdown": _as_markdown, "html": _as_html}
    if style not in writers:
        raise ValueError(f"unknown style {style!r}; choose text, markdown or html")
    parts = [(column.heading(documents), column.answer) for column in turn.numbered().columns]
    return writers[style]([(title, answer) for title, answer in parts if answer])


def conversation_json(turns: Sequence[Turn]) -> str:
    """Returns the answers as JSON that `verify` takes."""
    answers = [answer.to_dict() for turn in turns for answer in turn.answers]
    return json.dumps(answers, ensure_ascii=False, indent=2)


def evidence_pack(
    conversation: Sequence[Turn],
    documents: Mapping[str, Document],
    *,
    settings: Mapping[str, str],
    made: datetime,
) -> str:
    """Returns one HTML file that needs nothing else: answers, quotations in context, documents.

    Args:
        conversation: Its turns, oldest first.
        documents: Id to document, all that were searched.
        settings: What the answers were made with, in words.
        made: When the file is written.
    """
    turns = "".join(_turn_html(turn, documents, n) for n, turn in enumerate(conversation, 1))
    rows = "".join(_document_row(document) for document in documents.values())
    particulars = {**settings, "written": made.isoformat(timespec="seconds")}
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{isolate(value)}</dd>" for name, value in particulars.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width"><title>Chiaroscuro: evidence</title>'
        f"<style>{_STYLE}</style></head><body><h1>Evidence</h1>{turns}<section><h2>Documents</h2>"
        "<table><thead><tr><th>Document</th><th>Source</th><th>SHA-256</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section><section><h2>Made with</h2><dl>{facts}</dl>"
        "</section></body></html>\n"
    )


def source_line(citation: Citation) -> str:
    """Returns what a footnote says of its source: speaker, title, page, address, doubts."""
    page = page_words(citation.page, citation.page_label)
    parts = (citation.speaker.beside(citation.title), citation.title, page, citation.url)
    return "; ".join((", ".join(part for part in parts if part), *doubt_words(citation)))


def _as_text(parts: _Parts) -> str:
    said = [
        "\n".join(filter(None, (title, answer.text, *answer.notes, _made(answer))))
        for title, answer in parts
    ]
    notes = [f"[{c.number}] “{_flat(c.quote)}” {source_line(c)}" for c in _cited(parts)]
    return "\n\n".join((*said, "\n".join(notes))).strip() + "\n"


def _as_markdown(parts: _Parts) -> str:
    blocks: list[str] = []
    for title, answer in parts:
        blocks += [f"### {_plain(title)}"] if title else []
        blocks += ["  \n".join(map(_plain, answer.reply.splitlines()))] if answer.reply else []
        blocks += [_plain(answer.refusal.message)] if answer.refusal else []
        blocks += [
            _plain(statement.text)
            + "".join(f"[^{number}]" for number in statement.citations)
            + (f" ({_plain(statement.doubt)})" if statement.doubt else "")
            for statement in answer.statements
        ]
        blocks += map(_plain, filter(None, (*answer.notes, _made(answer))))
    blocks += [
        f"[^{c.number}]: “{_plain(_flat(c.quote))}” {_plain(source_line(c))}" for c in _cited(parts)
    ]
    return "\n\n".join(blocks) + "\n"


def _as_html(parts: _Parts) -> str:
    said = (f"{_title_html(title)}{_said_html(answer, '')}" for title, answer in parts)
    return f"{''.join(said)}{_notes_html(_cited(parts), '', {})}\n"


def _turn_html(turn: Turn, documents: Mapping[str, Document], n: int) -> str:
    said = "".join(
        f"{_title_html(column.heading(documents))}{_said_html(column.answer, f'{n}-')}"
        f"{_notes_html(column.answer.citations, f'{n}-', documents)}"
        for column in turn.numbered().columns
        if column.answer
    )
    return f'<section><h2 dir="auto">{isolate(turn.question)}</h2>{said}</section>'


def _title_html(title: str) -> str:
    return f"<h3>{isolate(title)}</h3>" if title else ""


def _cited(parts: _Parts) -> list[Citation]:
    return [citation for _, answer in parts for citation in answer.citations]


def _said_html(answer: Answer, prefix: str) -> str:
    lines = map(escape, (answer.reply or "").splitlines())
    reply = f"<p>{'<br>'.join(lines)}</p>" if answer.reply else ""
    refused = ""
    if answer.refusal:
        kind, message = REFUSALS[answer.refusal.kind], answer.refusal.message
        refused = f"<p><strong>{escape(kind)}.</strong> {escape(message)} "
        refused += f"Searched: {escape(answer.refusal.searched)}.</p>"
    titles = {citation.number: citation.title for citation in answer.citations}
    said = "".join(
        f'<p dir="auto">{escape(statement.text)}{_references(statement.citations, prefix)}'
        f"{_speaker_html(statement, titles)}{_doubt_html(statement)}</p>"
        for statement in answer.statements
    )
    notes = "".join(
        f"<p><small>{isolate(note)}</small></p>"
        for note in filter(None, (*answer.notes, _made(answer)))
    )
    return reply + refused + said + notes


def _made(answer: Answer) -> str:
    """Returns what a language model did: select sentences, or word which; "" if nothing."""
    if answer.mode == "select" and answer.statements:
        return f"{MODES['select']}."
    written = sum(statement.written for statement in answer.statements)
    if not written:
        return ""
    quoted = [
        str(place)
        for place, statement in enumerate(answer.statements, start=1)
        if not statement.written
    ]
    but = f", but for the quotations (sentence {', '.join(quoted)})" if quoted else ""
    return f"{MODES['write']}{but}."


def _doubt_html(statement: Statement) -> str:
    return f"<br><small>{isolate(statement.doubt)}</small>" if statement.doubt else ""


def _speaker_html(statement: Statement, titles: Mapping[int, str]) -> str:
    """Returns who says it, where somebody is quoted and the sentence does not name them."""
    speaker = untold_speaker(statement, titles[statement.citations[0]])
    quoted = speaker and statement.speaker.quoted_by
    return f'<span class="who">— {isolate(speaker)}</span>' if quoted else ""


def _references(numbers: Iterable[int], prefix: str) -> str:
    return "".join(f'<sup><a href="#n{prefix}{n}">{n}</a></sup>' for n in numbers)


def _notes_html(
    citations: Sequence[Citation], prefix: str, documents: Mapping[str, Document]
) -> str:
    notes = "".join(
        f'<li id="n{prefix}{c.number}" value="{c.number}"><q dir="auto">{escape(c.quote)}</q> '
        f"{_source_html(c)}{_context_html(c, documents)}</li>"
        for c in citations
    )
    return f"<ol>{notes}</ol>" if notes else ""


def _source_html(citation: Citation) -> str:
    page = page_words(citation.page, citation.page_label)
    title = link(citation.url, citation.title)
    doubts = "".join(f"; {isolate(words)}" for words in doubt_words(citation))
    speaker = citation.speaker.beside(citation.title)
    place = ", ".join(filter(None, (speaker and isolate(speaker), title, escape(page))))
    return f"{place}{doubts}"


def _context_html(citation: Citation, documents: Mapping[str, Document]) -> str:
    """Returns the text around the quotation; nothing where the document is another now."""
    document = documents.get(citation.document_id)
    if document is None or document.sha256 != citation.sha256:
        return ""
    text = passage_html(document, citation.start, citation.end, around=600)
    return f'<div class="context">{text}</div>'


def _document_row(document: Document) -> str:
    return (
        f"<tr><td>{link(document.url, document.title)}</td>"
        f"<td>{isolate(source_words(document))}</td><td><code>{escape(document.sha256)}</code></td>"
        "</tr>"
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Returns text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


_STYLE = """
a { color: inherit; text-decoration-color: #b9b1a2; text-underline-offset: .18em; }
sup { line-height: 0; font-size: .6875rem; } sup a { padding: 0 .2em; color: #85480a;
  font-weight: 600; text-decoration: none; }
.who { display: block; color: #5d584f; font-size: .875rem; }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; font: 1.0625rem/1.6 Georgia, serif;
  color: #1c1a17; background: #fff; }
h1, h2, h3 { font-weight: 400; line-height: 1.3; }
small { color: #5d584f; } section { margin-top: 2.5rem; }
q { quotes: none; } li, dd, td, th { font-size: .9375rem; } li { margin-top: .8rem; }
mark { background: #ffdf8a; } .context { margin: .4rem 0 0 1rem; color: #5d584f; }
.context * { font-size: .875rem; font-weight: 400; margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; }
td, th { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #dad5cb; text-align: start;
  vertical-align: top; } code { font-size: .6875rem; word-break: break-all; }
.page-turn::before { content: attr(data-page); font-size: .75rem; }
@media print { body { margin: 0; } }
"""
