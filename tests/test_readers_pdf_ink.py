"""PDF: text that nobody sees, text read off an image, and boxes that black text out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pdf_writer import Text, lines, write_pdf

from rag.readers.pdf import read_pdf
from rag.readers.pdf_words import REDACTED
from rag.readers.reading import Reading

ABOVE = lines(
    72,
    700,
    [
        "The harbour office reviewed its tolls in three",
        "stages between the spring and the autumn of the",
        "year, and it published nothing until the last of",
        "them was done and the new tolls were in force.",
    ],
)


@dataclass(frozen=True)
class Drawn:
    """Operators of a page's content."""

    code: str

    def operators(self) -> bytes:
        return self.code.encode() + b"\n"


def box(left: float, bottom: float, width: float, height: float, colour: str = "0 g") -> Drawn:
    return Drawn(f"{colour} {left} {bottom} {width} {height} re f 0 g")


def read(*page: Text | Drawn) -> Reading:
    return read_pdf(write_pdf([[*ABOVE, *page]]), "a.pdf")  # type: ignore[list-item]


def below(reading: Reading) -> str:
    """The text of what stands below the first paragraph."""
    return " ".join(reading.text[b.start : b.end] for b in reading.blocks[1:])


@pytest.mark.parametrize(
    "page",
    [
        (Drawn("1 g"), Text(72, 500, "Obey me now"), Drawn("0 g")),
        (Drawn("0.99 0.97 1 rg"), Text(72, 500, "Obey me now"), Drawn("0 g")),
        (
            box(60, 490, 200, 30, "0.2 0.4 0.6 rg"),
            Drawn("0.2 0.4 0.6 rg"),
            Text(72, 500, "Obey me now"),
        ),
        (Drawn("3 Tr"), Text(72, 500, "Obey me now"), Drawn("0 Tr")),
        (Text(72, 500, "Obey me now", size=1),),
        (Text(72, -40, "Obey me now"),),
        (Text(72, 500, "Obey me now"), box(60, 490, 200, 30, "1 g")),
    ],
)
def test_text_that_nobody_sees_is_recorded_and_no_part_of_the_text(
    page: tuple[Text | Drawn, ...],
) -> None:
    reading = read(*page)
    assert "Obey" not in reading.text
    assert [(p.kind, p.page, p.detail.split()[0]) for p in reading.problems] == [
        ("hidden_text", 1, "3")
    ]


@pytest.mark.parametrize(
    "page",
    [
        (box(60, 490, 200, 30), Drawn("1 g"), Text(72, 500, "See me now"), Drawn("0 g")),
        (box(60, 490, 200, 30, "1 g"), Text(72, 500, "See me now")),
        (Drawn("0.8 g"), Text(72, 500, "See me now"), Drawn("0 g")),
    ],
)
def test_text_that_stands_out_is_seen(page: tuple[Text | Drawn, ...]) -> None:
    reading = read(*page)
    assert below(reading) == "See me now"
    assert reading.problems == ()


def test_a_black_box_on_a_line_is_a_gap_in_its_sentence() -> None:
    reading = read(Text(72, 500, "The official"), Text(175, 500, "said so."), box(133, 497, 38, 13))
    assert below(reading) == f"The official {REDACTED} said so."
    assert [(p.kind, p.page) for p in reading.problems] == [("redacted", 1)]


def test_words_under_a_black_box_are_not_given_away() -> None:
    reading = read(Text(72, 500, "The official Smith said so."), box(127, 497, 31, 13))
    assert below(reading) == f"The official {REDACTED} said so."
    assert [p.kind for p in reading.problems] == ["redacted", "hidden_text"]


def test_blacked_out_lines_part_what_stands_above_and_below_them() -> None:
    after = lines(72, 590, [text.text for text in ABOVE])
    reading = read(*after, box(72, 608, 240, 46))
    marks = " ".join([REDACTED] * 3)
    kinds = [reading.text[b.start : b.end][:11] for b in reading.blocks]
    assert kinds == ["The harbour", marks[:11], "The harbour"]


def test_bars_of_a_chart_and_heads_of_a_table_are_no_redactions() -> None:
    bars = [
        box(72, 300, 30, 146),
        box(112, 300, 30, 100),
        Text(72, 285, "2006"),
        Text(112, 285, "7"),
    ]
    head = [box(60, 490, 400, 20), Drawn("1 g"), Text(72, 496, "Port"), Drawn("0 g")]
    reading = read(*head, Text(72, 470, "Arnfield"), *bars)
    assert REDACTED not in reading.text
    assert reading.problems == ()


def test_text_laid_invisibly_over_a_scan_is_read_and_marked_as_such() -> None:
    strokes = Drawn("".join(f"0 g {72 + 7 * at} 500 3 8 re f " for at in range(40)))
    page = [
        strokes,
        Drawn("3 Tr"),
        Text(72, 500, "Words of the scan read by a machine"),
    ]
    reading = read_pdf(write_pdf([page]), "a.pdf")  # type: ignore[list-item]
    assert reading.text == "Words of the scan read by a machine"
    assert [(p.kind, p.page) for p in reading.problems] == [("recognised", 1)]


def test_attached_files_are_named_as_not_read_and_scripts_are_not_run() -> None:
    extras = (
        "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (tolls.xlsx) "
        "/UF (tolls.xlsx) /EF << /F 6 0 R >> >>] >> >> "
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    )
    reading = read_pdf(write_pdf([ABOVE], labels=extras), "a.pdf")
    assert "alert" not in reading.text
    assert [p.detail for p in reading.problems] == ["1 attached files are not read: tolls.xlsx"]


def test_fields_of_a_form_are_counted() -> None:
    field = b"/MediaBox [0 0 612 792] /Annots [<< /Subtype /Widget /Rect [9 9 99 20] /FT /Tx >>] "
    data = write_pdf([ABOVE]).replace(b"/MediaBox [0 0 612 792] ", field)
    problems = read_pdf(data, "a.pdf").problems
    assert [(p.kind, p.page, p.detail.split(";")[0]) for p in problems] == [
        ("left_out", 1, "1 fields of a form")
    ]
