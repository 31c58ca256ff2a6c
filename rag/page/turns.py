"""A question with its answer, or with several side by side, as the browser keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from rag.page.wording import MODES
from rag.records import Answer, Document

_MARK = re.compile(r"\[(\d+)\]")

ColumnKind = Literal["document", "speaker", "mode"]


@dataclass(frozen=True, slots=True)
class Column:
    """One of several answers to a question.

    Attributes:
        kind: What tells it from the others; None where it stands alone.
        name: The id of the document, the name of the speaker, or the mode.
        answer: None while it is still being written.
    """

    kind: ColumnKind | None
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
        if kind not in get_args(ColumnKind):
            raise ValueError(f"not a saved comparison: columns by {kind!r}")
        return cls(kind, name, Answer.from_dict(answer))

    def title(self, documents: Mapping[str, Document]) -> str:
        """Returns what stands over it; "" where it stands alone."""
        if self.kind == "document":
            document = documents.get(self.name)
            cited = self.answer.citations[:1] if self.answer else ()
            return document.title if document else next((c.title for c in cited), self.name)
        if self.kind != "mode":
            return self.name
        # A model that fails gives the answer in quotations, whatever was asked for.
        mode = self.answer.mode if self.answer else self.name
        return MODES.get(mode, mode)

    @property
    def mode_words(self) -> str:
        """Says what the answer is worded by, where no title says so; "" where nothing is said."""
        if self.kind in (None, "mode") or self.answer is None or not self.answer.statements:
            return ""
        return MODES[self.answer.mode]

    def heading(self, documents: Mapping[str, Document]) -> str:
        """Returns the title, and that a model worded what stands below where it did."""
        words = self.mode_words
        title = self.title(documents)
        return f"{title} · {words}" if words and words != MODES["quote"] else title


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was answered, in one column or more."""

    question: str
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """Returns the turn of one answer by itself."""
        return cls(answer.question, (Column(None, "", answer),))

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Turn:
        """Reads a saved answer, or {question, columns}.

        Raises:
            ValueError: If it is neither.
        """
        if "columns" not in saved:
            return cls.of(Answer.from_dict(saved))
        columns = tuple(Column.from_dict(column) for column in saved["columns"])
        return cls(str(saved.get("question", "")), columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells each column from the others: its name, numbered where another has it too."""
        names = [column.name for column in self.columns]
        return tuple(
            name if names.count(name) == 1 else f"{name} {n}"
            for n, name in enumerate(names, start=1)
        )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that there are already."""
        return tuple(column.answer for column in self.columns if column.answer)

    def numbered(self) -> Turn:
        """Returns it with citations numbered through all columns: a number means one place."""
        if len(self.columns) == 1:
            return self
        columns, first = [], 1
        for column in self.columns:
            answer = column.answer and _numbered_from(first, column.answer)
            columns.append(replace(column, answer=answer))
            first += len(answer.citations) if answer else 0
        return replace(self, columns=tuple(columns))


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
        notes=tuple(_MARK.sub(lambda mark: _renamed(mark, numbers), note) for note in answer.notes),
    )


def _renamed(mark: re.Match[str], numbers: Mapping[int, int]) -> str:
    return f"[{numbers.get(int(mark[1]), mark[1])}]"
