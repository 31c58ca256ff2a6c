"""The one place where text becomes markup: nothing reaches the page without passing here."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

# Characters that a reader cannot see but that change what is seen: control characters other than
# newline and tab, bidirectional embeddings, overrides and isolates, and the invisible "tags" block.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def escape(text: str) -> str:
    """Returns `text` for an element or a quoted attribute, without characters that deceive."""
    return html.escape(_UNSEEN.sub("", text), quote=True)


def isolate(text: str) -> str:
    """Returns `text` as a run whose writing direction cannot spill over its neighbours."""
    return f"<bdi>{escape(text)}</bdi>"


def link(url: str | None, text: str) -> str:
    """Returns a link where `url` is http or https with a host, otherwise the text alone."""
    if url is None or not is_web_address(url):
        return isolate(text)
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{isolate(text)}</a>"
    )


def is_web_address(url: str) -> bool:
    """Tells whether `url` is an absolute http or https address without unseen characters."""
    if _UNSEEN.search(url) or any(character.isspace() for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
