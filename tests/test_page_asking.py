"""Asking on the page in a real Chromium: keys, follow-ups, editing, conversations kept."""

from __future__ import annotations

from page_browser import ASKED, UNANSWERED, ask
from playwright.sync_api import Page, expect

from rag.chain import Chatbot


def test_the_answer_on_the_page_is_the_answer_of_the_bot(page: Page, bot: Chatbot) -> None:
    turn = ask(page, ASKED)
    said = turn.locator(".statement .said").all_text_contents()
    assert said == [statement.text for statement in bot.ask(ASKED).statements]


def test_shift_enter_breaks_the_line_and_an_empty_question_is_not_sent(page: Page) -> None:
    page.press("textarea", "Enter")
    page.fill("textarea", "first")
    page.press("textarea", "Shift+Enter")
    page.keyboard.type("second")
    assert page.input_value("textarea") == "first\nsecond"
    assert page.locator(".turn").count() == 0


def test_a_question_too_long_to_be_read_stays_in_the_field_which_says_so(page: Page) -> None:
    long = f"{'why ' * 600}  \n?"
    field, told = page.get_by_label("Question", exact=True), page.locator(".too-long")
    expect(told).to_be_hidden()
    field.fill(long)
    expect(told).to_have_text("2,401 characters; at most 2,000 are read.")
    field.press("Enter")
    page.get_by_role("button", name="Ask", exact=True).click()
    assert page.input_value("textarea") == long
    assert page.locator(".turn").count() == 0
    expect(field).to_be_focused()
    field.fill(" ".join(["x" * 1000, "y" * 999]))
    expect(told).to_be_hidden()
    field.press("Enter")
    expect(page.locator(".turn .refusal, .turn .sources").first).to_be_visible()


def test_a_half_written_question_outlives_a_reload(page: Page) -> None:
    def reloaded() -> str:
        page.reload()
        page.wait_for_selector("[data-ready]")
        return page.input_value("textarea")

    ask(page, ASKED)
    assert reloaded() == ""
    page.fill("textarea", "When did she\nask")
    assert reloaded() == "When did she\nask"
    page.locator(".turn").get_by_role("button", name="Edit and ask again").click()
    page.get_by_role("button", name="Leave it").click()
    assert reloaded() == ""


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


def test_example_questions_are_asked_by_a_click_and_answered(page: Page) -> None:
    expect(page.locator(".example")).to_have_count(4)
    for n in range(4):
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
