"""Takes the four screenshots of the README: `python docs/screenshots.py`.

It serves the bundled documents, and a few of them printed as PDF for the picture of a page, drives
Debian's or playwright's Chromium, and writes WebP files beside itself.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from rag import Chatbot
from rag.corpus import bundled_documents, read, scan
from rag.page import start

HERE = Path(__file__).parent
PRINTED = ("oig-12-66", "lofgren-2012-statement", "gao-12-708")
MOST_BYTES = 200_000
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "25mm")
PAPER = """
body { max-width: 34rem; margin: 0 auto; font: 12pt/1.55 serif; } h1 { font-size: 20pt; }
h2 { margin-top: 2em; font-size: 14pt; }
"""
FACTS = ("title", "author", "account_by", "publisher", "date")


def main() -> None:
    """Takes all four."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        papers = print_papers(browser, Path(scratch) / "reports")
        index = Path(scratch) / "index"
        with Chatbot.open(papers, index_dir=index) as bot, served(bot) as address:
            take(browser, address, "answer", answer)
        with Chatbot.open(index_dir=index) as bot, served(bot) as address:
            take(browser, address, "refusal", refusal)
            take(browser, address, "compare", compare)
            take(browser, address, "phone", phone, width=390, height=780, dark=True)
        browser.close()


def print_papers(browser: Browser, folder: Path) -> Path:
    """Prints some of the bundled documents as PDF into a folder, which says whose they are."""
    folder.mkdir()
    said = []
    for file in scan(bundled_documents()).files:
        if file.document_id not in PRINTED:
            continue
        document = read(file)
        body = file.path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        page = browser.new_page()
        page.set_content(
            f"<style>{PAPER}</style><h1>{document.title}</h1>{MarkdownIt().render(body)}"
        )
        page.pdf(path=folder / f"{file.document_id}.pdf", format="Letter", margin=MARGIN)
        page.close()
        facts = {
            "document": file.document_id,
            **{name: getattr(document, name) for name in FACTS},
        }
        lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in facts.items() if value)
        said.append(f"[[source]]\n{lines}\n")
    (folder / "sources.toml").write_text("\n".join(said), encoding="utf-8")
    return folder


@contextmanager
def served(bot: Chatbot) -> Iterator[str]:
    """Serves the page on a free port."""
    page = start(bot, host="127.0.0.1", port=7899)
    try:
        yield "http://127.0.0.1:7899"
    finally:
        page.close()


def take(
    browser: Browser,
    address: str,
    name: str,
    act: Callable[[Page], None],
    *,
    width: int = 1280,
    height: int = 800,
    dark: bool = False,
) -> None:
    """Opens the page, brings it into a state and writes what it looks like then."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if width < 900 else 1.5,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    act(page)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(500)
    picture = Image.open(BytesIO(page.screenshot()))
    path = HERE / f"{name}.webp"
    picture.save(path, quality=82, method=6)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(
            f"{path} has {path.stat().st_size:,} bytes; at most {MOST_BYTES:,} will do"
        )
    context.close()


def ask(page: Page, question: str) -> Locator:
    """Asks, waits for the whole answer and returns its turn."""
    before = page.locator(".turn").count()
    page.fill(".field textarea", question)
    page.press(".field textarea", "Enter")
    turn = page.locator(".turn").nth(before)
    turn.locator(".actions").wait_for(timeout=60_000)
    return turn


def answer(page: Page) -> None:
    """An answer beside the picture of the page that it cites."""
    turn = ask(page, "Who asked for the audit of Secure Communities?")
    turn.locator(".mark").first.click()
    page.locator("figure.sheet .lit").first.wait_for(timeout=60_000)


def refusal(page: Page) -> None:
    """A question that the documents do not answer."""
    turn = ask(page, "How many agents were disciplined for misleading the states?")
    turn.locator(".nearest .open").first.click()


def compare(page: Page) -> None:
    """Two documents side by side."""
    for name in ("gao-12-708", "oig-12-64"):
        page.locator(f".shelf input[value='{name}']").check()
    page.get_by_role("button", name="Side by side").click()
    turn = ask(page, "How many people were removed through Secure Communities?")
    turn.locator(".mark").first.click()


def phone(page: Page) -> None:
    """An answer on a phone, in the dark."""
    ask(page, "What did Rep. Lofgren think of the reports?")


if __name__ == "__main__":
    main()
