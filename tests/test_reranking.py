"""The nearest sentences are read beside the question, and beside whether there was evidence."""

import pytest

import rag
from rag.reranking import worded


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Did ICE intend to mislead the states?", "ICE intend to mislead the states"),
        ("was the memo withheld", "the memo withheld"),
        ("And were the counties told?", "the counties told"),
    ],
)
def test_whether_something_was_so_is_also_asked_as_evidence(question: str, other: str) -> None:
    assert worded(question) == (question, f"Was there evidence that {other}?")


@pytest.mark.parametrize(
    "question",
    ["Why did ICE act?", "Who was told?", "Was there a memo?", "Is it voluntary?"],
)
def test_other_questions_are_read_as_they_are(question: str) -> None:
    assert worded(question) == (question,)


def test_a_denial_answers_whether_something_was_so(bot: rag.Chatbot) -> None:
    answer = bot.ask("Did ICE intend to mislead states and local governments?", sentences=1)
    assert answer.refusal is None
    assert "found no evidence that ICE had set out to mislead" in answer.statements[0].text
