"""What a follow-up carries over from the question before, and what a change of subject drops."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.asking.leaning import is_whole

TEXT = """# The case of the quay

The suit about the records of the quay ended on 3 July 2013 with a settlement. Judge Ada Stone heard
the suit. The town of Arnfield brought it against the harbour board.

# The ferry

The ferry to Little Sorrel carried 210 passengers on its first day. Captain Bo Wells steered the
ferry in 1998.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("quay")
    (folder / "quay.md").write_text(TEXT, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


def asked(bot: rag.Chatbot, before: str, question: str) -> rag.Answer:
    return bot.ask(question, history=[(before, bot.ask(before).text)])


BEFORE = "When did the suit about the records end?"


@pytest.mark.parametrize(
    "question",
    [
        "Who composed the opera about the volcano?",
        "How do bees make honey?",
        "Where is the nearest pharmacy?",
        "When was the telephone invented?",
        "And how do I renew my passport?",
        "What about the weather in Paris?",
    ],
)
def test_a_refused_question_of_another_subject_is_no_follow_up(
    bot: rag.Chatbot, question: str
) -> None:
    answer = asked(bot, BEFORE, question)
    assert answer.refusal is not None and answer.statements == ()
    assert answer.notes == ()
    assert answer.searched_as == question


@pytest.mark.parametrize(
    ("question", "has"),
    [("Who heard it?", "Stone"), ("Who was the judge?", "Stone"), ("Who brought it?", "Arnfield")],
)
def test_a_follow_up_is_answered_of_what_was_asked_before(
    bot: rag.Chatbot, question: str, has: str
) -> None:
    assert has in asked(bot, BEFORE, question).text


@pytest.mark.parametrize("question", ["Why did it end?", "Who paid for it?"])
def test_a_refused_follow_up_says_what_it_follows(bot: rag.Chatbot, question: str) -> None:
    answer = asked(bot, BEFORE, question)
    assert answer.refusal is not None
    assert any(note.startswith("Understood as a follow-up") for note in answer.notes)


def test_another_subject_of_the_documents_is_answered_by_itself(bot: rag.Chatbot) -> None:
    answer = asked(bot, BEFORE, "How many passengers were carried?")
    assert "210 passengers" in answer.text
    assert not any("suit" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Who composed the opera?", True),
        ("What about the weather in Paris?", True),
        ("Who composed it?", False),
        ("When was the request made?", False),
        ("Did the board agree?", False),
        ("Did the board accept that, and if not, why?", False),
        ("By whom?", False),
        ("Why?", False),
    ],
)
def test_what_leans_on_no_other_question(question: str, whole: bool) -> None:
    assert is_whole(question) is whole
