"""Which reader reads a file: by what it is and by what its name says, which must agree.

A new format is one module with a function `(data: bytes, name: str) -> Reading`, one line in
`READERS` and, where its content can be told, one in `SIGNATURES`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ChiaroscuroError, ReadError
from rag.readers.capitals import as_a_title
from rag.readers.docx import read_docx
from rag.readers.eml import read_eml
from rag.readers.html import read_html
from rag.readers.markdown import read_markdown
from rag.readers.pdf import read_pdf
from rag.readers.reading import Reading
from rag.readers.redactions import redaction_problems
from rag.readers.text import read_text
from rag.readers.watch import turned
from rag.records import Document

READERS_VERSION = 23
"""Raised when a reader gives another text for the same bytes, or speakers are called otherwise, so
that indexes are built anew."""

HTML_HEAD = re.compile(
    rb"(?:\s++|<\?xml[^>]{0,200}\?>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
"""How a page begins, whatever stands before it."""

LARGEST_FILE_BYTES = 512 * 1024 * 1024
HEAD_BYTES = 1024
TEXT = "text"
ZIP = "a ZIP archive or an Office document"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, what its content may look like, and its reader."""

    name: str
    contents: tuple[str, ...]
    read: Callable[[bytes, str], Reading]

    def reading(self, data: bytes, name: str) -> Reading:
        """Reads a file of this format.

        Raises:
            ReadError: If it cannot be read, whatever in it breaks the reader.
        """
        try:
            return self.read(data, name)
        except ChiaroscuroError:
            raise
        except Exception as error:  # one file must not keep all others from being read
            reason = f"{type(error).__name__}: {error}"
            raise ReadError(f"{name}: reading it failed ({reason})") from error


MARKDOWN = Format("markdown", (TEXT,), read_markdown)
PLAIN = Format("text", (TEXT,), read_text)
PDF = Format("pdf", ("PDF",), read_pdf)

DOCX = Format("docx", (ZIP,), read_docx)
EMAIL = Format("email", (TEXT,), read_eml)
HTML = Format("html", ("HTML", TEXT), read_html)

READERS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": EMAIL,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}

SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", ZIP),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
)


def read_document(path: Path, *, root: Path, document_id: str | None = None) -> Document:
    """Reads one file.

    Args:
        path: The file.
        root: The corpus folder that it lies in.
        document_id: Its id; its path below `root` without the suffix where not given.

    Raises:
        ReadError: If it cannot be read, is of no known format, or is not what its name says.
    """
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    form = READERS.get(path.suffix.lower())
    if form is None:
        found, known = path.suffix or "a name without suffix", ", ".join(READERS)
        raise ReadError(f"{name}: no reader for {found}; known: {known}")
    turned(name, 0, 0)
    data = _load(path, name)
    content = identify(data)
    if content not in form.contents:
        raise ReadError(f"{name}: named as {form.name}, but its content is {content}")
    reading = form.reading(data, name)
    if not reading.blocks:
        raise ReadError(f"{name}: no text in it, only markup")
    # Half a character, as a script leaves that cuts a title, can be written nowhere.
    facts = {key: said.encode("utf-8", "replace").decode() for key, said in reading.facts.items()}
    redactions = redaction_problems(reading.text, reading.pages, reading.problems)
    return Document(
        id=document_id or Path(name).with_suffix("").as_posix(),
        path=str(path.resolve()),
        sha256=hashlib.sha256(data).hexdigest(),
        text=reading.text,
        format=form.name,
        title=as_a_title(facts.get("title", ""), reading.text) or path.stem,
        author=facts.get("author"),
        publisher=as_a_title(facts.get("publisher", ""), reading.text) or None,
        date=facts.get("date"),
        kind=facts.get("kind"),
        url=facts.get("url"),
        number=facts.get("number"),
        account_by=facts.get("account_by"),
        blocks=reading.blocks,
        pages=reading.pages,
        problems=(*reading.problems, *redactions),
    )


def identify(data: bytes) -> str:
    """Returns what a file's first bytes show it to be: "PDF", "text", "a PNG image" and so on."""
    head = data[:HEAD_BYTES]
    for signature, content in SIGNATURES:
        if head.startswith(signature):
            return content
    if b"%PDF-" in head:
        return "PDF"
    if HTML_HEAD.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "HTML"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return "binary data"
    return TEXT


def _load(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            size = path.stat().st_size // 1024**2
            raise ReadError(f"{name}: {size} MiB, at most {LARGEST_FILE_BYTES // 1024**2} are read")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{name}: {error.strerror or error}") from None
    if not data:
        raise ReadError(f"{name}: the file is empty")
    return data
