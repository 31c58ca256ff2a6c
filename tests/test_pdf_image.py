"""Pages of a PDF as pictures: the right characters are found at the right place."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from pathlib import Path

import pytest
from pdf_writer import Text, lines, write_pdf
from PIL import Image

from rag.errors import ReadError
from rag.page.sheet import sheet_html
from rag.readers.pdf_image import Box, PageImage, render_page
from rag.readers.registry import read_document

LINES = ("A ferry sank.", "The co-", "operative paid.", "A ferry sank.")


def make_pdf(lines: tuple[str, ...], rotation: int = 0) -> bytes:
    """Returns a PDF of one page, 300 by 400 points, a line of 20-point type each 40 points."""
    shown = " ".join(f"1 0 0 1 50 {340 - 40 * n} Tm ({line}) Tj" for n, line in enumerate(lines))
    stream = f"BT /F 20 Tf {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R "
        f"/Rotate {rotation} /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def draw(folder: Path, marked: str = "", *, rotation: int = 0, occurrence: int = 0) -> PageImage:
    path = folder / "page.pdf"
    data = make_pdf(LINES, rotation)
    path.write_bytes(data)
    digest = sha256(data).hexdigest()
    return render_page(path, 1, expected_sha256=digest, marked=marked, occurrence=occurrence)


def dark_share(image: PageImage, box: Box) -> float:
    """Returns the share of dark pixels of the whole page that lie in the box."""
    grey = Image.open(io.BytesIO(image.png)).convert("L").point(lambda level: 255 * (level < 128))
    left, top = box.left * image.width - 3, box.top * image.height - 3
    right, bottom = left + box.width * image.width + 6, top + box.height * image.height + 6
    inside = grey.crop((round(left), round(top), round(right), round(bottom)))
    return inside.histogram()[255] / grey.histogram()[255]


def test_the_box_lies_on_the_line(tmp_path: Path) -> None:
    image = draw(tmp_path, "A ferry sank.")
    (box,) = image.boxes
    assert box.left == pytest.approx(50 / 300, abs=0.02)
    assert box.top + box.height == pytest.approx(60 / 400, abs=0.03)
    assert 0.25 < dark_share(image, box) < 0.4


def test_a_word_broken_at_the_line_is_found_on_both(tmp_path: Path) -> None:
    first, second = draw(tmp_path, "cooperative paid").boxes
    assert first.top < second.top
    assert first.left > second.left


def test_the_words_of_a_line_are_one_box_and_lines_stay_apart(tmp_path: Path) -> None:
    boxes = draw(tmp_path, "A ferry sank. The cooperative paid. A ferry sank.").boxes
    assert len(boxes) == 4
    assert [box.top for box in boxes] == sorted(box.top for box in boxes)


def test_the_second_of_two_equal_lines_is_told_apart(tmp_path: Path) -> None:
    (first,) = draw(tmp_path, "A ferry sank.").boxes
    (second,) = draw(tmp_path, "A ferry sank.", occurrence=1).boxes
    assert second.top - first.top == pytest.approx(120 / 400, abs=0.01)


def test_a_turned_page_is_marked_where_it_is_shown(tmp_path: Path) -> None:
    image = draw(tmp_path, "A ferry sank.", rotation=90)
    (box,) = image.boxes
    assert image.width > image.height
    assert box.height > box.width
    assert 0.25 < dark_share(image, box) < 0.4


def test_what_is_not_there_is_not_marked(tmp_path: Path) -> None:
    assert draw(tmp_path, "A barge sank.").boxes == ()
    assert draw(tmp_path, "").boxes == ()


def test_a_file_that_changed_or_went_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    with pytest.raises(ReadError, match="cannot be read"):
        render_page(path, 1, expected_sha256="0")
    path.write_bytes(make_pdf(LINES))
    with pytest.raises(ReadError, match="has changed"):
        render_page(path, 1, expected_sha256="0")
    path.write_bytes(b"%PDF-1.4 broken")
    digest = sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ReadError, match="cannot be drawn"):
        render_page(path, 1, expected_sha256=digest)


def test_a_page_past_the_end_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(make_pdf(LINES))
    digest = sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ValueError, match="no page 2; the file has 1"):
        render_page(path, 2, expected_sha256=digest)


def test_a_row_is_lit_cell_by_cell_though_its_headers_stand_elsewhere(tmp_path: Path) -> None:
    rows = [("Pier", "2010", "2011"), ("North", "4,120", "4,380"), ("South", "12", "13")]
    table = [
        Text(x, 600 - 14 * index, cell, 9, bold=index == 0)
        for index, row in enumerate(rows)
        for x, cell in zip((72, 200, 300), row, strict=True)
    ]
    path = tmp_path / "tolls.pdf"
    path.write_bytes(write_pdf([[*lines(72, 700, ["The tolls were raised twice."]), *table]]))
    document = read_document(path, root=tmp_path)
    row = "Pier: North; 2010: 4,120; 2011: 4,380"
    start = document.text.index(row)
    shown = sheet_html(document, 1, start, start + len(row))
    lit = re.findall(r'class="lit" style="left:([\d.]+)%;top:([\d.]+)%', shown)
    assert [round(float(left)) for left, _ in lit] == [12, 33, 49]
    assert {round(float(top), 2) for _, top in lit} == {round(100 * (1 - (586 + 7.2) / 792), 2)}
    assert "marked in the text below" not in shown
