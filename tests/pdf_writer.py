"""A small PDF writer for tests: lines of Helvetica at given places, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FONTS = {"regular": "Helvetica", "bold": "Helvetica-Bold"}


@dataclass(frozen=True)
class Text:
    """A line of text with its lower left corner, in points from that of the page."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False

    def operators(self) -> bytes:
        font = b"/bold" if self.bold else b"/regular"
        encoded = self.text.encode("cp1252")
        for special in (b"\\", b"(", b")"):
            encoded = encoded.replace(special, b"\\" + special)
        return b"BT %s %g Tf %g %g Td (%s) Tj ET\n" % (font, self.size, self.x, self.y, encoded)


def write_pdf(
    pages: Sequence[Sequence[Text]], *, info: str = "", encrypted: bool = False, labels: str = ""
) -> bytes:
    """Returns a PDF of US letter pages, drawn in the order given."""
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _font("regular"),
        _font("bold"),
    ]
    for index, page in enumerate(pages):
        content = b"".join(text.operators() for text in page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /regular 3 0 R /bold 4 0 R >> >> >>" % (6 + 2 * index)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< {info} >>".encode("latin-1"))
    return _assemble(objects, encrypted=encrypted)


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{FONTS[name]} /Encoding /WinAnsiEncoding >>"
    ).encode()


def _assemble(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [<00> <00>] "
        % (
            b"o" * 32,
            b"u" * 32,
        )
    )
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        locked if encrypted else b"",
        start,
    )
    return bytes(out)


def lines(x: float, top: float, texts: Sequence[str], size: float = 11) -> list[Text]:
    """Returns lines below one another, 13 points apart."""
    return [Text(x, top - 13 * index, text, size) for index, text in enumerate(texts)]
