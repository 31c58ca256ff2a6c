"""The vector log: what was saved comes back to the bit, and what a kill half-wrote does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.indexing.vectorlog import Pair, VectorLog

D = 16
SUFFIXES = (".keys", ".vectors", ".bits")


def pair(seed: int, tokens: int) -> Pair:
    random = np.random.default_rng(seed)
    vector = random.standard_normal(D).astype(np.float32)
    return vector, random.integers(0, 256, (tokens, D // 8), np.uint8)


PAIRS = {f"key{seed}": pair(seed, tokens) for seed, tokens in enumerate([3, 1, 7, 2, 5])}


def written(stem: Path) -> VectorLog:
    log = VectorLog(stem, D)
    log.append(list(PAIRS)[:2], list(PAIRS.values())[:2])
    log.append(list(PAIRS)[2:], list(PAIRS.values())[2:])
    return log


def check_pairs(log: VectorLog, keys: list[str]) -> None:
    assert len(log) == len(keys)
    for key in keys:
        vector, bits = log.read(key)
        np.testing.assert_array_equal(vector, PAIRS[key][0])
        np.testing.assert_array_equal(bits, PAIRS[key][1])


def test_everything_comes_back_from_a_log_opened_again(tmp_path: Path) -> None:
    log = written(tmp_path / "unfinished")
    check_pairs(log, list(PAIRS))
    check_pairs(VectorLog(tmp_path / "unfinished", D), list(PAIRS))


def test_an_unknown_key_is_a_key_error_and_not_in_the_log(tmp_path: Path) -> None:
    log = written(tmp_path / "unfinished")
    assert "key0" in log and "nothing" not in log
    with pytest.raises(KeyError):
        log.read("nothing")


@settings(max_examples=60, deadline=None)
@given(which=st.sampled_from(SUFFIXES), share=st.floats(0, 1))
def test_a_log_cut_off_anywhere_keeps_its_whole_passages_and_grows_again(
    tmp_path_factory: pytest.TempPathFactory, which: str, share: float
) -> None:
    stem = tmp_path_factory.mktemp("log") / "unfinished"
    written(stem)
    path = stem.with_name(stem.name + which)
    size = int(path.stat().st_size * share)
    with path.open("r+b") as stream:
        stream.truncate(size)

    log = VectorLog(stem, D)
    keys = list(PAIRS)
    check_pairs(log, keys[: len(log)])
    if which == ".vectors":
        assert len(log) == size // (D * 4)
    if which == ".bits":
        ends = np.cumsum([len(bits) * D // 8 for _, bits in PAIRS.values()])
        assert len(log) == int((ends <= size).sum())

    missing = keys[len(log) :]
    log.append(missing, [PAIRS[key] for key in missing])
    check_pairs(log, keys)
    check_pairs(VectorLog(stem, D), keys)


def test_a_line_that_is_not_one_ends_what_is_believed(tmp_path: Path) -> None:
    written(tmp_path / "unfinished")
    lines = (tmp_path / "unfinished.keys").read_bytes().split(b"\n")
    lines[2] = b"\xff\xfe nonsense"
    (tmp_path / "unfinished.keys").write_bytes(b"\n".join(lines))
    check_pairs(VectorLog(tmp_path / "unfinished", D), ["key0", "key1"])


def test_vectors_without_a_line_are_cut_off(tmp_path: Path) -> None:
    written(tmp_path / "unfinished")
    with (tmp_path / "unfinished.vectors").open("ab") as stream:
        stream.write(b"half a vector")
    log = VectorLog(tmp_path / "unfinished", D)
    log.append(["late"], [PAIRS["key3"]])
    vector, _ = VectorLog(tmp_path / "unfinished", D).read("late")
    np.testing.assert_array_equal(vector, PAIRS["key3"][0])


def test_delete_removes_all_three_files(tmp_path: Path) -> None:
    written(tmp_path / "unfinished").delete()
    assert list(tmp_path.iterdir()) == []
