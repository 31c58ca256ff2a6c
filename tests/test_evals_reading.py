"""Sentences chosen by hand: what counts as found whole, in its place, with boxes that cover it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_writer import Text, lines, write_pdf

from evals.commands import main
from evals.reading.chosen import LEAST_PURE, Chosen, ChosenError, digest, look_up, read_chosen
from evals.reading.page import cover
from rag.readers.pdf_boxes import span_boxes
from rag.readers.registry import read_document
from rag.records import Document

HARBOUR = [
    "The harbour office reviewed its tolls in three",
    "stages. It published nothing until the last of",
    "them was done. Nobody asked it to.",
]
SENTENCE = "It published nothing until the last of them was done."
NOTE = "Minutes of the council, third book, page nine."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    running = [Text(72, 30, "Page 7", 8)]
    note = [Text(72, 104, "1", 6), Text(76, 100, NOTE, 8)]
    table = [
        Text(x, 600 - 14 * n, cell, 9, bold=n == 0)
        for n, row in enumerate([("Pier", "2010"), ("North", "4,120"), ("South", "12")])
        for x, cell in zip((72, 200), row, strict=True)
    ]
    page = [*lines(72, 700, HARBOUR), *table, *note, *running]
    (folder / "tolls.pdf").write_bytes(write_pdf([page]))
    (folder / "tolls.md").write_text(
        "# Tolls\n\nThe harbour office reviewed its tolls in three stages. It published nothing "
        "until the last of 1 them was done. The ferry was never asked for its own opinion.\n"
    )
    return folder


@pytest.fixture
def document(folder: Path) -> Document:
    return read_document(folder / "tolls.pdf", root=folder)


def chosen(text: str, place: str = "text") -> Chosen:
    words = text.split()
    begins, ends = " ".join(words[:3]), " ".join(words[-3:])
    return Chosen("tolls", 1, None, place, begins, ends, digest(text))


@pytest.mark.parametrize("text", [SENTENCE, NOTE, "Pier: North; 2010: 4,120", "2010: 4,120"])
def test_a_sentence_a_note_a_row_and_a_cell_are_found(document: Document, text: str) -> None:
    (found,) = look_up([chosen(text)], document)
    assert (found.whole, found.placed, found.boxed, found.fault) == (True, True, True, "")


def test_what_is_wrong_is_said(document: Document) -> None:
    right = chosen(SENTENCE)
    others = [
        replace(right, letters=digest(f"{SENTENCE} Nobody.")),
        replace(right, begins="published nothing until"),
        replace(right, begins="It denied nothing"),
        replace(right, label="8"),
    ]
    found = list(look_up(others, document))
    assert [(one.whole, one.placed, one.right) for one in found] == [
        (False, False, False),
        (False, False, False),
        (False, False, False),
        (True, False, False),
    ]
    assert found[0].fault.startswith("other letters: …")
    assert found[1].fault.startswith("cut or joined: …")
    assert found[2].fault == "not in the text"
    assert found[3].fault.startswith("on Page(")


def test_boxes_that_are_short_or_wide_are_caught(document: Document, folder: Path) -> None:
    start = document.text.index(SENTENCE)
    boxes = span_boxes(document, start, start + len(SENTENCE))
    wanted = "".join(filter(str.isalnum, SENTENCE))
    good = cover(folder / "tolls.pdf", boxes, wanted)
    assert good.exact and good.covered > 0.99 and good.pure > 0.99
    short = [replace(box, right=box.right - 12) for box in boxes]
    assert not cover(folder / "tolls.pdf", short, wanted).exact
    low = [replace(box, top=box.top - 4) for box in boxes]
    assert cover(folder / "tolls.pdf", low, wanted).covered < 0.9
    tall = [replace(box, bottom=box.bottom - 8) for box in boxes]
    assert not cover(folder / "tolls.pdf", tall, wanted).exact
    tall = [replace(box, bottom=box.bottom - 6) for box in boxes]
    assert cover(folder / "tolls.pdf", tall, wanted).pure < LEAST_PURE


def test_the_command_counts_misses_twins_speed_and_memory(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [chosen(SENTENCE), chosen("Nobody was told of this.", "footnote")]
    rows = [{field: getattr(item, field) for field in Chosen.__slots__} for item in items]
    path = tmp_path / "chosen.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    arguments = ["reading", "--documents", str(folder), "--chosen", str(path)]
    arguments += ["--out", str(tmp_path / "out"), "--pictures", str(tmp_path / "pictures")]
    assert main([*arguments, "--misses", "1"]) == 0
    assert main([*arguments, "--misses", "0"]) == 1
    shown = capsys.readouterr().out
    assert "begins" in shown and "1 pages" in shown
    (written,) = (tmp_path / "out").glob("*-reading.json")
    result = json.loads(written.read_text())["result"]
    assert result["sentences"] == {"n": 2, "whole": 1, "page and label": 1, "boxes": 1, "right": 1}
    assert result["by place"]["footnote"]["right"] == 0
    assert result["twins"]["tolls"] == {
        "PDF in Markdown": {
            "found": 1,
            "of": 3,
            "lost": {"but for digits, as of note marks": 1, "not there": 1},
        },
        "Markdown in PDF": {
            "found": 1,
            "of": 3,
            "lost": {"but for digits, as of note marks": 1, "not there": 1},
        },
    }
    assert result["long"]["pages"] == 1_000
    assert 20 < result["largest"]["megabytes"] < 1_000
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["01-tolls-p1.png"]


def test_the_list_is_short_phrases_only() -> None:
    items = read_chosen()
    assert len(items) == 60
    assert len({(item.document, item.page) for item in items}) == 60
    assert {len(item.letters) for item in items} == {16}
    assert all(len(f"{item.begins} {item.ends}".split()) <= 8 for item in items)


def test_a_list_that_is_none_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "chosen.jsonl"
    path.write_text('{"document": "a"}\n')
    with pytest.raises(ChosenError, match="not a list of sentences: "):
        read_chosen(path)
    assert main(["reading", "--documents", str(tmp_path), "--chosen", str(path)]) == 2
