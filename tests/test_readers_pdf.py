"""PDF: reading order, running lines, page labels, notes, tables, headings, and bad files."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_writer import Text, lines, write_pdf

from rag.errors import ReadError
from rag.readers.pdf import read_pdf
from rag.readers.reading import Reading

HARBOUR = [
    "The harbour office reviewed its tolls in three",
    "stages between the spring and the autumn of the",
    "year, and it published nothing until the last of",
    "them was done and the new tolls were in force.",
]
FERRY = [
    "The ferry company was told of the change a week",
    "before it came, and asked for a delay that it did",
    "not get, although two members of the council had",
    "spoken for it in the meeting of the same month.",
]


def read(*pages: list[Text], **options: object) -> Reading:
    return read_pdf(write_pdf(pages, **options), "a.pdf")  # type: ignore[arg-type]


def pieces(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks]


def joined(texts: list[str]) -> str:
    return " ".join(texts)


def test_lines_become_paragraphs_in_reading_order_however_drawn() -> None:
    below = lines(72, 600, FERRY)
    reading = read([*below, *lines(72, 700, HARBOUR)])
    assert pieces(reading) == [("paragraph", joined(HARBOUR)), ("paragraph", joined(FERRY))]


def test_the_left_column_is_read_before_the_right() -> None:
    mixed = [
        text
        for pair in zip(lines(320, 700, FERRY), lines(60, 700, HARBOUR), strict=True)
        for text in pair
    ]
    title = Text(60, 740, "One line across both columns of the page, above them all")
    reading = read([*mixed, title])
    assert [text for _, text in pieces(reading)] == [title.text, joined(HARBOUR), joined(FERRY)]


def running(page: str) -> list[Text]:
    return [
        Text(72, 760, "Harbour Office, Tolls", 8),
        Text(72, 30, f"Page {page}", 8),
        Text(400, 30, "HO-12-7 Tolls", 8),
    ]


def test_running_lines_go_and_their_number_is_the_label() -> None:
    sheets = [[*running(label), *lines(72, 700, HARBOUR)] for label in ("i", "ii", "1", "2", "3")]
    reading = read(*sheets)
    assert "Harbour Office" not in reading.text and "HO-12-7" not in reading.text
    assert [(page.number, page.label) for page in reading.pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
        (5, "3"),
    ]


def test_a_page_of_running_lines_only_is_reported_as_an_image() -> None:
    sheets = [[*running(str(page)), *lines(72, 700, HARBOUR)] for page in (1, 2, 3)]
    reading = read(*sheets, running("4"))
    assert [(problem.kind, problem.page) for problem in reading.problems] == [("no_text", 4)]
    assert [page.number for page in reading.pages] == [1, 2, 3]


def test_pages_of_numbers_only_are_a_scan() -> None:
    with pytest.raises(ReadError, match="only running lines on any of its 3 pages; it seems to be"):
        read(*([Text(50, 30, str(number), 8)] for number in (12, 13, 14)))


def test_a_number_that_does_not_count_on_is_no_label() -> None:
    sheets = [
        [Text(72, 30, f"Tolls of {year}", 8), *lines(72, 700, HARBOUR)]
        for year in (1999, 1950, 1960, 2012)
    ]
    assert {page.label for page in read(*sheets).pages} == {None}


def test_the_files_own_labels_stand_in_where_none_are_printed() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"
    reading = read(lines(72, 700, HARBOUR), lines(72, 700, FERRY), labels=labels)
    assert [page.label for page in reading.pages] == ["i", "1"]


def test_a_sentence_over_a_page_break_is_one_block_on_two_pages() -> None:
    first = [*running("1"), *lines(72, 700, HARBOUR), *lines(72, 620, FERRY[:2])]
    second = [*running("2"), *lines(72, 700, FERRY[2:]), *lines(72, 640, HARBOUR)]
    third = [*running("3"), *lines(72, 700, HARBOUR)]
    reading = read(first, second, third)
    assert pieces(reading)[1] == ("paragraph", joined(FERRY))
    block = reading.blocks[1]
    one, two = reading.pages[:2]
    assert block.start < one.end == two.start < block.end
    assert reading.text[two.start :].startswith("not get, although")
    assert reading.text[: one.end].endswith("delay that it did ")


def test_footnotes_stand_apart_from_the_sentence_they_interrupt() -> None:
    first = [
        *lines(72, 700, [*HARBOUR[:3], "them was done."]),
        Text(72 + 75, 665, "1", 6),
        *lines(72, 600, FERRY[:2]),
        Text(72, 104, "1", 6),
        Text(76, 100, "Minutes of the council, third book, page nine.", 8),
        Text(72, 90, "They are kept in the tower.", 8),
    ]
    reading = read(first, lines(72, 700, FERRY[2:]), lines(72, 700, HARBOUR))
    assert pieces(reading)[:3] == [
        ("paragraph", joined([*HARBOUR[:3], "them was done."])),
        (
            "footnote",
            "1 Minutes of the council, third book, page nine. They are kept in the tower.",
        ),
        ("paragraph", joined(FERRY)),
    ]


def test_words_broken_at_a_lines_end_are_joined_as_the_document_writes_them() -> None:
    reading = read(
        lines(
            72,
            700,
            [
                "A well-founded plan needs an assess-",
                "ment, and the office made a well-",
                "founded one of its own that year.",
            ],
        )
    )
    assert reading.text == (
        "A well-founded plan needs an assessment, and the office made a well-founded one of its "
        "own that year."
    )


def test_a_hyphen_behind_a_single_letter_stays_at_a_lines_end() -> None:
    reading = read(
        lines(
            72,
            700,
            [
                "Whoever has a good idea for the harbour is given a T-",
                "shirt with a gull on it, and is told of it by e-",
                "mail, as every email of the port says.",
            ],
        )
    )
    assert "given a T-shirt with a gull on it" in reading.text
    assert "told of it by email, as every email" in reading.text


def test_table_rows_carry_their_columns_headers() -> None:
    columns = (72, 200, 300)
    rows = [("Pier", "2010", "2011"), ("North", "4,120", "4,380"), ("South", "12", "-")]
    table = [
        Text(x, 600 - 14 * index, cell, 9, bold=index == 0)
        for index, row in enumerate(rows)
        for x, cell in zip(columns, row, strict=True)
    ]
    reading = read([*lines(72, 700, HARBOUR), *table, *lines(72, 500, FERRY)])
    assert pieces(reading) == [
        ("paragraph", joined(HARBOUR)),
        ("row", "Pier: North; 2010: 4,120; 2011: 4,380"),
        ("row", "Pier: South; 2010: 12; 2011: -"),
        ("paragraph", joined(FERRY)),
    ]


def test_headings_have_levels_and_margin_headings_precede_their_paragraph() -> None:
    page = [
        Text(230, 720, "Findings of the Review", 18),
        *lines(230, 690, HARBOUR),
        *lines(230, 600, FERRY),
        Text(60, 600, "What the Ferry", 13),
        Text(60, 585, "Company Knew", 13),
    ]
    reading = read(page, page)
    levels = [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks][:4]
    assert levels == [
        ("heading", 1, "Findings of the Review"),
        ("paragraph", 0, joined(HARBOUR)),
        ("heading", 2, "What the Ferry Company Knew"),
        ("paragraph", 0, joined(FERRY)),
    ]


def test_boxes_of_a_chart_are_read_one_by_one() -> None:
    boxes = [
        [Text(130, 600, "The office sends", 9), Text(135, 589, "the draft to", 9)],
        [Text(240, 594, "Members of the", 9), Text(238, 583, "council read it.", 9)],
        [Text(135, 578, "all members.", 9)],
    ]
    mixed = [*boxes[1], *boxes[0], *boxes[2]]
    reading = read([*lines(72, 700, HARBOUR), *mixed])
    assert [text for _, text in pieces(reading)][1:] == [
        "The office sends the draft to all members.",
        "Members of the council read it.",
    ]


def test_a_cover_keeps_the_lines_of_its_title_together_beside_a_small_note() -> None:
    page = [
        *[Text(36, 700 - 11 * n, text, 8) for n, text in enumerate(("For release", "at 2 p.m.,"))],
        Text(36, 678, "March 2008", 8),
        Text(200, 690, "The Tolls", 26),
        Text(200, 660, "of a Harbour", 26),
    ]
    texts = [text for _, text in pieces(read([*page, *lines(72, 500, HARBOUR)]))]
    assert texts[:2] == ["For release at 2 p.m., March 2008", "The Tolls of a Harbour"]


def test_each_entry_of_the_contents_keeps_its_page_number() -> None:
    page = [
        *lines(72, 700, HARBOUR),
        Text(72, 600, "Tolls Were Raised"),
        Text(400, 600, "4"),
        Text(72, 587, "The Council Was Told Only When the Last"),
        Text(84, 574, "of the Tolls Were in Force"),
        Text(396, 574, "12"),
        Text(72, 561, "Conclusions"),
        Text(396, 561, "31"),
    ]
    assert [text for _, text in pieces(read(page))][1:] == [
        "Tolls Were Raised 4",
        "The Council Was Told Only When the Last of the Tolls Were in Force 12",
        "Conclusions 31",
    ]


def test_a_long_heading_beside_the_margin_stays_one() -> None:
    page = [
        Text(60, 740, "Appendix II: Comments from the Department", 18),
        Text(60, 719, "of Harbours", 18),
        *lines(230, 690, HARBOUR),
        *lines(230, 600, FERRY),
    ]
    heads = [text for kind, text in pieces(read(page, page)) if kind == "heading"]
    assert heads == ["Appendix II: Comments from the Department of Harbours"] * 2


def test_list_items_keep_their_further_lines() -> None:
    page = [
        *lines(72, 700, HARBOUR),
        Text(72, 630, "\u2022"),
        *lines(90, 630, ["a first thing that takes more than", "one line to say"]),
        Text(72, 600, "\u2022"),
        *lines(90, 600, ["a second thing"]),
    ]
    assert pieces(read(page))[1:] == [
        ("item", "\u2022 a first thing that takes more than one line to say"),
        ("item", "\u2022 a second thing"),
    ]


def test_words_drawn_twice_are_read_once() -> None:
    page = lines(72, 700, HARBOUR)
    assert read([*page, *page]).text == joined(HARBOUR)


def test_the_cover_tells_title_number_date_and_publisher() -> None:
    cover = [
        Text(72, 740, "Harbour Audit Office", 12, bold=True),
        Text(72, 600, "TOLLS", 30),
        Text(72, 560, "The Office Must Publish", 30),
        Text(72, 525, "What It Decides", 30),
        Text(72, 480, "Report to the Council", 14),
        Text(72, 400, "May 2011", 12),
        Text(72, 60, "HAO-11-204", 12),
    ]
    assert read(cover, lines(72, 700, HARBOUR)).facts == {
        "title": "Tolls: The Office Must Publish What It Decides",
        "number": "HAO-11-204",
        "date": "2011-05",
        "publisher": "Harbour Audit Office",
        "kind": "report",
    }


def test_pages_without_text_and_hidden_words_are_problems() -> None:
    reading = read(
        [*lines(72, 700, HARBOUR), Text(72, 650, "too small", 1), Text(900, 650, "off")], []
    )
    assert [(problem.kind, problem.page) for problem in reading.problems] == [
        ("hidden_text", 1),
        ("no_text", 2),
    ]
    assert reading.text == joined(HARBOUR)


def test_pages_that_there_is_no_time_for_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 1.0, 2.0, 700.0, 701.0])
    # The reader's own clock alone: threads of other tests may look at the time, too.
    clock = SimpleNamespace(monotonic=lambda: next(now, 702.0))
    monkeypatch.setattr("rag.readers.pdf.time", clock)
    reading = read(*[lines(72, 700, texts) for texts in (HARBOUR, FERRY, HARBOUR, FERRY)])
    assert reading.text == f"{joined(HARBOUR)}\n\n{joined(FERRY)}"
    assert [(problem.kind, problem.page) for problem in reading.problems] == [
        ("no_text", 3),
        ("no_text", 4),
    ]
    assert reading.problems[0].detail == "not read: the pages before it took longer than 600 s"


GOOD = write_pdf([lines(72, 700, HARBOUR)])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (write_pdf([[], []]), r"no text on any of its 2 pages; it seems to be a scan"),
        (write_pdf([lines(72, 700, HARBOUR)], encrypted=True), "encrypted"),
        (GOOD[: len(GOOD) // 2], "truncated"),
        (b"%PDF-1.7\n" + b"not really\n" * 9 + b"%%EOF", "damaged"),
        (write_pdf([]), "0 pages|damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as raised:
        read_pdf(data, "a.pdf")
    assert str(raised.value).startswith("a.pdf: ") and "\n" not in str(raised.value)


LETTERS = st.text(
    alphabet=st.characters(codec="cp1252", categories=("L", "N", "P", "Zs")), max_size=40
)
PLACED = st.builds(
    Text,
    st.floats(-50, 700),
    st.floats(-50, 850),
    LETTERS,
    st.sampled_from([1, 6, 8, 9, 11, 11, 11, 14, 20]),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PLACED, max_size=25), min_size=1, max_size=4))
def test_offsets_hold_for_any_page(sheets: list[list[Text]]) -> None:
    try:
        reading = read(*sheets)
    except ReadError:
        return
    assert unicodedata.is_normalized("NFC", reading.text)
    for spans in (reading.blocks, reading.pages):
        for before, after in pairwise(spans):
            assert before.end <= after.start
        assert all(0 <= span.start < span.end <= len(reading.text) for span in spans)
    for block in reading.blocks:
        shown = reading.text[block.start : block.end]
        assert shown == shown.strip() and "\n" not in shown
        assert any(page.start <= block.start < page.end for page in reading.pages)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1))
def test_a_damaged_file_is_read_or_refused(noise: bytes, at: int) -> None:
    try:
        read_pdf(GOOD[:at] + noise + GOOD[at + len(noise) :], "a.pdf")
    except ReadError as error:
        assert "\n" not in str(error)
