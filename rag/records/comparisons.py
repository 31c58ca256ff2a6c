"""The same question's answers side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from rag.records.answers import Answer


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, date or verb of an answer that is compared with the other answers.

    Attributes:
        statement: Which of the answer's statements it stands in, from 0.
        start: Where in that statement's `text`; `text[start:end]` is the thing meant.
        kind: "number", "date" or "verb".
        value: What it was compared by: "183000", "3 percent", "2012-04-11", "not closed". The same
            value is the same thing, however it is written.
        agrees: Whether every side that answers has it.
    """

    statement: int
    start: int
    end: int
    kind: Literal["number", "date", "verb"]
    value: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same question put to each of several documents or speakers.

    Attributes:
        answers: Document id, or speaker as asked for, to answer, in the order asked.
        agreeing: Numbers, dates and verbs that every answering side gives, as they are written
            there: "1,000" and "one thousand" are both here if one side has each.
        differing: Side to the numbers, dates and verbs that not all of them give, as written.
        marks: Side to all of these with their places in its statements, in order.
    """

    question: str
    answers: Mapping[str, Answer]
    agreeing: tuple[str, ...] = ()
    differing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Returns plain JSON types, each answer as `Answer.to_dict` has it."""
        answers = {name: answer.to_dict() for name, answer in self.answers.items()}
        return {**_comparisons().dump_python(self, mode="json"), "answers": answers}


@cache
def _comparisons() -> TypeAdapter[Comparison]:
    return TypeAdapter(Comparison)
