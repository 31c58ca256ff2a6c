"""The page in a real Chromium, over the bundled documents, with all other hosts blocked."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from small_pdf import make_pdf

from rag.__main__ import main
from rag.chain import Chatbot
from rag.page import start
from rag.records import Answer

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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    with Chatbot.open(index_dir=tmp_path_factory.mktemp("index")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(bot: Chatbot) -> Iterator[str]:
    port = free_port()
    page = start(bot, host="127.0.0.1", port=port)
    yield f"http://127.0.0.1:{port}"
    page.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine; install it to test the page")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(params=[(1280, 800)], ids=["desk"])
def page(
    request: pytest.FixtureRequest, browser: Browser, address: str, bot: Chatbot
) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    refused: list[str] = []
    complaints: list[str] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.goto(address)
    opened.wait_for_selector("[data-ready]")
    yield opened
    context.close()
    assert refused == [], "the page asked for something from another host"
    assert complaints == []


phone = pytest.mark.parametrize("page", [(360, 740)], ids=["phone"], indirect=True)


def ask(page: Page, question: str) -> Any:
    """Asks and waits until the answer is complete; returns its turn."""
    before = page.locator(".turn").count()
    page.fill("textarea", question)
    page.press("textarea", "Enter")
    turn = page.locator(".turn").nth(before)
    expect(turn.locator(".waiting")).to_have_count(0)
    expect(page.locator(".send")).to_be_visible()
    return turn


def test_a_citation_opens_its_document_at_exactly_the_sentence(page: Page, bot: Chatbot) -> None:
    turn = ask(page, ASKED)
    citation = bot.ask(ASKED).citations[0]
    document = next(d for d in bot.documents if d.id == citation.document_id)
    turn.locator(".mark").first.click()
    evidence = page.locator(".pane .evidence")
    assert evidence.locator("mark").all_text_contents() == [citation.quote]
    assert document.title in evidence.locator("h2").inner_text()
    expect(evidence.locator("mark")).to_be_in_viewport()
    expect(page.locator(".position")).to_have_text(f"Citation 1 of {len(bot.ask(ASKED).citations)}")


def test_the_answer_on_the_page_is_the_answer_of_the_bot(page: Page, bot: Chatbot) -> None:
    turn = ask(page, ASKED)
    said = turn.locator(".statement .said").all_text_contents()
    assert said == [statement.text for statement in bot.ask(ASKED).statements]


def test_pointing_at_a_mark_shows_quote_document_and_speaker(page: Page, bot: Chatbot) -> None:
    turn = ask(page, ASKED)
    citation = bot.ask(ASKED).citations[0]
    turn.locator(".mark").first.hover()
    card = page.locator(".card")
    expect(card).to_be_visible()
    for part in (citation.quote, citation.title, str(citation.speaker)):
        assert part in (card.text_content() or "")


def test_a_refusal_says_what_was_searched_and_opens_the_nearest(page: Page, bot: Chatbot) -> None:
    turn = ask(page, UNANSWERED)
    refusal = turn.locator(".refusal")
    assert f"{len(bot.documents)} documents" in refusal.locator(".searched").inner_text()
    assert turn.locator(".sources, .error").count() == 0
    refusal.locator(".open").first.click()
    nearest = bot.ask(UNANSWERED).refusal
    assert nearest is not None
    marked = "".join(page.locator(".pane mark").all_text_contents())
    assert "".join(marked.split()) in "".join(nearest.nearest[0].passage.text.split())
    assert len(marked) > 20


def test_keyboard_alone(page: Page, bot: Chatbot) -> None:
    turn = ask(page, "What did Rep. Lofgren think of the reports?")
    citations = len(bot.ask("What did Rep. Lofgren think of the reports?").citations)
    assert citations > 1
    turn.locator(".mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".position")).to_have_text(f"Citation 1 of {citations}")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".position")).to_have_text(f"Citation 2 of {citations}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".position")).to_have_text(f"Citation {citations} of {citations}")
    page.keyboard.press("Escape")
    expect(page.locator(".position")).to_have_text("Documents")


def test_shift_enter_breaks_the_line_and_an_empty_question_is_not_sent(page: Page) -> None:
    page.press("textarea", "Enter")
    page.fill("textarea", "first")
    page.press("textarea", "Shift+Enter")
    page.keyboard.type("second")
    assert page.input_value("textarea") == "first\nsecond"
    assert page.locator(".turn").count() == 0


def test_a_follow_up_carries_the_conversation(page: Page, bot: Chatbot) -> None:
    first = bot.ask(ASKED)
    ask(page, ASKED)
    turn = ask(page, "When did she ask?")
    alike = bot.ask("When did she ask?", history=[(ASKED, first.text)])
    said = turn.locator(".said").all_text_contents()
    assert said == [statement.text for statement in alike.statements]
    assert turn.locator(".note").all_text_contents() == list(alike.notes)


def test_only_ticked_documents_are_searched(page: Page) -> None:
    page.locator(".shelf input[value='aila-2011-press-release']").check()
    expect(page.locator(".chosen")).to_contain_text("Searching 1 chosen document")
    turn = ask(page, "How many states had a memorandum of agreement with ICE?")
    titles = turn.locator(".sources .title").all_text_contents()
    assert set(titles) == {"ICE Announces Secure Communities Imposed on States"}
    page.get_by_role("button", name="Search all").click()
    expect(page.locator(".chosen")).to_be_hidden()


def test_a_document_opens_whole(page: Page, bot: Chatbot) -> None:
    page.locator(".shelf .read[data-document='oig-12-66']").click()
    document = next(d for d in bot.documents if d.id == "oig-12-66")
    shown = page.locator(".pane .text")
    expect(shown).to_be_visible()
    last = document.blocks[-1]
    assert document.text[last.start : last.end] in (shown.text_content() or "")


def test_example_questions_are_asked_by_a_click_and_answered(page: Page) -> None:
    for n in range(page.locator(".example").count()):
        page.locator(".example").nth(n).click()
        expect(page.locator(".sources")).to_be_visible()
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".turn")).to_have_count(0)


def test_a_conversation_is_kept_renamed_reopened_by_its_link_and_deleted(
    page: Page, bot: Chatbot
) -> None:
    ask(page, ASKED)
    ask(page, UNANSWERED)
    link = page.url
    page.get_by_role("button", name="New conversation").click()
    assert page.url != link
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".sources")).to_be_visible()
    said = page.locator(".said").all_text_contents()
    assert said == [statement.text for statement in bot.ask(ASKED).statements]
    expect(page.locator(".refusal")).to_have_count(1)
    page.get_by_role("button", name="Earlier").click()
    page.get_by_role("button", name=f"Rename {ASKED}").click()
    page.get_by_label("Name of the conversation").fill("<b>Audit</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".kept .title bdi")).to_have_text("<b>Audit</b>")
    delete = page.get_by_role("button", name="Delete <b>Audit</b>")
    delete.click()
    delete.click()
    expect(page.locator(".kept .nothing")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_question_edited_and_asked_again_replaces_what_followed(page: Page) -> None:
    first = ask(page, "What is chiaroscuro?")
    ask(page, UNANSWERED)
    first.hover()
    first.get_by_role("button", name="Edit and ask again").click()
    assert page.input_value("textarea") == "What is chiaroscuro?"
    page.fill("textarea", ASKED)
    page.press("textarea", "Enter")
    expect(page.locator(".turn .question")).to_have_text([ASKED])
    expect(page.locator(".sources")).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['chiaroscuro.conversations'])[0].turns.length")
    assert kept == 1


def test_an_answer_is_copied_with_its_footnotes(page: Page, bot: Chatbot) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, ASKED)
    button = turn.get_by_role("button", name="Copy as text")
    button.click()
    expect(turn.locator(".actions")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    answer = bot.ask(ASKED)
    assert copied.startswith(answer.text)
    assert all(citation.quote in copied for citation in answer.citations)


def test_a_saved_conversation_verifies(page: Page, tmp_path: Path) -> None:
    ask(page, ASKED)
    page.get_by_role("button", name="Earlier").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON to verify").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert main(["verify", str(saved)]) == 0
    altered = saved.read_text(encoding="utf-8").replace("Lofgren", "Löfgren")
    saved.write_text(altered, encoding="utf-8")
    assert main(["verify", str(saved)]) == 1


def test_the_evidence_file_needs_nothing_else(page: Page, tmp_path: Path, bot: Chatbot) -> None:
    ask(page, ASKED)
    page.get_by_role("button", name="Earlier").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="evidence (HTML)").click()
    download.value.save_as(tmp_path / "pack.html")
    pack = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert all(document.sha256 in pack for document in bot.documents)
    assert not set(re.findall(r"<(script|link|img|iframe)", pack))
    assert bot.settings.model in pack


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


def test_a_pdf_is_shown_as_its_page_with_the_cited_characters_lit(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "ferries"
    folder.mkdir()
    first = ("The ferry Marigold sank on 3 March 2014.", "All passengers were saved.")
    (folder / "ferries.pdf").write_bytes(make_pdf(first, ("The inquiry ended in 2016.",)))
    with Chatbot.open(folder, index_dir=tmp_path / "index") as bot:
        served = start(bot, host="127.0.0.1", port=free_port())
        page = browser.new_page()
        page.goto(served.local_url)
        page.wait_for_selector("[data-ready]")
        turn = ask(page, "When did the ferry Marigold sink?")
        turn.locator("[data-evidence]").first.click()
        sheet = page.locator("figure.sheet")
        expect(sheet.locator(".sheet-page")).to_have_text("PDF page 1 of 2")
        assert sheet.locator(".lit").count() >= 1
        assert sheet.locator("img").evaluate("image => image.naturalWidth") == 1400
        sheet.get_by_role("button", name="Next page").click()
        expect(sheet.locator(".sheet-page")).to_have_text("PDF page 2 of 2")
        expect(sheet.locator(".lit")).to_have_count(0)
        expect(sheet.get_by_role("button", name="Next page")).to_be_disabled()
        sheet.get_by_role("button", name="Larger").click()
        assert sheet.locator(".sheet-picture").evaluate("picture => picture.style.width") == "150%"
        page.close()
        served.close()


def test_many_at_once_get_each_their_own_answer(address: str, bot: Chatbot) -> None:
    questions = [ASKED, UNANSWERED, "What did Rep. Lofgren think of the reports?"] * 4
    expected = {question: bot.ask(question).text for question in questions}

    def answered(question: str) -> str:
        client = Client(address, verbose=False)
        return Answer.from_dict(client.predict(question, [], [], api_name="/ask")).text

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(answered, questions))
    assert said == [expected[question] for question in questions]


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


def test_files_of_this_machine_are_not_served(browser: Browser, address: str) -> None:
    context = browser.new_context()
    readme = Path(__file__).resolve().parent.parent / "pyproject.toml"
    assert context.request.get(f"{address}/gradio_api/file={readme}").status == 403
    context.close()
