"""Whoever is asked and is written small is known by what the documents call them."""

from pathlib import Path

import pytest

import rag
from rag.asking.small_names import capitalised
from rag.settings import Settings

SPEAK = {"claimant", "tovemk", "chair", "one neighbour", "officials"}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the claimant argue?", "What did the Claimant argue?"),
        ("what did tovemk say about the bridge", "what did Tovemk say about the bridge"),
        ("What did one neighbour complain about?", "What did One Neighbour complain about?"),
        ("According to officials, who left?", "According to Officials, who left?"),
        ("What is the claimant's argument?", "What is the Claimant's argument?"),
    ],
)
def test_whoever_is_asked_gets_capitals(question: str, named: str) -> None:
    assert capitalised(question, SPEAK.__contains__) == named


@pytest.mark.parametrize(
    "question",
    [
        "What did the minister say?",
        "What did Lee say to the chair?",
        "Why did the chair leave?",
        "What did the claimant's lawyer say?",
        "Who was the chair?",
    ],
)
def test_nobody_else_does(question: str) -> None:
    assert capitalised(question, SPEAK.__contains__) == question


CASE = """\
# Orrel v Skelder

The tribunal sat on 4 May.

The claimant argued that the alarm was silent. The respondent argued that the alarm had been tested.
The alarm was bought in 1998. An engineer saw the alarm in March.
"""


def test_what_a_role_says_is_looked_at_first(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "case.md").write_text(CASE, "utf-8")
    with rag.Chatbot.open(folder, settings=Settings(index_dir=tmp_path / "index")) as bot:
        answer = bot.ask("What did the respondent argue about the alarm?")
    assert "had been tested" in answer.statements[0].text
    assert "Looked first in what the respondent says." in answer.notes
