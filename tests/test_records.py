"""Records: an answer goes to JSON and back unchanged, and reads as it should."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.records import (
    Answer,
    Citation,
    Document,
    Hit,
    Page,
    Passage,
    Place,
    Problem,
    Refusal,
    Sentence,
    Speaker,
    Statement,
)

TEXT = st.text(max_size=40)
SPEAKERS = st.builds(Speaker, TEXT, st.lists(TEXT, max_size=2).map(tuple))
PAGES = st.none() | st.integers(1, 999)
PLACES = st.builds(
    Place, TEXT, TEXT, PAGES, st.none() | TEXT, st.integers(0, 9999), st.integers(0, 9999)
)
SENTENCES = st.builds(
    Sentence,
    st.integers(0, 9999),
    st.integers(0, 9999),
    SPEAKERS,
    st.sampled_from(["paragraph", "quote", "item", "row"]),
)
PASSAGES = st.builds(
    Passage,
    TEXT,
    TEXT,
    st.integers(0, 9999),
    st.integers(0, 9999),
    TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(SENTENCES, max_size=2).map(tuple),
)
SCORES = st.floats(-1, 1)
HITS = st.builds(
    Hit,
    PASSAGES,
    TEXT,
    SCORES,
    st.integers(1, 100),
    PAGES,
    st.none() | TEXT,
    st.lists(SCORES, max_size=3).map(tuple),
    st.lists(PLACES, max_size=1).map(tuple),
)
CITATIONS = st.builds(
    Citation,
    number=st.integers(1, 9),
    document_id=TEXT,
    sha256=TEXT,
    title=TEXT,
    url=st.none() | TEXT,
    page=PAGES,
    page_label=st.none() | TEXT,
    start=st.integers(0, 9999),
    end=st.integers(0, 9999),
    quote=TEXT,
    speaker=SPEAKERS,
    copies=st.lists(PLACES, max_size=1).map(tuple),
)
STATEMENTS = st.builds(
    Statement,
    TEXT,
    st.lists(st.integers(1, 9), min_size=1, max_size=2).map(tuple),
    SPEAKERS,
    st.lists(TEXT, max_size=1).map(tuple),
    st.booleans(),
)
KINDS = ["not_in_corpus", "partly_covered", "false_premise", "unreadable", "outside_filter"]
REFUSALS = st.builds(
    Refusal, st.sampled_from(KINDS), TEXT, TEXT, st.lists(HITS, max_size=1).map(tuple)
)
ANSWERS = st.builds(
    Answer,
    question=TEXT,
    searched_as=TEXT,
    statements=st.lists(STATEMENTS, max_size=2).map(tuple),
    citations=st.lists(CITATIONS, max_size=2).map(tuple),
    refusal=st.none() | REFUSALS,
    hits=st.lists(HITS, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    mode=st.sampled_from(["quote", "write"]),
    notes=st.lists(TEXT, max_size=1).map(tuple),
    reply=st.none() | TEXT,
)

HARBOUR = Speaker("Harbour Board")
PLAIN = Answer(
    question="Who closed the quay?",
    searched_as="Who closed the quay?",
    statements=(
        Statement("The board closed it.", (1,), HARBOUR),
        Statement("The mayor agreed.", (2, 1), HARBOUR),
    ),
    citations=(),
    refusal=None,
    hits=(),
    confidence=0.75,
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_an_answer_survives_json_to_the_last_field(answer: Answer) -> None:
    saved = json.dumps(answer.to_dict())
    assert Answer.from_dict(json.loads(saved)) == answer


@settings(max_examples=20, deadline=None)
@given(ANSWERS)
def test_the_saved_text_is_the_text_of_the_answer(answer: Answer) -> None:
    assert answer.to_dict()["text"] == answer.text


def test_the_text_has_every_mark_after_its_sentence() -> None:
    assert PLAIN.text == "The board closed it. [1] The mayor agreed. [2] [1]"


def test_the_text_of_a_partly_covered_answer_says_both() -> None:
    refusal = Refusal("partly_covered", "Nothing found mentions tides.", "2 documents")
    answer = dataclasses.replace(PLAIN, refusal=refusal, statements=PLAIN.statements[:1])
    assert answer.text == "Nothing found mentions tides. The board closed it. [1]"


def test_the_text_of_a_reply_is_the_reply() -> None:
    answer = dataclasses.replace(PLAIN, statements=(), reply="Good day.")
    assert answer.text == "Good day."


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"confidence": "high"}, "confidence"),
        ({"statements": [{"text": "x"}]}, "statements.0"),
        ({"citations": 3}, "citations"),
        ({"mode": "guess"}, "mode"),
    ],
)
def test_a_broken_saved_answer_is_refused_in_one_line_that_names_the_field(
    change: dict[str, object], named: str
) -> None:
    with pytest.raises(ValueError, match=rf"not a saved answer: {named}") as caught:
        Answer.from_dict({**PLAIN.to_dict(), **change})
    assert "\n" not in str(caught.value)


def test_a_saved_answer_without_its_question_is_refused() -> None:
    data = PLAIN.to_dict()
    del data["question"]
    with pytest.raises(ValueError, match="question"):
        Answer.from_dict(data)


def test_what_is_no_saved_answer_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not a saved answer: expected a dict \(got None\)"):
        Answer.from_dict(None)


def test_a_speaker_names_the_whole_chain_nearest_first() -> None:
    assert str(Speaker("Lofgren", ("Reasoner", "Press"))) == (
        "Lofgren, according to Reasoner, according to Press"
    )
    assert str(Speaker("GAO")) == "GAO"
    for speaker in (Speaker("Lofgren", ("Reasoner", "Press")), Speaker("GAO")):
        assert Speaker.of(str(speaker)) == speaker


@pytest.mark.parametrize(
    ("speaker", "names", "theirs"),
    [
        (Speaker("Lee"), {"Lee"}, True),
        (Speaker("Lee", ("Post", "Board")), {"Lee"}, True),
        (Speaker("Lee", ("Post",)), {"Byrd", "Lee, according to Post"}, True),
        (Speaker("Lee", ("Post",)), {"Post", "Byrd"}, False),
        (Speaker("Lee", ("Post",)), set(), False),
    ],
)
def test_a_speaker_is_one_of_names_and_of_chains(
    speaker: Speaker, names: set[str], theirs: bool
) -> None:
    assert speaker.is_one_of(names) is theirs


@pytest.mark.parametrize(
    ("author", "publisher", "name"),
    [
        ("Ann Lee", "The Board", "Ann Lee"),
        (None, "The Board", "The Board"),
        (None, None, "A title"),
    ],
)
def test_a_document_speaks_as_author_then_publisher_then_title(
    author: str | None, publisher: str | None, name: str
) -> None:
    document = Document(
        "a", "/a.md", "0" * 64, "", "text", "A title", author=author, publisher=publisher
    )
    assert document.speaker == Speaker(name)


def test_page_at_takes_the_first_character_and_not_the_last() -> None:
    pages = (Page(0, 10, 1, "i"), Page(10, 15, 2, "ii"))
    document = Document("a", "/a", "0" * 64, "x" * 20, "text", "t", pages=pages)
    assert [document.page_at(offset) for offset in (0, 9, 10, 14, 15)] == [
        pages[0],
        pages[0],
        pages[1],
        pages[1],
        None,
    ]


def test_records_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAIN.question = "Another?"  # type: ignore[misc]


def test_problems_that_throw_doubt_on_a_span() -> None:
    problems = (
        Problem("ocr", "a", 1, 0.9),
        Problem("table_dropped", "b", 2),
        Problem("no_text", "c", 2),
        Problem("hidden_text", "d", None),
        Problem("encoding_guessed", "e", None),
        Problem("redacted", "f", 3),
    )
    document = Document(
        id="a",
        path="/a",
        sha256="0" * 64,
        text="x" * 30,
        format="pdf",
        title="A",
        pages=(Page(0, 10, 1, None), Page(10, 20, 2, None), Page(20, 30, 3, None)),
        problems=problems,
    )

    def doubts(start: int, end: int) -> str:
        return "".join(problem.detail for problem in document.problems_at(start, end))

    assert doubts(0, 10) == "ae"
    assert doubts(9, 11) == "abe"
    assert doubts(10, 20) == "be"
    assert doubts(29, 30) == "ef"


def test_an_answer_saved_before_there_were_doubts_is_read() -> None:
    speaker = Speaker("Ada")
    citation = Citation(1, "a", "0" * 64, "A", None, 1, None, 0, 2, "x.", speaker)
    answer = Answer("?", "?", (Statement("x.", (1,), speaker),), (citation,), None, (), 0.9)
    saved = answer.to_dict()
    assert saved["citations"][0].pop("problems") == []
    assert Answer.from_dict(saved) == answer


def test_a_passage_found_is_shown_from_its_nearest_sentence_on() -> None:
    text = "The Quay\n\nIt is old. It is rotten. It is shut."
    starts = [text.index(each) for each in ("The", "It is old", "It is rotten", "It is shut")]
    ends = [len("The Quay"), *(start - 1 for start in starts[2:]), len(text)]
    sentences = tuple(
        Sentence(start + 5, end + 5, Speaker("The board"), "paragraph" if start else "heading")
        for start, end in zip(starts, ends, strict=True)
    )
    passage = Passage("p", "quay", 5, 5 + len(text), text, (), sentences)
    hit = Hit(passage, "The Quay", 0.5, 1, sentence_scores=(0.9, 0.2, 0.4, 0.3))
    assert hit.snippet == "… It is rotten. It is shut."
    read = dataclasses.replace(hit, closest=sentences[3])
    assert read.snippet == "… It is shut."
    saved = dataclasses.replace(hit, closest=dataclasses.replace(sentences[1]))
    assert saved.snippet == text[starts[1] :]
    # The first one nearest; saved before sentences had scores; nothing but a heading.
    for scores in ((0.1, 0.4, 0.2, 0.3), ()):
        assert dataclasses.replace(hit, sentence_scores=scores).snippet == text[starts[1] :]
    title = dataclasses.replace(passage, sentences=sentences[:1])
    assert dataclasses.replace(hit, passage=title).snippet == text
