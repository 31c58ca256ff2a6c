"""Citations and refusals on the page in a real Chromium: what a mark shows and opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_browser import ASKED, UNANSWERED, ask, opened, serving
from playwright.sync_api import Browser, Page, expect
from small_pdf import make_pdf

from rag.__main__ import main
from rag.chain import Chatbot
from rag.page.wording import REFUSALS
from rag.records import RefusalKind


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


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("When did DHS allow Illinois to withdraw?", "false_premise", "What they say"),
        (
            "What did the technology contract cost and which company got it?",
            "partly_covered",
            "What they do say",
        ),
    ],
)
def test_a_refusal_that_says_something_shows_it_below(
    page: Page, bot: Chatbot, question: str, kind: RefusalKind, said: str
) -> None:
    answer = bot.ask(question)
    assert answer.refusal is not None and answer.refusal.kind == kind
    turn = ask(page, question)
    refusal = turn.locator(".refusal")
    expect(refusal.locator("h3")).to_have_text(REFUSALS[kind])
    expect(refusal.locator(".why")).to_have_text(answer.refusal.message)
    expect(turn.locator(".lead-in")).to_have_text(said)
    shown = turn.locator(".said").all_text_contents()
    assert shown == [statement.text for statement in answer.statements]
    expect(refusal.locator(".open").first).to_be_hidden()
    refusal.locator("summary").click()
    expect(refusal.locator(".open").first).to_be_visible()


def test_what_may_stand_on_pages_that_could_not_be_read_is_refused_so(
    browser: Browser, own_folder: Path, tmp_path: Path
) -> None:
    (own_folder / "scan.pdf").write_bytes(make_pdf(("The crane was built in 1911.",), ()))
    with (
        Chatbot.open(own_folder, index_dir=tmp_path / "index", data_dir=tmp_path / "data") as bot,
        serving(bot) as address,
        opened(browser, address) as page,
    ):
        expect(page.locator(".shelf .problem")).to_have_text("No text: page 2")
        page.locator(".shelf input[value='scan']").check()
        refusal = ask(page, "Which vaccine is named on page 2?").locator(".refusal")
        expect(refusal.locator("h3")).to_have_text(REFUSALS["unreadable"])
        expect(refusal.locator(".searched")).to_contain_text("1 document")


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses a key until what is wanted has the focus; each stop on the way is to be seen."""
    for _ in range(120):
        page.keyboard.press(key)
        at = page.evaluate(
            """selector => {
                const at = document.activeElement, style = getComputedStyle(at);
                const field = at.closest(".field"); // it is lit as a whole
                return {
                    there: at.matches(selector),
                    seen: style.outlineStyle !== "none" || at === document.body
                        || (field && getComputedStyle(field).boxShadow !== "none"),
                    html: at.outerHTML.slice(0, 120),
                };
            }""",
            selector,
        )
        assert at["seen"], f"no focus is to be seen on {at['html']}"
        if at["there"]:
            return
    raise AssertionError(f"{selector} cannot be reached by {key}")


def test_everything_by_keyboard_alone(page: Page, bot: Chatbot, tmp_path: Path) -> None:
    asked = "What did Rep. Lofgren think of the reports?"
    citations = len(bot.ask(asked).citations)
    assert citations > 1
    press = page.keyboard.press
    page.keyboard.type(asked)  # the field has the focus from the start
    press("Enter")
    expect(page.locator(".sources")).to_be_visible()
    tab_to(page, ".mark[data-evidence='1']", "Shift+Tab")
    expect(page.locator(".card")).to_be_visible()
    press("Enter")
    position = page.locator(".position")
    expect(position).to_have_text(f"Citation 1 of {citations}")
    press("ArrowRight")
    expect(position).to_have_text(f"Citation 2 of {citations}")
    press("ArrowLeft")
    press("ArrowLeft")
    expect(position).to_have_text(f"Citation {citations} of {citations}")
    tab_to(page, ".pane-body")
    press("ArrowRight")
    expect(position).to_have_text(f"Citation 1 of {citations}")
    top = page.locator(".pane-body").evaluate("body => body.scrollTop")
    press("End")
    page.wait_for_function("top => document.querySelector('.pane-body').scrollTop > top", arg=top)
    tab_to(page, ".pane .whole")
    press("Enter")
    expect(page.locator(".pane .whole")).to_have_count(0)
    press("Escape")
    expect(position).to_have_text("Documents")

    tab_to(page, "[data-do=shelf]", "Shift+Tab")
    press("Enter")
    tab_to(page, ".shelf input[type=checkbox]")
    press("Space")
    expect(page.locator(".chosen")).to_contain_text("Searching 1 chosen document")
    tab_to(page, "[data-do=all]", "Shift+Tab")
    press("Enter")
    expect(page.locator(".chosen")).to_be_hidden()

    tab_to(page, "[data-do=options]")
    press("Enter")
    tab_to(page, "select")
    page.keyboard.type("2")
    press("Escape")
    options = page.locator("[data-do=options]")
    expect(options).to_be_focused()
    expect(options).to_have_text("Quoted, 2 sentences")

    tab_to(page, "[data-do=save]", "Shift+Tab")
    press("Enter")
    tab_to(page, ".saving li:nth-child(2) button")
    with page.expect_download() as download:
        press("Enter")
    download.value.save_as(tmp_path / "saved.json")
    assert main(["verify", str(tmp_path / "saved.json")]) == 0


@pytest.mark.parametrize("held", ["[data-do=close]", "[data-do=next]", ".pane-body", ".whole"])
def test_closed_evidence_gives_the_focus_back_to_its_citation(page: Page, held: str) -> None:
    turn = ask(page, "What did Rep. Lofgren think of the reports?")
    first, second = turn.locator(".mark").nth(0), turn.locator(".mark").nth(1)
    first.focus()
    page.keyboard.press("Enter")
    page.locator(f".pane {held}").focus()
    page.keyboard.press("Escape" if held != "[data-do=close]" else "Enter")
    expect(page.locator(".position")).to_have_text("Documents")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[data-do=next]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    second.click()
    page.locator(".field textarea").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".position")).to_have_text("Documents")
    expect(page.locator(".field textarea")).to_be_focused()


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
