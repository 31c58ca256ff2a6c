"""Several things asked for are gathered where one place of a document tells them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.models import large_cross_encoder as large
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

LETTER = """\
# Letter of the harbour guild to the town

The guild has read the plan for the north pier. The plan was printed in May.

## What the guild asks of the town

The guild met on 4 June. Forty members came.

1. The town should widen the slipway before the winter. The slipway is nine feet wide.
2. The crane at the north pier should be tested every month.
3. A night watchman should be hired for the fuel store.
4. The mooring fee should stay at 12 crowns.

## Other business

The guild elected a treasurer. Tea was served.
"""
REPORT = """\
# Report on the flood at the fish market

## Why the market flooded

The gauge at the lock failed on the night of the flood, so nobody was warned. The pumps had no fuel.
The gate was left open because its chain had rusted through. The market opened in 1931.

## Damage

Stall: Ward; Loss: 900 crowns
"""
COMPLAINT = """\
# Complaint of Esk Shipping

## First Claim (Breach of Contract)

The port did not dredge the berth.

## Second Claim (Negligence)

The port left a chain in the berth.

## Third Claim (Unpaid Wages)

The port did not pay the pilots.
"""
PETITION = """\
# Petition of Ansgar Pohl against the ferry office

Pohl was a deckhand on the ferry. He fell on the ramp in March.

## Relief

Pohl prays for judgment as follows:

- (a) damages of 900 crowns;
- (b) interest at the legal rate;
- (c) costs of suit.

Filed on 2 May.
"""
SAID = {"letter": LETTER, "report": REPORT, "complaint": COMPLAINT, "petition": PETITION}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("docs")
    for name, text in SAID.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"), cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


def said(answer: rag.Answer) -> list[str]:
    return [each.text for each in answer.statements]


@needs_packages
@pytest.mark.parametrize(
    "question",
    [
        "What changes does the harbour guild want from the town?",
        "What did the harbour guild ask the town to do?",
    ],
)
def test_a_numbered_list_is_given_whole_and_that_is_said(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    text = answer.text
    assert answer.refusal is None
    assert all(each in text for each in ("slipway", "crane", "watchman", "mooring fee"))
    assert "Forty members" not in text and "Tea" not in text
    assert "All 4 items of one list are given." in answer.notes


@needs_packages
def test_what_several_sentences_tell_is_gathered(bot: rag.Chatbot) -> None:
    told = " ".join(said(bot.ask("Which failures led to the flood at the fish market?")))
    assert "gauge" in told and "gate was left open" in told and "1931" not in told


@needs_packages
def test_things_with_a_heading_each_are_gathered(bot: rag.Chatbot) -> None:
    told = " ".join(said(bot.ask("What are the three claims of Esk Shipping?")))
    assert all(each in told for each in ("Breach of Contract", "Negligence", "Unpaid Wages"))


@needs_packages
@pytest.mark.parametrize(
    ("question", "fewest"),
    [("How wide is the slipway?", 1), ("When did the guild meet?", 1), ("Who lost 900 crowns?", 1)],
)
def test_one_thing_asked_for_brings_no_list(bot: rag.Chatbot, question: str, fewest: int) -> None:
    assert len(bot.ask(question).statements) <= fewest + 1
    assert "watchman" not in bot.ask(question).text


@needs_packages
def test_what_is_not_there_is_refused_though_a_list_of_something_else_is(bot: rag.Chatbot) -> None:
    assert bot.ask("Which ships sank in the harbour?").refusal is not None


@needs_packages
def test_as_many_sentences_as_are_wanted_are_no_list(bot: rag.Chatbot) -> None:
    answer = bot.ask("What changes does the harbour guild want from the town?", sentences=1)
    assert len(answer.statements) == 1
    assert not any("items of one list" in note for note in answer.notes)


@needs_packages
def test_a_list_answers_as_one_text_though_none_of_its_items_does(bot: rag.Chatbot) -> None:
    answer = bot.ask("What relief does Pohl ask the court for?")
    told = " ".join(said(answer))
    assert all(
        each in told for each in ("damages of 900", "interest at the legal", "costs of suit")
    )
    assert "All 3 items of one list are given." in answer.notes


@needs_packages
def test_a_list_of_somebody_else_than_is_named_is_none(bot: rag.Chatbot) -> None:
    told = " ".join(said(bot.ask("What relief does Esk Shipping ask the court for?")))
    assert "costs of suit" not in told


@needs_packages
def test_it_is_the_same_every_time(bot: rag.Chatbot) -> None:
    question = "What changes does the harbour guild want from the town?"
    assert bot.ask(question) == bot.ask(question)


def test_the_small_cross_encoder_gathers_nothing(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "letter.md").write_text(LETTER, "utf-8")
    settings = Settings(index_dir=tmp_path / "index", cross_encoder="small")
    with rag.Chatbot.open(tmp_path / "docs", settings=settings) as opened:
        answer = opened.ask("What changes does the harbour guild want from the town?")
    assert "All 4 items of one list are given." not in answer.notes
