"""What all documents together are about."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from rag.answering.about_documents import NAMES_ALL
from rag.asking.catalogue import Catalogue
from rag.asking.on_all import asks_on_all
from rag.verify import verify
from tests.named_documents import document


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


def test_what_most_titles_name_is_told(bot: rag.Chatbot) -> None:
    opening = bot.ask("What is this about?")
    assert opening.text.startswith("Secure Communities was a program")
    assert opening.notes[0].startswith("37 of the 48 documents have “Secure Communities”")
    assert {check.state for check in verify(opening.to_dict(), bot.documents)} == {"ok"}
    assert bot.ask("What is this about?", history=[("hi", "Hello.")]).text == opening.text
    spoken = [("What does the commentary conclude?", "Reasoner concludes … [1]")]
    assert bot.ask("What are the documents about?", history=spoken).text == opening.text
    later = bot.ask("What is this about?", history=spoken)
    assert {each.document_id for each in later.citations} == {
        "reasoner-2012-study-in-light-and-dark"
    }


def test_documents_without_a_name_in_common_are_named_themselves(tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number}.md").write_text(f"# Quay {number}\n\nIt is {number} feet long.\n")
    with rag.Chatbot.open(tmp_path, index_dir=tmp_path / "index") as quays:
        answer = quays.ask("What are these documents about?")
    assert answer.text.startswith("There are 14 documents here:")
    assert answer.text.endswith("and 2 more.") and answer.notes == (NAMES_ALL,)


def test_a_name_is_shared_by_a_third_of_the_titles() -> None:
    titles = ["Harbour Watch in Kent", "The Harbour Watch of 1990", "On Harbour Watch", "On Ships"]
    documents = [document(f"{n}", title=title) for n, title in enumerate(titles)]
    assert Catalogue(documents).shared_name() == ("Harbour Watch", 3)
    assert Catalogue(documents).shared_name(["0", "1", "3"]) == ("", 0)
    others = [document(f"x{n}", title=f"Ships of {n}") for n in range(6)]
    assert Catalogue([*documents, *others]).shared_name() == ("", 0)


def test_of_one_document_it_is_told_what_that_is_about(bot: rag.Chatbot) -> None:
    answer = bot.ask("What is this about?", documents=["oig-12-64"])
    assert {each.document_id for each in answer.citations} == {"oig-12-64"}
