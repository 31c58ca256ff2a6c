"""Plain text: encodings, blocks, title and byline, pages, and files that are not text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.dates import find_date, to_iso
from rag.readers.reading import Reading
from rag.readers.registry import read_document
from rag.readers.text import read_text

LETTER = """The Ferry Question: What the Council Knew, and When

By M.J. Okafor on 4 June 2011

The council met twice in the spring. Nobody took minutes.

Safety Inspections

Inspectors had warned of the worn cables since 2008, and they had done so in writing; the letters
were filed and forgotten.

    The cables will not last another winter,
    and we advise you to close the crossing.

- The first letter came in March.
- The second, sent by the harbour
  master, came in May.
"""


def pieces(reading: Reading) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def test_blocks_title_and_byline() -> None:
    reading = read_text(LETTER.encode(), "ferry.txt")
    assert reading.facts == {
        "title": "The Ferry Question: What the Council Knew, and When",
        "author": "M.J. Okafor",
        "date": "2011-06-04",
    }
    kinds = [(kind, level) for kind, level, _ in pieces(reading)]
    assert kinds == [
        ("heading", 1),
        ("paragraph", 0),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("quote", 1),
        ("item", 1),
        ("item", 1),
    ]
    assert pieces(reading)[7][2] == "- The second, sent by the harbour\n  master, came in May."


def test_the_text_is_the_files_own() -> None:
    assert read_text(LETTER.encode(), "ferry.txt").text == LETTER


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_offsets_hold_for_any_text(text: str) -> None:
    try:
        reading = read_text(text.encode(), "any.txt")
    except ReadError:
        return
    assert unicodedata.is_normalized("NFC", reading.text)
    assert "\r" not in reading.text
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(reading.text)
        shown = reading.text[block.start : block.end]
        assert shown == shown.strip()
        end = block.end
    outside = list(reading.text)
    for block in reading.blocks:
        outside[block.start : block.end] = " " * (block.end - block.start)
    assert not "".join(outside).strip()


@given(st.lists(st.text(alphabet="ab\n é", max_size=30), min_size=2, max_size=6))
def test_form_feeds_part_pages(sheets: list[str]) -> None:
    text = "x" + "\f".join(sheets) + "y"
    reading = read_text(text.encode(), "any.txt")
    assert [page.number for page in reading.pages] == list(range(1, len(sheets) + 1))
    assert "".join(reading.text[page.start : page.end] for page in reading.pages) == reading.text
    for block in reading.blocks:
        assert sum(page.start <= block.start < page.end for page in reading.pages) == 1


LONG = (
    "The council met twice in spring, and nobody took minutes of what was said there, as all of us "
    "know by now."
)


@pytest.mark.parametrize(
    "headings",
    [
        ["ARTICLE 1. TERM", "ARTICLE 2. DUES", "ARTICLE 3. CRANES AND ROPES"],
        ["Section 1 Term", "Section 2 Dues of ships", "Section 3 Cranes"],
        ["1. TERM", "2. DUES OF THE PORT", "3. SHORT-TERM BERTHS"],
        ["TERM", "DUES OF THE PORT", "UPDATE 1 (4 MAY 2012)"],
    ],
)
def test_lines_like_one_that_is_a_heading_are_headings(headings: list[str]) -> None:
    bodies = ["One year.", LONG, "None."]
    sections = [f"{line}\n\n{body}" for line, body in zip(headings, bodies, strict=True)]
    reading = read_text("\n\n".join(["Lease of the quay", *sections]).encode(), "a.txt")
    found = [text for kind, _, text in pieces(reading) if kind == "heading"]
    assert found == ["Lease of the quay", *headings]


@pytest.mark.parametrize(
    "lines",
    [
        ["1. ROPES", "2. CRANES", "3. OARS"],
        ["1. We met in May.", "2. We met in June."],
        ["Section 4 applies to ships.", "Section 5 applies to cranes."],
        ["NO SHIP WAS LOST!", "WHO SAYS SO?"],
        ["ropes", "cranes"],
    ],
)
def test_lists_and_sentences_are_no_headings(lines: list[str]) -> None:
    reading = read_text("\n\n".join(["Lease of the quay", LONG, *lines, LONG]).encode(), "a.txt")
    found = [text for kind, _, text in pieces(reading) if kind == "heading"]
    assert found[:1] == ["Lease of the quay"] and not {*found[1:]} & {*lines[:-1]}


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "| Ship | Dues |\n|------|------|\n| Wren | free |\n| Gull | paid |",
            ["Wren; Dues: free", "Gull; Dues: paid"],
        ),
        ("Year | Rent\n1 | $9,230\n2 | $9,510", ["Year: 1; Rent: $9,230", "Year: 2; Rent: $9,510"]),
        (
            "+------+------+\n| Ship | Dues |\n+======+======+\n| Wren | 5 |\n+------+------+",
            ["Wren; Dues: 5"],
        ),
        ("Wren | free\nGull | paid\nTern | free", ["Wren; free", "Gull; paid", "Tern; free"]),
    ],
)
def test_rows_of_a_table_carry_their_headers(table: str, rows: list[str]) -> None:
    reading = read_text(
        f"Dues\n\nThe rent is this:\n{table}\nIt is due in May.\n".encode(), "a.txt"
    )
    found = pieces(reading)
    assert [text for kind, _, text in found if kind == "row"] == rows
    assert found[1] == ("paragraph", 0, "The rent is this:")
    assert found[-1] == ("paragraph", 0, "It is due in May.")


@pytest.mark.parametrize(
    "text",
    [
        "Home | Dues | Contact",
        "By Mira Castellane | Published May 3, 2012\nVell | Coast",
        "a || b\nc || d\ne || f",
        "The port | the quay\nand the sea | the coast | the cliff\nare one | two",
        "----\n\nThe port\n\n----",
    ],
)
def test_lines_with_bars_that_are_no_table_stay_as_they_are(text: str) -> None:
    reading = read_text(f"Dues\n\n{text}\n".encode(), "a.txt")
    assert reading.text == f"Dues\n\n{text}\n"
    assert all(kind != "row" for kind, _, _ in pieces(reading))


FRENCH = "Le ministère a précisé que l’enquête était terminée. Les élèves étaient déjà partis."
SPANISH = "El niño comió por la mañana; la reunión terminó después de la votación."
RUSSIAN = "Министерство сообщило, что проверка завершена в прошлом году."
JAPANESE = "監査の結果、契約は任意ではないと判断された。報告書は昨年公表された。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        (SPANISH, "latin-1"),
        ("Plain English first, and then a café for £5. " * 9, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_the_characters_survive_the_encoding(text: str, encoding: str) -> None:
    reading = read_text(text.encode(encoding), "letter.txt")
    assert reading.text == text
    guessed = [problem.kind for problem in reading.problems]
    assert guessed == ([] if encoding.startswith("utf") else ["encoding_guessed"])


def test_a_bad_byte_in_utf8_is_marked_and_the_rest_kept() -> None:
    data = (FRENCH * 3).encode() + b" fin\xff."
    reading = read_text(data, "letter.txt")
    assert reading.text == FRENCH * 3 + " fin\ufffd."
    assert [problem.kind for problem in reading.problems] == ["scrambled"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "is empty"),
        ("a.txt", bytes(range(256)) * 4, "binary data"),
        ("a.txt", b"text first" * 200 + bytes(range(32)) * 20, "binary data"),
        ("a.md", b"%PDF-1.4 ...", "named as markdown, but its content is PDF"),
        ("a.txt", b"<!DOCTYPE html><html></html>", "named as text, but its content is HTML"),
        ("a.txt", b"PK\x03\x04....", "named as text, but its content is a ZIP archive"),
        ("a.pdf", b"Just words.", "named as pdf, but its content is text"),
        ("a.xlsx", b"PK\x03\x04", "no reader for .xlsx"),
        ("a", b"words", "no reader for a name without suffix"),
    ],
)
def test_what_is_not_text_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=said) as raised:
        read_document(path, root=tmp_path)
    assert str(raised.value).startswith(f"{name}: ") and "\n" not in str(raised.value)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ReadError, match=r"text of 17\.0 MiB, at most 16 are read"):
        read_text(b"a" * (17 * 1024 * 1024), "long.txt")


def test_a_document_carries_hash_path_and_id(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "note.txt"
    path.write_text("abc")
    document = read_document(path, root=tmp_path)
    assert document.id == "sub/note"
    assert document.path == str(path.resolve())
    assert document.format == "text"
    assert document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("April 11, 2012", "2012-04-11"),
        ("on Sept. 3rd, 2004, it", "2004-09-03"),
        ("dated 5 May 1999", "1999-05-05"),
        ("March 2026", "2026-03"),
        ("2012-04-11", "2012-04-11"),
        ("June 31, 2012", None),
        ("no date", None),
    ],
)
def test_dates(written: str, iso: str | None) -> None:
    assert find_date(written) == iso


def test_a_bare_year_is_a_date_only_where_one_is_expected() -> None:
    assert to_iso("2012") == "2012"
    assert find_date("in 2012") is None
    assert to_iso("about April 2012") is None
