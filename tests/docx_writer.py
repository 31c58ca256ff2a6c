"""A small DOCX writer for tests: the body as WordprocessingML, and further parts by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in (
        ("Title", "Title", ""),
        ("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("H2", "heading 2", '<w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Quote", "Intense Quote", ""),
        ("Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>"),
        ("TOC1", "toc 1", ""),
    )
)


def part(root: str, inner: str, first: str = "") -> str:
    """Returns a part with this root element in the w namespace."""
    return f'{first}<w:{root} xmlns:w="{W}">{inner}</w:{root}>'


def write_docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Returns a DOCX file; `parts` are added, or stand in place of those it has anyway."""
    contents = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        **(parts or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in contents.items():
            archive.writestr(path, text)
    return packed.getvalue()


def p(text: str, style: str = "", *, properties: str = "", run: str = "") -> str:
    """Returns a paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr>"
        f'<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(*rows: str) -> str:
    """Returns a table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(text: str, properties: str = "", *, run: str = "") -> str:
    """Returns a cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text, run=run)}</w:tc>"
