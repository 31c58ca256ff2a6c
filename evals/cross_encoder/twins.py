"""Sentences and their twins, alike but for one thing, with questions: for the cross-encoder.

`twins.jsonl` has a group a line: its `document`; the `sentence` of it whose place all of them take,
as its digest and the words with which it begins; the `versions` of it, each as the pieces that make
it up, where "3:9" stands for words 3 to 8 of the sentence itself and all else for itself; the
`questions`; and `yes`, the pairs of a question and a version that tells what it asks. No other pair
of the group does. A language model wrote them: a version has the figure, name, reason or list that
a question asks for, its twin only mentions it, or has that of another body, year or group; each
answers some question and fails another, so that neither wording nor style gives the answer away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from evals.cross_encoder.judged import Mark
from evals.cross_encoder.questions import load_by_document

TWINS = Path(__file__).parent / "twins.jsonl"

LEFT_OUT = 12
"""Of so many documents the twins of one are left out of the training, by a hash of its name."""

_KEPT = re.compile(r"(\d+):(\d+)")

Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Versions of a sentence, and what they answer.

    Attributes:
        sentence: The sentence of the document.
        versions: What each is made of.
        yes: Pairs of the places of a question and of a version that answers it.
    """

    document: str
    sentence: Mark
    versions: tuple[Pieces, ...]
    questions: tuple[str, ...]
    yes: frozenset[tuple[int, int]]

    def pairs(self, sentence: str) -> Sequence[tuple[str, str, bool, bool]]:
        """Returns question, version, whether it answers, and whether any version does.

        Args:
            sentence: The sentence itself.
        """
        texts = [put_together(pieces, sentence) for pieces in self.versions]
        answered = {question for question, _ in self.yes}
        places = product(range(len(self.questions)), range(len(texts)))
        return [
            (self.questions[one], texts[other], (one, other) in self.yes, one in answered)
            for one, other in places
        ]


def put_together(pieces: Pieces, sentence: str) -> str:
    """Returns a version of a sentence: ("0:2", "in Kent") of "It rains now": "It rains in Kent"."""
    words = sentence.split()
    told: list[str] = []
    for piece in pieces:
        kept = _KEPT.fullmatch(piece)
        told += words[int(kept[1]) : int(kept[2])] if kept else [piece]
    return " ".join(told)


def is_left_out(document: str) -> bool:
    """Whether the twins of a document are never trained on."""
    return int(hashlib.sha256(f"tw{document}".encode()).hexdigest(), 16) % LEFT_OUT == 0


def load_twins(path: Path = TWINS) -> Mapping[str, list[Twins]]:
    """Reads the groups, by document.

    Raises:
        QuestionsError: If it cannot be read as such a list.
    """
    return load_by_document(path, _twins, "twins")


def _twins(row: dict[str, Any]) -> Twins:
    return Twins(
        document=row["document"],
        sentence=Mark(*row["sentence"].split(" ", 1)),
        versions=tuple(map(tuple, row["versions"])),
        questions=tuple(row["questions"]),
        yes=frozenset((int(one), int(other)) for one, other in row["yes"]),
    )
