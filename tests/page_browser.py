"""The page in a real Chromium, all other hosts blocked: what its tests share."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

from rag.chain import Chatbot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ASKED = "Who asked for the audit of Secure Communities?"
UNANSWERED = "What is the boiling point of tungsten?"

phone = pytest.mark.parametrize("page", [(360, 740)], ids=["phone"], indirect=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(bot: Chatbot, port: int | None = None) -> Iterator[str]:
    """Serves the page over a chatbot; gives its address."""
    from rag.page import start  # Gradio takes seconds to import; only the tests that serve need it.

    port = port or free_port()
    page = start(bot, host="127.0.0.1", port=port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        page.close()


@contextmanager
def opened(
    browser: Browser, address: str, ready: str = "[data-ready]", **context: object
) -> Iterator[Page]:
    """Opens the page and waits until it is ready.

    Fails where it asks another host for something, or its script complains.
    """
    made = browser.new_context(**context)  # type: ignore[arg-type]
    refused: list[str] = []
    complaints: list[str] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    made.route("**/*", guard)
    page = made.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A refusal by the server is shown on the page; that the browser notes it too is no fault.
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "responded with a status of 4" not in said.text
            else None
        ),
    )
    page.goto(address)
    page.wait_for_selector(ready)
    yield page
    made.close()
    assert refused == [], "the page asked for something from another host"
    assert complaints == []


@pytest.fixture(scope="session")
def address(bot: Chatbot) -> Iterator[str]:
    """The page over the bundled documents, one for all tests."""
    with serving(bot) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module: playwright's event loop would get in the way of later tests' own."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine; install it to test the page")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(params=[(1280, 800)], ids=["desk"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page, freshly opened, at the size asked for."""
    width, height = request.param
    with opened(browser, address, viewport={"width": width, "height": height}) as shown:
        yield shown


def ask(page: Page, question: str) -> Locator:
    """Asks and waits until the answer is complete; returns its turn."""
    before = page.locator(".turn").count()
    page.fill(".field textarea", question)
    page.press(".field textarea", "Enter")
    turn = page.locator(".turn").nth(before)
    expect(turn.locator(".waiting")).to_have_count(0, timeout=30_000)
    expect(page.locator(".send")).to_be_visible()
    return turn


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]
