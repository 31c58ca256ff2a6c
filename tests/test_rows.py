"""Beside the row of a table that a question names, no row of another thing is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.chain import Chatbot
from rag.settings import Settings

TABLES = """\
# The quay at Sorrel

## Crew

| Role | Name | Daily wage | Days |
|---|---|---|---|
| Pilot | Ilka Brandvold | 90 crowns | 12 |
| Diver | Otto Renning | 70 crowns | 30 |
| Cook | Mette Aas | 50 crowns | 30 |

## Costs

| Item | Cost |
|---|---|
| Dredging | 310,000 crowns |
| Timber | 240,000 crowns |
| Paint | 18,000 crowns |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("rows")
    (root / "docs").mkdir()
    (root / "docs" / "quay.md").write_text(TABLES, "utf-8")
    with Chatbot.open(root / "docs", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("What is Ilka Brandvold's daily wage?", "Brandvold"),
        ("How much is the paint?", "Paint"),
        ("How many days does the cook work?", "Mette Aas"),
        ("What does the timber cost?", "Timber"),
    ],
)
def test_the_row_that_is_named_stands_alone(bot: Chatbot, question: str, row: str) -> None:
    rows = [each.quote for each in bot.ask(question).citations]
    assert rows and all(row in each for each in rows)


def test_rows_that_are_both_named_are_both_quoted(bot: Chatbot) -> None:
    text = bot.ask("What do the timber and the dredging cost?").text
    assert "Timber" in text and "Dredging" in text
