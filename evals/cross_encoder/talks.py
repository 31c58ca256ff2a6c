"""Talks about one document each: what the large cross-encoder learns follow-ups from.

`talks.jsonl` has a talk a line: its `document`, one of `evals.cross_encoder.questions`, and its
`turns`: what was asked and the sentences that answer it, the best first, each as its digest and the
words with which it begins; none for one turn in seven. A language model wrote them, each after
reading the document: a first question that says what it is about, then what people in a hurry ask
next. They lean on the question, on the answer, on a turn further back, or change the subject. Of
reports, other sentences that the program finds were judged, too: those that answer stand with the
others, and third in a turn those of which one can think either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cross_encoder.judged import Mark, marks
from evals.cross_encoder.questions import load_by_document

TALKS = Path(__file__).parent / "talks.jsonl"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question.

    Attributes:
        answered: The sentences that answer it, the best first.
        doubtful: Those of which an editor may think either way.
    """

    question: str
    answered: tuple[Mark, ...]
    doubtful: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What was asked of a document, one after the other."""

    document: str
    turns: tuple[Turn, ...]


def load_talks(path: Path = TALKS) -> Mapping[str, list[Talk]]:
    """Reads the talks, by document.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    return load_by_document(path, _talk, "talks")


def _talk(row: dict[str, Any]) -> Talk:
    turns = tuple(Turn(question, *map(marks, told)) for question, *told in row["turns"])
    return Talk(row["document"], turns)
