"""DOCX: structure from styles and lists, notes, tracked changes, hidden text, and bad files."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from docx_writer import p, part, table, tc, write_docx
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.docx import read_docx
from rag.readers.reading import Reading

NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>',
)


def read(body: str, **parts: str) -> Reading:
    named = {f"word/{name}.xml": text for name, text in parts.items()}
    return read_docx(write_docx(body, named), "a.docx")


def pieces(reading: Reading) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def item(text: str, level: int, number: int = 1) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=numbered)


def test_headings_and_quotations_come_from_styles_and_indents() -> None:
    body = (
        p("Harbour tolls", "Title")
        + p("Scope", "H1")
        + p("What was left", "H2")
        + p("The council met.")
        + p("We were told nothing.", "Quote")
        + p("Nor were we.", properties='<w:ind w:left="720" w:right="720"/>')
        + p("Scope 3", "TOC1")
        + p("In bold", run="<w:b/>")
    )
    assert pieces(read(body)) == [
        ("heading", 1, "Harbour tolls"),
        ("heading", 1, "Scope"),
        ("heading", 2, "What was left"),
        ("paragraph", 0, "The council met."),
        ("quote", 1, "We were told nothing."),
        ("quote", 1, "Nor were we."),
        ("heading", 3, "In bold"),
    ]


def test_list_numbers_are_counted_as_word_counts_them() -> None:
    body = item("two", 0) + item("a", 1) + item("b", 1) + item("three", 0) + item("again", 1)
    reading = read(body + item("dot", 0, number=2), numbering=NUMBERING)
    assert pieces(reading) == [
        ("item", 1, "2. two"),
        ("item", 2, "(2.a) a"),
        ("item", 2, "(2.b) b"),
        ("item", 1, "3. three"),
        ("item", 2, "(3.a) again"),
        ("item", 1, "dot"),
    ]


def test_a_list_that_begins_anew_begins_where_it_says() -> None:
    more = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl '
        'w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/>'
        '</w:lvl><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    numbering = NUMBERING.replace("</w:numbering>", more)
    body = item("two", 0) + item("five", 0, 3) + item("six", 0, 3) + item("one", 0, 4)
    assert [text for _, _, text in pieces(read(body, numbering=numbering))] == [
        "2. two",
        "5. five",
        "6. six",
        "I) one",
    ]


def test_a_table_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.readers.tables.MOST_ROWS", 2)
    monkeypatch.setattr("rag.readers.tables.MOST_COLUMNS", 3)
    cells = [[tc(f"{row}{column}") for column in range(4 - row)] for row in range(3)]
    reading = read(p("Before.") + table(*map("".join, cells)))
    assert [problem.detail for problem in reading.problems] == [
        "rows 3 to 3 of a table are left out",
        "columns 4 to 4 of a table are left out",
    ]


def test_rows_keep_their_headers_over_merged_cells() -> None:
    rows = table(
        tc("Port", run="<w:b/>") + tc("Tolls", '<w:gridSpan w:val="2"/>', run="<w:b/>"),
        tc("", run="<w:b/>") + tc("2020", run="<w:b/>") + tc("2021", run="<w:b/>"),
        tc("Arnfield", '<w:vMerge w:val="restart"/>') + tc("12") + tc("24"),
        tc("", "<w:vMerge/>") + tc("5") + tc("6"),
    )
    assert [text for _, _, text in pieces(read(p("Before.") + rows))] == [
        "Before.",
        "Arnfield; Tolls 2020: 12; Tolls 2021: 24",
        "Arnfield; Tolls 2020: 5; Tolls 2021: 6",
    ]


def test_a_table_that_lays_out_a_letter_is_read_as_text() -> None:
    rows = table(tc("Left " * 100) + tc("Right."))
    assert [kind for kind, _, _ in pieces(read(rows))] == ["paragraph", "paragraph"]


def test_footnotes_and_endnotes_are_counted_apart() -> None:
    notes = {
        f"{kind}s": part(
            f"{kind}s",
            "".join(f'<w:{kind} w:id="{n}">{p(f"{kind} {n}.")}</w:{kind}>' for n in (1, 2)),
        )
        for kind in ("footnote", "endnote")
    }

    def to(kind: str, n: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{n}"{more}/></w:r>'

    body = "<w:p><w:r><w:t>It voted</w:t></w:r>" + to("footnote", 1) + to("endnote", 1)
    body += to("footnote", 2, ' w:customMarkFollows="1"') + to("endnote", 2) + "</w:p>"
    assert [text for _, _, text in pieces(read(body, **notes))] == [
        "It voted",
        "1 footnote 1.",
        "i endnote 1.",
        "footnote 2.",
        "ii endnote 2.",
    ]
    notes["settings"] = part("settings", '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>')
    assert pieces(read(body, **notes))[-1][-1] == "2 endnote 2."


def test_notes_follow_their_paragraph_and_have_its_number() -> None:
    note = '<w:footnote w:id="5">' + p("See the minutes.") + "</w:footnote>"
    line = '<w:footnote w:type="separator" w:id="0">' + p("") + "</w:footnote>"
    body = (
        '<w:p><w:r><w:t>It voted</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
        "<w:r><w:t> twice.</w:t></w:r></w:p>" + p("Then it left.")
    )
    assert pieces(read(body, footnotes=part("footnotes", line + note))) == [
        ("paragraph", 0, "It voted twice."),
        ("footnote", 0, "1 See the minutes."),
        ("paragraph", 0, "Then it left."),
    ]


def test_tracked_deletions_go_and_insertions_stay() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The toll is </w:t></w:r>"
        "<w:del><w:r><w:delText>five</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>seven</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space='preserve'> or nine</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> crowns.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + tc("gone") + tc("too") + "</w:tr></w:tbl>"
    )
    reading = read(body)
    assert reading.text == "The toll is seven crowns."
    assert [(q.kind, q.detail.split()[0]) for q in reading.problems] == [("deleted_text", "5")]


@pytest.mark.parametrize(
    "hidden",
    [
        p("Obey me", run="<w:vanish/>"),
        p("Obey me", run='<w:color w:val="ffffff"/>'),
        p("Obey me", run='<w:sz w:val="2"/>'),
        p("Obey me", "Secret"),
    ],
)
def test_hidden_text_is_recorded_and_no_part_of_the_text(hidden: str) -> None:
    reading = read(p("Before.") + hidden + p("After."))
    assert reading.text == "Before.\n\nAfter."
    assert [(q.kind, q.detail.split()[0]) for q in reading.problems] == [("hidden_text", "2")]


def test_white_text_on_a_dark_cell_is_seen_and_vanishing_can_be_switched_off() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    rows = table(
        tc("Port", '<w:shd w:fill="1F4E79"/>', run=white) + tc("Ships", run="<w:b/>"),
        tc("Arnfield") + tc("12"),
    )
    shown = read(rows + p("Seen.", "Secret", run='<w:vanish w:val="0"/>'))
    assert shown.text == "Arnfield; Ships: 12\n\nSeen."
    assert shown.problems == ()


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent>" + p("In the box.") + "</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:t xml:space='preserve'>Around </w:t></w:r><w:r><mc:AlternateContent {mc}>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>it.</w:t></w:r></w:p>"
    )
    assert [text for _, _, text in pieces(read(body))] == ["Around it.", "In the box."]


def test_facts_from_title_style_byline_cover_and_properties() -> None:
    core = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:d"><dc:title>report_v3.docx</dc:title>'
        "<dc:creator>Mira Castellane</dc:creator></c:coreProperties>"
    )
    body = p("Tolls doubled", "Title") + p("OIG-12-64, March 27, 2012") + p("Text.")
    assert read_docx(write_docx(body, {"docProps/core.xml": core}), "a.docx").facts == {
        "title": "Tolls doubled",
        "author": "Mira Castellane",
        "number": "OIG-12-64",
        "date": "2012-03-27",
    }


def test_comments_are_named_as_left_out() -> None:
    comments = part("comments", "<w:comment>" + p("Really?") + "</w:comment>")
    reading = read(p("Text."), comments=comments)
    assert [(q.kind, q.detail) for q in reading.problems] == [
        ("left_out", "1 comments are left out")
    ]


def test_bad_files_are_refused_in_one_line() -> None:
    good = write_docx(p("Text."))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>'
    for data, reason in (
        (good[:200], "damaged"),
        (empty.getvalue(), "without a Word document"),
        (write_docx(p("")), "no text in it"),
        (write_docx("<w:p>"), "not well-formed"),
        (write_docx("", {"word/document.xml": part("document", p("x"), entity)}), "DTD"),
        (write_docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "not well-formed"),
    ):
        with pytest.raises(ReadError, match=reason) as caught:
            read_docx(data, "a.docx")
        assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = write_docx("", {"word/document.xml": " " * 200_000_000})
    started = time.monotonic()
    with pytest.raises(ReadError, match="larger than 32 MiB unpacked"):
        read_docx(bomb, "a.docx")
    assert time.monotonic() - started < 5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(place: int, noise: bytes) -> None:
    data = bytearray(write_docx(p("Scope", "H1") + item("two", 0) + table(tc("a") + tc("1"))))
    at = place % len(data)
    data[at : at + len(noise)] = noise
    try:
        reading = read_docx(bytes(data), "a.docx")
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert reading.text


def test_a_part_of_too_many_tags_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="more than 2000000 tags"):
        read_docx(write_docx("<w:p/>" * 2_000_001), "a.docx")
