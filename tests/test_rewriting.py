"""Follow-ups in a chat model's words: taken where they ask what was asked, else the rule stands."""

import pytest
from chat_server import Handler, says, serving

import rag
from rag.wording.chat_providers import open_chat_model
from rag.wording.rewriting import rewrite

HISTORY = [
    ("When was the north quay closed?", "The north quay was closed on 12 February 2021 [1]."),
]
CLEAR = "Why was the north quay closed?"


def rewritten(text: str, question: str = "Why was it closed?", history=HISTORY) -> str | None:
    with serving(says(text)) as served:
        return rewrite(open_chat_model("openai:test", base_url=served.address), question, history)


@pytest.mark.parametrize(
    "text", [CLEAR, f'"{CLEAR}"', f"Question: {CLEAR}\n", f"<think>it?</think>\n\n{CLEAR}"]
)
def test_a_question_of_what_was_spoken_of_is_taken(text):
    assert rewritten(text) == CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "The north quay was closed because its piles were rotten.",
        "Why was the south quay of Arnfield closed by Tobias Wren?",
        "Why was the north quay closed in 2019?",
        "Why was the north quay demolished, flooded and abandoned?",
        f"{CLEAR}\nIt was closed because of rot.",
        f"{CLEAR} " + "Why was the north quay closed? " * 12,
        "",
        "?",
        "When was the north quay closed?",
    ],
)
def test_an_answer_a_stranger_or_rubbish_is_not(text):
    assert rewritten(text) is None


def test_numbers_and_negations_of_the_question_are_kept():
    assert rewritten("Was the north quay closed?", "Was it not closed in 2020?") is None
    whole = "Was the north quay not closed in 2020?"
    assert rewritten(whole, "Was it not closed in 2020?") == whole


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was it sold?", "When was the north quay closed?"),
        ("Why did it explode?", CLEAR),
        ("Who set it on fire?", "Who closed the north quay?"),
        ("Was it safe for ships?", "Was the north quay safe?"),
    ],
)
def test_no_word_of_the_question_is_lost(question, text):
    assert rewritten(text, question) is None


def test_what_points_back_is_put_into_words():
    history = [("Were the north quay and the south quay closed?", "The north quay was closed [1].")]
    clear = "Was the south quay closed?"
    assert rewritten(clear, "Was the other one closed?", history) == clear


def test_a_model_that_fails_or_a_first_question_costs_nothing():
    def broken(handler: Handler, _) -> None:
        handler.fail(500)

    with serving(broken) as served:
        model = open_chat_model("openai:test", base_url=served.address)
        assert rewrite(model, "Why was it closed?", HISTORY) is None
        assert rewrite(model, "Why was it closed?", []) is None
    assert len(served.requests) == 1


def answers(handler: Handler, request) -> None:
    """Rewrites where it is asked to, else answers."""
    asked = request["messages"][1]["content"]
    text = "The north quay was closed because its piles were rotten [1]."
    says(CLEAR if "<conversation>" in asked else text)(handler, request)


def test_a_chatbot_shows_the_question_that_it_searched_for(folder):
    with (
        serving(answers) as served,
        rag.Chatbot.open(
            folder,
            chat_model="openai:test",
            chat_base_url=served.address,
            rewrite_follow_ups=True,
        ) as bot,
    ):
        answer = bot.ask("Why was it closed?", history=HISTORY)
        assert answer.question == "Why was it closed?"
        assert answer.searched_as == CLEAR
        assert f"Understood as “{CLEAR}”" in answer.notes
        assert answer.text == "The north quay was closed because its piles were rotten. [1]"
        assert len(served.requests) == 2
        for talk in ("Who are you?", "Thanks!", "Hello!"):
            assert bot.ask(talk, history=HISTORY).reply
        assert len(served.requests) == 2
        # What stands by itself is not rewritten, and in quotations no model is asked.
        bot.ask("When was the north quay closed?", history=HISTORY)
        assert len(served.requests) == 3
        quoted = bot.ask("Why was it closed?", history=HISTORY, mode="quote")
        assert quoted.searched_as != CLEAR
        assert len(served.requests) == 3


def test_each_side_of_a_comparison_is_written_and_held_to_its_own_sources(folder):
    def script(handler: Handler, request) -> None:
        asked = request["messages"][1]["content"]
        true = "The motion was carried by nine votes to two [1]."
        text = true if "nine votes" in asked else "The motion was lost [1]."
        says(text)(handler, request)

    with (
        serving(script) as served,
        rag.Chatbot.open(folder, chat_model="openai:test", chat_base_url=served.address) as bot,
    ):
        sides = bot.compare("Who moved to repair the north quay?", documents=["harbour", "minutes"])
        quoted = bot.compare(
            "Who moved to repair the north quay?", documents=["harbour", "minutes"], mode="quote"
        )
    for name, side in sides.answers.items():
        assert {citation.document_id for citation in side.citations} <= {name}
        for statement in side.statements:
            assert not statement.written or not statement.findings
        assert "lost" not in side.text
    assert all(not s.written for side in quoted.answers.values() for s in side.statements)
