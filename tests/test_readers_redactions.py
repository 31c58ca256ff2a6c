"""Gaps that a document marks in words, and titles that are the document's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_writer import Text, lines, write_pdf

from rag.language.sentences import split_sentences
from rag.readers.pdf import read_pdf
from rag.readers.redactions import redaction_problems
from rag.readers.registry import read_document
from rag.records import Page

PROSE = [
    "The harbour office reviewed its tolls in three",
    "stages between the spring and the autumn of the",
    "year, and it published nothing until the last of",
    "them was done and the new tolls were in force.",
]


@pytest.mark.parametrize(
    "mark",
    ["[redacted]", "[name REDACTED]", "[REDACTION]", "(b)(5)", "(b)(7)(E)", "XXXX", "\u2588\u2588"],
)
def test_a_marked_gap_is_counted_and_stays_in_its_sentence(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(f"Memo\n\nMr. {mark} met the council on Monday. It voted twice.\n")
    document = read_document(path, root=tmp_path)
    assert [(p.kind, p.detail) for p in document.problems] == [
        ("redacted", "1 gaps are marked as redacted")
    ]
    spans = split_sentences(document.text, document.blocks)
    found = [document.text[span.start : span.end] for span in spans]
    assert found == ["Memo", f"Mr. {mark} met the council on Monday.", "It voted twice."]


@pytest.mark.parametrize(
    "text",
    [
        "under 5 U.S.C. 552(b)(5) and section 3 (b)(1)",
        "subsection (b)(2) of the Act, \u00a7 7 (b)(3)",
        "exemptions (b)(6) and (b)(7)(C)",
        "Super Bowl XXX was the thirtieth",
        "a [note] in brackets",
    ],
)
def test_places_in_a_law_are_no_gaps(text: str) -> None:
    assert list(redaction_problems(text, (), ())) == []


def test_gaps_are_counted_for_each_page() -> None:
    text = "A [redacted] B XXXX C (b)(6) D"
    pages = (Page(0, 13, 1, "i"), Page(13, len(text), 2, "1"))
    found = [(p.page, p.detail.split()[0]) for p in redaction_problems(text, pages, ())]
    assert found == [(1, "1"), (2, "2")]


def title(*page: Text, info: str = "") -> str | None:
    return read_pdf(write_pdf([page], info=info), "a.pdf").facts.get("title")


def test_a_page_of_one_size_gives_no_text_as_its_title() -> None:
    assert title(*lines(72, 700, PROSE)) is None
    assert title(*lines(72, 700, PROSE), info="/Title (Tolls of Arnfield)") == "Tolls of Arnfield"
    headed = (Text(72, 740, "The Tolls of Arnfield"), *lines(72, 700, PROSE))
    assert title(*headed) == "The Tolls of Arnfield"


def test_a_long_title_is_cut_between_words() -> None:
    big = [Text(72, 740 - 30 * at, f"Tolls {at} of the Harbour of Arnfield", 20) for at in range(9)]
    found = title(*big, *lines(72, 300, PROSE))
    assert found is not None
    assert len(found) <= 250
    assert found.endswith("of Arnfield\u2026")


def test_a_testimony_is_said_by_whose_statement_it_is() -> None:
    cover = [
        Text(72, 740, "Tolls of the Harbour", size=24),
        Text(72, 600, "Statement of Mira A. Castellane, Esq.,"),
        *lines(72, 500, PROSE),
    ]
    assert read_pdf(write_pdf([cover]), "a.pdf").facts["author"] == "Mira A. Castellane"


def test_a_first_line_of_another_report_gives_way_to_the_printed_title(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# Computers: Agencies Should Buy Better Machines\n\n"
        "**Report:** AAO-07-791 | **Published:** 2007-07-01\n\n"
        "July 2007\nHARBOUR TOLLS \nWho Pays Them and \nWhat They Are Spent On \n\n"
        "Highlights of AAO-07-791, a report to the council\n\nText of it.\n"
    )
    document = read_document(path, root=tmp_path)
    assert document.title == "Harbour Tolls: Who Pays Them and What They Are Spent On"
    assert document.blocks[0].kind == "paragraph"
    assert [p.kind for p in document.problems] == ["wrong_title"]
