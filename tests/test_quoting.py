"""Quoting: citations are the document to the character, and say who speaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.answering.quoting import attributed, cite, hits, quote
from rag.asking.question import Query
from rag.checking.gate import check
from rag.indexing.index_files import Entry
from rag.records import BlockKind, Document, Page, Passage, Place, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

BOARD = Speaker("Harbour Board")
NORTH = Speaker("Ada North", ("Harbour Board",))
TEXT = "The board met\nin May. Piles are rotten. The quay is shut."
DOCUMENT = Document(
    "quay",
    "/quay.pdf",
    "a" * 64,
    TEXT,
    "pdf",
    "The Quay Audit",
    author="Harbour Board",
    url="https://example.org/quay",
    pages=(Page(0, 22, 5, "iii"), Page(22, len(TEXT), 6, "iv")),
)
COPY = Document("copy", "/copy.md", "b" * 64, TEXT, "markdown", "The Same Audit")
DOCUMENTS = {"quay": DOCUMENT, "copy": COPY}
FIRST, SECOND, THIRD = (
    Sentence(TEXT.index(opening), TEXT.index(opening) + length, speaker)
    for opening, length, speaker in [
        ("The b", 21, BOARD),
        ("Piles", 17, NORTH),
        ("The q", 17, BOARD),
    ]
)


def entry(name: str) -> Entry:
    passage = Passage(name, name, 0, len(TEXT), TEXT, (), (FIRST, SECOND, THIRD))
    return Entry(passage, "key", "Title", np.arange(4, dtype=np.int32))


FOUND = Found(
    0,
    entry("quay"),
    0.51239,
    0.4,
    np.array([[0.11119], [0.2], [0.3]], np.float32),
    (entry("copy"),),
)


def evidence(sentence: Sentence, **more: object) -> Evidence:
    return Evidence(FOUND, sentence, 0.5, np.zeros(1, np.float32), **more)  # type: ignore[arg-type]


def test_a_citation_has_all_that_finds_it_again() -> None:
    found = cite(FOUND, SECOND, DOCUMENTS, number=3)
    assert (found.number, found.document_id, found.sha256) == (3, "quay", "a" * 64)
    assert (found.title, found.url) == ("The Quay Audit", "https://example.org/quay")
    assert (found.page, found.page_label) == (6, "iv")
    assert found.quote == TEXT[found.start : found.end] == "Piles are rotten."
    assert found.speaker == NORTH
    assert found.copies == (Place("copy", "The Same Audit", None, None, 0, len(TEXT)),)


def test_the_page_is_the_sentences_own_and_not_its_passages() -> None:
    assert [cite(FOUND, each, DOCUMENTS, number=1).page for each in (FIRST, SECOND)] == [5, 6]
    one = np.ones(1, np.float32)
    asked = Query("What rots?", ("rots",), one, one[None], one, ((0,),))
    (shown,) = hits([FOUND], asked, DOCUMENTS)
    assert (shown.page, shown.page_label, shown.rank) == (5, "iii", 1)
    assert (shown.score, shown.sentence_scores) == (0.5124, (0.1112, 0.2, 0.3))
    assert shown.closest is None
    (read,) = hits([FOUND], asked, DOCUMENTS, read=[evidence(THIRD), evidence(FIRST)])
    assert read.closest == THIRD


def test_statements_are_numbered_through_and_stand_in_one_line() -> None:
    items = [evidence(THIRD, led_in_by=(SECOND,)), evidence(FIRST)]
    statements, citations = quote(items, DOCUMENTS)
    assert [item.text for item in statements] == [
        "Ada North, according to Harbour Board: “Piles are rotten.”",
        "The quay is shut.",
        "The board met in May.",
    ]
    assert [item.citations for item in statements] == [(1,), (2,), (3,)]
    assert [item.number for item in citations] == [1, 2, 3]
    assert citations[2].quote == "The board met\nin May."
    assert [item.speaker for item in statements] == [NORTH, BOARD, BOARD]
    assert not any(item.written for item in statements)


@pytest.mark.parametrize(
    ("kind", "text", "quoted"),
    [
        ("item", "• 86 percent of mothers got one.", "86 percent of mothers got one."),
        ("paragraph", "– The quay is shut.", "The quay is shut."),
        ("footnote", "13 Another source is a loan.", "Another source is a loan."),
        ("footnote", "a Without the ferries.", "Without the ferries."),
        ("footnote", "12 states reported none.", "12 states reported none."),
        ("footnote", "A note without a mark.", "A note without a mark."),
        ("paragraph", "13 States reported none.", "13 States reported none."),
        ("paragraph", "-5 degrees were measured.", "-5 degrees were measured."),
    ],
)
def test_a_bullet_or_a_notes_number_is_not_quoted(kind: BlockKind, text: str, quoted: str) -> None:
    sentence = Sentence(0, len(text), BOARD, kind)
    passage = Passage("quay", "quay", 0, len(text), text, (), (sentence,))
    found = replace(FOUND, entry=replace(FOUND.entry, passage=passage), copies=())
    citation = cite(found, sentence, {"quay": replace(DOCUMENT, text=text)}, number=1)
    assert citation.quote == quoted == text[citation.start : citation.end]


def test_what_a_sentence_announces_follows_it() -> None:
    statements, _ = quote([evidence(FIRST, followed_by=(SECOND, THIRD))], DOCUMENTS)
    assert [item.text for item in statements][::2] == ["The board met in May.", "The quay is shut."]


@pytest.mark.parametrize(
    ("line", "speaker", "shown"),
    [
        ("Piles are rotten.", BOARD, "Piles are rotten."),
        ("Piles are rotten.", NORTH, "Ada North, according to Harbour Board: “Piles are rotten.”"),
        ("Piles are rotten, North wrote.", NORTH, "Piles are rotten, North wrote."),
        ("“Shut it.”", Speaker("Jo Lee"), "Jo Lee: “Shut it.”"),
        ('"Shut it."', Speaker("Jo Lee"), "Jo Lee: “Shut it.”"),
        ("It is “shut” now.", Speaker("Jo Lee"), "Jo Lee: “It is ‘shut’ now.”"),
        ("TAO found rot.", Speaker("Town Audit Office"), "TAO found rot."),
        (
            "According to the Town Audit Office, it is rotten.",
            Speaker("TAO"),
            "According to the Town Audit Office, it is rotten.",
        ),
        ("The Tide Office is shut.", Speaker("TAO"), "TAO: “The Tide Office is shut.”"),
        ("TAO-12-3 lists rot.", Speaker("MOR Town Audit Office"), "TAO-12-3 lists rot."),
        ("“Shut” is “shut”", Speaker("Jo Lee"), "Jo Lee: “‘Shut’ is ‘shut’”"),
        (
            'The page says, "It is shut.',
            Speaker("Jo Lee"),
            "Jo Lee: “The page says, ‘It is shut.’”",
        ),
        ('It is shut."', Speaker("Jo Lee"), "Jo Lee: “It is shut.”"),
        ('"It is shut.', Speaker("Jo Lee"), "Jo Lee: “It is shut.”"),
        (
            "According to Post, it is rotten.",
            Speaker("Jo Lee", ("Post", "Harbour Board")),
            "According to Post, it is rotten.",
        ),
        (
            "According to the law, Post is rotten.",
            Speaker("Jo Lee", ("Post", "Harbour Board")),
            "Jo Lee, according to Post, according to Harbour Board: "
            "“According to the law, Post is rotten.”",
        ),
    ],
)
def test_the_speaker_stands_in_front_where_nothing_says_who(
    line: str, speaker: Speaker, shown: str
) -> None:
    assert attributed(line, speaker, BOARD) == shown


@pytest.mark.parametrize(
    ("through", "in_own_words", "called"),
    [
        (("Minutes of May 3",), True, "Jo Lee, quoted in “Minutes of May 3”"),
        (("Minutes of May 3",), False, "Jo Lee, according to “Minutes of May 3”"),
        (
            ("The Post", "Minutes of May 3"),
            True,
            "Jo Lee, quoted by The Post, quoted in “Minutes of May 3”",
        ),
        (("Harbour Board",), True, "Jo Lee, quoted by Harbour Board"),
    ],
)
def test_what_nobody_made_passes_it_on_by_its_title(
    through: tuple[str, ...], in_own_words: bool, called: str
) -> None:
    own, said = Speaker(through[-1]), Speaker("Jo Lee", through)
    title = "Minutes of May 3"
    shown = attributed("It is shut.", said, own, title=title, in_own_words=in_own_words)
    assert shown == f"{called}: “It is shut.”"


def test_whoever_speaks_beside_a_title_needs_it_not() -> None:
    title = "Minutes of May 3"
    assert Speaker(title).beside(title) == ""
    assert Speaker("Jo Lee", (title,)).beside(title) == "Jo Lee"
    assert Speaker("Jo Lee", ("The Post", title)).beside(title) == "Jo Lee, according to The Post"
    assert Speaker("Jo Lee", ("The Post",)).beside(title) == "Jo Lee, according to The Post"


def test_nothing_chosen_says_nothing() -> None:
    assert quote([], DOCUMENTS) == ((), ())


def said(*texts: str, quoted: tuple[int, ...]) -> tuple[list[str], list[str]]:
    """Statements and quotes of some sentences of a text, each a piece of evidence by itself."""
    text, sentences = " ".join(texts), []
    for each in texts:
        start = text.index(each)
        sentences.append(Sentence(start, start + len(each), BOARD))
    passage = Passage("quay", "quay", 0, len(text), text, (), tuple(sentences))
    found = replace(FOUND, entry=replace(FOUND.entry, passage=passage), copies=())
    items = [Evidence(found, sentences[at], 0.5, np.zeros(1, np.float32)) for at in quoted]
    documents = {"quay": replace(DOCUMENT, text=text)}
    statements, citations = quote(items, documents)
    for citation, statement in zip(citations, statements, strict=True):
        assert text[citation.start : citation.end] == citation.quote
        assert check(statement, {each.number: each for each in citations}) == ()
    return [each.text for each in statements], [each.quote for each in citations]


def test_a_connective_to_what_is_not_quoted_is_left_out() -> None:
    texts = ("Piles are rotten.", "However, the quay is open.", "But Arnfield pays.")
    assert said(*texts, quoted=(1,)) == (["[T]he quay is open."], ["the quay is open."])
    assert said(*texts, quoted=(2, 0))[0] == ["Arnfield pays.", "Piles are rotten."]


def test_a_connective_to_the_sentence_quoted_before_is_kept() -> None:
    texts = ("Piles are rotten.", "However, the quay is open.")
    assert said(*texts, quoted=(0, 1))[0] == list(texts)


def test_of_several_that_are_counted_each_keeps_its_number() -> None:
    texts = ("Two things are amiss.", "First, piles rot.", "They are old.", "Second, lamps fail.")
    assert said(*texts, quoted=(1, 3))[0] == ["First, piles rot.", "Second, lamps fail."]
    assert said(*texts, quoted=(3,))[0] == ["[L]amps fail."]


def test_a_capital_in_brackets_stands_within_the_speakers_quotation_marks() -> None:
    text = "However, piles are rotten."
    sentence = Sentence(0, len(text), NORTH)
    passage = Passage("quay", "quay", 0, len(text), text, (), (sentence,))
    found = replace(FOUND, entry=replace(FOUND.entry, passage=passage), copies=())
    item = Evidence(found, sentence, 0.5, np.zeros(1, np.float32))
    (statement,), citations = quote([item], {"quay": replace(DOCUMENT, text=text)})
    assert statement.text == "Ada North, according to Harbour Board: “[P]iles are rotten.”"
    assert check(statement, {1: citations[0]}) == ()
