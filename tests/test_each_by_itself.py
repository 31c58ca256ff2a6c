"""Several of a kind that are told each in a sentence of its own are gathered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.answering.each_by_itself import NOTE, ONE
from rag.models import large_cross_encoder as large
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

LEAGUE = """\
# How the harbours left the Grain League

## Marrow

The council of Marrow County voted on 4 May 1911 to leave the Grain League over its tolls.

## Penwick

The Penwick Post reported in June 1911 that the supervisors of Penwick County sought a way out of
the Grain League.

## Sheriff

Sheriff Oakes of Tarn County asked in July 1911 to opt out of the Grain League.

## The tolls

The League raised its tolls in 1910. Its office stood at Lowbridge.
"""


STUDIES = """\
# Studies of the Grain League's tolls

## Marsh and Coe

Marsh and Coe, in the Journal of Harbours of 1912, found that the tolls had no effect on trade.

## Treacher

A study by Treacher of 1913 found that trade fell by a tenth because of the tolls.

## The Sound's paper

The Sound Office, which lent the League its boats, found in a paper of 1914 that trade moved to the
north when the tolls came.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("each")
    (folder / "league.md").write_text(LEAGUE)
    (folder / "studies.md").write_text(STUDIES)
    settings = Settings(index_dir=Path(folder) / "index", cross_encoder="large")
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


@needs_packages
def test_each_is_quoted_and_that_there_may_be_more_is_said(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which counties tried to opt out of the Grain League in 1911?")
    for county in ("Marrow", "Penwick", "Tarn"):
        assert county in answer.text
    assert "tolls in 1910" not in answer.text
    assert NOTE in answer.notes


@needs_packages
def test_fewer_than_are_asked_for_are_none(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which nine counties tried to opt out of the Grain League in 1911?")
    assert NOTE not in answer.notes
    assert ONE not in answer.notes


@needs_packages
def test_what_none_does_is_refused(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which counties sued the Grain League?")
    assert answer.refusal is not None


@needs_packages
def test_research_is_told_study_by_study(bot: rag.Chatbot) -> None:
    answer = bot.ask("What does research say about the effect of the tolls on trade?")
    for found in ("no effect on trade", "fell by a tenth", "moved to the north"):
        assert found in " ".join(answer.text.split())
    assert NOTE in answer.notes
