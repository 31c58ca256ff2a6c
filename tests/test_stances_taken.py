"""Who is for or against something is gathered from where it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.answering.each_by_itself import NOTE
from rag.answering.stances_taken import NOBODY
from rag.models import large_cross_encoder as large
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

LEAGUE = """\
# The Grain League and its tolls

## Sheriffs

Sheriff Oakes of Tarn County criticised the way in which the Grain League set its tolls.

## The mayor

Mayor Hale complained in a letter to the Penwick Post that the Grain League harmed small harbours.

## The auditors

The county's auditors found no evidence that the Grain League had misled the harbours.

## The exporters

The Exporters' Union praised the Grain League for its order and its lights.

## The pilots

Anne Lee of the Pilots' Board said that the Grain League paid its pilots too little. Anne Lee
complained that the League's charts had not been mended since 1902. The Pilots' Board met in May.

## The strike

Captain Rowe condemned the strike of 1911. The League's office stood at Lowbridge.
"""

REPLIES = """\
# Replies to the harbour audit of 1912

## Replies

The Port of Marrow disagreed with the auditors' recommendation to close the north quay. The Sound
Office neither agreed nor disagreed with the recommendation. The Pilots' Board concurred with the
recommendation.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("sides")
    (folder / "league.md").write_text(LEAGUE)
    (folder / "replies.md").write_text(REPLIES)
    settings = Settings(index_dir=Path(folder) / "index", cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@needs_packages
@pytest.mark.parametrize(
    "question",
    ["Who criticized the Grain League?", "What do critics of the Grain League say?"],
)
def test_those_against_are_quoted_each(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert "Oakes" in answer.text
    assert "Hale" in answer.text
    for other in ("no evidence", "praised", "strike"):
        assert other not in answer.text
    assert NOTE in answer.notes


@needs_packages
def test_all_that_one_has_against_it_is_told(bot: rag.Chatbot) -> None:
    text = " ".join(bot.ask("What does Anne Lee have against the Grain League?").text.split())
    assert "too little" in text
    assert "charts" in text
    for other in ("Oakes", "Hale", "met in May"):
        assert other not in text


@needs_packages
def test_both_sides_are_told(bot: rag.Chatbot) -> None:
    answer = bot.ask("What are the arguments for and against the Grain League?")
    text = answer.text
    assert any("The first is for it, what follows against it." in note for note in answer.notes)
    assert text.index("Exporters") < min(text.index("Oakes"), text.index("Hale"))


@needs_packages
def test_it_is_said_where_nothing_is_on_one_side(bot: rag.Chatbot) -> None:
    answer = bot.ask("What are the arguments for and against the strike of 1911?")
    assert "Rowe" in answer.text
    assert NOBODY.format("for") in " ".join(answer.notes)


@needs_packages
def test_the_other_side_is_asked_for_of_the_same(bot: rag.Chatbot) -> None:
    first = "Who criticized the Grain League?"
    answer = bot.ask("And who supported it?", history=[(first, bot.ask(first).text)])
    assert "Exporters" in answer.text
    assert "Oakes" not in answer.text


@needs_packages
@pytest.mark.parametrize("question", ["Who praised the strike?", "Who criticized Mayor Hale?"])
def test_a_side_that_nobody_takes_is_refused(bot: rag.Chatbot, question: str) -> None:
    assert bot.ask(question).refusal is not None


@needs_packages
def test_who_disagreed_is_not_who_neither_did(bot: rag.Chatbot) -> None:
    text = bot.ask("Who disagreed with the recommendation?").text
    assert "Port of Marrow" in text
    assert "Sound" not in text
    assert "Pilots" not in text
