"""Bytes to text: the encoding, Unicode NFC and one newline convention."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from rag.errors import ReadError
from rag.readers.unseen import strip_unseen, unseen_problem
from rag.records import Problem

LARGEST_TEXT_BYTES = 16 * 1024 * 1024
"""Longest text file that is read: five thousand printed pages; beyond it memory would run away."""

MOST_LINES = 100_000
"""Lines of two thousand printed pages; what has more was not made for reading."""

SAMPLE_BYTES = 256 * 1024
"""How much of a file is looked at to guess its encoding."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
REPLACEMENT = "\ufffd"
NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""Encodings that browsers read as the Windows one that has a few characters more."""


def decode(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    most_bytes: int = LARGEST_TEXT_BYTES,
    most_lines: int = MOST_LINES,
) -> tuple[str, tuple[Problem, ...]]:
    """Returns the text in NFC and one newline convention, and what went wrong.

    Form feeds stay, as they part pages; other control characters become spaces, and characters
    that take no room go.

    Args:
        data: All of the file.
        name: Of the file, for messages.
        encoding: What the file says it is written in; a byte order mark counts for more.
        most_bytes: Longest file that is read.
        most_lines: Most lines that are.

    Raises:
        ReadError: If the file is too long, empty or binary.
    """
    if len(data) > most_bytes:
        size, most = len(data) / 1024**2, most_bytes / 1024**2
        raise ReadError(f"{name}: text of {size:.1f} MiB, at most {most:g} are read; split it")
    text, problems = _decode_bytes(data, name, encoding)
    if text.count("\n") > most_lines:
        raise ReadError(f"{name}: more than {most_lines} lines of text; split it")
    controls = len(CONTROLS.findall(text))
    if "\0" in text or controls > 8 + len(text) // 100:
        raise ReadError(f"{name}: binary data, not text ({controls} control characters)")
    text, unseen = strip_unseen(NEWLINES.sub("\n", CONTROLS.sub(" ", text)))
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise ReadError(f"{name}: the file is empty")
    return text, problems + unseen_problem(unseen)


def _decode_bytes(data: bytes, name: str, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    encoding = marked or declared or "utf-8"
    try:
        return data.decode(encoding), ()
    except (UnicodeError, LookupError):
        encoding = marked or "utf-8"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    if encoding != "utf-8" or _almost_utf8(data):
        text = data.decode(encoding, errors="replace")
        bad = text.count(REPLACEMENT)
        detail = f"{bad} characters are not {encoding} and stand as {REPLACEMENT}"
        return text, (Problem("scrambled", detail),)
    if b"\0" in data:
        raise ReadError(f"{name}: binary data, not text")
    guess = _guess(data, name)
    return data.decode(guess, errors="replace"), (
        Problem("encoding_guessed", f"not UTF-8; read as {guess}"),
    )


def _almost_utf8(data: bytes) -> bool:
    """Whether the odd bad byte stands in what is otherwise UTF-8 beyond ASCII."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count(REPLACEMENT)
    good = len(text) - len(text.encode("ascii", errors="ignore")) - bad
    return good >= 10 * bad


def _guess(data: bytes, name: str) -> str:
    """Picks the likeliest encoding; Windows Latin where it is as likely as a rarer one.

    charset-normalizer ranks the Latin tables that differ in a few letters almost at random when a
    text has few of those letters, and Windows Latin is by far the commonest among them.
    """
    matches = from_bytes(data[:SAMPLE_BYTES])
    best = matches.best()
    if best is None:
        raise ReadError(f"{name}: no known text encoding fits; save the file as UTF-8")
    for match in matches:
        as_clean = match.chaos <= best.chaos + 0.1
        if match.encoding == "cp1252" and as_clean and match.coherence >= best.coherence - 0.2:
            return "cp1252"
    return str(best.encoding)
