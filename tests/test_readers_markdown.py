"""Markdown: rendered text, front matter, tables, pages, and converted print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers.markdown import read_markdown
from rag.readers.reading import Reading


def read(text: str) -> Reading:
    return read_markdown(text.encode(), "a.md")


def pieces(reading: Reading) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def test_markup_is_removed_and_structure_kept() -> None:
    reading = read(
        "# The *quiet* harbour\n\nA **bold** claim, [linked](https://example.org) and `coded`,\n"
        "over two lines<br>here. ![a crane](crane.png)\n\n## Findings\n\n> They said so\n"
        "> twice.\n\n"
        "- first\n- second\n  - nested\n\n3. third\n\n---\n\n```\ncode = 1\n```\n"
    )
    assert pieces(reading) == [
        ("heading", 1, "The quiet harbour"),
        ("paragraph", 0, "A bold claim, linked and coded, over two lines here. a crane"),
        ("heading", 2, "Findings"),
        ("quote", 1, "They said so twice."),
        ("item", 1, "first"),
        ("item", 1, "second"),
        ("item", 2, "nested"),
        ("item", 1, "3. third"),
        ("paragraph", 0, "code = 1"),
    ]
    assert reading.facts == {"title": "The quiet harbour"}


def test_html_is_dropped_and_indented_code_is_a_paragraph() -> None:
    reading = read(
        "<div><!-- hidden -->\nShown <b>text</b>.\n</div>\n\n<script>\nalert(1)\n</script>\n\n"
        "    indented words\n"
    )
    assert [text for _, _, text in pieces(reading)] == ["Shown text.", "indented words"]


def test_table_rows_carry_their_headers() -> None:
    reading = read(
        "| State | 2010 | 2011 |\n|---|---|---|\n| Texas | 5 | **7** |\n| Ohio | | 9 |\n\n"
        "|Col1|Rate|Col3|\n|---|---|---|\n|North|4|4|\n"
    )
    assert pieces(reading) == [
        ("row", 0, "State: Texas; 2010: 5; 2011: 7"),
        ("row", 0, "State: Ohio; 2011: 9"),
        ("row", 0, "North; Rate: 4"),
    ]


def test_page_comments_label_the_next_block_only() -> None:
    reading = read(
        "First.\n\n<!-- page 4 -->\nSecond block.\n\nThird.\n\n<!-- page iv -->\n\nFourth.\n"
    )
    assert [(p.label, p.number, reading.text[p.start : p.end].strip()) for p in reading.pages] == [
        ("4", None, "Second block."),
        ("iv", None, "Fourth."),
    ]


def test_page_comments_inside_of_markup_part_what_stands_there() -> None:
    reading = read(
        "<div>\n<p>First.</p>\n<!-- page 4 -->\n<p>Second.</p>\n<!-- page 5 -->\n<p>Third.</p>\n"
        "<!-- <script> --><p>Fourth.</p><script>x = '<!-- page 9 -->'</script></div>\n"
    )
    assert [(p.label, reading.text[p.start : p.end].split()) for p in reading.pages] == [
        ("4", ["Second."]),
        ("5", ["Third.", "Fourth."]),
    ]
    assert reading.text.startswith("First.") and "x =" not in reading.text


def test_the_heading_of_a_text_is_its_title_whatever_follows() -> None:
    reading = read(
        "# Contract for the harbour, of 3 May\n\nbetween the town and the guild, who agree to all "
        "of what follows here.\n\n# Change Order No. 1\n\nThe toll is raised.\n"
    )
    assert reading.facts["title"] == "Contract for the harbour, of 3 May"


def test_front_matter() -> None:
    reading = read(
        '---\ntitle: "Dues: a \\"short\\" history"\nauthor: Ada North\ndate: April 11, 2012\n'
        "publisher: 'Harbour''s Office'\nkind: report\nurl: https://example.org/a:b\n"
        "tags:\n  - quay\n  - dues\n# remark\nnumber: HO-12-7\n---\n\nThe text.\n"
    )
    assert reading.facts == {
        "title": 'Dues: a "short" history',
        "author": "Ada North",
        "date": "2012-04-11",
        "publisher": "Harbour's Office",
        "kind": "report",
        "url": "https://example.org/a:b",
        "number": "HO-12-7",
    }
    assert reading.text == "The text."


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("---\ntitle: A\nno colon here\n---\n", "line 3: expected 'key: value'"),
        ("---\ntitle: A\n\nText without an end\n", "line 4"),
        ("---\ntitle: A\nauthor: B\n", "line 1: front matter opens"),
        ('---\ntitle: "A\n---\n', "line 2: quotation marks"),
        ("---\ntitle: A\ndate: soon\n---\n", "line 3: 'soon' is not a date"),
    ],
)
def test_malformed_front_matter_names_the_line(head: str, said: str) -> None:
    with pytest.raises(ReadError, match=f"^a.md: {said}"):
        read(head)


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    assert read("---\n\nWords: and more.\n").text == "Words: and more."


def test_captions_at_the_head_are_facts() -> None:
    reading = read(
        "# Tolls\n\n**Report:** HX-05-12 | **Published:** 2005-09-01 | "
        "**Source:** [Harbour Office](https://example.org/hx-05-12)\n\nText.\n"
    )
    assert reading.facts == {
        "title": "Tolls",
        "number": "HX-05-12",
        "date": "2005-09-01",
        "publisher": "Harbour Office",
        "url": "https://example.org/hx-05-12",
    }


CONVERTED = """# Tolls

The harbour office raised the tolls in three steps, and each time it gave
shipowners less than a month to object to what it called a well-
founded plan. [1] None of them was told that the

1 Harbour Act, section 12, gives owners a month.

**Chapter I**

council had already voted on the matter, which the minutes show. [2] In the
21 [st] century such a thing is rare, as the office later wrote in a

2 Minutes of the council, page 3.

**Chapter I**

letter to the owners. It was a well-founded plan all the same, and the court
said as much in its ruling on the appeal that

**Chapter I**

the owners had brought.
"""


def test_converted_print_flows_again() -> None:
    reading = read(CONVERTED)
    assert pieces(reading)[1:] == [
        (
            "paragraph",
            0,
            "The harbour office raised the tolls in three steps, and each time it gave shipowners "
            "less than a month to object to what it called a well-founded plan. None of them was "
            "told that the council had already voted on the matter, which the minutes show. In the "
            "21st century such a thing is rare, as the office later wrote in a letter to the "
            "owners. It was a well-founded plan all the same, and the court said as much in its "
            "ruling on the appeal that the owners had brought.",
        ),
        ("footnote", 0, "1 Harbour Act, section 12, gives owners a month."),
        ("heading", 2, "Chapter I"),
        ("footnote", 0, "2 Minutes of the council, page 3."),
    ]


def test_repeated_headings_stay() -> None:
    text = "# T\n\n" + "**Results**\n\nAll was well in this chapter too.\n\n" * 4
    assert [kind for kind, _, _ in pieces(read(text))].count("heading") == 5


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=40)
LINES = st.sampled_from(
    [
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "|a|b|\n|-|-|\n|",
        "<!-- page 3 -->\n",
        "**",
        "",
        "\n",
        "```\n",
    ]
)


@given(st.lists(st.tuples(LINES, WORDS), min_size=1, max_size=12))
def test_offsets_hold_for_any_markdown(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + words for mark, words in lines)
    try:
        reading = read(text)
    except ReadError:
        return
    assert unicodedata.is_normalized("NFC", reading.text)
    for spans in (reading.blocks, reading.pages):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(reading.text)
            end = span.end
    for block in reading.blocks:
        shown = reading.text[block.start : block.end]
        assert shown == shown.strip() and shown
    assert "\n\n".join(shown for _, _, shown in pieces(reading)) == reading.text


@pytest.mark.parametrize("unit", ["[", "![", "*a ", "`", "> ", "<a ", "[a](", "|a", "- ", "<!--"])
def test_hostile_markup_is_read_or_refused(unit: str) -> None:
    try:
        read("Text. " + unit * 20_000)
    except ReadError as error:
        assert "\n" not in str(error)


def test_a_title_that_stands_on_the_first_line_of_several_paragraphs_is_set_apart() -> None:
    title = "Description of Findings and Results"
    said = "The board found nothing that would have kept any of its\nships from the pier."
    one = " ".join(said.split())
    assert [text for _, _, text in pieces(read(f"{title}\n{said}\n\n" * 3))] == [title, one] * 3
    assert [text for _, _, text in pieces(read(f"{title}\n{said}\n\n" * 2))] == [
        f"{title} {one}"
    ] * 2


def test_a_line_of_names_that_fills_its_line_goes_on_in_the_next() -> None:
    paragraph = "The Harbour Board and the Ferry Company\nMet to speak of the old pier.\n\n"
    one = " ".join(paragraph.split())
    assert [text for _, _, text in pieces(read(paragraph * 3))] == [one] * 3


def _blocks(text: str) -> list[tuple[str, str]]:
    reading = read_markdown(text.encode(), "doc.md")
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def test_a_sentence_that_begins_in_a_heading_is_whole() -> None:
    told = _blocks(
        "# Ferries\n\nThe fares rose.\n\n## \uf0a7 Uncertain rules. The country lacks a clear\n\n"
        "definition of a ferry, which leads to doubt.\n"
    )
    whole = (
        "Uncertain rules. The country lacks a clear definition of a ferry, which leads to doubt."
    )
    assert told[-1] == ("paragraph", f"\uf0a7 {whole}")
    for title in ("What the Board Found", "What the office of ferries found"):
        kept = _blocks(f"The fares rose.\n\n## {title}\n\na The board met twice.\n")
        assert ("heading", title) in kept


def test_a_heading_at_the_side_does_not_cut_a_sentence() -> None:
    told = _blocks(
        "# Ferries\n\nThe board found that the fares of the ferry had risen and\n\n"
        "## Conclusions\n\nthat nobody had been told of it.\n\nThe fares should fall.\n"
    )
    whole = (
        "The board found that the fares of the ferry had risen and that nobody had been told of it."
    )
    assert told[1:] == [
        ("paragraph", whole),
        ("heading", "Conclusions"),
        ("paragraph", "The fares should fall."),
    ]


def test_a_table_of_a_header_alone_is_a_row() -> None:
    assert ("row", 0, "Year; Number 5,000") in pieces(read("| Year | Number 5,000 |\n|---|---|\n"))


def test_letters_named_in_markup_are_letters() -> None:
    assert "R&D 5" in read("<div>\nR&amp;D&nbsp;5\n</div>\n").text.replace("\u00a0", " ")
