"""Near misses, half-answered questions and false premises on the bundled documents, and questions
that look like them and are answered.
"""

from __future__ import annotations

import pytest

from rag import Chatbot
from rag.settings import Settings


@pytest.mark.parametrize(
    "question",
    [
        "How many employees does the Center for Immigration Studies have?",
        "How many women worked for the Task Force?",
        "How old was Cadman when he lost his post?",
        "Who was the Inspector General in 1950?",
        "Why did Edwards serve until 2016?",
        "Which company printed the Warren Institute report?",
        "How much compensation did Cadman receive?",
        "What is the capital of Honduras?",
    ],
)
def test_what_is_near_and_not_there_is_refused(bot: Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"
    assert not answer.citations and answer.refusal.nearest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many people were questioned in the Theodore survey?", "2,004"),
        ("Who signed the preface of the operations report?", "Richards"),
        ("When did the NDLON lawsuit end?", "July 3, 2013"),
        ("How many members of the task force walked out?", "five of the 19"),
        ("For how many extra hours may a detainer hold somebody?", "48 hours"),
        ("What percentage of those identified was actually detained?", "52 percent"),
        ("How long did Lehigh County hold Galarza?", "three days"),
    ],
)
def test_what_looks_alike_and_is_there_is_answered(bot: Chatbot, question: str, said: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "said", "part"),
    [
        (
            "When was GAO-12-708 released and how many copies were printed?",
            "August 2, 2012",
            "how many copies were printed",
        ),
        (
            "How many members left the Task Force and what are their names?",
            "five of the 19",
            "what are their names",
        ),
    ],
)
def test_half_a_question_is_answered(bot: Chatbot, question: str, said: str, part: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is not None and answer.refusal.kind == "partly_covered"
    assert f"“{part}”" in answer.refusal.message and said in answer.text


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        ("When did DHS allow Illinois to withdraw?", "not withdraw", "could not withdraw"),
        ("Why did all 19 members of the Task Force resign?", "five of the 19", "five of the 19"),
    ],
)
def test_the_sentence_that_contradicts_is_shown(
    bot: Chatbot, question: str, words: str, said: str
) -> None:
    answer = bot.ask(question)
    assert answer.refusal is not None and answer.refusal.kind == "false_premise"
    assert words in answer.refusal.message
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    ("name", "missing"), [("Berkeley", False), ("Yale", True), ("Denver", True)]
)
def test_a_name_that_stands_beside_whoever_is_quoted_is_not_missed(
    bot: Chatbot, name: str, missing: bool
) -> None:
    lenient = Chatbot(bot._index, bot._encoder, Settings(refuse_below=0))
    question = f"How many U.S. citizens were arrested as the {name} Warren Institute report has it?"
    answer = lenient.ask(question)
    assert "3,600" in answer.text
    assert (f"“{name}”" in answer.text) is missing
