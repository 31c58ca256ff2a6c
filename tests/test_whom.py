"""Whom "he" or "she" means behind an answer to "who"."""

from __future__ import annotations

import pytest

from rag.asking.whom import name_whom

HEAD = "Marcus Dever, our Chief Financial Officer, has held the post since May 2022. [1]"
POLICE = "Police Chief Maria Lopez signed the order. [1]"


@pytest.mark.parametrize(
    ("asked", "answer", "question", "meant"),
    [
        ("Who is the CFO?", HEAD, "Why did he leave?", "Why did Marcus Dever leave?"),
        ("Who is the CFO?", HEAD, "What was his salary?", "What was Marcus Dever’s salary?"),
        (
            "Who is the CFO?",
            HEAD,
            "Who was there before him?",
            "Who was there before Marcus Dever?",
        ),
        ("Who signed it?", POLICE, "Who replaced her in May?", "Who replaced Maria Lopez in May?"),
        ("Who signed it?", POLICE, "and is her term over", "and is Maria Lopez’s term over"),
    ],
)
def test_the_one_person_that_an_answer_names(
    asked: str, answer: str, question: str, meant: str
) -> None:
    assert name_whom(question, [(asked, answer)]) == meant


@pytest.mark.parametrize(
    ("asked", "answer", "question"),
    [
        ("What does it cost?", HEAD, "Why did he leave?"),
        ("Who is the CFO?", HEAD, "Why did it fall?"),
        ("Who is the CFO?", HEAD, "Did he know Paul Reed?"),
        ("Who is the mayor?", "Mayor Ken Stone named Paul Reed.", "Why did he leave?"),
        ("Who ran it?", "Harbour Communities ran it.", "Why did he leave?"),
        ("Who ran it?", "The Harbour Office ran it.", "Why did he leave?"),
        ("Who is the CFO?", "I cannot find this in the documents.", "Why did he leave?"),
    ],
)
def test_where_nobody_or_several_may_be_meant_nobody_is_named(
    asked: str, answer: str, question: str
) -> None:
    assert name_whom(question, [(asked, answer)]) is None
    assert name_whom(question, []) is None


@pytest.mark.parametrize(
    ("between", "question", "meant"),
    [
        ("Is he biased?", "What else did he write?", "What else did W.D. Reed write?"),
        ("Is it biased?", "What else did he write?", None),
        ("Is Ann Kent biased?", "What else did he write?", None),
    ],
)
def test_he_is_the_one_named_before_a_question_on_him(
    between: str, question: str, meant: str | None
) -> None:
    history = [("Who wrote it?", "The author is given as W.D. Reed. [1]"), (between, "No. [2]")]
    assert name_whom(question, history) == meant
