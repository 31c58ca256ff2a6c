"""What all documents are on, where a question does not name it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rag
from rag.asking.matter import Matter, find_matter
from tests.named_documents import document

WATCH = Matter("Harbour Watch", "program")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Was the program mandatory?", "Was Harbour Watch mandatory?"),
        ("when did it start", "when did Harbour Watch start"),
        ("How many people were fined because of it?", "… because of Harbour Watch?"),
        ("What were its goals?", "What were Harbour Watch's goals?"),
        ("Who cut the program's budget?", "Who cut Harbour Watch's budget?"),
        (
            "Did Norvik leave the program, and when did it say so?",
            "Did Norvik leave Harbour Watch…",
        ),
    ],
)
def test_it_is_put_in_by_name(asked: str, named: str) -> None:
    found = WATCH.put_into(asked, (), (), {})
    assert found is not None
    assert "Harbour Watch" in found
    assert all(part in found for part in named.split("…"))


@pytest.mark.parametrize(
    "asked",
    [
        "Is it true that quays were closed?",
        "How long did it take?",
        "Was it legal to close quays?",
        "What is the ferry and when did it sink?",
        "Did the mayor say it failed?",
        "What did the mayor admit in its report?",
        "Was it 42 or 39 quays?",
        "What other program was there besides the program?",
        "How does Quay Patrol differ from the program?",
        "Did QSP replace the program?",
        "Was Harbour Watch the program of the mayor?",
    ],
)
def test_what_may_mean_something_else_is_left(asked: str) -> None:
    texts = ("Quay Patrol is a smaller program of the port.",)
    assert WATCH.put_into(asked, (), texts, {"QSP": ("quay safety program",)}) is None


@pytest.mark.parametrize(
    ("last", "asked", "named"),
    [
        ("What is a quay in Norvik?", "When did it start?", False),
        ("What is a quay?", "Who ran the program?", True),
        ("What is the Quay Program?", "Who ran the program?", False),
    ],
)
def test_within_a_conversation_it_is_what_was_spoken_of(last: str, asked: str, named: bool) -> None:
    found = WATCH.put_into(asked, (last, "It is so."), (), {})
    assert (found is not None) is named


def test_a_name_that_ends_in_s_has_an_apostrophe() -> None:
    boats = Matter("Harbour Boats", "program")
    for asked in ("What were its goals?", "What were the program's goals?"):
        assert boats.put_into(asked, (), (), {}) == "What were Harbour Boats' goals?"


def test_what_it_is_the_documents_say() -> None:
    texts = [
        "Harbour Watch, a new program of the port, …",
        "Harbour Watch is a program that …",
        "…",
    ]
    titles = ["On Harbour Watch", "Harbour Watch in brief", "Harbour Watch at sea"]
    documents = [
        replace(document(str(at), title=title), text=text)
        for at, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]
    assert find_matter(documents) == WATCH
    assert find_matter(documents[1:]) is None


def test_a_first_question_need_not_name_what_the_bundled_documents_are_on(bot: rag.Chatbot) -> None:
    asked = bot.ask("When did it start?")
    assert asked.searched_as == "When did Secure Communities start?"
    assert asked.notes[0] == "Understood as “When did Secure Communities start?”."
    assert asked.text == bot.ask(asked.searched_as).text
    after = bot.ask("and in New York?", history=[("When did it start?", asked.text)])
    assert after.searched_as == "When did Secure Communities start in New York?"
