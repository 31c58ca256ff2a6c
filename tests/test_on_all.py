"""What all documents together are about."""

from __future__ import annotations

import pytest

import rag
from rag.asking.on_all import asks_on_all


@pytest.mark.parametrize(
    "question",
    [
        "What are these documents about?",
        "So, what do the files contain?",
        "What topics do your documents cover?",
        "Which subjects are covered in the documents?",
        "Give me a short overview of the documents, please",
        "Can you give me an overview of all these files?",
        "Summarize everything",
        "What are the main points of the documents?",
        "what's in the collection",
    ],
)
def test_all_documents_are_asked_about(question: str) -> None:
    assert asks_on_all(question.replace(", please", " please"), opens=False)


@pytest.mark.parametrize(
    "question",
    ["What is this about?", "what's it all about", "Give me an overview", "What is in here?"],
)
def test_this_is_all_of_them_where_a_conversation_opens(question: str) -> None:
    assert asks_on_all(question, opens=True)
    assert not asks_on_all(question, opens=False)


@pytest.mark.parametrize(
    "question",
    [
        "What is the commentary about?",
        "What do the documents say about quays?",
        "Give me an overview of the quays",
        "What are the reports about?",
        "What is this rule about?",
        "What is here to stay?",
    ],
)
def test_what_is_on_less_is_left(question: str) -> None:
    assert not asks_on_all(question, opens=True)


def test_they_are_named(bot: rag.Chatbot) -> None:
    named = "There are 48 documents here"
    opening = bot.ask("What is this about?")
    assert opening.text.startswith(named)
    assert bot.ask("What is this about?", history=[("hi", "Hello.")]).text == opening.text
    assert bot.ask("Give me an overview of the documents").text == opening.text
    spoken = [("What does the commentary conclude?", "Reasoner concludes … [1]")]
    later = bot.ask("What is this about?", history=spoken)
    assert {each.document_id for each in later.citations} == {
        "reasoner-2012-study-in-light-and-dark"
    }


def test_of_one_document_it_is_told_what_that_is_about(bot: rag.Chatbot) -> None:
    answer = bot.ask("What is this about?", documents=["oig-12-64"])
    assert {each.document_id for each in answer.citations} == {"oig-12-64"}
