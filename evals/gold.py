"""Reads gold sets (one JSON object a line) and finds their evidence in the documents.

A third of every set is held out: by a hash of the id, so that it is the same third on every machine
and stays the same third as the set grows. `load` gives the other two thirds, to look at and to tune
on; `load_held_out` is for the report alone, and a test keeps it so.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import EvalsError
from evals.records import GoldItem, Quote, Span
from rag.records import Document

FOLDER = Path(__file__).parent / "gold"
HELD_OUT_SHARE = 3
# A report says its main findings in the highlights, the letter, the body and the conclusions.
MOST_PLACES = 4

_ABBREVIATION = re.compile(
    r"(?:\b(?:Rep|Sen|Mr|Mrs|Ms|Dr|Gov|No|vs|v|p|pp|Inc|Co|Jr|Sr|St|Fig|Supp|Fed|Reg|Stat|Cir|Civ)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z]|\be\.g|\bi\.e)\.$"
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])")


class GoldError(EvalsError):
    """A gold set cannot be read, or its evidence is not in the documents."""


@dataclass(frozen=True, slots=True)
class Located:
    """Evidence found in the documents: for each point, the sentences of which any one will do."""

    points: tuple[tuple[Span, ...], ...]
    pages: frozenset[tuple[str, int]]


def is_held_out(item_id: str) -> bool:
    """Returns whether the item belongs to the third that nothing is tuned on."""
    return hashlib.sha256(item_id.encode()).digest()[0] % HELD_OUT_SHARE == 0


def load(path: Path) -> tuple[GoldItem, ...]:
    """Reads the items of a set that are not held out.

    Raises:
        GoldError: If the file is missing or a line is not a gold item.
    """
    return tuple(item for item in _read(path) if not is_held_out(item.id))


def load_held_out(path: Path) -> tuple[GoldItem, ...]:
    """Reads the held-out items of a set; for the report and the check of the set alone."""
    return tuple(item for item in _read(path) if is_held_out(item.id))


def to_dict(item: GoldItem) -> dict[str, Any]:
    """Returns the item as it is written on a line of a set; empty fields are left out."""
    line: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "question": item.question,
        "answerable": item.answerable,
        "history": [list(turn) for turn in item.history],
        "evidence": [[_quote_to_dict(quote) for quote in point] for point in item.evidence],
        "values": [list(wordings) for wordings in item.values],
        "speakers": list(item.speakers),
        "refusals": list(item.refusals),
        "note": item.note,
        "alone": item.alone,
    }
    return {key: value for key, value in line.items() if value not in ([], "")}


def from_dict(line: Mapping[str, Any]) -> GoldItem:
    """Builds the item that a line of a set describes.

    Raises:
        KeyError: If the id, question, type or answerable is missing.
        TypeError: If a field has the wrong shape, or there is an unknown one.
    """
    fields = dict(line)
    evidence = tuple(
        tuple(Quote(q["document"], q["quote"], q.get("page")) for q in point)
        for point in fields.pop("evidence", ())
    )
    return GoldItem(
        id=fields.pop("id"),
        question=fields.pop("question"),
        type=fields.pop("type"),
        answerable=fields.pop("answerable"),
        evidence=evidence,
        values=tuple(tuple(wordings) for wordings in fields.pop("values", ())),
        speakers=tuple(fields.pop("speakers", ())),
        refusals=tuple(fields.pop("refusals", ())),
        history=tuple((turn[0], turn[1]) for turn in fields.pop("history", ())),
        **fields,
    )


def locate(item: GoldItem, documents: Mapping[str, Document]) -> Located:
    """Finds an item's evidence in the documents, as whole sentences.

    Raises:
        GoldError: If a document is missing, or a quote does not stand in it.
    """
    points = []
    pages: set[tuple[str, int]] = set()
    for point in item.evidence:
        spans = []
        for quote in point:
            if quote.document_id not in documents:
                raise GoldError(f"{item.id}: no document {quote.document_id!r} in this corpus")
            document = documents[quote.document_id]
            where = f"{item.id}: {quote.document_id}"
            for start, end in find_quote(document.text, quote.text, where):
                sentence = enclosing_sentence(document.text, start, end)
                spans.append(Span(quote.document_id, *sentence))
                page = document.page_at(start)
                number = quote.page or (page.number if page else None)
                if number is not None:
                    pages.add((quote.document_id, number))
        points.append(tuple(spans))
    return Located(tuple(points), frozenset(pages))


def find_quote(text: str, quote: str, where: str) -> list[tuple[int, int]]:
    """Returns the offsets of a quote, white space aside, wherever a document repeats it.

    Raises:
        GoldError: If it occurs never, or so often that it marks nothing; the message begins with
            `where`.
    """
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = [match.span() for match in re.finditer(pattern, text)]
    if not 1 <= len(found) <= MOST_PLACES:
        raise GoldError(
            f"{where}: the quote {quote!r} occurs {len(found)} times; 1 to {MOST_PLACES} will do"
        )
    return found


def enclosing_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns the offsets of the sentence or sentences around a stretch of text.

    A rule of its own, deliberately simpler than the program's, so that the gold doesn't move when
    the program splits sentences differently: ends are a full stop, question or exclamation mark
    before a capital or a digit, unless it ends an abbreviation, and empty lines.
    """
    left = max(text.rfind("\n\n", 0, start) + 2, 0) if "\n\n" in text[:start] else 0
    right = text.find("\n\n", end)
    right = len(text) if right < 0 else right
    for match in _SENTENCE_END.finditer(text, left, right):
        stop = match.end()
        if _ABBREVIATION.search(text[left : match.start() + 1]):
            continue
        if stop <= start:
            left = stop
        elif stop >= end:
            right = stop
            break
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def _quote_to_dict(quote: Quote) -> dict[str, Any]:
    line: dict[str, Any] = {"document": quote.document_id, "quote": quote.text}
    return line if quote.page is None else {**line, "page": quote.page}


def _read(path: Path) -> Iterable[GoldItem]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldError(f"gold set {path} cannot be read: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from_dict(json.loads(line))
        except (KeyError, TypeError, IndexError, json.JSONDecodeError) as error:
            raise GoldError(f"{path}, line {number}: not a gold item: {error}") from None
