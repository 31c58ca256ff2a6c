"""Retrieval: late interaction and fusion against plain arithmetic, copies, and filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.asking.question import MAX_CHARACTERS, Alias, Query, check_question, content_words, prepare
from rag.indexing.index import Index
from rag.indexing.index_files import Entry, write_generation
from rag.models.embedding import Encoder
from rag.records import Document, Passage, Sentence, Speaker
from rag.retrieving.retrieval import SAME, look, retrieve

D = 32
SPEAKER = Speaker("Harbour Board")
SAYINGS = [
    "the quay was shut by the board after the ninth storm of that long winter in 1999",
    "the dues were raised for every ship and every barge that used the outer basin",
    "the lamp was lit by the keeper each evening before the ferry left the old pier",
    "the pilot asked for a second boat and the council refused it without a reason",
    "the chart of the channel was drawn again once the great bank had moved north",
    "the fish market paid its rent in herring until the harbour master stopped it",
]


def unit(rows: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((rows, D)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def make_index(folder: Path, texts: Sequence[tuple[str, str]]) -> Index:
    """A generation of (document id, text); two context tokens, then 2, 1 and 4 of 3 sentences."""
    random = np.random.default_rng(3)
    entries = []
    start = 0
    for row, (name, text) in enumerate(texts):
        thirds = [
            (0, len(text) // 3),
            (len(text) // 3, len(text) // 2),
            (len(text) // 2, len(text)),
        ]
        sentences = tuple(Sentence(start + a, start + b, SPEAKER) for a, b in thirds)
        passage = Passage(f"{row:032x}", name, start, start + len(text), text, (), sentences)
        entries.append(Entry(passage, f"key{row}", "Title", np.array([2, 4, 5, 9], np.int32)))
        start += len(text) + 2
    names = sorted({name for name, _ in texts})
    write_generation(
        folder,
        manifest={"inputs": {}},
        documents=[
            (name, Document(name, f"/{name}", "0" * 64, "", "text", name)) for name in names
        ],
        entries=entries,
        vectors=unit(len(entries), 5),
        bits=[random.integers(0, 256, (9, D // 8), np.uint8) for _ in entries],
        ids=[np.zeros(9, np.int32) for _ in entries],
    )
    return Index(folder)


def make_query(seed: int, words: tuple[str, ...] = ("quay", "lamp")) -> Query:
    weights = np.random.default_rng(seed).random(5).astype(np.float32)
    return Query("?", words, unit(1, seed)[0], unit(5, seed + 1), weights / weights.sum())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    texts = [("ab"[row % 2], text) for row, text in enumerate(SAYINGS)]
    with make_index(tmp_path_factory.mktemp("retrieval") / "000001", texts) as opened:
        yield opened


def estimate(token: np.ndarray, packed: np.ndarray) -> float:
    """The cosine of a question token to one known by its sign bits, the first bit the highest."""
    total = 0.0
    for place, value in enumerate(token):
        bit = packed[place // 8] >> (7 - place % 8) & 1
        total += float(value) * (1 if bit else -1)
    return total / D**0.5


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31))
def test_late_interaction_is_the_plain_loop_over_signs(index: Index, seed: int) -> None:
    query = make_query(seed)
    found = retrieve(query, index, k=6)
    assert sorted(item.row for item in found) == list(range(6))
    for item in found:
        bits = index.token_bits(item.row)
        cosines = [[estimate(token, each) for each in bits] for token in query.tokens]
        score = sum(w * max(row) for w, row in zip(query.weights, cosines, strict=True))
        assert item.score == pytest.approx(score, abs=1e-5)
        for place, (first, last) in enumerate([(2, 4), (4, 5), (5, 9)]):
            best = [max(row[first:last]) for row in cosines]
            np.testing.assert_allclose(item.matches[place], best, atol=1e-5)
            weighed = sum(w * one for w, one in zip(query.weights, best, strict=True))
            got = item.sentence_scores(query.weights)[place]
            assert got == pytest.approx(weighed, abs=1e-5)
        assert item.cosine == pytest.approx(
            float(index.vectors([item.row])[0] @ query.vector), abs=1e-5
        )


def test_a_sentence_has_what_is_named_by_its_other_name(index: Index) -> None:
    query = make_query(11)
    named = replace(query, aliases=(Alias("LAMP", "?", (1, 3)), Alias("old pier", "?", (1, 3))))
    plain, found = look(range(6), query, index), look(range(6), named, index)
    (row,) = (item.row for item in found if "old pier" in item.entry.passage.text)
    for one, other in zip(plain, found, strict=True):
        raised = one.matches.copy()
        if other.row == row:  # in the last sentence, and small letters are no abbreviation
            raised[2, [1, 3]] = np.maximum(raised[2, [1, 3]], SAME)
        np.testing.assert_array_equal(other.matches, raised)
        assert (other.score > one.score) == (other.row == row)


def test_passages_are_found_by_the_words_of_a_question_and_its_abbreviations(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[tuple[str, ...]] = []

    def search(_: Index, words: Sequence[str], *__: object, **___: object) -> object:
        searched.append(tuple(words))
        return np.empty(0, np.int64), np.empty(0, np.float32)

    monkeypatch.setattr(Index, "search_words", search)
    names = (Alias("LAMP", "?", (0,)), Alias("PIER", "?", (1,)), Alias("old pier", "?", (2,)))
    retrieve(replace(make_query(3), aliases=names), index, k=3)
    assert searched == [("quay", "lamp", "pier")]


def test_late_interaction_does_not_depend_on_the_order_of_addition(index: Index) -> None:
    class Shuffled:
        """The index with its dimensions in another order."""

        def __getattr__(self, name: str) -> object:
            return getattr(index, name)

        def token_bits(self, row: int) -> np.ndarray:
            bits = np.unpackbits(index.token_bits(row), axis=1)
            return np.packbits(bits[:, order], axis=1)

    query = make_query(11)
    straight = look(range(6), query, index)
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(D)
        shuffled = replace(query, tokens=np.ascontiguousarray(query.tokens[:, order]))
        for one, other in zip(straight, look(range(6), shuffled, Shuffled()), strict=True):  # type: ignore[arg-type]
            assert one.score == other.score
            np.testing.assert_array_equal(one.matches, other.matches)


def test_only_the_rows_of_a_filter_are_searched(index: Index) -> None:
    query = make_query(1)
    assert {item.row for item in retrieve(query, index, k=6, rows=index.rows(documents=["a"]))} == {
        0,
        2,
        4,
    }
    (only,) = retrieve(query, index, k=6, rows=np.array([3], np.int64))
    assert only.row == 3
    assert retrieve(query, index, k=6, rows=np.empty(0, np.int64)) == ()


def test_what_stands_beside_is_looked_at_where_a_filter_lets_it(index: Index) -> None:
    assert index.beside([0, 5]) == [1, 4]
    assert index.beside([2], rows=np.array([1, 2, 5], np.int64)) == [1]
    assert index.beside([]) == []


def test_k_cuts_the_ranking_and_does_not_change_it(index: Index) -> None:
    query = make_query(2)
    rows = [item.row for item in retrieve(query, index, k=6)]
    assert [item.row for item in retrieve(query, index, k=2)] == rows[:2]


def test_the_same_question_gives_the_same_ranking(index: Index) -> None:
    first, second = (
        [(item.row, item.score, item.cosine) for item in retrieve(make_query(4), index, k=6)]
        for _ in range(2)
    )
    assert first == second


def test_copies_come_back_once_with_all_their_places(tmp_path: Path) -> None:
    texts = [
        ("report", SAYINGS[0]),
        ("scan", SAYINGS[0].replace("long ", "")),
        ("report", SAYINGS[0]),
        ("later", SAYINGS[0].replace("1999", "2007")),
        ("other", SAYINGS[1]),
    ]
    with make_index(tmp_path / "000001", texts) as index:
        found = retrieve(make_query(3), index, k=5)
        by_first = {item.entry.passage.document_id: item for item in found}
    # The number differs: not a copy. The second time in one document: not another place.
    assert len(found) == 3 and {"later", "other"} <= by_first.keys()
    (same,) = by_first.keys() - {"later", "other"}
    copies = {entry.passage.document_id for entry in by_first[same].copies}
    assert copies == {"report", "scan"} - {same}


ENCODER = Encoder()


def test_tokens_weigh_their_inverse_passage_frequency() -> None:
    (tokens,) = ENCODER.tokenize(["the rotten quay"])
    frequencies = np.zeros(int(tokens.ids.max()) + 1, np.int64)
    frequencies[tokens.ids] = [99, 3, 10][: len(tokens)] + [10] * (len(tokens) - 3)
    query = prepare("the rotten quay", ENCODER, frequencies=frequencies, passages=100)
    raw = [max(np.log(101 / (frequencies[id] + 0.5)), 0) + 1e-6 for id in tokens.ids]
    np.testing.assert_allclose(query.weights, np.array(raw) / sum(raw), atol=1e-6)
    assert query.weights.sum() == pytest.approx(1) and query.words == ("rotten", "quay")
    np.testing.assert_array_equal(query.vector, ENCODER.embed_question("the rotten quay").vector)


def test_a_token_that_no_passage_has_weighs_most() -> None:
    query = prepare("quay", ENCODER, frequencies=np.zeros(3, np.int64), passages=10)
    assert query.weights.sum() == pytest.approx(1)


def test_a_question_of_function_words_alone_keeps_them() -> None:
    query = prepare("Who was he?", ENCODER, frequencies=np.zeros(3, np.int64), passages=10)
    assert query.words == ("who", "was", "he")


def test_what_asks_for_an_amount_is_no_content_word() -> None:
    assert content_words("How many ships sank, and how often?") == ("ships", "sank")
    assert content_words("Many old ships sank often.") == ("many", "old", "ships", "sank", "often")


def test_content_words_come_once_in_order_and_lower_case() -> None:
    assert content_words("Did the Quay, the QUAY or the U.S. Navy's ship sink?") == (
        "quay",
        "u.s",
        "navy's",
        "ship",
        "sink",
    )


def test_a_question_is_checked_and_its_white_space_collapsed() -> None:
    assert check_question("  Who\n\tclosed  it? ") == "Who closed it?"
    assert check_question("x" * MAX_CHARACTERS) == "x" * MAX_CHARACTERS


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "x" * (MAX_CHARACTERS + 1), "x" * 20_000])
def test_an_empty_or_too_long_question_is_one_line(question: str) -> None:
    with pytest.raises(
        ValueError, match=r"the question (is empty|has [\d,]+ characters)"
    ) as caught:
        check_question(question)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 120
