"""Answers taken away from the page in a real Chromium: copied, saved, verified."""

from __future__ import annotations

import re
from pathlib import Path

from page_browser import ASKED, UNANSWERED, ask
from playwright.sync_api import Page, expect

from rag.__main__ import main
from rag.chain import Chatbot
from rag.feedback import FILE, kept
from rag.readers.pdf import read_pdf
from rag.settings import data_folder


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
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Answers, to verify").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert main(["verify", str(saved)]) == 0
    altered = saved.read_text(encoding="utf-8").replace("Lofgren", "Löfgren")
    saved.write_text(altered, encoding="utf-8")
    assert main(["verify", str(saved)]) == 1


def test_the_evidence_file_needs_nothing_else(page: Page, tmp_path: Path, bot: Chatbot) -> None:
    ask(page, ASKED)
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Evidence, to read and to print").click()
    download.value.save_as(tmp_path / "pack.html")
    pack = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert all(document.sha256 in pack for document in bot.documents)
    assert not set(re.findall(r"<(script|link|img|iframe)", pack))
    assert bot.settings.model in pack


def test_print_has_the_answer_and_its_quotations_and_nothing_to_press(
    page: Page, tmp_path: Path, bot: Chatbot
) -> None:
    ask(page, ASKED)
    ask(page, UNANSWERED)
    page.get_by_role("button", name="Light or dark").click()
    page.pdf(path=tmp_path / "print.pdf")
    printed = " ".join(read_pdf((tmp_path / "print.pdf").read_bytes(), "print").text.split())
    answer, refusal = bot.ask(ASKED), bot.ask(UNANSWERED).refusal
    assert refusal is not None
    for text in (ASKED, UNANSWERED, refusal.message, *(c.quote for c in answer.citations)):
        assert " ".join(text.split()) in printed
    assert not re.search(r"Markdown|Ask a question|Earlier|Shift|Nearest", printed)
    page.emulate_media(media="print")
    ground = "getComputedStyle(document.querySelector('.chiaroscuro')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_judgement_is_kept_with_its_answer(page: Page, bot: Chatbot) -> None:
    turn = ask(page, ASKED)
    turn.get_by_role("button", name="This answer is right").click()
    expect(turn.locator(".judged")).to_contain_text("Kept")
    refused = ask(page, UNANSWERED)
    page.set_viewport_size({"width": 1280, "height": 500})
    refused.get_by_role("button", name="Comment on this answer").click()
    form = refused.get_by_role("form", name="Judge this answer")
    expect(form).to_be_in_viewport(ratio=1)
    assert form.get_by_role("radio").count() == 3  # nothing was cited, and it was refused
    form.get_by_role("button", name="Send").click()
    expect(refused.locator(".judged")).to_contain_text("Choose")
    form.get_by_label("It should have been answered").check()
    form.get_by_label("Comment").fill("See <b>page 3</b>")
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)
    first, second = kept(data_folder(bot.settings) / FILE)[-2:]
    assert (first.verdict, first.comment, first.answer.text) == ("right", "", bot.ask(ASKED).text)
    refused.get_by_role("button", name="Comment on this answer").click()
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)
    assert (second.verdict, second.comment) == ("should_have_answered", "See <b>page 3</b>")
    assert second.answer.question == UNANSWERED
    assert second.history == ((ASKED, bot.ask(ASKED).text),)
