"""Questions for the cross-encoder's training, and the sentences that they were written for.

`questions.jsonl` has a sentence a line, of 21 reports of the U.S. Government Accountability Office
and of the texts in `texts/`: `document`, the four words at most with which it `begins`, `letters`,
a digest of its letters and digits, the questions that it answers, and such as it only seems to
answer: of the same subject, in much the same words, of the same kinds, length and tone. A language
model wrote them: neither the sentence nor, as far as it knew after reading the document, anything
else there answers the latter (now and then another sentence does). The reports are not part of this
project, and neither are whole sentences of theirs. The texts were written for it by a language
model, too: audits, statements, rulings, statistics, research, news, company papers, encyclopedia
entries and hearings, with everything in them invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from evals.errors import EvalsError

Listed = TypeVar("Listed")

QUESTIONS = Path(__file__).parent / "questions.jsonl"
TEXTS = Path(__file__).parent / "texts"


class QuestionsError(EvalsError):
    """The list of questions is damaged, or the documents that it asks about are missing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of one sentence.

    Attributes:
        letters: As `evals.reading.chosen.digest` has it.
    """

    document: str
    begins: str
    letters: str
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]


def load_questions(path: Path = QUESTIONS) -> Mapping[str, list[Asked]]:
    """Reads the questions, by document.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    return load_by_document(path, _asked, "questions")


def _asked(row: dict[str, Any]) -> Asked:
    answered, unanswered = tuple(row["answered"]), tuple(row["unanswered"])
    return Asked(**{**row, "answered": answered, "unanswered": unanswered})


def load_by_document(
    path: Path, make: Callable[[dict[str, Any]], Listed], what: str
) -> Mapping[str, list[Listed]]:
    """Reads a list of one JSON object a line that tells its `document`, by that.

    Args:
        make: Makes a record of an object.
        what: What the list is of.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    found: dict[str, list[Listed]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["document"], []).append(make(row))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise QuestionsError(f"{path}: not a list of {what}: {error}") from None
    return found
