"""The page around the conversation: its frame, its style and its script, in one piece of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.asking.question import MAX_CHARACTERS
from rag.language.numbers import count_words
from rag.page.escaping import escape
from rag.page.shelf import shelf_html
from rag.records import Document

ASSETS = Path(__file__).parent / "assets"
_STYLES = (
    "frame.css",
    "conversation.css",
    "evidence.css",
    "sheet.css",
    "lists.css",
    "documents.css",
    "sides.css",
    "options.css",
    "print.css",
)
_SCRIPTS = (
    "calls.js",
    "evidence.js",
    "covering.js",
    "documents.js",
    "sheet.js",
    "keeping.js",
    "judging.js",
    "takeaway.js",
    "options.js",
    "conversation.js",
)

_LEAVE = (
    '<form class="leave" method="post" action="logout">'
    '<button type="submit" class="quiet">Sign out</button></form>'
)


def shell_html(
    documents: Sequence[Document],
    failures: Sequence[Mapping[str, str]],
    examples: Sequence[str],
    options: str,
    *,
    signed_in: bool,
) -> str:
    """Returns the page before the first question, style included.

    See `shelf_html`, `example_questions`, and `options_html` for the options. `signed_in` gives a
    button to sign out.
    """
    frame = (ASSETS / "frame.html").read_text(encoding="utf-8")
    questions = "".join(
        f'<li><button type="button" class="example" dir="auto">{escape(question)}</button></li>'
        for question in examples
    )
    parts = {
        "<!-- examples -->": questions,
        "<!-- count -->": count_words(len(documents), "document"),
        "<!-- shelf -->": shelf_html(documents, failures),
        "<!-- options -->": options,
        "<!-- most -->": str(MAX_CHARACTERS),
        "<!-- leave -->": _LEAVE if signed_in else "",
    }
    for place, part in parts.items():
        frame = frame.replace(place, part)
    return f"<style>{_joined(_STYLES)}</style>{frame}"


def script() -> str:
    """Returns the page's script, to run with `element` as the element that holds the page."""
    return _joined(_SCRIPTS)


def _joined(names: Sequence[str]) -> str:
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
