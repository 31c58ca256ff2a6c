"""What a question names by a code is read first, and what is of another code left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import rag
from rag.indexing.index_files import Entry
from rag.models import large_cross_encoder as large
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.codes import codes, read_first
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

TABLE = (
    "If code F07 returns, do not start the crane again.",
    "Keep the crane under its roof.",
    "Lamp F02 tells of a jam: clear the chain.",
    "On F03 and F07, call the yard.",
    "F02 and F07 may both be shown in frost.",
    "Form B-12 is kept by the clerk.",
)


def ranked(*lines: str) -> list[Evidence]:
    items = []
    for row, line in enumerate(lines):
        sentence = Sentence(0, len(line), Speaker("Board"))
        passage = Passage(str(row), "doc", 0, len(line), line, (), (sentence,))
        entry = Entry(passage, "key", "Title", np.array([0, 1], np.int32))
        found = Found(row, entry, 0.5, 0.5, np.ones((1, 1), np.float32))
        items.append(Evidence(found, sentence, 1 - row / 10, found.matches[0]))
    return items


def places(question: str, known: frozenset[str] = frozenset()) -> list[int]:
    return [item.found.row for item in read_first(question, ranked(*TABLE), known)]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("What do I do when the crane says F02?", [2, 4, 1, 5]),
        ("What do I do when the crane says F07?", [0, 3, 1, 4, 5]),
        ("Is F03 or F07 worse?", [0, 3, 1, 4, 5]),
        ("Who keeps B-12?", [5, 0, 1, 2, 3, 4]),
        ("What is F99?", [0, 1, 2, 3, 4, 5]),
        ("What does the crane do in frost?", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_sentences_of_the_code_are_read_and_those_of_others_are_not(
    question: str, order: list[int]
) -> None:
    assert places(question) == order


def test_a_code_that_names_a_document_is_none() -> None:
    assert places("What does F02 say of frost?", frozenset(("f02",))) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lamp F02 or PM10", {("F", "02"), ("PM", "10")}),
        ("form B-12, of 2011", {("B", "12")}),
        ("HAR-12-66 and HAR-12/3", set()),
        ("in Q2 and FY24, or H1", set()),
        ("COVID-19, part 3, AB 12", set()),
        ("F07-2 and F07.5", set()),
    ],
)
def test_codes_are_letters_and_a_number(text: str, found: set[tuple[str, str]]) -> None:
    assert codes(text) == found


MANUAL = """# Pump manual

## Alarms

| Code | Meaning | What to do |
| --- | --- | --- |
| E01 | The door is open | Close the door |
| E07 | The line is blocked | Check the line for kinks and restart |
| E09 | The motor has failed | Stop using the pump and call service |

If the pump shows E07 three times in an hour, stop using it and call the service line.
"""


@needs_packages
def test_what_is_said_of_another_code_stands_not_beside_the_answer(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pump.md").write_text(MANUAL, "utf-8")
    settings = Settings(index_dir=tmp_path / "index", cross_encoder="large")
    with rag.Chatbot.open(tmp_path / "docs", settings=settings) as bot:
        answer = bot.ask("What should I do if the pump shows E09?")
    assert "E09" in answer.text and "E07" not in answer.text
