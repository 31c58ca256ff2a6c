"""How the page looks and stays in a real Chromium: phone, dark, nothing foreign."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_browser import ASKED, ask, opened, phone, serving, violations
from playwright.sync_api import Browser, Page, expect

from rag.chain import Chatbot


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


@phone
def test_on_a_phone_nothing_behind_an_open_sheet_is_reached(page: Page) -> None:
    ask(page, ASKED).locator(".mark").first.click()
    sheet = page.get_by_role("dialog", name="Citation 1 of")
    expect(sheet).to_have_attribute("aria-modal", "true")
    stops = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("document.activeElement.closest('.pane, body').className"))
    assert stops <= {"pane", page.evaluate("document.body.className")}
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 740})
    expect(page.locator(".pane")).to_have_attribute("role", "complementary")
    page.get_by_label("Question", exact=True).focus()
    expect(page.get_by_label("Question", exact=True)).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Close").click()
    expect(sheet).to_have_count(0)
    expect(page.locator(".mark").first).to_be_focused()


@pytest.mark.parametrize("page", [(320, 640), (360, 740)], ids=["small", "phone"], indirect=True)
def test_on_a_phone_nothing_of_how_to_answer_is_cut_off(page: Page) -> None:
    options = page.locator("[data-do=options]")
    options.press("Enter")
    room = page.get_by_label("Only what is said by").evaluate(
        """field => {
            const style = getComputedStyle(field, "::placeholder");
            const drawn = document.createElement("canvas").getContext("2d");
            drawn.font = `${style.fontSize} ${style.fontFamily}`;
            const own = getComputedStyle(field);
            const inside = field.clientWidth - parseFloat(own.paddingLeft) * 2;
            return inside - drawn.measureText(field.placeholder).width;
        }"""
    )
    assert room > 0
    page.keyboard.press("Escape")
    expect(options).to_be_focused()
    right = options.evaluate(
        """button => {
            const style = getComputedStyle(button);
            const ring = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
            return button.getBoundingClientRect().right + ring - innerWidth;
        }"""
    )
    assert right <= 0


def test_light_and_dark_are_kept(page: Page) -> None:
    ground = "getComputedStyle(document.querySelector('.chiaroscuro')).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(ground)
    assert light != dark
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate(ground) == dark


def test_a_hostile_document_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    nasty = "</template><script>document.title='gone'</script><img src=x onerror=alert(1)>"
    folder = tmp_path / "papers"
    folder.mkdir()
    name = "a'onload='alert(1)&<i>.md"
    (folder / name).write_text(
        f'---\ntitle: "{nasty} ‮eltit"\nauthor: <b>Mallory</b>\n'
        "url: javascript:document.title='gone'\n---\n\n"
        f"# Heading <img src=x onerror=alert(1)>\n\nThe north quay closed in May. {nasty} "
        "[here](javascript:alert(1)) ‮The south quay closed in June.\n",
        "utf-8",
    )
    with (
        Chatbot.open(folder, index_dir=tmp_path / "index") as bot,
        serving(bot) as address,
        opened(browser, address) as page,
    ):
        turn = ask(page, "When did the north quay close?")
        turn.locator(".mark").first.hover()
        turn.locator(".mark").first.click()
        expect(page.locator(".pane .evidence mark")).to_be_visible()
        page.locator(".pane .whole").click()
        expect(page.locator(".pane .whole")).to_have_count(0)
        assert "[here](javascript:alert(1))" in page.locator(".pane .text").inner_text()
        page.get_by_role("button", name="Save").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Evidence, to read and to print").click()
        download.value.save_as(tmp_path / "pack.html")
        assert page.locator(".chiaroscuro :is(img, script, iframe, i, b)").count() == 0
        assert page.locator(".chiaroscuro a[href^=javascript]").count() == 0
        assert "‮" not in page.locator(".chiaroscuro").inner_text()
        assert page.title() == "Chiaroscuro"
        pack = browser.new_page()
        pack.goto((tmp_path / "pack.html").as_uri())
        assert pack.locator("img, script, a[href^=javascript]").count() == 0
        assert pack.title() == "Chiaroscuro: evidence"
        pack.close()


@pytest.mark.parametrize("page", [(1920, 1080)], ids=["wide"], indirect=True)
def test_lines_stay_short_on_a_wide_screen(page: Page) -> None:
    turn = ask(page, ASKED)
    turn.locator(".mark").first.click()
    for text in (turn.locator(".statement").first, page.locator(".pane .text > p").first):
        size = text.evaluate("p => p.offsetWidth / parseFloat(getComputedStyle(p).fontSize)")
        assert 20 < size < 42


@pytest.mark.parametrize("page", [(640, 400), (844, 390)], ids=["zoomed", "lying"], indirect=True)
def test_on_a_low_screen_the_options_are_scrolled_to(page: Page) -> None:
    page.locator("[data-do=options]").click()
    panel, composer = (
        page.locator(name).bounding_box() for name in (".options", ".chiaroscuro .composer")
    )
    assert panel is not None and composer is not None
    assert panel["y"] >= 0 and panel["y"] + panel["height"] <= composer["y"]
    expect(page.get_by_label("Quoted")).to_be_in_viewport()
    said_by = page.get_by_label("Only what is said by")
    expect(said_by).not_to_be_in_viewport()
    said_by.scroll_into_view_if_needed()
    expect(said_by).to_be_in_viewport()


@phone
def test_on_a_phone_the_way_back_closes_a_sheet_and_then_leaves(page: Page) -> None:
    sheet, position = page.get_by_role("dialog"), page.locator(".position")
    page.locator("[data-do=shelf]").click()
    page.locator(".shelf .read").first.click()
    expect(position).to_have_text("Document")
    page.go_back()
    expect(position).to_have_text("Documents")
    page.go_back()
    expect(sheet).to_have_count(0)
    page.go_forward()  # to what is closed: nothing comes up, and no step back is in vain
    page.wait_for_function("history.state.sheet === 0")
    mark = ask(page, ASKED).locator(".mark").first
    asked = page.url
    mark.click()
    page.go_back()
    expect(sheet).to_have_count(0)
    expect(mark).to_be_focused()
    assert page.url == asked
    mark.click()
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.wait_for_function("history.state.sheet === 0")
    expect(page.locator(".mark")).to_have_count(1)
    page.locator(".mark").click()
    page.get_by_role("button", name="Close").click()
    page.wait_for_function("history.state.sheet === 0")
    page.go_back()
    assert page.url == "about:blank"


@phone
def test_on_a_phone_a_conversation_taken_from_the_list_has_its_address(page: Page) -> None:
    ask(page, ASKED)
    first = page.url
    page.get_by_role("button", name="New").click()
    ask(page, "What is chiaroscuro?")
    assert page.url != first
    page.get_by_role("button", name="Earlier").click()
    page.locator(".kept .read").last.click()
    page.wait_for_function("history.state.sheet === 0")
    expect(page.locator(".turn .question")).to_have_text([ASKED])
    assert page.url == first


def test_beside_the_conversation_a_source_leaves_no_trace_in_the_history(page: Page) -> None:
    mark = ask(page, ASKED).locator(".mark").first
    before = page.evaluate("history.length")
    mark.click()
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("[history.length, history.state]") == [before, None]
