"""What a Markdown file says of itself at its head: front matter, or a line of "**Key:** value"."""

from __future__ import annotations

import json
import re

from rag.errors import ReadError
from rag.readers.dates import to_iso

KEYS = ("title", "author", "account_by", "publisher", "date", "kind", "number", "url")
PAIR = re.compile(r"(?P<key>[A-Za-z_][\w -]*):(?:\s+(?P<value>.*))?$")
FENCE = "---"

CAPTIONS = {
    "report": "number",
    "number": "number",
    "published": "date",
    "date": "date",
    "source": "publisher",
    "publisher": "publisher",
    "author": "author",
    "by": "author",
    "url": "url",
}
"""What the captions of a line such as "**Report:** X-1 | **Published:** 2005-09-01" stand for."""


def split_front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Returns the facts between the opening "---" lines, and the text below them.

    Keys that the program does not know are passed over, with the indented lines or list below them.

    Raises:
        ReadError: If a line of it cannot be understood, or it is never closed; it names the line.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE or len(lines) < 2 or PAIR.match(lines[1]) is None:
        return {}, text
    facts: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in (FENCE, "..."):
            return facts, "\n".join(lines[number:])
        if not line.strip() or line.startswith("#"):
            continue
        pair = PAIR.match(line)
        if pair is not None:
            key = pair["key"].strip().lower()
            if key in KEYS:
                facts |= _read_value(key, (pair["value"] or "").strip(), f"{name}: line {number}")
        elif key in KEYS or not line.startswith((" ", "\t", "-")):
            raise ReadError(f"{name}: line {number}: expected 'key: value', found {line[:60]!r}")
    raise ReadError(f"{name}: line 1: front matter opens with '---' and is never closed")


def _read_value(key: str, value: str, where: str) -> dict[str, str]:
    if value.startswith('"'):
        try:
            value = str(json.loads(value))
        except json.JSONDecodeError:
            raise ReadError(f"{where}: quotation marks do not match in {value[:60]!r}") from None
    elif value.startswith("'"):
        if len(value) < 2 or not value.endswith("'"):
            raise ReadError(f"{where}: quotation marks do not match in {value[:60]!r}")
        value = value[1:-1].replace("''", "'")
    if key == "date" and value:
        written = to_iso(value)
        if written is None:
            raise ReadError(f"{where}: {value[:40]!r} is not a date such as 2012-04-11")
        value = written
    return {key: " ".join(value.split())} if value.strip() else {}


def read_captions(pairs: list[tuple[str, str, str]]) -> dict[str, str]:
    """Returns the facts of captioned values, each (caption, value, address of its link or "")."""
    facts: dict[str, str] = {}
    for caption, value, url in pairs:
        key = CAPTIONS.get(caption.lower().rstrip(":"))
        if key is None or not value:
            continue
        written = to_iso(value) if key == "date" else value
        if written:
            facts.setdefault(key, written)
        if url:
            facts.setdefault("url", url)
    return facts
