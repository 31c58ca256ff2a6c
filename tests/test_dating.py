"""A bare "when?" asks for the day in what was told last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.answering.dating import is_bare_when
from rag.settings import Settings

TEXT = """# The ferry

The old ferry was replaced by the Sound Ferry, which sailed first on July 2, 2015.

The board closed the north quay on May 4, 1999.

The Sound Ferry carries forty carts.
"""


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("When?", True),
        ("and when?", True),
        ("When was that?", True),
        ("so when did this happen", True),
        ("When was it closed?", False),
        ("Since when?", False),
        ("Why?", False),
    ],
)
def test_what_asks_when_and_nothing_else(question: str, bare: bool) -> None:
    assert is_bare_when(question) is bare


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.md").write_text(TEXT, "utf-8")
    with rag.Chatbot.open(folder, settings=Settings(index_dir=Path(folder) / "index")) as opened:
        yield opened


@pytest.mark.parametrize("question", ["and when?", "When was that?"])
def test_the_day_of_what_was_told_is_told(bot: rag.Chatbot, question: str) -> None:
    asked = "What replaced the old ferry?"
    first = bot.ask(asked)
    assert "July 2, 2015" in first.text
    when = bot.ask(question, history=[(asked, first.text)])
    assert "July 2, 2015" in when.text
    assert "1999" not in when.text
