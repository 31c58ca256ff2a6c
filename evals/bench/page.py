"""What a reader waits for: the page that can be used, and the first words after Enter.

Both are measured inside Chromium, on the clock of the page itself.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.bench.load import served, spread
from evals.bench.process import BenchError

# Notes when the page can be used, when Enter was pressed, and when the first words stood there.
_WATCH = """
window.waited = {};
new MutationObserver(() => {
  const page = document.querySelector(".chiaroscuro");
  if (page?.dataset.ready) window.waited.ready ??= performance.now();
  if (document.querySelector(".turn:last-child :is(.statement, .refusal, .reply, .error)"))
    window.waited.first ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  window.waited.asked = performance.now();
  delete window.waited.first;
}, true);
"""
_FIRST = "window.waited.first !== undefined"
_COMPLETE = "document.querySelector('.send').hidden === false"


def measure_page(
    questions: Sequence[str], *, opened: int, asked: int, corpus: Path | None = None
) -> dict[str, Any]:
    """Opens the page again and again in a fresh browser profile, then asks.

    Args:
        questions: Asked in turn, none of them twice while there are others.
        opened: How often the page is opened.
        asked: How many questions are asked of the warm server.
        corpus: Folder of documents; the bundled ones where not given.

    Raises:
        BenchError: If there is no browser to measure with.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise BenchError("the page is measured in a browser: pip install playwright") from None
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise BenchError("the page is measured in chromium, which is not installed")
    turn = itertools.cycle(questions)
    with served(corpus) as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        ready, first = [], []
        for _ in range(opened + 1):
            context = browser.new_context()
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.goto(address)
            page.wait_for_selector("[data-ready]")
            ready.append(page.evaluate("window.waited.ready / 1000"))
            context.close()
        page = browser.new_context().new_page()
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_selector("[data-ready]")
        for _ in range(asked + 1):
            page.fill(".field textarea", next(turn))
            page.press(".field textarea", "Enter")
            page.wait_for_function(_FIRST)
            page.wait_for_function(_COMPLETE)
            first.append(page.evaluate("(window.waited.first - window.waited.asked) / 1000"))
        browser.close()
    # The first of each warms up what starts with it, and is no part of the figures.
    return {
        "opened": opened,
        "ready_seconds": spread(ready[1:]),
        "ready_first_seconds": round(ready[0], 3),
        "asked": asked,
        "first_words_seconds": spread(first[1:]),
        "first_words_first_seconds": round(first[0], 3),
    }
