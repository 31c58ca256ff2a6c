"""What is told to be given is asked for."""

from __future__ import annotations

import pytest

from rag.asking.imperatives import as_question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("quote me the recommendation in full", "What is the recommendation?"),
        (
            "Give me all three recommendations, word for word.",
            "What are all three recommendations?",
        ),
        ("list the exceptions please", "What are the exceptions?"),
        ("Can you list the seven key elements?", "What are the seven key elements?"),
        ("give me the full list of the members", "What are the members?"),
        ("give me the list of ports that closed", "What are the ports that closed?"),
        ("show me the exact wording of the clause", "What is the clause?"),
        ("ok, quote me in full what GAO wants Congress to do", "what GAO wants Congress to do?"),
        ("tell me who signed it", "who signed it?"),
        ("Name Recommendation 1", "What is Recommendation 1?"),
        ("Summarize the commentary", "What are the main points of the commentary?"),
        ("sum up the port report for me, please", "What are the main points of the port report?"),
        (
            "Can you give me a quick overview of HAO-05-12?",
            "What are the main points of HAO-05-12?",
        ),
        ("summarise what the board said about fees", "what the board said about fees?"),
    ],
)
def test_what_is_to_be_given_is_asked_for(text: str, question: str) -> None:
    assert as_question(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "What did it say?",
        "the list of ports is long, why?",
        "Give credit where due",
        "Summarize",
        "Sum up fees and dues",
        "tell me more about it",
        "List of members",
        "Names of the members",
        "Read out that letter",
        "show more",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert as_question(text) == text
