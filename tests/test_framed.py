"""What a question's asker says of himself is no part of what is asked."""

from __future__ import annotations

import pytest

from rag import Chatbot
from rag.asking.conversation import as_asked
from rag.asking.framed import without_frame

ASKED = "who built the quay?"


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to know who built the quay.",
        "I was wondering who built the quay",
        "I'm trying to find out who built the quay.",
        "Any idea who built the quay?",
        "Do you happen to know who built the quay?",
        "does anyone know who built the quay",
        "Can you help me find out who built the quay?",
        "Please remind me who built the quay.",
        "What I want to know is who built the quay.",
        "My editor wants to know who built the quay.",
        "I'm preparing a brief for the board and need to know who built the quay",
        "I'd like the details on who built the quay",
        "Quick question: who built the quay?",
        "Sorry if this is obvious, but who built the quay?",
        "For a story I'm writing: who built the quay?",
        "For a memo: who built the quay?",
        "Sorry, dumb question - who built the quay?",
        "For my thesis, who built the quay?",
        "I'm a reporter at a small paper. who built the quay?",
        "We have a hearing on Tuesday. who built the quay?",
        "I'm curious, who built the quay?",
        "So who built the quay?",
        "According to the documents, who built the quay?",
        "who built the quay? Thanks in advance!",
        "who built the quay? Please give source and page.",
        "who built the quay? I need this for a brief due tomorrow.",
        "who built the quay? It's for my thesis. Thank you!",
        "Hi! Quick q, who built the quay? Just curious, thanks",
    ],
)
def test_what_the_asker_says_of_himself_is_left_out(text: str) -> None:
    asked, before = as_asked(text, ())
    assert (asked.rstrip("?"), before) == (ASKED.rstrip("?"), ())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Can I write that the quay was closed?", "Is it true that the quay was closed?"),
        ("can i tell the judge that it was closed", "Is it true that it was closed?"),
        ("Is it fair to say the quay was closed?", "Is it true that the quay was closed?"),
        ("Am I right that Dorn built it?", "Is it true that Dorn built it?"),
        ("I read that the quay was closed. Is that true?", "Is it true that the quay was closed?"),
        ("The quay was closed in 1991, right?", "Is it true that the quay was closed in 1991?"),
        ("My editor says 40 ships sank. Is that so?", "Is it true that 40 ships sank?"),
        ("I'd like to know whether Dorn built it.", "Is it true that Dorn built it?"),
        ("Please tell me if Dorn built it", "Is it true that Dorn built it?"),
        ("I need Dorn's number on how many ships sank", "how many ships sank, according to Dorn?"),
        ("I need the number of ships that sank", "What is the number of ships that sank?"),
        (
            "help me understand the difference between the two",
            "What is the difference between the two?",
        ),
    ],
)
def test_what_is_said_to_be_so_is_asked(text: str, asked: str) -> None:
    assert without_frame(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Who built the quay?",
        "Can a skipper say that the quay is closed?",
        "May I moor at the quay?",
        "Was the board right?",
        "What did Dorn say? Is that true?",
        "Is that true?",
        "Dorn, right?",
        "We claim the fee. Is that right?",
        "I think the port said no.",
        "I'm writing a story on quays. Are they safe?",
        "I am a skipper. May I moor there?",
        "For my story on Dorn, who built the quay?",
        "Could you tell me what you can do?",
        "How many replied, and how many did not?",
        "What must a skipper know when a ship sinks?",
        "Thanks!",
    ],
)
def test_what_is_asked_stays(text: str) -> None:
    assert without_frame(text) == text


def test_so_leans_on_what_was_asked_before() -> None:
    assert without_frame("So who paid?", opens=False) == "So who paid?"


def test_a_framed_question_is_answered_as_the_bare_one(bot: Chatbot) -> None:
    bare = bot.ask("Who asked for the audit?")
    framed = bot.ask("Hi, quick question: who asked for the audit? Thanks in advance!")
    assert framed.text == bare.text
    assert framed.question == "Hi, quick question: who asked for the audit? Thanks in advance!"
