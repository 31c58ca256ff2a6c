"""A work named within the documents: only what is said of that very work answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag

TEXT = """---
author: Ada North
date: 2012-04-05
---

# Piles of the North Quay

Ada North wrote this memo for the board on 5 April 2012. It draws on other works.

The Sorrel Institute published "Rot in Northern Harbours", a report on wood, in January 2009.

A study known under the title "Salt and Timber" found that salt keeps worms away.

The board had read the article "Harbour Dues" before it met.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("works")
    (folder / "piles.md").write_text(TEXT, "utf-8")
    (folder / "dues.md").write_text("# Dues\n\nThe dues rose to nine crowns in 2009.\n", "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


SAYS = (
    'The Sorrel Institute published "Rot in Northern Harbours", a report on wood, in January 2009.'
)


@pytest.mark.parametrize(
    "question",
    [
        'Who wrote "Rot in Northern Harbours"?',
        "When was the report 'Rot in Northern Harbours' published?",
        "Who published the report Rot in Northern Harbours?",
    ],
)
def test_what_is_said_of_the_work_answers(bot: rag.Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert [said.text for said in answer.statements] == [SAYS]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ('Who wrote "Salt and Timber"?', "name “Salt and Timber”, but do not plainly say who"),
        ('When did "Harbour Dues" appear?', "name “Harbour Dues”, but do not plainly say when"),
        ('Who wrote the article "Worms at Sea"?', "None of them names “Worms at Sea”."),
    ],
)
def test_the_author_of_another_work_does_not_answer(
    bot: rag.Chatbot, question: str, told: str
) -> None:
    answer = bot.ask(question)
    assert answer.statements == ()
    assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"
    assert told in answer.refusal.message


def test_a_document_is_told_of_from_its_record(bot: rag.Chatbot) -> None:
    answer = bot.ask('Who wrote "Piles of the North Quay"?')
    assert answer.reply is not None and "Ada North" in answer.reply


def test_it_is_the_work_asked_of_before(bot: rag.Chatbot) -> None:
    before = 'Who wrote "Rot in Northern Harbours"?'
    answer = bot.ask("And when was it published?", history=[(before, bot.ask(before).text)])
    assert [said.text for said in answer.statements] == [SAYS]
    assert answer.notes == ("Understood as asked of “Rot in Northern Harbours”.",)
    before = 'Who wrote "Piles of the North Quay"?'
    answer = bot.ask("And when was it published?", history=[(before, bot.ask(before).text)])
    assert answer.reply is not None and "5 April 2012" in answer.reply


def test_what_is_lacking_is_said(bot: rag.Chatbot) -> None:
    answer = bot.ask('Who published "Rot in Northern Harbours", and where was it published?')
    assert [said.text for said in answer.statements] == [SAYS]
    assert any("do not plainly say where it appeared" in note for note in answer.notes)
