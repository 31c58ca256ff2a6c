"""Small talk: what gets a reply of the chatbot's own, and what is a question all the same."""

from __future__ import annotations

import pytest

from rag.asking.small_talk import (
    BYE,
    HELLO,
    LANGUAGE,
    MEMORY,
    OPINION,
    TRUST,
    WELCOME,
    WHAT,
    WHO,
    reply_to,
    without_pleasantries,
)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Hello", HELLO),
        ("hi!", HELLO),
        ("Good morning", HELLO),
        ("Thanks.", WELCOME),
        ("thank you", WELCOME),
        ("Thanks, that helps", WELCOME),
        ("thx!!", WELCOME),
        ("That was very helpful, thank you so much.", WELCOME),
        ("Great 👍", WELCOME),
        ("ok thanks bye", BYE),
        ("Have a nice day!", BYE),
        ("What can you do?", WHAT),
        (" help ", WHAT),
        ("Hey, can you help me?", WHAT),
        ("how do you work", WHAT),
        ("no", WHAT),
        ("Who made you?", WHO),
        ("hi who are you", WHO),
        ("Are you ChatGPT?", WHO),
        ("Are you a human or just a bot?", WHO),
        ("What's your name?", WHO),
        ("Do you have any name?", WHO),
        ("Where do your answers come from?", TRUST),
        ("Can you make mistakes?", TRUST),
        ("Can I trust you?", TRUST),
        ("Are you sure about that?", TRUST),
        ("How accurate are your answers?", TRUST),
        ("what languages do you speak", LANGUAGE),
        ("Can you answer in French?", LANGUAGE),
        ("do you remember what I asked?", MEMORY),
        ("How are you?", OPINION),
        ("What do you think about it?", OPINION),
    ],
)
def test_small_talk_has_a_reply(text: str, reply: str) -> None:
    assert reply_to(text) == reply


@pytest.mark.parametrize(
    "text",
    [
        "Who are you quoting on the quay?",
        "Hello, who closed the quay?",
        "How does the lock work?",
        "Did anyone help the captains?",
        "thanks to whom did the quay reopen?",
        "Thanks. How many people were removed?",
        "Can I trust the auditors' figures?",
        "What do you know about trust?",
        "Can you help me find the report?",
        "Who made it?",
        "What is an AI?",
        "What documents do you have?",
        "No, I meant 2012.",
        "Why?",
        "thanks " * 60 + "why",
    ],
)
def test_questions_are_not_small_talk(text: str) -> None:
    assert reply_to(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Thanks. How many people were removed?", "How many people were removed?"),
        ("Hi there! Good morning. Who wrote it?", "Who wrote it?"),
        ("OK, and in 2011?", "and in 2011?"),
        ("Sorry, I meant the audit", "Sorry, I meant the audit"),
        ("Thanks to the board, what reopened?", "Thanks to the board, what reopened?"),
        ("Thanks.", "Thanks."),
    ],
)
def test_a_question_is_asked_without_the_pleasantries_before_it(text: str, rest: str) -> None:
    assert without_pleasantries(text) == rest


def test_many_words_of_thanks_are_looked_at_once() -> None:
    assert reply_to("thanks for " + "your " * 22 + "x") is None
