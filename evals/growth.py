"""Turns saved answers and readers' judgements into gold items, so that a set grows with use.

A saved answer is what `python -m rag ask … --json` prints; judgements are kept by the chat page in
`feedback.sqlite` (see `rag.feedback`). What was found right becomes an item that expects the same
sentences, or the same refusal; what should have been refused becomes a question to be refused; what
was wrong needs `--quote` to name the sentence that answers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import gold
from evals.records import REFUSED_TYPES, GoldItem, Quote
from rag.feedback import Feedback, kept
from rag.records import Answer

_SQLITE = b"SQLite format 3\x00"
QUOTE_WORDS = 12
ID_DIGITS = 10


def load_answer(path: Path) -> Answer:
    """Reads a saved answer.

    Raises:
        GoldError: If the file is none.
    """
    try:
        return Answer.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError) as error:
        raise gold.GoldError(f"{path} is no saved answer and no feedback: {error}") from None


def load_feedback(path: Path, wanted: int | None = None) -> tuple[Feedback, ...] | None:
    """Reads the judgements of a file, or the one with an id; None where it is no SQLite file.

    Raises:
        GoldError: If there is none of that id.
        StoreError: If the file is damaged.
    """
    if not path.is_file() or path.read_bytes()[: len(_SQLITE)] != _SQLITE:
        return None
    found = tuple(item for item in kept(path) if wanted in (None, item.id))
    if not found and wanted is not None:
        raise gold.GoldError(f"{path} has no judgement {wanted}")
    return found


def kind_of(feedback: Feedback, kind: str) -> str:
    """Returns the type of the gold item: one to be refused where the reader wanted that."""
    refusal = feedback.answer.refusal
    if kind in REFUSED_TYPES:
        return kind
    if feedback.verdict == "should_have_refused":
        return "near"
    if feedback.verdict == "right" and refusal is not None:
        return refusal.kind if refusal.kind in REFUSED_TYPES else "absent"
    return kind


def make_item(
    answer: Answer,
    *,
    right: bool,
    kind: str,
    quotes: Sequence[Quote] = (),
    values: Sequence[str] = (),
    history: Sequence[tuple[str, str]] = (),
) -> GoldItem:
    """Returns the gold item that an answer, found right or wrong, gives rise to.

    Args:
        answer: As given by the program.
        right: Whether the person found it right.
        kind: A question type, such as "fact" or "near".
        quotes: Phrases of the sentences that answer; those cited where not given.
        values: What a right answer must contain.
        history: Earlier questions with their answers, oldest first.

    Raises:
        GoldError: If the question should be answered but nothing says where.
    """
    refused = kind in REFUSED_TYPES
    evidence = [(quote,) for quote in quotes]
    if not evidence and right and not refused:
        evidence = [(quote,) for quote in _cited(answer)]
    if not evidence and not refused:
        raise gold.GoldError(
            f"{answer.question!r}: nothing says where it is answered; give --quote, or --type near"
        )
    digest = hashlib.sha256(json.dumps([answer.question, [*history]]).encode()).hexdigest()
    return GoldItem(
        id=f"{kind.replace('_', '-')}-{digest[:ID_DIGITS]}",
        question=answer.question,
        type=kind,
        answerable=not refused,
        evidence=tuple(evidence),
        values=tuple((value,) for value in values),
        history=tuple(history),
    )


def append_item(path: Path, item: GoldItem) -> None:
    """Writes the item at the end of a set, which is made where it is missing.

    Raises:
        GoldError: If the set has an item of this id, or one that asks the same, already.
    """
    if path.exists():
        for known in (*gold.load(path), *gold.load_held_out(path)):
            if known.id == item.id or _asked(known) == _asked(item):
                raise gold.GoldError(f"{path} has this question already, as {known.id}")
    path.parent.mkdir(parents=True, exist_ok=True)
    line: Mapping[str, Any] = gold.to_dict(item)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _asked(item: GoldItem) -> tuple[str, tuple[tuple[str, str], ...]]:
    return item.question, item.history


def _cited(answer: Answer) -> list[Quote]:
    used = {n for statement in answer.statements for n in statement.citations}
    return [
        Quote(c.document_id, " ".join(c.quote.split()[:QUOTE_WORDS]), c.page)
        for c in answer.citations
        if c.number in used
    ]
