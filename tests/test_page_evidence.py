"""Citations and refusals on the page in a real Chromium: what a mark shows and opens."""

from __future__ import annotations

from pathlib import Path

from page_browser import ASKED, UNANSWERED, ask, opened, serving
from playwright.sync_api import Browser, Page, expect
from small_pdf import make_pdf

from rag.chain import Chatbot


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


def test_a_document_opens_whole(page: Page, bot: Chatbot) -> None:
    page.locator(".shelf .read[data-document='oig-12-66']").click()
    document = next(d for d in bot.documents if d.id == "oig-12-66")
    shown = page.locator(".pane .text")
    expect(shown).to_be_visible()
    last = document.blocks[-1]
    assert document.text[last.start : last.end] in (shown.text_content() or "")


def test_a_pdf_is_shown_as_its_page_with_the_cited_characters_lit(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "ferries"
    folder.mkdir()
    first = ("The ferry Marigold sank on 3 March 2014.", "All passengers were saved.")
    (folder / "ferries.pdf").write_bytes(make_pdf(first, ("The inquiry ended in 2016.",)))
    with (
        Chatbot.open(folder, index_dir=tmp_path / "index") as bot,
        serving(bot) as address,
        opened(browser, address) as page,
    ):
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
