"""What no near passage answers may be answered in one that comes less close."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

import rag
from evals.kinds import load_kinds
from rag.answering.second_look import MAY_ANSWER, READ, Further, look_further
from rag.answering.state import State
from rag.fitting.reranking import LIKELY, Reader
from rag.models import large_cross_encoder as large
from rag.settings import Settings
from tests.scripted_reader import Scripted

TURNED = "Three states turned against Secure Communities"

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")


def asked(bot: rag.Chatbot) -> State:
    steps = bot._steps
    return steps.find(steps.understand(State("Which states tried to opt out?")))


def further(bot: rag.Chatbot, reader: Scripted) -> Further | None:
    return look_further(asked(bot), bot._steps._finder, cast("Reader", reader))


def test_a_passage_comes_in_with_a_sentence_that_may_answer(bot: rag.Chatbot) -> None:
    before = asked(bot)
    assert not any(TURNED in item.entry.passage.text for item in before.found)
    told = further(bot, Scripted({TURNED: MAY_ANSWER}))
    assert told is not None
    (new,) = told.state.found[len(before.found) :]
    assert TURNED in new.entry.passage.text
    assert [each.row for each in told.state.found[:-1]] == [each.row for each in before.found]
    assert told.by_best() is None  # it may answer, but not likely


def test_the_sentence_that_likeliest_answers_is_kept(bot: rag.Chatbot) -> None:
    told = further(bot, Scripted({TURNED: LIKELY}))
    assert told is not None
    alone = told.by_best()
    assert alone is not None
    assert [TURNED in item.text for item in alone.evidence] == [True]


def test_nothing_comes_in_with_sentences_that_do_not(bot: rag.Chatbot) -> None:
    assert further(bot, Scripted({TURNED: MAY_ANSWER - 0.1})) is None


def test_the_small_cross_encoder_looks_no_further(bot: rag.Chatbot) -> None:
    assert further(bot, Scripted({TURNED: 5.0}, size="small")) is None


def test_few_sentences_are_read(bot: rag.Chatbot) -> None:
    counted: list[int] = []

    class Counting(Scripted):
        def read(self, question: str, evidence: Any, *, most: int) -> Any:
            counted.append(most)
            return super().read(question, evidence, most=most)

    further(bot, Counting({}))
    assert counted == [READ]


def test_what_is_asked_of_a_page_stays_there(bot: rag.Chatbot) -> None:
    state = asked(bot)
    there = replace(state, address=replace(state.address, page="4"))
    reader = cast("Reader", Scripted({TURNED: 5.0}))
    assert look_further(there, bot._steps._finder, reader) is None


@needs_packages
def test_what_stands_further_off_answers(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path, cross_encoder="large")
    with rag.Chatbot.open(settings=settings) as large_bot:
        answer = large_bot.ask("Which states tried to opt out?")
    assert answer.refusal is None
    assert TURNED in answer.text


@needs_packages
def test_what_has_few_words_of_the_question_answers(tmp_path: Path) -> None:
    (trust,) = (each for each in load_kinds("read") if each.name == "trust")
    settings = Settings(index_dir=tmp_path, cross_encoder="large")
    with rag.Chatbot.open(trust.documents, settings=settings) as large_bot:
        answer = large_bot.ask("Which lawyer did Wickham turn to over the whistle-blower's letter?")
    assert answer.refusal is None
    assert "Lyle Bannister" in answer.text
