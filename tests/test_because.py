"""What a "because" explains, and the sentence after that says why."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from rag.retrieving.because import explains_that, is_circular

WHY = "Why can clerks not read letters at night?"


@pytest.mark.parametrize(
    ("question", "text", "circular"),
    [
        (WHY, "The pile grows because clerks may not read letters.", True),
        (WHY, "Clerks may not read letters because the lamps are out.", False),
        (WHY, "Because of the storm, clerks read no letters.", False),
        (WHY, "The board said that, because of the storm, clerks read no letters.", False),
        (WHY, "The pile grows because the lamps are out.", False),
        (WHY, "Clerks may not read letters.", False),
        ("Why did the Kent Port block the pier?", "Kent left because the pier was blocked.", True),
        ("Why did Kent leave?", "Kent left because the pier was blocked.", False),
    ],
)
def test_a_because_counts_only_for_the_clause_that_it_explains(
    question: str, text: str, circular: bool
) -> None:
    assert is_circular(question, text) is circular


@pytest.mark.parametrize(
    ("text", "explains"),
    [
        ("This was due to ice.", True),
        ("This increase was in part because fares fell.", True),
        ("Port officials told us that this is a rule because it prevents fires.", True),
        ("According to the port, this drop was mainly due to ice.", True),
        ("The master attributed this to ice.", True),
        ("This was in May.", False),
        ("Dues rose because of war.", False),
        ("The board said that dues rose because of war.", False),
        ("This was in May; dues rose because of war.", False),
    ],
)
def test_a_sentence_may_say_why_the_one_before_is_so(text: str, explains: bool) -> None:
    assert explains_that(text) is explains


TALK = "The quay has nine piles and a lamp, and the town keeps four boats beside it all year. "
PILE = "The pile of mail grows because clerks may not read letters while they wait for ships."
RULE = "Harbour officials said that this is a rule because a letter may fall into the sea."


def answered(folder: Path, text: str, question: str) -> list[str]:
    (folder / "docs").mkdir()
    (folder / "docs" / "quay.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder / "docs", index_dir=folder / "index") as bot:
        return [said.text for said in bot.ask(question).statements]


@pytest.mark.parametrize(
    ("between", "first", "second"),
    [
        ("", PILE, RULE),
        (f"\n\n{TALK * 8}\n\n", PILE, ""),  # the sentence after is another one
    ],
)
def test_the_sentence_after_says_why_where_the_first_takes_it_for_granted(
    tmp_path: Path, between: str, first: str, second: str
) -> None:
    text = f"# The quay\n\n{TALK * 3}\n\n{PILE} {between}{RULE}\n"
    said = answered(tmp_path, text, "Why may clerks not read letters while they wait for ships?")
    assert said[0] == first and (RULE in said) is bool(second)


WALKED = "In 2019 the Sorrel ferry carried 640 riders without a ticket, twice as many as in 2018."
HOURS = "Ferry officials told us that this increase was in part because the gate was open at night."
CARGO = "The Sorrel ferry carried less cargo in 2019 than in 2018 because of the storms."


@pytest.mark.parametrize(("after", "why"), [(f" {HOURS}", HOURS), ("", CARGO)])
def test_a_part_that_asks_why_is_answered_behind_the_answer_to_the_one_before(
    tmp_path: Path, after: str, why: str
) -> None:
    text = f"# The ferry\n\n{TALK * 3}\n\n{WALKED}{after}\n\n# Cargo\n\n{TALK * 3}\n\n{CARGO}\n"
    asked = "How many riders without a ticket did the Sorrel ferry carry in 2019 compared with 2018"
    said = answered(tmp_path, text, f"{asked}, and what explains the change?")
    assert said[0] == WALKED and (HOURS in said) is bool(after)
