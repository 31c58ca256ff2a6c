"""The index: exact search, filters before the search, and files that are checked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.errors import StoreError
from rag.indexing.correcting import Correcting
from rag.indexing.index import Index
from rag.indexing.index_files import FILES, MANIFEST, Entry, write_generation
from rag.records import Document, Passage, Sentence, Speaker

D = 32
N = 60
CORRECTING = Correcting(0, (5, 40), ("6.1", "9"), told=True)
SPEAKERS = [Speaker("Harbour Board"), Speaker("Ada North", ("Harbour Board",)), Speaker("50%_off")]


def make_entry(row: int, document_id: str, text: str, speaker: Speaker, tokens: int) -> Entry:
    sentence = Sentence(row * 100, row * 100 + len(text), speaker)
    passage = Passage(
        f"{row:032x}", document_id, sentence.start, sentence.end, text, ("Head",), (sentence,)
    )
    bounds = np.array([2, 2 + tokens], np.int32)
    correcting = (CORRECTING,) if row % 20 == 7 else ()
    return Entry(passage, f"key{row}", "A title", bounds, correcting=correcting)


def make_document(name: str) -> Document:
    return Document(name, f"/{name}.md", "0" * 64, "", "markdown", f"Title of {name}")


class Written:
    """A generation of random vectors in a folder, and what was put into it."""

    def __init__(
        self, folder: Path, texts: Sequence[str], documents: Sequence[str], d: int = D
    ) -> None:
        random = np.random.default_rng(7)
        self.folder = folder
        self.documents = list(documents)
        self.entries = [
            make_entry(row, name, text, SPEAKERS[row % 3], 1 + row % 4)
            for row, (text, name) in enumerate(zip(texts, documents, strict=True))
        ]
        vectors = random.standard_normal((len(texts), d)).astype(np.float32)
        self.vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self.bits = [
            random.integers(0, 256, (entry.tokens, d // 8), np.uint8) for entry in self.entries
        ]
        self.ids = [random.integers(0, 40, entry.tokens).astype(np.int32) for entry in self.entries]
        write_generation(
            folder,
            manifest={"inputs": {}},
            documents=[(f"mark-{name}", make_document(name)) for name in sorted(set(documents))],
            entries=self.entries,
            vectors=self.vectors,
            bits=self.bits,
            ids=self.ids,
        )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    names = [*("a" for _ in range(30)), *("b" for _ in range(29)), "c"]
    texts = [f"Pile number{row} has rotted." for row in range(N)]
    return Written(tmp_path_factory.mktemp("index") / "000001", texts, names)


@pytest.fixture(scope="module")
def index(written: Written) -> Iterator[Index]:
    with Index(written.folder) as opened:
        yield opened


def unit(seed: int) -> NDArray[np.float32]:
    vector = np.random.default_rng(seed).standard_normal(D).astype(np.float32)
    return vector / np.linalg.norm(vector)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(0, N + 5),
    rows=st.none() | st.sets(st.integers(0, N - 1)),
)
def test_vector_search_is_brute_force(
    written: Written, index: Index, seed: int, n: int, rows: set[int] | None
) -> None:
    vector = unit(seed)
    only = None if rows is None else np.array(sorted(rows), np.int64)
    found, scores = index.search_vectors(vector, n, rows=only)
    cosines = written.vectors @ vector
    allowed = np.arange(N) if only is None else only
    wanted = allowed[np.argsort(-cosines[allowed], kind="stable")][:n]
    assert found.tolist() == wanted.tolist()
    np.testing.assert_allclose(scores, cosines[wanted], atol=1e-6)


def test_everything_comes_back_as_it_was_written(written: Written, index: Index) -> None:
    assert len(index) == N
    order = [5, 59, 0, 5]
    for row, entry in zip(order, index.entries(order), strict=True):
        wanted = written.entries[row]
        assert (entry.passage, entry.key, entry.context) == (
            wanted.passage,
            wanted.key,
            wanted.context,
        )
        np.testing.assert_array_equal(entry.bounds, wanted.bounds)
        np.testing.assert_array_equal(index.token_bits(row), written.bits[row])
        np.testing.assert_array_equal(index.token_ids(row), written.ids[row])
    np.testing.assert_array_equal(index.vectors(order), written.vectors[order])
    assert [(mark, item.id) for mark, item in index.documents()] == [
        ("mark-a", "a"),
        ("mark-b", "b"),
        ("mark-c", "c"),
    ]
    assert index.rows_of("b") == list(range(30, 59))
    assert index.find_keys(["key3", "key58", "nothing"]) == {"key3": 3, "key58": 58}


def test_token_frequencies_count_passages(written: Written, index: Index) -> None:
    found = index.token_frequencies()
    for token in range(40):
        assert found[token] == sum(token in ids for ids in written.ids)


def test_filters_leave_the_rows_of_their_documents_and_speakers(index: Index) -> None:
    def rows(**values: object) -> list[int] | None:
        found = index.rows(**values)  # type: ignore[arg-type]
        return None if found is None else found.tolist()

    assert rows() is None
    assert rows(documents=["c"]) == [59]
    assert rows(documents=["c", "a"]) == [*range(30), 59]
    assert rows(documents=[]) == []
    assert rows(documents=["unknown"]) == []
    north, board, third = "Ada North, according to Harbour Board", "Harbour Board", "50%_off"
    assert rows(speakers=[north]) == list(range(1, N, 3))
    assert rows(speakers=[north, board]) == [row for row in range(N) if row % 3 != 2]
    assert rows(documents=["c"], speakers=[board]) == []
    assert rows(documents=["c"], speakers=[third]) == [59]
    assert rows(speakers=[]) == rows(speakers=["harbour", "'; DROP TABLE passages; --"]) == []


def test_the_passages_that_correct_something_are_known(index: Index) -> None:
    assert [index.correcting(name) for name in "abc"] == [[7, 27], [47], []]
    assert [entry.correcting for entry in index.entries([7, 8])] == [(CORRECTING,), ()]


def test_all_speakers_are_known(index: Index) -> None:
    assert index.speakers() == ("50%_off", "Ada North, according to Harbour Board", "Harbour Board")


def test_a_filter_that_leaves_one_document_still_finds_it_first(
    written: Written, index: Index
) -> None:
    # The vector least like the only one allowed: a filter after the search would find nothing.
    vector = -written.vectors[59]
    only = index.rows(documents=["c"])
    found, scores = index.search_vectors(vector, 10, rows=only)
    assert found.tolist() == [59]
    np.testing.assert_allclose(scores, [-1], atol=1e-6)
    rows, _ = index.search_words(["rotted"], 10, rows=only)
    assert rows.tolist() == [59]


def test_a_filter_that_leaves_nothing_finds_nothing(index: Index) -> None:
    none = np.empty(0, np.int64)
    assert index.search_vectors(unit(1), 10, rows=none)[0].tolist() == []
    assert index.search_words(["rotted"], 10, rows=none)[0].tolist() == []


LETTERS = [
    "The quay was shut.",
    "The quay was shut because the quay had rotted, and the quay was old.",
    "A lighthouse stands on the rock.",
    "The quay and the lighthouse were painted.",
    "Fishing is allowed on weekdays in all of the outer basin and in half of the inner one.",
]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("letters") / "000001"
    Written(folder, LETTERS, ["a"] * len(LETTERS))
    with Index(folder) as opened:
        yield opened


def bm25(texts: Sequence[str], words: Sequence[str]) -> list[float]:
    """BM25 as SQLite documents it: k1 = 1.2, b = 0.75, idf = ln((N - n + 0.5) / (n + 0.5))."""
    bags = [[word.strip(".,").lower() for word in f"A title {text}".split()] for text in texts]
    average = sum(map(len, bags)) / len(bags)
    scores = []
    for bag in bags:
        score = 0.0
        for word in words:
            having = sum(word in other for other in bags)
            # SQLite keeps a word that is in over half of the rows just above nothing.
            idf = max(np.log((len(bags) - having + 0.5) / (having + 0.5)), 1e-6)
            count = bag.count(word)
            score += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(bag) / average))
        scores.append(score)
    return scores


def test_words_are_ranked_by_bm25_worked_out_by_hand(letters: Index) -> None:
    words = ["lighthouse", "painted", "rock"]
    wanted = bm25(LETTERS, words)
    rows, scores = letters.search_words(words, 10)
    assert rows.tolist() == sorted({2, 3}, key=lambda row: -wanted[row])
    np.testing.assert_allclose(scores, [wanted[row] for row in rows], rtol=1e-5)
    # "quay" stands in most rows and weighs next to nothing; rare words decide.
    rows, scores = letters.search_words(["quay", "painted", "old"], 10)
    wanted = bm25(LETTERS, ["quay", "painted", "old"])
    assert rows.tolist() == [3, 1, 0]
    np.testing.assert_allclose(scores, [wanted[row] for row in rows], rtol=1e-4, atol=1e-7)


def test_words_meet_their_other_forms_and_their_context(letters: Index) -> None:
    assert letters.search_words(["lighthouses"], 10)[0].tolist() == [2, 3]
    assert letters.search_words(["fished"], 10)[0].tolist() == [4]
    assert sorted(letters.search_words(["titles"], 10)[0].tolist()) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "words",
    [["NEAR("], ['"quay'], ["quay*"], ["AND"], ["col:quay"], ["-"], ["'"], ["(", ")"]],
)
def test_the_words_of_a_question_are_never_search_syntax(letters: Index, words: list[str]) -> None:
    rows, _ = letters.search_words(words, 10)
    assert set(rows.tolist()) <= set(range(len(LETTERS)))


def test_no_words_find_nothing(letters: Index) -> None:
    assert letters.search_words([], 10)[0].tolist() == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    Written(tmp_path / "000001", LETTERS, ["a", "a", "b", "b", "b"])
    Index(tmp_path / "000001").close()
    return tmp_path / "000001"


def refused(folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        Index(folder)
    assert "\n" not in str(caught.value) and "build the index again" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert refused(copy).startswith(f"{copy / name}: missing")


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_truncated_file_is_named(copy: Path, name: str) -> None:
    with (copy / name).open("r+b") as stream:
        stream.truncate((copy / name).stat().st_size // 2)
    assert refused(copy).startswith(f"{copy / name}: damaged")


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_an_empty_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"")
    assert refused(copy).startswith(f"{copy / name}: damaged")


@pytest.mark.parametrize("name", FILES)
def test_one_altered_byte_is_found(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    assert refused(copy).startswith(f"{copy / name}: damaged")


NOTHING_LISTED = '{"format": 1, "files": {}, "inputs": {}}'


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '{"format": 1}', '{"format": 1, "files": 3}', NOTHING_LISTED]
)
def test_a_manifest_that_is_json_but_not_ours_is_named(copy: Path, text: str) -> None:
    (copy / MANIFEST).write_text(text)
    assert refused(copy).startswith(f"{copy / MANIFEST}: ")


def test_an_index_of_another_format_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps({**manifest, "format": 99}))
    assert "of format 99, this version reads 2" in refused(copy)


def test_a_damaged_database_under_an_open_index_is_named(copy: Path) -> None:
    index = Index(copy)
    index._sql.close()
    index._sql = sqlite3.connect(":memory:", check_same_thread=False)
    with pytest.raises(StoreError, match=r"passages\.sqlite: damaged"):
        index.entries([0])


def test_an_index_can_be_read_from_many_threads_at_once(written: Written, index: Index) -> None:
    def look(row: int) -> tuple[str, int]:
        best, _ = index.search_vectors(written.vectors[row], 1)
        return index.entries([row])[0].passage.text, int(best[0])

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(look, list(range(N)) * 3))
    assert found == [(f"Pile number{row} has rotted.", row) for row in range(N)] * 3


def test_the_files_of_a_generation_have_no_pickle(written: Written) -> None:
    assert sorted(path.name for path in written.folder.iterdir()) == sorted([*FILES, MANIFEST])
    for path in written.folder.iterdir():
        assert not path.read_bytes().startswith((b"\x80\x03", b"\x80\x04", b"\x80\x05"))
