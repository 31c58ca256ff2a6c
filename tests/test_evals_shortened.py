"""The set of shortened sentences: it is of the documents, and its measure counts both ways."""

import json
from pathlib import Path

import pytest

import rag
from evals.shortened import (
    Shortened,
    ShortenedError,
    load_shortened,
    measure_shortened,
)
from rag.indexing.generations import open_index


def test_the_rules_hold_on_what_they_were_not_made_on(bot: rag.Chatbot) -> None:
    rows = load_shortened()
    assert {row.held_out for row in rows} == {True, False}
    with open_index(bot.generation.parent) as index:  # type: ignore[union-attr]
        measured = measure_shortened(rows, index)
        for part in measured.values():
            assert part["caught"]["n"] > 200
            assert part["caught"]["value"] > 0.95
            assert len(part["missed"]) == round(part["caught"]["n"] * (1 - part["caught"]["value"]))
            assert 0 < part["faithful alarmed"]["value"] < 0.8

        (stranger,) = [Shortened("nowhere", "No.", "?", {}, (), held_out=False)]
        with pytest.raises(ShortenedError, match="nowhere: no such document"):
            measure_shortened([stranger], index)
        known = Shortened(rows[0].document, "Nobody wrote this.", "?", {}, (), held_out=False)
        with pytest.raises(ShortenedError, match="has no sentence 'Nobody"):
            measure_shortened([known], index)


@pytest.mark.parametrize("line", ["{", json.dumps({"document": "a"}), "[1]"])
def test_a_damaged_set_is_one_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(ShortenedError, match="not a set of shortened sentences"):
        load_shortened(path)
