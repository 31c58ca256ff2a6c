"""Conversations: what leans on the question before carries its subject, what does not stays."""

from __future__ import annotations

import pytest

from rag.conversation import contextualise, heard

BEFORE = [("Who closed the north quay in Eastport?", "The board closed it. [1]")]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Why did they close it?", "Why did they close it? closed north quay Eastport"),
        ("And when?", "And when? closed north quay Eastport"),
        ("Why?", "Why? closed north quay Eastport"),
        ("What does that report say?", "What does that report say? closed north quay Eastport"),
    ],
)
def test_a_follow_up_carries_the_words_that_it_does_not_have(question: str, searched: str) -> None:
    found, note = contextualise(question, BEFORE)
    assert found == searched
    assert note == "Understood as a follow-up to “Who closed the north quay in Eastport?”."


@pytest.mark.parametrize(
    ("question", "before", "searched"),
    [
        ("What about 2011?", "How many ships came in 2010?", "How many ships came in 2011?"),
        ("And in 2011?", "How many ships came in 2010?", "How many ships came in 2011?"),
        ("No, I meant 2012.", "How many ships came in 2010?", "How many ships came in 2012?"),
        ("And Westmark?", "What did Eastport do in May 2011?", "What did Westmark do in May 2011?"),
        ("What about GAO?", "What does TAO say about rot?", "What does GAO say about rot?"),
        ("And TAO-12-66?", "Who signed TAO-12-64?", "Who signed TAO-12-66?"),
        ("What about the south quay?", "Who closed the north quay?", "Who closed the south quay?"),
        ("Sorry, I meant the GAO report", "What does TAO say?", "What does GAO say?"),
    ],
)
def test_what_is_put_in_anothers_place_replaces_it(
    question: str, before: str, searched: str
) -> None:
    found, note = contextualise(question, [(before, "x")])
    assert found == searched
    assert note == f"Understood as “{searched}”, after “{before}”."


def test_a_follow_up_to_a_follow_up_reaches_the_one_named() -> None:
    history = [("Who was Carl Boone?", "x"), ("What did he do with the audit?", "x")]
    searched, _ = contextualise("And when did he resign?", history)
    assert searched == "And when did he resign? audit Carl Boone"


def test_it_is_the_last_one_named_and_a_new_subject_takes_the_place_of_the_old() -> None:
    history = [("When did Secretary Boone end the Great Dam Project?", "x")]
    assert contextualise("What replaced it?", history)[0] == ("What replaced it? Great Dam Project")
    history = [("What does Boone say about removals?", "x")]
    assert contextualise("What did GAO find there?", history)[0] == (
        "What did GAO find there? removals"
    )


def test_the_other_report_is_not_the_one_before() -> None:
    searched, _ = contextualise("And the other report?", [("Who signed TAO-12-64?", "x")])
    assert searched == "And the other report? signed"


@pytest.mark.parametrize(
    "question",
    [
        "How many ships were there in the harbour after 2017?",
        "Whose view is it that the quay is safe?",
        "When did Boone close the quay and what did he say?",
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


def test_small_talk_between_two_turns_is_not_heard() -> None:
    history = [*BEFORE, ("Thanks!", "You are welcome."), ("Are you sure?", "Look at the source.")]
    assert heard(history) == tuple(BEFORE)
    assert heard([("Great, thanks. Who closed it?", "x")]) == (("Who closed it?", "x"),)
