"""The trial of a chat model: what replies rightly is fit, what guesses is not."""

import re

from chat_server import says, serving

from rag.doctor import examine
from rag.settings import Settings
from rag.wording.chat_providers import open_chat_model
from rag.wording.selecting import Selection
from rag.wording.trial import LINES, QUESTIONS, try_out


def knows(handler, request) -> None:
    """A model that replies rightly."""
    prompt = request["messages"][1]["content"]
    asked = re.search(r"^Question: (.*)$", prompt, re.M)[1]
    question = next(each for each in QUESTIONS if each.text == asked)
    numbers = ", ".join(str(place + 1) for place in question.replies[0])
    says(f"{question.verdict}: {numbers}" if numbers else "none")(handler, request)


def test_every_question_has_replies_that_meet_it() -> None:
    for question in QUESTIONS:
        for reply in question.replies:
            assert all(place < len(LINES) for place in reply)
            assert question.is_met(Selection(question.verdict, reply[::-1]))
        assert not question.is_met(Selection("partly", (0,)))


def test_who_knows_is_fit_and_who_guesses_is_not() -> None:
    for script, right, fit in (
        (knows, len(QUESTIONS), True),
        (says("none"), 3, False),
        (says("answer: 1"), 1, False),
        (says("I cannot say."), 0, False),
    ):
        with serving(script) as served:
            trial = try_out(open_chat_model("openai:test", base_url=served.address))
        assert (trial.right, trial.is_fit) == (right, fit)
        assert (trial.wrong is None) == (right == len(QUESTIONS))


def test_doctor_asks_only_where_it_is_told_to(folder, tmp_path) -> None:
    def told(address: str | None, **asked) -> dict[str, tuple[bool, str]]:
        model = {"chat_model": "openai:test", "chat_base_url": address} if address else {}
        settings = Settings(corpus_dir=folder, index_dir=tmp_path, **model)
        return {each.name: (each.well, each.detail) for each in examine(settings, **asked)}

    with serving(knows) as served:
        assert "its selections" not in told(served.address)
        assert not served.requests
        well, said = told(served.address, try_chat_model=True)["its selections"]
        assert well and said.startswith("11 of 11 right, ") and "RAG_CHAT_MODE=select" in said
    with serving(says("none")) as served:
        well, said = told(served.address, try_chat_model=True)["its selections"]
        assert not well and "3 of 11 right" in said and QUESTIONS[0].text in said
    with serving(lambda handler, _: handler.fail(500)) as served:
        well, said = told(served.address, try_chat_model=True)["its selections"]
        assert not well and "\n" not in said
    well, said = told(None, try_chat_model=True)["its selections"]
    assert not well and "RAG_CHAT_MODEL sets one" in said
