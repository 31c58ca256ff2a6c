"""What a sentence counts is quoted with those behind it that tell it one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag

COUNTS = "The harbour board gave two key reasons for closing the pier to ferries."
FIRST = "First, the piles of the pier had rotted through."
BETWEEN = "They had stood in the water for ninety years."
SECOND = "Second, the ferries had lost most of their passengers."
WHY = "Why did the harbour board close the pier to ferries?"


def told(folder: Path, text: str, question: str, **more: int) -> list[str]:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "quay.md").write_text(f"# The pier\n\n{text}\n", "utf-8")
    with rag.Chatbot.open(folder / "docs", index_dir=folder / "index") as bot:
        return [said.text for said in bot.ask(question, **more).statements]


@pytest.mark.parametrize(
    "question", [WHY, "What reasons did the harbour board give for closing the pier?"]
)
def test_both_reasons_that_are_counted_are_quoted(tmp_path: Path, question: str) -> None:
    said = told(tmp_path, f"{COUNTS} {FIRST} {BETWEEN} {SECOND} It rained.", question)
    assert said.index(COUNTS) < said.index(FIRST) < said.index(SECOND)
    assert "It rained." not in said


def test_the_second_is_quoted_rather_than_what_stands_between(tmp_path: Path) -> None:
    said = told(tmp_path, f"{COUNTS} {FIRST} {BETWEEN} {SECOND}", WHY, sentences=3)
    assert said == [COUNTS, FIRST, SECOND]


def test_they_are_quoted_over_the_end_of_a_passage(tmp_path: Path) -> None:
    talk = "The quay has nine lamps and a crane, and the town keeps four boats beside it all year. "
    text = f"{talk * 8}\n\n{COUNTS} {FIRST}\n\n{SECOND} {talk * 7}"
    said = told(tmp_path, text, WHY)
    assert said[:3] == [COUNTS, FIRST, SECOND]


def test_a_number_alone_is_answered_by_its_sentence(tmp_path: Path) -> None:
    question = "How many reasons did the harbour board give for closing the pier?"
    said = told(tmp_path, f"{COUNTS} {FIRST} {BETWEEN} {SECOND}", question)
    assert SECOND not in said


def test_a_first_without_a_second_brings_nothing(tmp_path: Path) -> None:
    other = "First, the board bought a boat."
    said = told(tmp_path, f"{COUNTS} {FIRST} {BETWEEN} {other} {SECOND}", WHY)
    assert SECOND not in said


def test_the_second_under_another_heading_is_of_another_count(tmp_path: Path) -> None:
    said = told(tmp_path, f"{COUNTS} {FIRST}\n\n# The boats\n\n{SECOND}", WHY)
    assert SECOND not in said


FIVE = "I ask the harbour board to change the plan for the pier in five ways."
WAYS = [
    "First, please build a ramp.",
    "Second, please keep the bench.",
    "Third, please paint the rail.",
    "Fourth, please leave the lamp.",
    "Fifth, please say who will sweep.",
]
SEVERAL = "The survey of the pier has several limitations."
LIMITS = [
    "First, it was made at low tide.",
    "Second, two piles were left out.",
    "Third, no diver went down.",
]


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        (f"{SEVERAL} {' '.join(LIMITS)}", "What are the limitations of the survey?", LIMITS),
        (
            "The survey of the pier has a number of limitations. The first is that it was made at"
            " low tide. It rained. The second is that two piles were left out.",
            "What are the limitations of the survey of the pier?",
            [
                "The first is that it was made at low tide.",
                "The second is that two piles were left out.",
            ],
        ),
        (
            "The council gave various reasons for closing the pier. The first reason was the rot."
            " The second, less known, was the price of paint.",
            "What reasons did the council give for closing the pier?",
            ["The first reason was the rot.", "The second, less known, was the price of paint."],
        ),
        (" ".join((FIVE, *WAYS)), "In which five ways should the plan for the pier change?", WAYS),
        ("\n\n".join((FIVE, *WAYS)), "What are the changes to the plan for the pier?", WAYS),
    ],
)
def test_as_many_as_are_told_are_quoted(
    tmp_path: Path, text: str, question: str, wanted: list[str]
) -> None:
    said = told(tmp_path, text, question)
    assert [each for each in said if each in wanted] == wanted


def test_no_more_than_are_asked_for_are_quoted(tmp_path: Path) -> None:
    question = "What are the changes to the plan for the pier?"
    assert len(told(tmp_path, " ".join((FIVE, *WAYS)), question, sentences=3)) == 3


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"{SEVERAL} {' '.join(LIMITS)}", "Who made the survey of the pier?"),
        (f"{SEVERAL} It is long. {LIMITS[1]}", "What are the limitations of the survey?"),
        ("The pier has many visitors. The second pier is shut.", "Why has the pier visitors?"),
    ],
)
def test_what_does_not_begin_with_the_first_is_not_told(
    tmp_path: Path, text: str, question: str
) -> None:
    said = told(tmp_path, text, question)
    assert LIMITS[2] not in said and "The second pier is shut." not in said


def test_the_reasons_that_are_counted_come_before_what_leads_to_them(tmp_path: Path) -> None:
    told_before = "The harbour board has closed the pier, although it may close it to ferries."
    said = told(tmp_path, f"{told_before} {COUNTS} {FIRST} {SECOND}", WHY)
    assert said[:3] == [COUNTS, FIRST, SECOND]
