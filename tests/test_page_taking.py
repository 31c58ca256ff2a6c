"""Answers taken away from the page in a real Chromium: copied, saved, verified."""

from __future__ import annotations

import re
from pathlib import Path

from page_browser import ASKED, ask
from playwright.sync_api import Page, expect

from rag.__main__ import main
from rag.chain import Chatbot


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
