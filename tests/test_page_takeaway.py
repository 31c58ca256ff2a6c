"""Answers taken away: their footnotes are whole, and nothing in them acts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rag.page.takeaway import conversation_json, copied, evidence_pack, source_line
from rag.page.turns import Column, Turn
from rag.records import Answer, Block, Citation, Document, Problem, Refusal, Speaker, Statement

QUOTE = "The quay was closed\nin *May*."
DOCUMENT = Document(
    id="harbour",
    path="/nowhere/harbour.md",
    sha256="a" * 64,
    text=f"Before. {QUOTE} After.",
    format="markdown",
    title="Harbour <report>",
    author="Ada Quill",
    blocks=(Block(0, len(QUOTE) + 15),),
)
CITATION = Citation(
    number=1,
    document_id="harbour",
    sha256="a" * 64,
    title=DOCUMENT.title,
    url="https://port.example/report",
    page=6,
    page_label="iv",
    start=8,
    end=8 + len(QUOTE),
    quote=QUOTE,
    speaker=Speaker("Rep. Oak", ("Ada Quill",)),
)
ANSWER = Answer(
    question="When & why?",
    searched_as="When & why?",
    statements=(Statement("It was closed in *May*.", (1,), CITATION.speaker),),
    citations=(CITATION,),
    refusal=Refusal("partly_covered", "Not <all> of it.", "1 document"),
    hits=(),
    confidence=0.7,
)


def test_a_footnote_names_speaker_title_page_and_address() -> None:
    line = source_line(CITATION)
    assert line == (
        "Rep. Oak, according to Ada Quill, Harbour <report>, page iv (PDF page 6), "
        "https://port.example/report"
    )


def test_text_has_the_answer_and_the_quotation_on_one_line() -> None:
    assert copied(Turn.of(ANSWER), "text") == (
        f"{ANSWER.text}\n\n[1] “The quay was closed in *May*.” {source_line(CITATION)}\n"
    )


def test_markdown_has_footnotes_and_keeps_stars_as_stars() -> None:
    markdown = copied(Turn.of(ANSWER), "markdown")
    assert "It was closed in \\*May\\*.[^1]" in markdown
    assert "[^1]: “The quay was closed in \\*May\\*.”" in markdown
    assert "\\<all\\>" in markdown


def test_a_footnote_on_what_nobody_is_named_for_begins_with_the_title() -> None:
    itself = replace(CITATION, speaker=Speaker(CITATION.title))
    html = copied(Turn.of(replace(ANSWER, citations=(itself,))), "html")
    assert "*May*.</q> <a " in html


def test_html_has_footnotes_and_is_escaped() -> None:
    html = copied(Turn.of(ANSWER), "html")
    assert '<sup><a href="#n1">1</a></sup>' in html
    assert '<li id="n1" value="1">' in html
    assert "Harbour &lt;report&gt;" in html
    assert "<all>" not in html


def test_answers_side_by_side_are_copied_together_with_numbers_that_run_on() -> None:
    noted = replace(ANSWER, notes=("The sources differ: Ada has 3 [1].",))
    turn = Turn("When?", (Column("document", "harbour", ANSWER), Column("speaker", "Oak", noted)))
    held = {DOCUMENT.id: DOCUMENT}
    second = ANSWER.text.replace("[1]", "[2]")
    assert copied(turn, "text", held) == (
        f"Harbour <report>\n{ANSWER.text}\n\nOak\n{second}\n"
        "The sources differ: Ada has 3 [2].\n\n"
        f"[1] “The quay was closed in *May*.” {source_line(CITATION)}\n"
        f"[2] “The quay was closed in *May*.” {source_line(CITATION)}\n"
    )
    markdown = copied(turn, "markdown", held)
    assert markdown.index("### Harbour \\<report\\>") < markdown.index("[^1]")
    assert markdown.index("### Oak") < markdown.index("in \\*May\\*.[^2]")
    html = copied(turn, "html", held)
    assert "<h3><bdi>Harbour &lt;report&gt;</bdi></h3>" in html
    assert 'href="#n2"' in html and '<li id="n2" value="2">' in html
    pack = evidence_pack([turn], held, settings={}, made=datetime(2026, 3, 4, tzinfo=UTC))
    assert "<h3><bdi>Oak</bdi></h3>" in pack and '<li id="n1-2" value="2">' in pack
    assert "has 3 [2]." in pack


@pytest.mark.parametrize("style", ["text", "markdown", "html", "pack"])
def test_what_a_model_worded_and_what_was_found_of_it_is_taken_away(style: str) -> None:
    def taken(answer: Answer) -> str:
        if style != "pack":
            return copied(Turn.of(answer), style).replace("\\", "")
        made = datetime(2026, 3, 4, tzinfo=UTC)
        return evidence_pack([Turn.of(answer)], {}, settings={}, made=made)

    finding = "says May, which is not in the source"
    [quoted] = ANSWER.statements
    marked = replace(quoted, text="It was shut in May.", written=True, findings=(finding,))
    both = taken(replace(ANSWER, mode="write", statements=(marked, quoted)))
    assert f"does not hold against its source: {finding}" in both
    assert "Written by a language model, but for the quotations (sentence 2)." in both
    written = taken(replace(ANSWER, mode="write", statements=(replace(marked, findings=()),)))
    assert "Written by a language model." in written
    assert "does not hold" not in written
    assert "Written by" not in taken(ANSWER)


def test_another_style_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="unknown style 'rtf'"):
        copied(Turn.of(ANSWER), "rtf")


def test_a_conversation_as_json_gives_the_answers_back() -> None:
    saved = json.loads(conversation_json([Turn.of(ANSWER)]))
    assert [Answer.from_dict(item) for item in saved] == [ANSWER]


def test_the_pack_has_context_hashes_and_settings() -> None:
    made = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    pack = evidence_pack(
        [Turn.of(ANSWER)], {"harbour": DOCUMENT}, settings={"model": "m<1>"}, made=made
    )
    assert f"<mark>{QUOTE}</mark>" in pack
    assert "Before. " in pack
    assert "a" * 64 in pack
    assert "m&lt;1&gt;" in pack
    assert "2026-03-04T05:06:00+00:00" in pack
    assert "When &amp; why?" in pack


def test_context_of_a_changed_document_is_left_out() -> None:
    changed = Document(**{**{n: getattr(DOCUMENT, n) for n in DOCUMENT.__slots__}, "sha256": "b"})
    made = datetime(2026, 3, 4, tzinfo=UTC)
    pack = evidence_pack([Turn.of(ANSWER)], {"harbour": changed}, settings={}, made=made)
    assert "<mark>" not in pack
    assert "<q" in pack


@pytest.mark.parametrize("style", ["text", "markdown", "html"])
def test_a_badly_read_page_is_told_in_the_footnote(style: str) -> None:
    doubt = Problem("ocr", "an image, read by OCR (confidence .83)", 6, 0.83)
    answer = replace(ANSWER, citations=(replace(CITATION, problems=(doubt,)),))
    assert "this page: an image, read by OCR" in copied(Turn.of(answer), style).replace("\\", "")
    (saved,) = json.loads(conversation_json([Turn.of(answer)]))
    assert saved["citations"][0]["problems"][0]["confidence"] == 0.83
    assert Answer.from_dict(saved) == answer
