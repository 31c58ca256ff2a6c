"""Answers side by side: the marks in them, and the page in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from page_browser import ask, opened, serving
from page_records import Elements, make_answer, make_document, make_refusal
from playwright.sync_api import Browser, Page, expect

from rag.__main__ import main
from rag.chain import Chatbot
from rag.comparison import compare_answers
from rag.page.asking import Wish, saved_html
from rag.page.columns import columns_html
from rag.page.turns import Column, Turn
from rag.records import Comparison

DOCUMENT = make_document()
QUAY = "What was said about the north quay?"


def test_what_differs_is_marked_and_numbers_run_through_all_columns() -> None:
    answers = {"harbour": make_answer(DOCUMENT), "<other>": make_answer(DOCUMENT)}
    columns = tuple(Column("speaker", name, answer) for name, answer in answers.items())
    comparison = Comparison("Why?", answers, ("asked",), {"<other>": ("Nobody",)})
    html = columns_html(Turn("Why?", columns), {"harbour": DOCUMENT}, comparison)
    assert html.count('<em class="agrees">asked</em>') == 2
    assert html.count('<em class="differs">Nobody</em>') == 1
    assert 'Only here: <em class="differs"><bdi>Nobody</bdi></em>' in html
    assert 'In all: <em class="agrees"><bdi>asked</bdi></em>' in html
    assert 'data-evidence="1"' in html and 'data-evidence="2"' in html
    assert "<h3><bdi>&lt;other&gt;</bdi></h3>" in html


def test_marks_are_whole_words_and_numbers() -> None:
    answers = {"a": make_answer(DOCUMENT), "b": make_answer(DOCUMENT)}
    columns = tuple(Column("document", name, answer) for name, answer in answers.items())
    comparison = Comparison("Why?", answers, (), {"a": ("ask", "No", "body")})
    statements = columns_html(Turn("Why?", columns), {}, comparison).split('class="only"')[0]
    assert "<em" not in statements


def test_nearest_passages_of_two_refusals_are_kept_apart() -> None:
    columns = tuple(Column("document", name, make_refusal(DOCUMENT)) for name in "ab")
    keys = [
        value
        for name, value in Elements(
            columns_html(Turn("Who?", columns), {"harbour": DOCUMENT})
        ).attributes
        if name == "data-key"
    ]
    assert keys == ["near-1-1", "near-2-1"]


def test_a_comparison_is_kept_and_shown_again_alike() -> None:
    columns = tuple(Column("speaker", name, make_answer(DOCUMENT)) for name in ("Ada", "Oak"))
    saved = json.loads(
        json.dumps({"question": "Why?", "columns": [column.to_dict() for column in columns]})
    )
    answers = {column.name: column.answer for column in columns if column.answer}
    comparison = compare_answers("Why?", answers)
    held = {DOCUMENT.id: DOCUMENT}
    assert saved_html(saved, held) == columns_html(Turn("Why?", columns), held, comparison)
    with pytest.raises(ValueError, match="not a saved comparison"):
        saved_html({"columns": [{"kind": "document"}]}, held)
    with pytest.raises(ValueError, match="columns by 'row'"):
        saved_html({"columns": [{"kind": "row", "name": "", "answer": {}}]}, held)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"mode": "sing"}, "mode is quote, select, write or both"),
        ({"sentences": "4"}, "sentences is a number"),
        ({"speakers": "Oak"}, "a list of names"),
        ({"speakers": list("abcdefg")}, "at most 6 can stand side by side"),
    ],
)
def test_wishes_that_make_no_sense_are_one_line(options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Wish.from_json([], options)


def test_ticked_documents_are_asked_side_by_side(page: Page, tmp_path: Path, bot: Chatbot) -> None:
    names = ("agreements-with-states", "aila-2011-press-release")
    for name in names:
        page.locator(f".shelf input[value='{name}']").check()
    page.get_by_role("button", name="Side by side").click()
    question = "How many states had signed a memorandum of agreement?"
    turn = ask(page, question)
    comparison = bot.compare(question, documents=names)
    for n, name in enumerate(names):
        column = turn.locator(".side").nth(n)
        said = [statement.text for statement in comparison.answers[name].statements]
        assert column.locator(".said").all_text_contents() == said
        differing = column.locator(".only .differs").all_text_contents()
        assert tuple(differing) == comparison.differing[name]
    cited = sum(len(answer.citations) for answer in comparison.answers.values())
    turn.locator(".side").nth(1).locator(".mark").first.click()
    first = len(comparison.answers[names[0]].citations) + 1
    expect(page.locator(".position")).to_have_text(f"Citation {first} of {cited}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn.get_by_role("button", name="Copy as Markdown").click()
    expect(turn.locator(".actions")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count("\n[^") == cited
    assert all(
        f"### {document.title}" in copied for document in bot.documents if document.id in names
    )
    shown = turn.locator(".sides").inner_text()
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".sides")).to_be_visible()
    assert page.locator(".sides").inner_text() == shown
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Answers, to verify").click()
    download.value.save_as(tmp_path / "saved.json")
    assert main(["verify", str(tmp_path / "saved.json")]) == 0


def test_two_speakers_are_asked_side_by_side(browser: Browser, small_bot: Chatbot) -> None:
    with serving(small_bot) as address, opened(browser, address) as page:
        page.get_by_role("button", name="Quoted, 4 sentences").click()
        page.get_by_label("Only what is said by").fill("Castellane; Council")
        page.get_by_label("Sentences at most").select_option("2")
        page.keyboard.press("Escape")
        how = page.get_by_role("button", name="Quoted, 2 sentences, by Castellane and Council")
        expect(how).to_be_focused()
        turn = ask(page, QUAY)
        heads = turn.locator(".side > header h3")
        expect(heads).to_have_text(["Castellane", "Council"])
        alone = small_bot.ask(QUAY, speaker="Council", sentences=2)
        assert 1 <= len(alone.statements) <= 2
        said = turn.locator(".side").last.locator(".said").all_text_contents()
        assert said == [statement.text for statement in alone.statements]
