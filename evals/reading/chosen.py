"""Sentences chosen by hand from the pages of PDFs, and whether reading finds them as printed.

`evals/gold/reading.jsonl` has one a line: `document`, `page` (of the file, from 1), `label` (as
printed, null where nothing is), `place` (text, footnote, table, …), how it `begins` and `ends`,
four words each at most, and `letters`, a digest of all its letters and digits as they are printed.
The reports are not part of this project, and neither are whole sentences of theirs.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.errors import EvalsError
from evals.gold import FOLDER
from evals.reading.page import Cover, cover
from rag.language.sentences import Span, split_sentences
from rag.readers.pdf_boxes import Box, span_boxes
from rag.records import Document

CHOSEN = FOLDER / "reading.jsonl"
DIGITS = 16
FIRST_MARK = re.compile(r"(?:[•–]|\d{1,3}|[a-z]|\d{1,2}\.)\s+")
"""What stands before a list's item or a note and is no part of its sentence."""

CELL = re.compile(r"(?! )[^;]+(?=; |$)")
LEAST_COVERED = 0.99
LEAST_PURE = 0.95
"""Shares of ink. Lines closer to each other than their type is high reach into each other's boxes:
on one slide that is 3.5 %."""


class ChosenError(EvalsError):
    """The list of sentences cannot be read, or names a document that is not there."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence as it is printed."""

    document: str
    page: int
    label: str | None
    place: str
    begins: str
    ends: str
    letters: str


@dataclass(frozen=True, slots=True)
class Found:
    """What reading made of a sentence.

    Attributes:
        whole: Whether a sentence, a row of a table or a cell has just its letters.
        placed: Whether it begins on its page, under the printed label.
        boxed: Whether its boxes cover its letters on the page, all of them and nothing else.
        boxes: Where it stands.
        cover: How well the boxes do that; None where there are none.
        fault: What is wrong, in words; empty where nothing is.
    """

    chosen: Chosen
    whole: bool = False
    placed: bool = False
    boxed: bool = False
    boxes: tuple[Box, ...] = ()
    cover: Cover | None = None
    fault: str = ""

    @property
    def right(self) -> bool:
        return self.whole and self.placed and self.boxed


def read_chosen(path: Path = CHOSEN) -> tuple[Chosen, ...]:
    """Reads the list.

    Raises:
        ChosenError: If a line is not such a sentence.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(Chosen(**json.loads(line)) for line in lines if line.strip())
    except (OSError, TypeError, ValueError) as error:
        raise ChosenError(f"{path}: not a list of sentences: {error}") from None


def letters_of(text: str) -> str:
    """Returns the letters and digits of a text, ligatures taken apart."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def digest(text: str) -> str:
    """Returns the digest of a text's letters."""
    return hashlib.sha256(letters_of(text).encode()).hexdigest()[:DIGITS]


def look_up(chosen: Sequence[Chosen], document: Document) -> Iterator[Found]:
    """Yields what reading made of each of a document's sentences."""
    spans = split_sentences(document.text, document.blocks)
    for one in chosen:
        yield _look_up(one, document, spans)


def _look_up(chosen: Chosen, document: Document, spans: Sequence[Span]) -> Found:
    candidates = [
        place
        for span in spans
        for place in _places(document.text, span)
        if document.text.startswith(chosen.begins, place[0])
    ]
    same = [place for place in candidates if digest(document.text[slice(*place)]) == chosen.letters]
    if not same:
        return Found(chosen, fault=_why_not_whole(chosen, document, candidates))
    on_page = [place for place in same if _placed(chosen, document, place[0])]
    start, end = (on_page or same)[0]
    boxes = span_boxes(document, start, end)
    covered = cover(Path(document.path), boxes, letters_of(_drawn(document, start, end)))
    boxed = covered.exact and covered.covered >= LEAST_COVERED and covered.pure >= LEAST_PURE
    faults = []
    if not on_page:
        faults.append(f"on {document.page_at(start)}")
    if not boxed:
        faults.append(str(covered))
    return Found(chosen, True, bool(on_page), boxed, boxes, covered, "; ".join(faults))


def _places(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yields a sentence with the mark before it and without, and each cell of a row."""
    yield span.start, span.end
    mark = FIRST_MARK.match(text, span.start, span.end)
    if mark:
        yield mark.end(), span.end
    if span.kind == "row":
        for cell in CELL.finditer(text, span.start, span.end):
            yield cell.span()


def _placed(chosen: Chosen, document: Document, start: int) -> bool:
    page = document.page_at(start)
    return page is not None and (page.number, page.label) == (chosen.page, chosen.label)


def _drawn(document: Document, start: int, end: int) -> str:
    """Returns what of a sentence is printed: of a row, its cells without their headers."""
    text = document.text[start:end]
    if not any(
        block.kind == "row" and block.start <= start < block.end for block in document.blocks
    ):
        return text
    return "".join(cell.split(": ", 1)[-1] for cell in text.split("; "))


def _why_not_whole(
    chosen: Chosen, document: Document, candidates: Sequence[tuple[int, int]]
) -> str:
    if candidates:
        shown = (document.text[slice(*place)] for place in candidates)
        return "other letters: " + " | ".join(f"…{text[-40:]}" for text in shown)
    at = document.text.find(chosen.begins)
    return "not in the text" if at < 0 else f"cut or joined: …{document.text[max(at - 20, 0) : at]}"
