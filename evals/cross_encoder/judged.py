"""Questions of which several sentences of a document were judged, for the cross-encoder's training.

`judged.jsonl` has a question a line: its `document`, the sentences that answer it or one of its
parts (`yes`; none for one in five) and those of the same matter that only look as if they did
(`no`), each as its digest and the words with which it begins. A language model wrote and judged
them, on the reports and texts of `evals.cross_encoder.questions` that are trained on: in the same
styles whether they are answered or not, a third in everyday words, and where it could with one
sentence as the answer of one question and the near miss of another. 3,464 are about 64 texts of
sixteen other kinds: letters, mail, contracts, rules, minutes, transcripts, manuals, logs,
decisions, memos, leaflets, reviews, accounts in the first person, speeches, policies and reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cross_encoder.questions import load_by_document

JUDGED = Path(__file__).parent / "judged.jsonl"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of a document.

    Attributes:
        letters: As `evals.reading.chosen.digest` has it.
        begins: Its first words.
    """

    letters: str
    begins: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the sentences that answer it, and some that do not."""

    document: str
    question: str
    yes: tuple[Mark, ...]
    no: tuple[Mark, ...]


def load_judged(path: Path = JUDGED) -> Mapping[str, list[Judged]]:
    """Reads the questions, by document.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    return load_by_document(path, _judged, "judged questions")


def _judged(row: dict[str, Any]) -> Judged:
    return Judged(row["document"], row["question"], marks(row["yes"]), marks(row["no"]))


def marks(told: list[str]) -> tuple[Mark, ...]:
    """Returns sentences as a list tells them: the digest and the first words of each."""
    return tuple(Mark(*each.split(" ", 1)) for each in told)
