"""Answers side by side: of several documents or speakers, or quoted and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from rag.page.escaping import isolate
from rag.page.markup import Documents, Marks, answer_html
from rag.page.wording import MODES, OF_ONE_DOCUMENT, OF_ONE_SPEAKER, REFUSALS, source_words
from rag.records import Answer, Comparison

ColumnKind = Literal["document", "speaker", "mode"]
_REFUSALS = {"document": OF_ONE_DOCUMENT, "speaker": OF_ONE_SPEAKER}
WAITING = '<p class="note">Being written.</p>'


@dataclass(frozen=True, slots=True)
class Column:
    """One of several answers to a question.

    Attributes:
        kind: What tells it from the others.
        name: The id of the document, the name of the speaker, or the mode.
        answer: None while it is still being written.
    """

    kind: ColumnKind
    name: str
    answer: Answer | None

    def to_dict(self) -> dict[str, Any]:
        """Returns plain JSON types; `from_dict` gives the same column back."""
        answer = self.answer.to_dict() if self.answer else None
        return {"kind": self.kind, "name": self.name, "answer": answer}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Column:
        """Builds the column that `to_dict` described.

        Raises:
            ValueError: If it is not one.
        """
        try:
            kind, name, answer = data["kind"], str(data["name"]), data["answer"]
        except (KeyError, TypeError):
            raise ValueError("not a saved comparison") from None
        if kind not in ("document", "speaker", "mode"):
            raise ValueError(f"not a saved comparison: columns by {kind!r}")
        return cls(kind, name, Answer.from_dict(answer))


def columns_html(
    columns: Sequence[Column], documents: Documents, comparison: Comparison | None = None
) -> str:
    """Returns the answers beside one another, what they share and differ in marked.

    Citations are numbered through all columns, so that a number means one place on the page.
    """
    parts = []
    first = 1
    for n, column in enumerate(columns, start=1):
        answer = column.answer and _numbered_from(first, column.answer)
        body = (
            answer_html(
                answer,
                documents,
                _marks(comparison, column),
                f"near-{n}-",
                _REFUSALS.get(column.kind, REFUSALS),
            )
            if answer
            else WAITING
        )
        first += len(answer.citations) if answer else 0
        parts.append(
            f'<section class="side" data-kind="{column.kind}">'
            f"{_head_html(column, documents)}{body}{_only_here_html(comparison, column)}</section>"
        )
    shared = ""
    if comparison and comparison.agreeing:
        shared = f'<p class="shared">In all: {_listed(comparison.agreeing, "agrees")}</p>'
    return (
        f'<div class="sides" data-count="{len(columns)}" role="group" aria-label="Side by side">'
        f"{''.join(parts)}</div>{shared}"
    )


def _head_html(column: Column, documents: Documents) -> str:
    document = documents.get(column.name) if column.kind == "document" else None
    title = document.title if document else column.name
    title = MODES.get(column.name, column.name) if column.kind == "mode" else title
    source = f'<p class="source">{isolate(source_words(document))}</p>' if document else ""
    return f"<header><h3>{isolate(title)}</h3>{source}</header>"


def _marks(comparison: Comparison | None, column: Column) -> Marks:
    if comparison is None:
        return Marks()
    return Marks(comparison.agreeing, comparison.differing.get(column.name, ()))


def _only_here_html(comparison: Comparison | None, column: Column) -> str:
    found = comparison.differing.get(column.name, ()) if comparison else ()
    return f'<p class="only">Only here: {_listed(found, "differs")}</p>' if found else ""


def _listed(words: Sequence[str], kind: str) -> str:
    return ", ".join(f'<em class="{kind}">{isolate(word)}</em>' for word in words)


def _numbered_from(first: int, answer: Answer) -> Answer:
    """Returns the answer with its citations numbered from `first`."""
    numbers = {citation.number: n for n, citation in enumerate(answer.citations, start=first)}
    return replace(
        answer,
        citations=tuple(
            replace(citation, number=numbers[citation.number]) for citation in answer.citations
        ),
        statements=tuple(
            replace(said, citations=tuple(numbers[n] for n in said.citations if n in numbers))
            for said in answer.statements
        ),
    )
