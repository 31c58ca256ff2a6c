"""The words of a PDF page with their places and type, as PDFium finds them.

PDFium is asked about the first and last character of each word only: each question costs half a
microsecond, and the seven hundred thousand characters of a few reports would take seconds.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

import pypdfium2
import pypdfium2.raw as pdfium

MOST_CHARACTERS = 200_000
"""Characters read of one page; a page that has more was not made for reading."""

WORD = re.compile(r"\S+")
UNPRINTED = re.compile("[\x00-\x01\x03-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
SYMBOLS = "symbols"
SYMBOL_FONT = re.compile("wingdings|webdings|zapfdingbats", re.IGNORECASE)
CHECK_MARKS = frozenset("34P\u00fc")
"""The characters that draw a check mark in the symbol fonts; any other is shown as a dot."""

REDACTED = "\u2588" * 5
"""What stands in the text for a box that blacks something out."""

BOLD_WEIGHT = 600
LIFT = 0.5
"""By how many points the baselines of two characters differ that are not on one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them, on one baseline.

    Attributes:
        left, right, baseline: In points of the page, from its lower left corner.
        size: Of the type, in points.
        font: Family name of the type without its style.
        first, count: The characters of PDFium's text page that it is made of.
        glued: Whether it follows the word before it without a space.
        upright: Whether it runs from left to right.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str
    bold: bool
    first: int
    count: int
    glued: bool = False
    upright: bool = True


def page_text(text_page: pypdfium2.PdfTextPage) -> str:
    """Returns the characters of a page, one for each index that PDFium counts by."""
    count = min(pdfium.FPDFText_CountChars(text_page), MOST_CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    if written - 1 == count:
        # UTF-16 units are what PDFium counts by; a pair outside the basic plane stays two.
        return "".join(map(chr, buffer[:count]))
    return "".join(
        chr(pdfium.FPDFText_GetUnicode(text_page, index) or 32) for index in range(count)
    )


def page_words(text_page: pypdfium2.PdfTextPage, left: float, bottom: float) -> tuple[Word, ...]:
    """Returns the words of a page, their places counted from the corner given."""
    return tuple(_Probe(text_page, left, bottom).words())


class _Probe:
    """Asks PDFium about the characters of one page."""

    def __init__(self, text_page: pypdfium2.PdfTextPage, left: float, bottom: float) -> None:
        self._text_page = text_page
        self._page = text_page.raw
        self._left, self._bottom = left, bottom
        self._fonts: dict[bytes, tuple[str, bool]] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def words(self) -> Iterator[Word]:
        text = page_text(self._text_page)
        for match in WORD.finditer(text):
            start, end = match.span()
            glued = False
            for first, last, baseline in self._runs(start, end):
                word = self._word(text, first, last, baseline, glued=glued)
                if word is not None:
                    yield word
                    glued = True

    def _runs(self, start: int, end: int) -> list[tuple[int, int, float]]:
        """Cuts a word where its baseline rises or falls, as it does at a footnote's mark."""
        before = self._baseline(start)
        if end - start == 1 or abs(before - self._baseline(end - 1)) < LIFT:
            return [(start, end, before)]
        runs = [(start, end, before)]
        for index in range(start + 1, end):
            baseline = self._baseline(index)
            if abs(baseline - before) >= LIFT:
                runs[-1] = (runs[-1][0], index, runs[-1][2])
                runs.append((index, end, baseline))
            before = baseline
        return runs

    def _baseline(self, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return self._y.value

    def _word(
        self, text: str, first: int, last: int, baseline: float, *, glued: bool
    ) -> Word | None:
        shown = _clean(text[first:last])
        if not shown:
            return None
        pdfium.FPDFText_GetMatrix(self._page, first, self._matrix)
        size = pdfium.FPDFText_GetFontSize(self._page, first)
        size *= hypot(self._matrix.c, self._matrix.d)
        font, bold = self._font(first)
        if font == SYMBOLS:
            shown = "\u2713" if shown in CHECK_MARKS else "\u2022"
        left, right = self._left_right(first)[0], self._left_right(last - 1)[1]
        return Word(
            shown,
            min(left, right) - self._left,
            max(left, right) - self._left,
            baseline - self._bottom,
            size,
            font,
            bold,
            first,
            last - first,
            glued,
            self._matrix.a > abs(self._matrix.b),
        )

    def _left_right(self, index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharBox(self._page, index, *self._box)
        return self._box[0].value, self._box[1].value

    def _font(self, index: int) -> tuple[str, bool]:
        length = pdfium.FPDFText_GetFontInfo(
            self._page, index, self._name, len(self._name), self._flags
        )
        raw = self._name.value if length else b""
        if raw not in self._fonts:
            self._fonts[raw] = self._describe(raw.decode("utf-8", errors="replace"), index)
        return self._fonts[raw]

    def _describe(self, name: str, index: int) -> tuple[str, bool]:
        """Returns the family of a font, and whether it is bold, by its name or its weight."""
        weight = pdfium.FPDFText_GetFontWeight(self._page, index)
        bold = weight >= BOLD_WEIGHT or re.search("bold|black|heavy", name, re.I) is not None
        family = re.split("[-,]", name.partition("+")[2] or name)[0]
        return SYMBOLS if SYMBOL_FONT.match(family) else family, bold


def _clean(text: str) -> str:
    """Returns the characters that are printed, ligatures taken apart, in NFC.

    U+0002 and U+FFFE stand for a hyphen at a line's end in PDFium's text; they become one again.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub("[\x02\ufffe]", "-", text)
    if not text.isascii():
        try:
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        except UnicodeDecodeError:
            text = text.encode("utf-8", "replace").decode("utf-8")
        text = text.translate(LIGATURES)
    return unicodedata.normalize("NFC", UNPRINTED.sub("", text))
