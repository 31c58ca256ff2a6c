"""The page by axe, in light and dark, on a phone and on a wide screen, in each of its states."""

from __future__ import annotations

import pytest
from page_browser import ASKED, UNANSWERED, ask, opened, violations
from playwright.sync_api import Browser, Page, expect

SIZES = {"phone": (360, 740), "wide": (1920, 1080)}


def close_pane(page: Page) -> None:
    if page.get_by_role("button", name="Close", exact=True).is_visible():
        page.get_by_role("button", name="Close", exact=True).click()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(browser: Browser, address: str, size: str, theme: str) -> None:
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    with opened(
        browser, address, viewport=viewport, color_scheme=theme, reduced_motion="reduce"
    ) as page:
        page.locator("[data-do=options]").click()
        assert violations(page) == [], "start, with how to answer"
        page.keyboard.press("Escape")

        turn = ask(page, ASKED)
        turn.get_by_role("button", name="Comment on this answer").click()
        assert violations(page) == [], "answer, with a judgement"
        turn.locator(".mark").first.click()
        expect(page.locator(".pane mark")).to_be_visible()
        assert violations(page) == [], "evidence"
        page.locator(".pane .whole").click()
        expect(page.locator(".pane .whole")).to_have_count(0)
        assert violations(page) == [], "a whole document"
        close_pane(page)

        turn = ask(page, UNANSWERED)
        assert violations(page) == [], "refusal"
        turn.locator(".nearest .open").first.click()
        assert violations(page) == [], "a nearest passage"
        close_pane(page)

        for name in ("Earlier", "Save"):
            page.get_by_role("button", name=name).click()
            assert violations(page) == [], name
            close_pane(page)

        page.locator("[data-do=shelf]").click()
        for n in range(2):
            page.locator(".shelf input[type=checkbox]").nth(n).check()
        assert violations(page) == [], "documents"
        close_pane(page)
        page.get_by_role("button", name="Side by side").click()
        turn = ask(page, "How many states had signed a memorandum of agreement?")
        expect(turn.locator(".side")).to_have_count(2)
        assert violations(page) == [], "side by side"
        assert page.evaluate("document.documentElement.scrollWidth") == width
