"""The served page: its API, its headers, many at once, started again."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from gradio_client import Client
from page_browser import ASKED, UNANSWERED, ask, free_port
from playwright.sync_api import Browser, expect

from rag.chain import Chatbot
from rag.page import start
from rag.page.server import _stoppable
from rag.records import Answer
from rag.wording import deadlines


def test_a_server_started_again_serves_the_open_page(browser: Browser, bot: Chatbot) -> None:
    port = free_port()
    first = start(bot, host="127.0.0.1", port=port)
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}")
    page.wait_for_selector("[data-ready]")
    first.close()
    turn = ask(page, ASKED)
    expect(turn.locator(".error")).to_contain_text("cannot be reached")
    second = start(bot, host="127.0.0.1", port=port)
    try:
        turn = ask(page, ASKED)
        expect(turn.locator(".sources")).to_be_visible()
    finally:
        page.close()
        second.close()


def test_many_at_once_get_each_their_own_answer(address: str, bot: Chatbot) -> None:
    questions = [ASKED, UNANSWERED, "What did Rep. Lofgren think of the reports?"] * 4
    expected = {question: bot.ask(question).text for question in questions}

    def answered(question: str) -> str:
        client = Client(address, verbose=False)
        return Answer.from_dict(client.predict(question, [], [], api_name="/ask")).text

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(answered, questions))
    assert said == [expected[question] for question in questions]


def test_the_api_is_named_and_answers(address: str, bot: Chatbot) -> None:
    client = Client(address, verbose=False)
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert sorted(named) == ["/ask", "/documents", "/search"]
    answer = Answer.from_dict(client.predict(ASKED, [], [], api_name="/ask"))
    assert answer == bot.ask(ASKED)
    hits = client.predict("memorandum of agreement", 3, ["oig-12-66"], api_name="/search")
    assert {hit["passage"]["document_id"] for hit in hits} == {"oig-12-66"}
    listed = client.predict(api_name="/documents")
    assert [item["id"] for item in listed] == [document.id for document in bot.documents]
    with pytest.raises(Exception, match="unknown document"):
        client.predict(ASKED, [], ["nowhere"], api_name="/ask")


def test_the_browser_is_told_to_load_nothing_from_elsewhere(browser: Browser, address: str) -> None:
    context = browser.new_context()
    headers = context.request.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    foreign = context.request.get(address, headers={"Host": "elsewhere.example"})
    assert foreign.status == 400
    context.close()


def test_the_manifest_that_the_browser_looks_for_is_there(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    # Without a window a browser looks for it only when it is told to.
    found = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert json.loads(found["data"])["name"] == "Chiaroscuro"
    assert [text for text in said if "manifest" in text.lower() or "status of" in text] == []
    page.close()


def test_files_of_this_machine_are_not_served(browser: Browser, address: str) -> None:
    context = browser.new_context()
    readme = Path(__file__).resolve().parent.parent / "pyproject.toml"
    assert context.request.get(f"{address}/gradio_api/file={readme}").status == 403
    context.close()


def test_what_is_not_there_is_told_so(browser: Browser, address: str) -> None:
    context = browser.new_context()
    assert context.request.get(f"{address}/shelf/unknown").status == 404
    assert context.request.get(f"{address}/shelf/remove").status == 405
    assert context.request.get(f"{address}/nowhere").status == 403
    context.close()


def test_a_call_that_is_cancelled_stops_its_work() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(_: tuple[object, ...]) -> None:
        begun.set()
        while not deadlines.stopped():
            time.sleep(0.01)
        stopped.set()

    async def cancelled() -> None:
        call = asyncio.create_task(_stoppable(work, ()))
        while not begun.is_set():
            await asyncio.sleep(0.01)
        call.cancel()
        with suppress(asyncio.CancelledError):
            await call

    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        apart.submit(lambda: asyncio.run(cancelled())).result()
    assert stopped.wait(5)
