"""Passages: exact offsets, nothing lost, nothing that the model does not read; on any Unicode."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.indexing.chunking import CONTEXT_SHARE, LIMIT, Reading, chunk
from rag.language.sentences import split_sentences
from rag.models.embedding import Encoder
from rag.records import Block, Document, Sentence
from rag.speaking.speakers import attribute

ENCODER = Encoder()

SCRIPTS = st.sampled_from(
    [
        "the quay was shut in May",
        "Ärger über Zölle",
        "порт закрыт зимой",
        "λιμάνι και πλοίο",
        "港は閉鎖された",
        "항구 폐쇄 결정",
        "مرفأ مغلق",
        "नौका सेवा बंद",
        "🚢⚓️🏳️‍🌈",
        "1,234.5 % § 12(b)",
    ]
).flatmap(lambda phrase: st.sampled_from(phrase.split(" ")))
WORDS = (
    SCRIPTS | st.text(min_size=1, max_size=12) | st.sampled_from(["“Yes,”", "x" * 130, "—", "\x00"])
)
ENDS = st.sampled_from([".", "?", "!", "…", ".”", "。", ";", ""])
SENTENCE = st.tuples(st.lists(WORDS, min_size=1, max_size=14), st.sampled_from([" ", "  "]), ENDS)
PARAGRAPH = st.lists(SENTENCE.map(lambda parts: parts[1].join(parts[0]) + parts[2]), max_size=6)
KINDS = st.sampled_from(["paragraph", "paragraph", "heading", "quote", "item", "row", "footnote"])
BLOCKS = st.lists(st.tuples(KINDS, PARAGRAPH.map(" ".join)), max_size=8)


def make_document(
    blocks: Sequence[tuple[str, str]], title: str = "The North Quay", name: str = "quay"
) -> Document:
    text = ""
    marks = []
    for kind, written in blocks:
        # One line a block, in the form of a canonical text.
        body = unicodedata.normalize("NFC", " ".join(written.split()))
        if not body:
            continue
        text += "\n\n" if text else ""
        marks.append(Block(len(text), len(text) + len(body), kind, int(kind == "heading")))  # type: ignore[arg-type]
        text += body
    return Document(name, f"/{name}.md", "0" * 64, text, "markdown", title, blocks=tuple(marks))


def read(document: Document, limit: int = LIMIT) -> tuple[tuple[Sentence, ...], list[Reading]]:
    spans = split_sentences(document.text, document.blocks)
    sentences = attribute(document, spans)
    return sentences, chunk(document, sentences, ENCODER, limit=limit)


def bare(text: str) -> str:
    return "".join(text.split())


DOCUMENTS = st.builds(
    make_document, BLOCKS, st.text(min_size=1, max_size=30) | st.just("Long title " * 40)
)
LIMITS = st.sampled_from([LIMIT, 24, 60, 120, 1000])
ON_ANY_TEXT = settings(max_examples=60, deadline=None)


@ON_ANY_TEXT
@given(DOCUMENTS, LIMITS)
def test_offsets_are_exact(document: Document, limit: int) -> None:
    _, readings = read(document, limit)
    for reading in readings:
        passage = reading.passage
        assert passage.text == document.text[passage.start : passage.end] != ""
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
            said = document.text[sentence.start : sentence.end]
            assert said == said.strip()
            inside = passage.text[sentence.start - passage.start : sentence.end - passage.start]
            assert inside == said


@ON_ANY_TEXT
@given(DOCUMENTS, LIMITS)
def test_every_sentence_is_in_exactly_one_passage(document: Document, limit: int) -> None:
    sentences, readings = read(document, limit)
    pieces = [piece for reading in readings for piece in reading.passage.sentences]
    assert all(left.end <= right.start for left, right in pairwise(pieces))
    tokens = ENCODER.tokenize([document.text[item.start : item.end] for item in sentences])
    for sentence, seen in zip(sentences, tokens, strict=True):
        inside = [item for item in pieces if sentence.start <= item.start < sentence.end]
        found = "".join(document.text[item.start : item.end] for item in inside)
        wanted = document.text[sentence.start : sentence.end] if len(seen) else ""
        assert bare(found) == bare(wanted)
        assert all(item.end <= sentence.end for item in inside)
        assert {item.speaker for item in inside} <= {sentence.speaker}
        assert {item.kind for item in inside} <= {sentence.kind}


@ON_ANY_TEXT
@given(DOCUMENTS, LIMITS)
def test_the_model_reads_all_of_it_with_title_and_headings(document: Document, limit: int) -> None:
    sentences, readings = read(document, limit)
    room = min(limit, ENCODER.max_tokens)
    for reading in readings:
        assert len(reading.tokens) == int(reading.bounds[-1]) <= room
        assert len(reading.bounds) == len(reading.passage.sentences) + 1
        assert (reading.bounds[1:] > reading.bounds[:-1]).all()
        context = ENCODER.tokenize([reading.context])[0].ids[: int(room * CONTEXT_SHARE)]
        assert reading.tokens.ids[: reading.bounds[0]].tolist() == context.tolist()
    read_of_text = [id for r in readings for id in r.tokens.ids[r.bounds[0] :].tolist()]
    tokens = ENCODER.tokenize([document.text[item.start : item.end] for item in sentences])
    assert Counter(read_of_text) == Counter(id for item in tokens for id in item.ids.tolist())


@ON_ANY_TEXT
@given(DOCUMENTS)
def test_the_same_document_gives_the_same_passages(document: Document) -> None:
    once, again = (
        [(reading.passage, reading.key) for reading in read(document)[1]] for _ in range(2)
    )
    assert once == again
    assert len({passage.id for passage, _ in once}) == len(once)


def test_what_is_longer_than_the_model_reads_is_cut_between_words() -> None:
    words = [f"word{number}" for number in range(300)]
    document = make_document([("paragraph", " ".join(words))])
    sentence = Sentence(0, len(document.text), document.speaker)
    readings = chunk(document, [sentence], ENCODER)
    pieces = [
        document.text[item.start : item.end] for r in readings for item in r.passage.sentences
    ]
    assert len(pieces) > 3
    assert [word for piece in pieces for word in piece.split()] == words


SECTIONS = make_document(
    [
        ("heading", "Findings"),
        ("paragraph", "The piles had rotted."),
        ("heading", "Costs"),
        ("paragraph", "Repairs cost a lot. The dues pay for them."),
    ],
    title="The North Quay",
)


def test_sections_are_not_mixed_and_headings_stand_in_front() -> None:
    _, readings = read(SECTIONS)
    assert [(r.passage.headings, r.passage.text) for r in readings] == [
        (("Findings",), "Findings\n\nThe piles had rotted."),
        (("Costs",), "Costs\n\nRepairs cost a lot. The dues pay for them."),
    ]
    # A passage that opens with its heading says it itself.
    assert [r.context for r in readings] == ["The North Quay", "The North Quay"]


def test_headings_nest_by_their_level() -> None:
    document = SECTIONS
    blocks = list(document.blocks)
    blocks[2] = replace(blocks[2], level=2)
    _, readings = read(replace(document, blocks=tuple(blocks)))
    assert [r.passage.headings for r in readings] == [("Findings",), ("Findings", "Costs")]
    assert [r.context for r in readings] == ["The North Quay", "The North Quay\nFindings"]


def test_a_long_section_closes_its_passages_at_paragraph_ends() -> None:
    paragraph = "The harbour board met in the long hall and argued about the piles. " * 4
    document = make_document([("paragraph", paragraph)] * 8)
    _, readings = read(document)
    assert len(readings) > 1
    for reading in readings[:-1]:
        assert document.text[reading.passage.end :].startswith("\n\n")


@pytest.mark.parametrize(
    ("change", "same"),
    [({"id": "copy", "path": "/copy.md"}, True), ({"title": "Another title"}, False)],
)
def test_equal_keys_mean_that_the_model_read_the_same(change: dict[str, str], same: bool) -> None:
    before = [reading.key for reading in read(SECTIONS)[1]]
    after = [reading.key for reading in read(replace(SECTIONS, **change))[1]]
    assert (before == after) is same
    ids = [reading.passage.id for reading in read(SECTIONS)[1]]
    moved = [reading.passage.id for reading in read(replace(SECTIONS, id="copy"))[1]]
    assert not set(ids) & set(moved)


def test_a_document_without_text_has_no_passages() -> None:
    assert read(make_document([]))[1] == []
