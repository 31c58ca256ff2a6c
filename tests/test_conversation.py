"""Conversations: what leans on the question before carries its subject, what does not stays."""

from __future__ import annotations

import pytest

from rag.conversation import contextualise, small_talk

BEFORE = [("Who closed the north quay in Eastport?", "The board closed it. [1]")]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Why did they close it?", "Why did they close it? closed north quay Eastport"),
        ("And when?", "And when? closed north quay Eastport"),
        ("Why?", "Why? closed north quay Eastport"),
        ("What does that report say?", "What does that report say? closed north quay Eastport"),
        ("What about the south quay?", "What about the south quay? closed north Eastport"),
    ],
)
def test_a_follow_up_carries_the_words_that_it_does_not_have(question: str, searched: str) -> None:
    found, note = contextualise(question, BEFORE)
    assert found == searched
    assert note == "Understood as a follow-up to “Who closed the north quay in Eastport?”."


@pytest.mark.parametrize(
    "question",
    [
        "How many captains signed the letter of protest?",
        "Which company dredged the channel in 2014?",
        "When did the lighthouse keeper retire from service?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert contextualise(question, BEFORE) == (question, None)


def test_without_a_history_nothing_is_carried() -> None:
    assert contextualise("Why did they close it?", []) == ("Why did they close it?", None)


def test_only_the_last_question_is_carried() -> None:
    history = [("Where do lorries park?", "x"), *BEFORE]
    searched, _ = contextualise("And when?", history)
    assert "quay" in searched and "lorries" not in searched


def test_a_follow_up_with_all_the_words_already_adds_nothing() -> None:
    history = [("Who closed it?", "x")]
    assert contextualise("Who closed it?", history) == ("Who closed it?", None)


@pytest.mark.parametrize(
    "text", ["Hello", "hi!", "Thanks.", "thank you", "Good morning", "What can you do?", " help "]
)
def test_small_talk_is_known(text: str) -> None:
    assert small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who are you quoting on the quay?",
        "Hello, who closed the quay?",
        "How does the lock work?",
        "Did anyone help the captains?",
        "thanks to whom did the quay reopen?",
    ],
)
def test_questions_are_not_small_talk(text: str) -> None:
    assert not small_talk(text)
