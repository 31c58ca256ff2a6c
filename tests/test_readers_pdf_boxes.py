"""Boxes: the span of a PDF's text on its page, letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_writer import Text, lines, write_pdf

from rag.errors import ReadError
from rag.readers.pdf_boxes import span_boxes
from rag.readers.registry import read_document
from rag.records import Document

PAGES = [
    [
        *lines(
            100, 700, ["The harbour office raised its tolls and it", "told nobody of the assess-"]
        ),
        Text(100, 600, "1", 6),
    ],
    lines(
        120, 650, ["ment that it had made before, which the", "council had asked for in the year."]
    ),
]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "tolls.pdf"
    path.write_bytes(write_pdf(PAGES))
    return read_document(path, root=tmp_path)


def span(document: Document, phrase: str) -> tuple[int, int]:
    start = document.text.index(phrase)
    return start, start + len(phrase)


def test_a_word_has_one_box_around_its_letters(document: Document) -> None:
    (box,) = span_boxes(document, *span(document, "The"))
    assert (box.page, round(box.left)) == (1, 100)
    assert box.bottom < 700 < box.top < 711
    # Helvetica's "The" is 0.611 + 0.556 + 0.556 of its size wide.
    assert box.right == pytest.approx(100 + 11 * 1.723, abs=1)


def test_part_of_a_word_is_boxed_by_its_letters(document: Document) -> None:
    (whole,) = span_boxes(document, *span(document, "harbour"))
    (part,) = span_boxes(document, *span(document, "bour"))
    assert whole.left < part.left < part.right == pytest.approx(whole.right, abs=0.1)


def test_a_span_has_a_box_a_line_over_lines_and_pages(document: Document) -> None:
    boxes = span_boxes(document, *span(document, "and it told nobody of the assessment that"))
    assert [box.page for box in boxes] == [1, 1, 2]
    assert boxes[0].bottom > boxes[1].top
    assert boxes[1].left == pytest.approx(100, abs=1) and boxes[2].left == pytest.approx(120, abs=1)


def test_every_letter_of_the_text_has_a_box(document: Document) -> None:
    for at, letter in enumerate(document.text):
        assert bool(span_boxes(document, at, at + 1)) is not letter.isspace()


def test_wrong_spans_and_changed_files_are_refused(document: Document) -> None:
    with pytest.raises(ValueError, match="not within"):
        span_boxes(document, 5, len(document.text) + 1)
    Path(document.path).write_bytes(write_pdf([PAGES[0]]))
    with pytest.raises(ReadError, match="has changed"):
        span_boxes(document, 0, 3)
