"""What is shown is plain text, whatever the documents say."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.cautions import WHICH
from rag.records import (
    Answer,
    Citation,
    Document,
    Hit,
    Page,
    Passage,
    Problem,
    Refusal,
    Speaker,
    Statement,
)
from rag.terminal import answer_lines, clean, document_lines, hit_lines

CITATION = Citation(
    number=1,
    document_id="a",
    sha256="0" * 64,
    title="A Report",
    url="https://example.org/a",
    page=7,
    page_label="iv",
    start=0,
    end=8,
    quote="It rained.",
    speaker=Speaker("Rep. Low", ("A. Writer",)),
)
ANSWER = Answer(
    question="Did it rain?",
    searched_as="Did it rain?",
    statements=(Statement("It rained.", (1,), CITATION.speaker),),
    citations=(CITATION,),
    refusal=None,
    hits=(),
    confidence=0.9,
)
HIT = Hit(Passage("p", "a", 0, 10, "It rained.", ("Weather", "May"), ()), "A Report", 0.5, 1)


@given(st.text())
def test_shown_text_is_one_line_that_drives_no_terminal(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)
    assert "\u202e" not in shown and "\n" not in shown


def test_escape_sequences_lose_their_escape() -> None:
    assert clean("\x1b[2Jred\x1b]0;title\x07 and\r\nmore\u202e") == "[2Jred]0;title and more"


def test_ordinary_text_stays() -> None:
    text = "Façade “12–13”, naïve 日本語, שלום, e\u0301"
    assert clean(text) == text


def test_an_answer_names_page_speaker_and_address() -> None:
    assert list(answer_lines(ANSWER)) == [
        "It rained. [1]",
        "",
        "Sources",
        "[1] A Report, page iv (PDF page 7), Rep. Low, according to A. Writer",
        "    “It rained.”",
        "    https://example.org/a",
    ]


def test_what_speaks_under_its_title_is_named_once() -> None:
    own = replace(CITATION, speaker=Speaker("A Report"))
    lines = "\n".join(answer_lines(replace(ANSWER, citations=(own,))))
    assert lines.count("A Report") == 1


def test_a_refusal_stands_before_what_is_answered_all_the_same() -> None:
    refusal = Refusal("partly_covered", "Nothing on snow.", "1 document", (HIT,))
    lines = list(answer_lines(replace(ANSWER, refusal=refusal)))
    assert lines[:3] == ["ONLY PARTLY IN THE DOCUMENTS", "Nothing on snow.", "It rained. [1]"]
    assert lines[-4:] == [
        "Searched: 1 document",
        "Nearest passages, none of them a source of the answer:",
        "  - A Report",
        "    It rained.",
    ]


def test_findings_and_notes_are_shown() -> None:
    doubtful = replace(ANSWER.statements[0], findings=("says 7",))
    lines = list(answer_lines(replace(ANSWER, statements=(doubtful,), notes=("Carried over.",))))
    assert lines[1] == "    ! says 7"
    assert lines[-1] == "Note: Carried over."


def test_what_throws_doubt_on_an_answer_stands_before_it() -> None:
    notes = ("Carried over.", f"{WHICH} It fits two.")
    lines = list(answer_lines(replace(ANSWER, notes=notes)))
    assert lines[0] == f"Note: {WHICH} It fits two." and lines.count(lines[0]) == 1
    assert lines[-1] == "Note: Carried over."


def test_hits_stand_under_their_headings() -> None:
    assert list(hit_lines([HIT])) == [
        "1. A Report   (score 0.500)",
        "   Weather > May",
        "   It rained.",
    ]
    assert list(hit_lines([])) == ["No passage was found."]


def test_the_ledger_shows_reading_problems_with_their_page() -> None:
    document = Document(
        id="a",
        path="/a.pdf",
        sha256="0" * 64,
        text="one two three",
        format="pdf",
        title="A Report",
        problems=(Problem("no_text", "nothing on it", 3),),
    )
    assert list(document_lines([document])) == [
        "a",
        "    A Report",
        "    pdf, 3 pages, 3 words, 0 sentences",
        "    ! no text, page 3: nothing on it",
        "1 document, 1 of them with reading problems",
    ]


def test_the_ledger_groups_pages_names_speakers_and_fits_a_hundred_columns() -> None:
    seen = [Problem("ocr", f"read ({n})", n, n / 10) for n in (7, 8, 9)]
    lost = [Problem("no_text", "nothing on it", n) for n in (1, 3, 4, 5)]
    document = Document(
        id="a",
        path="/a.pdf",
        sha256="0" * 64,
        text="One two. Three.",
        format="pdf",
        title="A Report of Many Words " * 6,
        pages=(Page(0, 15, 2, None),),
        problems=(*lost, *seen, Problem("encoding_guessed", "read as cp1252")),
        duplicate_of="b",
        sentences=1234,
        speakers=("Ada", "Ben", "Cy", "Dee", "Eve", "Flo"),
    )
    lines = list(document_lines([document]))
    assert max(map(len, lines)) <= 100
    assert lines[-7:-1] == [
        "    pdf, 9 pages, 3 words, 1,234 sentences",
        "    speakers: Ada; Ben; Cy; Dee; and 2 more",
        "    the same as b, which is cited",
        "    ! no text, pages 1, 3-5: nothing on it",
        "    ! ocr, pages 7-9: read by OCR, confidence 0.70 (page 7) to 0.90",
        "    ! encoding guessed: read as cp1252",
    ]


def test_a_badly_read_page_is_told_with_its_citation() -> None:
    doubts = (Problem("ocr", "read by OCR (confidence .83)", 7), Problem("scrambled", "5%"))
    citation = replace(CITATION, problems=doubts)
    lines = list(answer_lines(replace(ANSWER, citations=(citation,))))
    assert lines[-2:] == [
        "    ! this page: read by OCR (confidence .83)",
        "    ! the document: 5%",
    ]
