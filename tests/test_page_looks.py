"""How the page looks and stays in a real Chromium: phone, dark, nothing foreign."""

from __future__ import annotations

from page_browser import ASKED, ask, phone
from playwright.sync_api import Page, expect


def test_markup_in_a_question_stays_text(page: Page) -> None:
    nasty = "<img src=x onerror=document.title='gone'> What is <b>Secure</b> Communities?"
    turn = ask(page, nasty)
    assert turn.locator(".question").text_content() == nasty
    assert turn.locator("img, b").count() == 0
    assert page.title() == "Chiaroscuro"


def test_nothing_of_a_template_shows(page: Page) -> None:
    assert page.locator("footer:visible").count() == 0
    assert "Gradio" not in page.locator("body").inner_text()


@phone
def test_on_a_phone_the_evidence_covers_the_page_and_gives_it_back(page: Page) -> None:
    turn = ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    mark = turn.locator(".mark").first
    mark.click()
    box = page.locator(".pane").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (360, 740)
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".pane")).to_be_hidden()
    expect(mark).to_be_focused()


def test_light_and_dark_are_kept(page: Page) -> None:
    ground = "getComputedStyle(document.querySelector('.chiaroscuro')).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(ground)
    assert light != dark
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate(ground) == dark
