"""Write mode on the page, over a chat model's server that waits and lies: shown, stopped, kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import chat_server
import pytest
from chat_server import Handler, Served
from page_browser import ask, opened, serving
from playwright.sync_api import Browser, expect

from rag.chain import Chatbot
from rag.page.asking import Wish, answer_events
from rag.page.endpoints import Endpoints
from rag.page.options import options_html
from rag.settings import Settings

FARE = "What does a single ticket cost?"
WRITTEN = "Abend says that a single ticket costs 7 crowns. [1]"


@pytest.fixture
def model() -> Iterator[Served]:
    with chat_server.serving(chat_server.says(WRITTEN)) as served:
        yield served


@pytest.fixture
def writing_bot(folder: Path, model: Served) -> Iterator[Chatbot]:
    with Chatbot.open(folder, chat_model="openai:test", chat_base_url=model.address) as bot:
        yield bot


def test_quoted_and_written_stand_side_by_side(browser: Browser, writing_bot: Chatbot) -> None:
    quoted = writing_bot.ask(FARE, mode="quote")
    with serving(writing_bot) as address, opened(browser, address) as page:
        turn = ask(page, FARE)
        expect(turn.locator(".statement.written .said")).to_have_text(
            "Abend says that a single ticket costs 7 crowns."
        )
        expect(turn.locator(".actions")).to_contain_text("Written by a language model")
        page.get_by_role("button", name="Written, 4 sentences").click()
        page.get_by_label("Both side by side").check()
        page.keyboard.press("Escape")
        turn = ask(page, FARE)
        heads = turn.locator(".side > header h3")
        expect(heads).to_have_text(["Quoted from the documents", "Written by a language model"])
        left, right = turn.locator(".side").all()
        said = left.locator(".said").all_text_contents()
        assert said == [statement.text for statement in quoted.statements]
        expect(right.locator(".written .said")).to_contain_text("7 crowns")
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator("[data-do=options]")).to_have_text("Quoted and written, 4 sentences")
        expect(page.locator(".side .written")).to_have_count(1)


def repeats(handler: Handler, request: dict[str, Any]) -> None:
    """A model that says the first sentence that it is given once more."""
    given = re.search(r"^\[1\] [^:]*: (.*)$", request["messages"][1]["content"], re.M)
    assert given
    chat_server.says(f"{given[1]} [1]")(handler, request)


def last_of(bot: Chatbot, question: str, options: dict[str, Any]) -> dict[str, Any]:
    *_, last = answer_events(bot, question, [], Wish.from_json(options.get("documents"), options))
    return last


def test_quotations_are_never_headed_as_written(writing_bot: Chatbot, model: Served) -> None:
    model.script = lambda handler, _: handler.fail(500)
    failed = last_of(writing_bot, FARE, {"mode": "both"})
    assert "Written by a language model" not in failed["html"]
    assert failed["html"].count("<h3><bdi>Quoted from the documents</bdi></h3>") == 2
    refused = last_of(
        writing_bot, "What is the boiling point of mercury on Venus?", {"mode": "both"}
    )
    assert "Written by a language model" not in refused["html"]
    pack = Endpoints(writing_bot).export([{"question": FARE, "columns": failed["columns"]}], "html")
    assert "Written by a language model" not in pack


def test_each_column_of_a_comparison_says_who_worded_it(
    writing_bot: Chatbot, model: Served
) -> None:
    asked = "Who moved to repair the north quay?"
    model.script = repeats
    names = ["harbour", "minutes"]
    for mode, columns, modes in (
        ("quote", 2, {"quote"}),
        ("write", 2, {"quote", "write"}),
        ("both", 4, {"quote", "write"}),
    ):
        last = last_of(writing_bot, asked, {"mode": mode, "documents": names, "side_by_side": True})
        answers = [column["answer"] for column in last["columns"] if column["answer"]["statements"]]
        assert len(last["columns"]) == columns
        assert {answer["mode"] for answer in answers} <= modes
        assert last["html"].count('<p class="source mode">') == len(answers)
        written = sum(answer["mode"] == "write" for answer in answers)
        assert last["html"].count("Written by a language model") == written
        saved = {"question": asked, "columns": last["columns"]}
        assert Endpoints(writing_bot).show([saved]) == [last["html"]]
        pack = Endpoints(writing_bot).export([saved], "html")
        assert pack.count("· Written by a language model") == written
        assert (written > 0) is (mode != "quote")


def test_both_shows_each_sentence_as_it_is_written(writing_bot: Chatbot) -> None:
    events = list(answer_events(writing_bot, FARE, [], Wish.from_json(None, {"mode": "both"})))
    assert [event["kind"] for event in events] == ["part", "part", "columns"]
    assert "Being written." in events[0]["html"]
    assert "Abend says that a single ticket costs 7 crowns." in events[1]["html"]


def test_the_number_of_sentences_that_is_set_limits_no_list(bot: Chatbot) -> None:
    asked = "Who signed OIG-12-64 and by whom was it asked for?"
    last = last_of(bot, asked, {"mode": "quote", "sentences": bot.settings.sentences})
    assert last["answer"] == replace(bot.ask(asked), hits=()).to_dict()
    assert len(last["answer"]["statements"]) == 2


def test_a_comparison_shows_each_sentence_as_it_is_written(
    writing_bot: Chatbot, model: Served
) -> None:
    model.script = repeats
    options = {"mode": "write", "documents": ["harbour", "minutes"], "side_by_side": True}
    wish = Wish.from_json(["harbour", "minutes"], options)
    events = list(answer_events(writing_bot, "Who moved to repair the north quay?", [], wish))
    *parts, last = events
    assert [event["kind"] for event in events] == ["part"] * len(parts) + ["columns"]
    assert [part["html"].count("Being written.") for part in parts[:2]] == [2, 1]
    assert "Being written." not in parts[-1]["html"]
    answers = [column["answer"] for column in last["columns"]]
    written = [each for answer in answers for each in answer["statements"] if each["written"]]
    assert written
    assert len(parts) == 1 + len(written) + len(answers)


def test_escape_stops_the_answer_and_the_model(
    browser: Browser, writing_bot: Chatbot, model: Served
) -> None:
    def waits(handler: Handler, _: dict[str, Any]) -> None:
        handler.open()
        while not model.go_on.wait(0.05):
            handler.chunk({"content": " "})

    model.script = waits
    with serving(writing_bot) as address, opened(browser, address) as page:
        page.fill(".field textarea", FARE)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        page.wait_for_function("document.querySelector('.turn')")
        while not model.requests:
            page.wait_for_timeout(20)
        page.keyboard.press("Escape")
        expect(page.locator(".turn .note")).to_have_text("Stopped.")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        assert model.left.wait(10), "the model went on after the reader had stopped it"
        model.script = chat_server.says(WRITTEN)
        turn = ask(page, FARE)
        expect(turn.locator(".written .said")).to_contain_text("7 crowns")


def test_markup_in_what_the_model_writes_stays_text(
    browser: Browser, writing_bot: Chatbot, model: Served
) -> None:
    said = "A single ticket costs 7 crowns <img src=x onerror=document.title='gone'>\u202e. [1]"
    model.script = chat_server.says(said)
    with serving(writing_bot) as address, opened(browser, address) as page:
        turn = ask(page, FARE)
        expect(turn.locator(".sources")).to_be_visible()
        assert turn.locator("img").count() == 0
        assert "\u202e" not in (turn.text_content() or "")
        assert page.title() == "Chiaroscuro"


def test_writing_is_offered_only_where_a_chat_model_is_set() -> None:
    without = options_html(Settings(), ())
    assert without.count(" disabled") == 3 and "RAG_CHAT_MODEL" in without
    offered = options_html(Settings(), ("ollama:<b>",))
    assert "RAG_CHAT_MODEL=ollama:&lt;b&gt;" in offered and offered.count(" disabled") == 3
    with_model = options_html(Settings(chat_model="ollama:qwen3:4b", sentences=15))
    assert " disabled" not in with_model and 'data-mode="write"' in with_model
    assert "<option selected>15</option>" in with_model
    selecting = options_html(Settings(chat_model="ollama:qwen3:4b", chat_mode="select"))
    assert 'data-mode="select"' in selecting and 'value="select" checked' in selecting


def test_what_the_model_selected_is_quoted_and_says_so(
    browser: Browser, writing_bot: Chatbot, model: Served
) -> None:
    def picks(handler: Handler, request: dict[str, Any]) -> None:
        prompt = request["messages"][1]["content"]
        found = re.search(r"^\[(\d+)\] .*7 crowns", prompt, re.M)
        assert found, prompt
        chat_server.says(f"answer: {found[1]}")(handler, request)

    model.script = picks
    with serving(writing_bot) as address, opened(browser, address) as page:
        page.get_by_role("button", name="Written, 4 sentences").click()
        page.get_by_label("Selected by the chat model").check()
        page.keyboard.press("Escape")
        turn = ask(page, FARE)
        expect(turn.locator(".quoted .said")).to_contain_text("7 crowns")
        expect(turn.locator(".actions")).to_contain_text("Selected by a language model")
        expect(page.locator("[data-do=options]")).to_have_text("Selected, 4 sentences")
    saved = last_of(writing_bot, FARE, {"mode": "select"})["answer"]
    assert saved["mode"] == "select"
    pack = Endpoints(writing_bot).export([saved], "html")
    assert "Quoted from the documents, selected by a language model." in pack
