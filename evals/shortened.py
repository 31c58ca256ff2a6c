"""Do the checks of a model's words tell what a shortened sentence keeps from what it loses?

`gold/shortened.jsonl` has sentences of the bundled documents, each with sentences that a careless
summariser makes of it and that say something else, and with such as a strict editor lets stand. A
language model wrote them. The rules were made on those that are not held out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.errors import EvalsError
from evals.gold import FOLDER
from evals.intervals import estimate_mean
from rag.indexing.index import Index
from rag.records import Citation, Statement
from rag.wording.restating import check_written

SHORTENED = FOLDER / "shortened.jsonl"


class ShortenedError(EvalsError):
    """The set is damaged, or one of its sentences is not in the documents."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A sentence of a document, and what was made of it.

    Attributes:
        changed: Each with the kind of change.
        faithful: What a strict editor lets stand.
    """

    document: str
    source: str
    question: str
    changed: Mapping[str, str]
    faithful: Sequence[str]
    held_out: bool


def load_shortened(path: Path = SHORTENED) -> list[Shortened]:
    """Reads the set.

    Raises:
        ShortenedError: If a line is not of it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Shortened(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError) as error:
        raise ShortenedError(f"{path}: not a set of shortened sentences: {error}") from None


def measure_shortened(rows: Sequence[Shortened], index: Index) -> dict[str, Any]:
    """Returns what of the changed sentences is caught and of the faithful ones alarmed.

    For both parts of the set, and the changed ones that pass.

    Raises:
        ShortenedError: If a source is not a sentence of its document.
    """
    measured: dict[str, Any] = {}
    for part, held_out in (("made on", False), ("held out", True)):
        own = [row for row in rows if row.held_out is held_out]
        cited = {row.source: _cited(row, index) for row in own}
        caught = [
            (text, kind, bool(_alarms(text, row, cited[row.source])))
            for row in own
            for text, kind in row.changed.items()
        ]
        alarmed = [
            float(bool(_alarms(text, row, cited[row.source])))
            for row in own
            for text in row.faithful
        ]
        measured[part] = {
            "caught": asdict(estimate_mean([float(found) for *_, found in caught])),
            "faithful alarmed": asdict(estimate_mean(alarmed)),
            "missed": {text: kind for text, kind, found in caught if not found},
        }
    return measured


def _alarms(text: str, row: Shortened, cited: Citation) -> Sequence[str]:
    statement = Statement(text, (1,), cited.speaker, written=True)
    return check_written(statement, {1: cited}, row.question)


def _cited(row: Shortened, index: Index) -> Citation:
    """Returns the citation of the sentence that a row shortens."""
    for found in _sentences(row.document, index):
        if " ".join(found.quote.split()) == row.source:
            return found
    raise ShortenedError(f"{row.document}: has no sentence {row.source!r}")


def _sentences(name: str, index: Index) -> Iterator[Citation]:
    document = next((each for _, each in index.documents() if each.id == name), None)
    if document is None:
        raise ShortenedError(f"{name}: no such document")
    for entry in index.entries(index.rows_of(name)):
        passage = entry.passage
        for sentence in passage.sentences:
            quote = passage.text_of(sentence)
            yield Citation(
                1, name, document.sha256, document.title, document.url, None, None,
                sentence.start, sentence.end, quote, sentence.speaker,
            )  # fmt: skip
