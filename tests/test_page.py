"""The page's HTML: what is said, what is marked, and that nothing put into it can act."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_records import (
    END,
    QUOTE,
    START,
    TEXT,
    Bot,
    Elements,
    make_answer,
    make_citation,
    make_document,
    make_refusal,
)

from rag.answering.doubt import DOUBT
from rag.chain import Chatbot
from rag.errors import ChiaroscuroError
from rag.language.dates import date_words
from rag.page.endpoints import Endpoints
from rag.page.escaping import escape, is_web_address, link
from rag.page.examples import candidates
from rag.page.markup import answer_html, error_html, evidence_html
from rag.page.reading import LONGEST, document_html, headings_at, passage_html
from rag.page.shelf import shelf_html
from rag.page.sources import sources_html
from rag.page.wording import page_words, source_words, untold_speaker
from rag.records import (
    Answer,
    Block,
    Document,
    Hit,
    Page,
    Passage,
    Problem,
    Refusal,
    Speaker,
    Statement,
)

NASTY = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</template></script><svg/onload=alert(1)>",
    "\u202eevil\u2066\x00\x1b",
    "&lt;b&gt;",
)


@pytest.mark.parametrize(
    ("page", "label", "words"),
    [
        (6, "iv", "page iv (PDF page 6)"),
        (4, "4", "page 4"),
        (None, "4", "page 4"),
        (9, None, "PDF page 9"),
        (None, None, ""),
    ],
)
def test_pages_are_named_by_label_and_by_number_where_they_differ(
    page: int | None, label: str | None, words: str
) -> None:
    assert page_words(page, label) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2012", "2012"),
        ("2012-04", "April 2012"),
        ("2012-04-11", "11 April 2012"),
        (None, ""),
        ("2012-13", "2012-13"),
        ("spring", "spring"),
    ],
)
def test_dates_are_as_exact_as_known(date: str | None, words: str) -> None:
    assert date_words(date) == words


def test_an_author_who_is_the_publisher_is_named_once() -> None:
    document = make_document(author="GAO", publisher="GAO", date="2012-07")
    assert source_words(document) == "GAO · July 2012"


@pytest.mark.parametrize(
    ("text", "told_by", "untold"),
    [
        ("The pier is rotten.", "Ada Quill", "Rep. Oak, according to Ada Quill"),
        ("Rep. Oak said that the pier is rotten.", "Ada Quill", "according to Ada Quill"),
        ("Rep. Oak told Ada Quill that the pier is rotten.", "Ada Quill", ""),
        ("Rep. Oak, quoted by Ada Quill: “The pier is rotten.”", "Ada Quill", ""),
        ("The pier is rotten.", "Minutes", "Rep. Oak, according to “Minutes”"),
        ("Rep. Oak said that the pier is rotten.", "Minutes", "according to “Minutes”"),
        ("Rep. Oak, quoted in “Minutes”: “The pier is rotten.”", "Minutes", ""),
    ],
)
def test_a_sentence_needs_no_name_that_it_has(text: str, told_by: str, untold: str) -> None:
    said = Statement(text, (1,), Speaker("Rep. Oak", (told_by,)))
    assert untold_speaker(said, "Minutes") == untold


def test_exactly_the_cited_characters_are_marked() -> None:
    html = passage_html(make_document(), START, END)
    assert Elements(html).marked == QUOTE
    assert 'data-page="page v (PDF page 7)"' in html


@given(st.data())
def test_any_stretch_is_marked_to_the_character(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    edges = [0, *cuts, len(text)]
    blocks = tuple(Block(left, right) for left, right in pairwise(edges) if left < right)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    turn = data.draw(st.integers(0, len(text)))
    pages = (Page(0, turn, 1, None), Page(turn, len(text), 2, None))
    document = make_document(text=text, blocks=blocks, pages=pages)
    shown = Elements(passage_html(document, start, end))
    assert shown.marked == text[start:end]


def test_the_surroundings_end_at_whole_blocks() -> None:
    shown = Elements(passage_html(make_document(), START, END, around=1)).text
    assert "The quay was closed" in shown
    assert "It reopened" not in shown


def test_a_very_long_document_is_shown_in_part_and_can_be_read_on() -> None:
    text = "word " * LONGEST
    blocks = tuple(Block(at, at + 999) for at in range(0, len(text), 1000))
    document = make_document(text=text, blocks=blocks, pages=())
    html = document_html(document, 500_000, 500_004)
    assert len(html) < 2 * LONGEST
    assert Elements(html).marked == "word"
    assert [words for words in re.findall("Read [a-z ]+", html)] == [
        "Read what comes before",
        "Read on",
    ]
    read, at = 0, 0
    while True:
        html = document_html(document, at, at)
        read += html.count("word")
        onward = re.search(r'data-at="(\d+)">Read on', html)
        if onward is None:
            break
        at = int(onward[1])
    assert read == text.count("word")


def test_headings_are_those_above_the_place() -> None:
    text = "A\nB\nx\nC\ny"
    blocks = (
        Block(0, 1, "heading", 1),
        Block(2, 3, "heading", 2),
        Block(4, 5),
        Block(6, 7, "heading", 2),
        Block(8, 9),
    )
    document = make_document(text=text, blocks=blocks)
    assert headings_at(document, 4) == ("A", "B")
    assert headings_at(document, 8) == ("A", "C")


def test_an_answer_has_marks_that_say_where_they_lead() -> None:
    document = make_document()
    html = answer_html(make_answer(document), {document.id: document})
    assert 'aria-label="Citation 1: Harbour report, page v (PDF page 7)"' in html
    assert '<template data-key="1">' in html
    assert 'class="speaker"' not in html
    assert Elements(html).marked == QUOTE


def test_the_numbers_in_a_note_are_marks_too() -> None:
    document = make_document()
    noted = replace(make_answer(document), notes=("Ada has 3 [1], <b>Oak</b> has 4 [2].",))
    html = answer_html(noted, {document.id: document})
    note = html[html.index('<p class="note"') :].split("</p>")[0]
    assert note.count('data-evidence="1"') == 1 and "has 4 [2]." in note
    assert "&lt;b&gt;Oak" in note


def test_a_foreign_speaker_stands_with_the_sentence() -> None:
    document = make_document()
    answer = make_answer(document, Speaker("Rep. Oak", ("Ada Quill",)))
    html = answer_html(answer, {document.id: document})
    assert '<span class="speaker"><bdi>Rep. Oak, according to Ada Quill</bdi></span>' in html


def test_a_doubted_answer_says_so_before_it() -> None:
    document = make_document()
    doubted = replace(make_answer(document), notes=("Understood as “X”.", DOUBT))
    html = answer_html(doubted, {document.id: document})
    assert html.count(DOUBT) == 1 and "Understood as" in html
    first = escape(doubted.statements[0].text.split()[0])
    assert html.index(DOUBT) < html.index(first) < html.index("Understood as")


def test_a_refusal_says_what_was_searched_and_opens_the_nearest() -> None:
    document = make_document()
    html = answer_html(make_refusal(document), {document.id: document})
    assert 'class="refusal" data-kind="not_in_corpus"' in html
    assert "Searched: <bdi>1 document</bdi>" in html
    assert 'data-evidence="near-1"' in html
    assert '<template data-key="near-1">' in html
    assert 'class="sources"' not in html


def test_a_document_that_changed_or_went_is_said_so() -> None:
    document = make_document()
    answer = make_answer(document)
    changed = make_document(sha256="b" * 64)
    assert "has changed since" in answer_html(answer, {changed.id: changed})
    gone = answer_html(answer, {})
    assert "no longer here" in gone
    assert Elements(gone).marked == QUOTE


def test_reading_problems_stand_on_their_page_and_only_there() -> None:
    problems = (Problem("no_text", "Page 7 has no text.", 7), Problem("scrambled", "Page 9.", 9))
    html = evidence_html(make_document(problems=problems), START, END)
    assert "Page 7 has no text." in html
    assert "Page 9." not in html
    listed = shelf_html((make_document(problems=problems),))
    assert "No text: page 7" in listed
    assert "Scrambled: page 9" in listed


def test_files_that_could_not_be_read_are_listed() -> None:
    html = shelf_html((), ({"path": "x.pdf", "reason": "x.pdf: <encrypted>"},))
    assert "<bdi>x.pdf: &lt;encrypted&gt;</bdi>" in html


@pytest.mark.parametrize("nasty", NASTY)
def test_markup_in_any_text_stays_text(nasty: str) -> None:
    text = f"{nasty} {TEXT}"
    document = make_document(
        id=nasty,
        text=text,
        title=nasty,
        author=nasty,
        publisher=nasty,
        url=f"javascript:{nasty}",
        blocks=(Block(0, len(nasty), "heading", 1), Block(len(nasty) + 1, len(text))),
        pages=(Page(0, len(text), 1, nasty),),
        problems=(Problem("no_text", nasty),),
    )
    citation = make_citation(document, quote=nasty, page_label=nasty, speaker=Speaker(nasty))
    statement = Statement(nasty, (1,), Speaker(nasty, (nasty,)), (nasty,))
    hit = Hit(Passage(nasty, nasty, 0, 9, nasty, (nasty,), ()), nasty, 0.1, 1, 1, nasty)
    refusal = Refusal("partly_covered", nasty, nasty, (hit,))
    answer = Answer(nasty, nasty, (statement,), (citation,), refusal, (), 0.5, notes=(nasty,))
    html = answer_html(answer, {nasty: document}) + shelf_html((document,)) + error_html(nasty)
    elements = Elements(html)
    assert not {"script", "img", "svg", "b", "a"} & set(elements.tags)
    assert not [name for name, _ in elements.attributes if name.startswith("on")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)


@given(st.text())
def test_escaped_text_reads_as_itself_without_the_unseen(text: str) -> None:
    escaped = escape(text)
    assert not set("<>\"'") & set(escaped)
    kept = Elements(f"<p>{escaped}</p>").text.replace("\r", "")
    assert set(kept) <= set(text) | {"\ufffd"}


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://port.example/a?b=c", True),
        ("http://port.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//port.example", False),
        ("https:///nohost", False),
        ("https://port.example/\u202etxt", False),
        ("https://port.example/a b", False),
        ("https://[broken", False),
    ],
)
def test_only_web_addresses_become_links(url: str, good: bool) -> None:
    assert is_web_address(url) is good
    assert ("<a " in link(url, "here")) is good


def test_links_do_not_hand_over_the_page() -> None:
    assert 'rel="noopener noreferrer nofollow"' in link("https://port.example", "here")


def titled(id_: str, title: str, *headings: str) -> Document:
    """A document with a paragraph under each heading."""
    text, blocks = "", []
    for heading in headings:
        blocks.append(Block(len(text), len(text) + len(heading), "heading", 2))
        text += f"{heading}\n"
        blocks.append(Block(len(text), len(text) + 300))
        text += "x" * 300 + "\n"
    return make_document(id=id_, text=text, blocks=tuple(blocks), title=title)


def test_examples_are_the_written_ones_for_the_bundled_documents() -> None:
    held = [make_document(id="oig-12-66"), make_document(id="lofgren-2012-statement")]
    assert list(candidates(held)) == [
        ("Who asked for the audit of Secure Communities?", "oig-12-66"),
        ("What did Rep. Lofgren think of the reports?", "lofgren-2012-statement"),
    ]


def test_examples_for_other_documents_ask_about_what_only_one_has_and_has_text_on() -> None:
    held = [
        titled("quay", "Quays: A Report", "Rotten Piles", "Key Findings in Brief", "May 2019"),
        titled(
            "ferry", "“The Ferry Act”", "Key Findings in Brief", 'Who "paid" for it', "Port Office"
        ),
        make_document(text="Empty part\n\nx", blocks=(Block(0, 10, "heading", 2), Block(12, 13))),
    ]
    assert list(candidates(held)) == [
        ("What does “Quays” say about “Rotten Piles”?", "quay"),
        ("What does “‘The Ferry Act’” say about “Who 'paid' for it”?", "ferry"),
    ]
    assert list(candidates([])) == []


def test_the_api_gives_plain_json_and_passes_on_what_was_chosen() -> None:
    bot = Bot(make_document())
    endpoints = Endpoints(bot)  # type: ignore[arg-type]
    given_back = endpoints.ask("Why?", [["a", "b"]], ["harbour"])
    assert Answer.from_dict(given_back) == make_answer(make_document())
    assert bot.asked == [("Why?", [("a", "b")], ["harbour"])]
    assert [hit["title"] for hit in endpoints.search("x", 2, [])] == ["Harbour report"] * 2
    (listed,) = endpoints.documents()
    assert listed["sha256"] == "a" * 64
    assert "path" not in listed


def test_what_is_quoted_comes_whole_and_errors_are_one_line() -> None:
    endpoints = Endpoints(Bot(make_document()))  # type: ignore[arg-type]
    (answered,) = endpoints.converse("Why?", [], [], None)
    document = make_document()
    assert answered["html"] == answer_html(make_answer(document), {document.id: document})
    assert Answer.from_dict(answered["answer"]) == make_answer(document)
    (failed,) = endpoints.converse("Why?", [], ["unknown"], {})
    assert failed["kind"] == "error"
    assert "Unknown document" in failed["html"]


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("the question has 2,001 characters; at most 2,000 are read", None),
        ("harbour.md: it has changed", "harbour.md: it has changed."),
        ("Ask again!", "Ask again!"),
    ],
)
def test_what_went_wrong_is_a_sentence(message: str, sentence: str | None) -> None:
    sentence = sentence or "The question has 2,001 characters; at most 2,000 are read."
    assert Elements(error_html(message)).text == f"No answer. {sentence}"


def test_a_saved_answer_is_shown_again_and_a_broken_one_is_not() -> None:
    document = make_document()
    endpoints = Endpoints(Bot(document))  # type: ignore[arg-type]
    saved = make_answer(document)
    shown, broken = endpoints.show([saved.to_dict(), {"question": 3}])
    assert shown == answer_html(saved, {document.id: document})
    assert 'class="error"' in broken


def test_a_document_is_read_whole_with_its_mark() -> None:
    endpoints = Endpoints(Bot(make_document()))  # type: ignore[arg-type]
    assert Elements(endpoints.read("harbour", START, END)).marked == QUOTE
    assert Elements(endpoints.read("harbour", 0, 0)).marked == ""
    assert "There is no document" in endpoints.read("<nowhere>", 0, 0)


def test_only_a_pdf_has_pictures_of_its_pages() -> None:
    endpoints = Endpoints(Bot(make_document()))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="harbour has no page images"):
        endpoints.sheet("harbour", 1, 0, 0)
    with pytest.raises(ValueError, match="there is no document 'x'"):
        endpoints.sheet("x", 1, 0, 0)


def test_a_taken_port_is_one_line(small_bot: Chatbot) -> None:
    from rag.page import start  # Gradio takes seconds to import; only the tests that serve need it.

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ChiaroscuroError, match=f"cannot listen on 127.0.0.1:{port}"):
            start(small_bot, host="127.0.0.1", port=port)


def test_a_source_of_which_nobody_and_no_page_is_known_speaks_itself() -> None:
    document = make_document()
    cited = make_answer(document, Speaker("Ada Quill")).citations[0]
    bare = replace(cited, page=None, page_label=None, speaker=Speaker(cited.title))
    assert "<bdi>the document itself</bdi>" in sources_html([bare], {})
    oak = replace(bare, speaker=Speaker("Rep. Oak", (cited.title,)))
    told = sources_html([oak], {})
    assert "<bdi>Rep. Oak</bdi>" in told and "the document itself" not in told
    printed = replace(document, publisher="Vell Mercury", date="2024-05-04")
    told = sources_html([oak], {oak.document_id: printed})
    assert '<span class="of"><bdi>Vell Mercury · 4 May 2024</bdi></span>' in told
