"""PDFium is called by one thread at a time, and by others in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from pdf_writer import lines, write_pdf
from pypdfium2 import PdfDocument

from rag.readers import pdf
from rag.readers.pdf import read_pdf
from rag.readers.pdf_image import render_page
from rag.readers.pdf_sheet import Sheet, read_sheet
from rag.readers.pdfium import PDFIUM

TEXT = ["The harbour office reviewed its tolls in three", "stages between spring and autumn."]


def test_pages_are_drawn_while_files_are_read(tmp_path: Path) -> None:
    data = write_pdf([lines(72, 400, TEXT)] * 12)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    digest = sha256(data).hexdigest()
    whole = read_pdf(data, "a.pdf").text

    def draw(number: int) -> int:
        page = 1 + number % 12
        return len(render_page(path, page, expected_sha256=digest, marked="harbour").boxes)

    with ThreadPoolExecutor(6) as pool:
        readings = [pool.submit(read_pdf, data, "a.pdf") for _ in range(6)]
        drawings = [pool.submit(draw, number) for number in range(24)]
    assert {reading.result().text for reading in readings} == {whole}
    assert [drawing.result() for drawing in drawings] == [1] * 24


def test_a_page_is_read_under_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []

    def spy(document: PdfDocument, number: int) -> Sheet:
        held.append(PDFIUM._is_owned())  # type: ignore[attr-defined]
        return read_sheet(document, number)

    monkeypatch.setattr(pdf, "read_sheet", spy)
    read_pdf(write_pdf([lines(72, 400, TEXT)] * 2), "a.pdf")
    assert held == [True, True]
