"""Replies that ask for more of the answer before, for less of it, or where it stands."""

from __future__ import annotations

import pytest

from rag import Answer, Chatbot
from rag.answering.going_further import NO_MORE
from rag.answering.understanding import NOTHING_BEFORE
from rag.asking.asking_on import asks_for_more, asks_in_short
from rag.asking.leaning import asks_who_said

MORE = [
    "tell me more",
    "Tell me more about that.",
    "More details, please",
    "more",
    "Can you go into more detail?",
    "I'd like to know more about it",
    "Anything else?",
    "What else?",
    "is there anything more on that?",
    "go on",
    "Thanks, please continue",
    "Could you please elaborate?",
    "can you explain that?",
    "I don't understand",
    "What does that mean?",
    "and the other five?",
    "What about the rest of them?",
]
SHORT = [
    "shorter please",
    "In short?",
    "tl;dr",
    "Can you summarise that?",
    "in one sentence",
    "sum it up",
]
WHO = [
    "source?",
    "who says",
    "Your sources, please",
    "Which page?",
    "on what page is that",
    "Where does it say that?",
    "Where did you get that from?",
    "Really?",
    "Is that true?",
    "Can you repeat that?",
    "How can I check that?",
    "Why should I believe this?",
]
OWN = [
    "What else did the council decide?",
    "Tell me more about the ferry",
    "Explain the audit",
    "Which page names the council?",
    "Where does the report say that the quay was closed?",
    "Is it true that the quay was closed?",
    "What is the source of the money?",
    "Summarise the report on the ferry",
    "Who said that?",
    "",
]


@pytest.mark.parametrize(
    ("replies", "more", "short", "who"),
    [(MORE, True, False, False), (SHORT, False, True, False), (WHO, False, False, True)],
)
def test_what_asks_of_the_answer_alone_is_known(
    replies: list[str], more: bool, short: bool, who: bool
) -> None:
    for reply in replies:
        asked = asks_for_more(reply), asks_in_short(reply), asks_who_said(reply)
        assert asked == (more, short, who), reply


@pytest.mark.parametrize("question", OWN)
def test_what_names_something_of_its_own_is_a_question(question: str) -> None:
    assert not asks_for_more(question) and not asks_in_short(question)
    assert asks_who_said(question) == (question == "Who said that?")


QUESTION = "Why was the north quay closed?"


def talk(bot: Chatbot, *said: str) -> list[Answer]:
    history: list[tuple[str, str]] = []
    answers = []
    for each in said:
        answers.append(bot.ask(each, history=history))
        history.append((each, answers[-1].text))
    return answers


def quotes(answer: Answer) -> set[str]:
    return {citation.quote for citation in answer.citations}


def test_more_is_what_was_not_quoted_yet_until_there_is_no_more(small_bot: Chatbot) -> None:
    first, *more = talk(
        small_bot, QUESTION, "tell me more", "go on", "more", "anything else?", "more"
    )
    assert first.citations and more[0].citations
    assert more[0].question == "tell me more" and more[0].searched_as == QUESTION
    assert more[0].notes[0] == f"What else was found on “{QUESTION}”."
    seen = quotes(first)
    for answer in more:
        assert not quotes(answer) & seen
        seen |= quotes(answer)
    assert more[-1].reply == NO_MORE and not more[-1].citations


def test_the_source_is_that_of_what_was_last_shown(small_bot: Chatbot) -> None:
    first, source, more, page = talk(small_bot, QUESTION, "source?", "tell me more", "which page?")
    assert quotes(source) == quotes(first) and quotes(page) == quotes(more) != quotes(first)
    assert any(
        note.startswith("So say") and first.citations[0].title in note for note in source.notes
    )


def test_in_short_is_one_sentence(bot: Chatbot) -> None:
    question = "How many people were removed?"
    first, short = talk(bot, question, "shorter please")
    assert len(first.statements) > 1 == len(short.statements)


def test_a_refusal_has_no_more(small_bot: Chatbot) -> None:
    for answer in talk(small_bot, "Who composed the opera?", "tell me more", "source?"):
        assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"


@pytest.mark.parametrize("reply", ["tell me more", "source?", "shorter please"])
def test_before_the_first_answer_there_is_nothing_to_go_on(small_bot: Chatbot, reply: str) -> None:
    (alone,) = talk(small_bot, reply)
    _, after_talk = talk(small_bot, "Hello!", reply)
    assert alone.reply == after_talk.reply == NOTHING_BEFORE and not alone.citations


def test_what_is_asked_next_is_asked_of_the_question_not_of_more(small_bot: Chatbot) -> None:
    plain = talk(small_bot, QUESTION, "And what did it cost?")[-1]
    after = talk(small_bot, QUESTION, "tell me more", "And what did it cost?")[-1]
    assert after.searched_as == plain.searched_as
