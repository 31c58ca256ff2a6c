"""Answers side by side: of several documents or speakers, or quoted and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.page.escaping import isolate
from rag.page.markup import Documents, Marks, answer_html
from rag.page.turns import Column, ColumnKind, Turn
from rag.page.wording import OF_ONE_DOCUMENT, OF_ONE_SPEAKER, REFUSALS, source_words
from rag.records import Comparison, RefusalKind

_REFUSALS: Mapping[ColumnKind | None, Mapping[RefusalKind, str]] = {
    "document": OF_ONE_DOCUMENT,
    "speaker": OF_ONE_SPEAKER,
}
WAITING = '<p class="note">Being written.</p>'


def columns_html(turn: Turn, documents: Documents, comparison: Comparison | None = None) -> str:
    """Returns the answers beside one another, what they share and differ in marked."""
    parts = []
    for n, (key, column) in enumerate(
        zip(turn.keys, turn.numbered().columns, strict=True), start=1
    ):
        marks, refusals = _marks(comparison, key), _REFUSALS.get(column.kind, REFUSALS)
        body = (
            answer_html(column.answer, documents, marks, f"near-{n}-", refusals)
            if column.answer
            else WAITING
        )
        parts.append(
            f'<section class="side" data-kind="{column.kind}">'
            f"{_head_html(column, documents)}{body}{_only_here_html(comparison, key)}</section>"
        )
    shared = ""
    if comparison and comparison.agreeing:
        shared = f'<p class="shared">In all: {_listed(comparison.agreeing, "agrees")}</p>'
    return (
        f'<div class="sides" data-count="{len(parts)}" role="group" aria-label="Side by side">'
        f"{''.join(parts)}</div>{shared}"
    )


def _head_html(column: Column, documents: Documents) -> str:
    document = documents.get(column.name) if column.kind == "document" else None
    source = f'<p class="source">{isolate(source_words(document))}</p>' if document else ""
    mode = f'<p class="source mode">{column.mode_words}</p>' if column.mode_words else ""
    return f"<header><h3>{isolate(column.title(documents))}</h3>{source}{mode}</header>"


def _marks(comparison: Comparison | None, key: str) -> Marks:
    if comparison is None:
        return Marks()
    return Marks(comparison.agreeing, comparison.differing.get(key, ()))


def _only_here_html(comparison: Comparison | None, key: str) -> str:
    found = comparison.differing.get(key, ()) if comparison else ()
    return f'<p class="only">Only here: {_listed(found, "differs")}</p>' if found else ""


def _listed(words: Sequence[str], kind: str) -> str:
    return ", ".join(f'<em class="{kind}">{isolate(word)}</em>' for word in words)
