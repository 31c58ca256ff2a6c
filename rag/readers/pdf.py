"""PDF: text in reading order, page by page, with printed page labels, by PDFium."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2

from rag.errors import ReadError
from rag.readers.lines import Vocabulary
from rag.readers.pdf_assembly import Trace, assemble
from rag.readers.pdf_cover import read_cover
from rag.readers.pdf_furniture import SheetLines, strip_furniture
from rag.readers.pdf_layout import lay_out
from rag.readers.pdf_lines import gather_lines
from rag.readers.pdf_margins import Margin
from rag.readers.pdf_ocr import Drawn, draw_page, hint, look
from rag.readers.pdf_shapes import Area
from rag.readers.pdf_sheet import Sheet, read_sheet
from rag.readers.pdf_style import find_style
from rag.readers.pdf_words import REDACTED
from rag.readers.pdfium import PDFIUM, in_letters
from rag.readers.reading import Leaf, Piece, Reading, compose
from rag.readers.time_limit import begin
from rag.readers.watch import turned
from rag.records import NOT_READ, UNREAD_PICTURE, Problem

MOST_PAGES = 10_000
MOST_SECONDS = 600.0
"""How long the pages of a file are read; ten thousand pages of a report take three minutes."""

MOST_NAMED = 20
SETTINGS = ".joboptions"
"""What programs attach for themselves: how the file was made."""

MOST_UNMAPPED = 0.1
LARGE_PICTURE = 0.15
"""Share of a page beyond which its pictures, where it has text too, are named as not read."""

END_MARK = b"%%EOF"
TAIL_BYTES = 4096


@dataclass(frozen=True, slots=True)
class PdfLayout:
    """A PDF as laid out: its blocks, and where the characters of each come from."""

    pieces: tuple[Piece, ...]
    traces: tuple[tuple[Trace, ...], ...]
    facts: dict[str, str]
    problems: tuple[Problem, ...]


def read_pdf(data: bytes, name: str) -> Reading:
    """Reads a PDF.

    Raises:
        ReadError: If it is encrypted, truncated, damaged or without any text.
    """
    layout = lay_out_pdf(data, name)
    text, blocks, pages = compose(layout.pieces)
    return Reading(text, blocks, pages, layout.problems, layout.facts)


def lay_out_pdf(data: bytes, name: str, *, closed: Collection[int] = ()) -> PdfLayout:
    """Returns the blocks of a PDF in reading order.

    Args:
        data: The file.
        name: What errors call it.
        closed: Numbers of pages that are not read as pictures, since they were not at first.

    Raises:
        ReadError: As `read_pdf`.
    """
    read = _read_sheets(data, name)
    digest = hashlib.sha256(data).hexdigest()
    limit = begin()

    def draw(number: int, new: bool) -> Drawn:
        turned(name, number, read.count)
        with PDFIUM, open_pdf(data, name) as document:
            return draw_page(
                document, digest, number, new=new, within=read.pictures.get(number, ())
            )

    sheets, problems = look(read.sheets, read.problems, draw, limit, closed)
    stripped = strip_furniture(sheets)
    bare = [
        Problem("no_text", "only running lines on this page; it may be an image", after.number)
        for before, after in zip(sheets, stripped, strict=True)
        if before.lines and not after.lines
    ]
    if bare:
        empty = {problem.page for problem in bare}
        problems = [
            problem
            for problem in problems
            if problem.kind != UNREAD_PICTURE or problem.page not in empty
        ]
        read = replace(read, pictures={})  # these pages are read whole
        sheets, told = look(sheets, bare, draw, limit, closed)
        stripped = strip_furniture(sheets)
        problems += told
    if not any(sheet.lines for sheet in stripped):
        found = "only running lines" if any(sheet.lines for sheet in sheets) else "no text"
        late = next((problem.detail for problem in problems if problem.kind == NOT_READ), "")
        scan = f"{found} on any of its {read.count} pages; it seems to be a scan"
        raise ReadError(f"{name}: {scan}{hint()}{late and '; '}{late}")
    cover = read_cover(next(sheet.lines for sheet in sheets if sheet.lines), read.metadata)
    problems += _hidden_problems(read.hidden, sheets, stripped)
    pieces, traces = _assemble(stripped)
    problems.sort(key=lambda problem: problem.page or 0)
    return PdfLayout(pieces, traces, cover, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Sheets:
    """What stands in the file of a PDF.

    Attributes:
        count: Pages of the file, those that could not be read included.
        hidden: Text of a page that nobody sees, by its number.
        pictures: Large pictures of a page that has text, by its number.
    """

    count: int
    metadata: Mapping[str, str]
    sheets: Sequence[SheetLines]
    hidden: Mapping[int, tuple[str, ...]]
    pictures: Mapping[int, tuple[Area, ...]]
    problems: Sequence[Problem]


def _read_sheets(data: bytes, name: str) -> _Sheets:
    """Reads the pages, as far as they can be read in the time there is."""
    with open_pdf(data, name) as document:
        with PDFIUM:
            count = len(document)
            nothing: dict[str, str] = {}
            metadata = in_letters(lambda: document.get_metadata_dict(skip_empty=True), nothing)
            problems = list(_left_out(document))
        if not 0 < count <= MOST_PAGES:
            raise ReadError(f"{name}: {count} pages; between 1 and {MOST_PAGES} can be read")
        margin = Margin()
        sheets: list[SheetLines] = []
        hidden: dict[int, tuple[str, ...]] = {}
        pictures: dict[int, tuple[Area, ...]] = {}
        end = time.monotonic() + MOST_SECONDS
        for number in range(1, count + 1):
            turned(name, number, count)
            if time.monotonic() > end:
                detail = f"not read: the pages before it took longer than {MOST_SECONDS:g} s"
                problems.append(Problem("no_text", detail, number))
                continue
            try:
                with PDFIUM:
                    sheet = read_sheet(document, number)
            except pypdfium2.PdfiumError as error:
                problems.append(Problem("no_text", f"page {number} is damaged: {error}", number))
                continue
            problems += _problems(sheet)
            hidden[number] = sheet.hidden
            if sheet.words:
                pictures[number] = sheet.pictures
            lines = tuple(gather_lines(margin.without(sheet.words)))
            sheets.append(SheetLines(number, sheet.label or None, sheet.width, sheet.height, lines))
    return _Sheets(count, metadata, sheets, hidden, pictures, problems)


def _assemble(
    sheets: Sequence[SheetLines],
) -> tuple[tuple[Piece, ...], tuple[tuple[Trace, ...], ...]]:
    leaves = {sheet.number: Leaf(sheet.number, sheet.label) for sheet in sheets}
    vocabulary = Vocabulary(line.text for sheet in sheets for line in sheet.lines)
    style = find_style(sheet.lines for sheet in sheets)
    patches = [patch for sheet in sheets for patch in lay_out(sheet.lines, sheet.number, style)]
    made = list(assemble(patches, leaves, vocabulary))
    return tuple(piece for piece, _ in made), tuple(tuple(traces) for _, traces in made)


def _attached(document: pypdfium2.PdfDocument, at: int) -> str:
    return in_letters(lambda: str(document.get_attachment(at).get_name()), "a file without a name")


def _left_out(document: pypdfium2.PdfDocument) -> Iterator[Problem]:
    """Yields what of the file is no text of its pages."""
    count = document.count_attachments()
    if count:
        named = (_attached(document, at) for at in range(min(count, MOST_NAMED)))
        shown = ["".join(filter(str.isprintable, name))[:80] for name in named]
        listed = ", ".join(name for name in shown if not name.endswith(SETTINGS))
        if not listed:
            return
        yield Problem("left_out", f"{count} attached files are not read: {listed}")


def _hidden_problems(
    hidden: Mapping[int, tuple[str, ...]],
    sheets: Sequence[SheetLines],
    stripped: Sequence[SheetLines],
) -> Iterator[Problem]:
    """Yields the pages with words that nobody sees.

    A running line that the title of a chapter covers is none of them: its words stand there anyway.
    """
    running = {
        word.text
        for sheet, bare in zip(sheets, stripped, strict=True)
        for line in set(sheet.lines) - set(bare.lines)
        for word in line.words
    }
    seen = {
        sheet.number: {word.text for line in sheet.lines for word in line.words} for sheet in sheets
    }
    for number, words in hidden.items():
        known = running | seen.get(number, set())
        telling = [word for word in words if word not in known]
        if 2 * len(telling) > len(words):
            detail = f"{len(words)} words that nobody sees on this page are left out"
            yield Problem("hidden_text", detail, number)


def _problems(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.words:
        yield Problem("no_text", "no text on this page; it may be an image", sheet.number)
    if sheet.unmapped > MOST_UNMAPPED:
        share = f"{sheet.unmapped:.0%} of the characters have no known meaning"
        yield Problem("scrambled", share, sheet.number)
    if sheet.unseen:
        detail = f"{sheet.unseen} characters of no width are left out"
        yield Problem("hidden_text", detail, sheet.number)
    if sheet.fields:
        detail = f"{sheet.fields} fields of a form; what is filled in there is not read"
        yield Problem("left_out", detail, sheet.number)
    if sheet.words and sheet.pictured > LARGE_PICTURE:
        detail = f"pictures fill {sheet.pictured:.0%} of this page; what they show is not read"
        yield Problem(UNREAD_PICTURE, detail, sheet.number)
    if sheet.recognised:
        detail = "the text was read off the page's image by a program and may be misread"
        yield Problem("recognised", detail, sheet.number)
    if sheet.boxes:
        detail = f"{sheet.boxes} boxes black out what stood there; {REDACTED} stands for each"
        yield Problem("redacted", detail, sheet.number)


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Opens a PDF for the time of the block.

    Raises:
        ReadError: If it is encrypted, truncated or damaged.
    """
    if END_MARK not in data.rstrip(b"\0\r\n\t ")[-TAIL_BYTES:]:
        raise ReadError(f"{name}: truncated: the PDF's end mark is missing; get the file again")
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(f"{name}: encrypted; save it without a password") from None
        raise ReadError(f"{name}: damaged, PDFium says: {error}") from None
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()
