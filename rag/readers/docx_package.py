"""The parts of a DOCX file: XML out of a ZIP archive, neither of them trusted."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import TypeAlias

from lxml import etree

from rag.errors import ReadError

Element: TypeAlias = etree._Element

LARGEST_FILE_BYTES = 128 * 1024 * 1024
LARGEST_PART_BYTES = 32 * 1024 * 1024
"""Of one part unpacked: some 3,000 pages of text with its markup."""

MOST_TAGS = 2_000_000
"""Tags of one part, beginnings and ends: some seconds of work, and 1,000 pages of Word's."""

MOST_ENTRIES = 20_000
ENTRY_MARK = b"PK\x01\x02"
DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(OSError, ValueError, LookupError, NotImplementedError),
)
"""What the library raises for archives that are none, or none that it can unpack."""

OFFICE_DOCUMENT = "/officeDocument"


class Package:
    """An opened DOCX file.

    Raises:
        ReadError: If it is not one, is damaged, encrypted, or too large when unpacked.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if len(data) > LARGEST_FILE_BYTES:
            size, most = len(data) // 1024**2, LARGEST_FILE_BYTES // 1024**2
            raise ReadError(f"{name}: {size} MiB, at most {most} are read")
        if data.count(ENTRY_MARK) > MOST_ENTRIES:
            raise ReadError(f"{name}: more than {MOST_ENTRIES} files in the archive")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._names = set(self._archive.namelist())
        except DAMAGE as error:
            raise ReadError(f"{name}: damaged, not a whole DOCX file: {_line(error)}") from None
        self.main = self._find_main()

    def beside(self, name: str) -> Element | None:
        """Returns the part of this name in the folder of the main one, None where there is none."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def part(self, path: str) -> Element | None:
        """Returns the root of an XML part, None where there is none.

        Raises:
            ReadError: If it is damaged or too large.
        """
        if path not in self._names:
            return None
        try:
            with self._archive.open(path) as opened:
                data = opened.read(LARGEST_PART_BYTES + 1)
        except DAMAGE as error:
            raise ReadError(f"{self._name}: {path} in it is damaged: {_line(error)}") from None
        except RuntimeError:
            raise ReadError(f"{self._name}: encrypted; save it without a password") from None
        if len(data) > LARGEST_PART_BYTES:
            most = LARGEST_PART_BYTES // 1024**2
            raise ReadError(f"{self._name}: {path} in it is larger than {most} MiB unpacked")
        if data.count(b"<") > MOST_TAGS:
            raise ReadError(f"{self._name}: more than {MOST_TAGS} tags in {path}; split it")
        return self._parse(data, path)

    def _parse(self, data: bytes, path: str) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_pis=True,
            remove_comments=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(
                f"{self._name}: {path} in it is not well-formed: {_line(error)}"
            ) from None
        if root.getroottree().docinfo.doctype:
            raise ReadError(f"{self._name}: {path} in it declares a DTD, which no DOCX file does")
        return root

    def _find_main(self) -> str:
        relations = self.part("_rels/.rels")
        for relation in () if relations is None else relations:
            if str(relation.get("Type") or "").endswith(OFFICE_DOCUMENT):
                target = posixpath.normpath(str(relation.get("Target") or "").lstrip("/"))
                if target in self._names:
                    return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise ReadError(f"{self._name}: a ZIP archive without a Word document in it")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
