"""Names for fetched files: safe on every system, and never one that is taken."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

LONGEST_STEM = 100
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_UNPRINTED = ("Cc", "Cf", "Cs", "Co", "Cn")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_RESERVED_STEMS = frozenset({"readme", "sources", "fetched"})


def stem_and_suffix(url: str) -> tuple[str, str]:
    """Returns a safe stem and the suffix, lower-case, that an address ends in; "" for no suffix.

    An address without a path gives its host's name.
    """
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    name = safe_name(last)
    suffix = Path(name).suffix.lower()
    if not re.fullmatch(r"\.[a-z]{2,8}", suffix):
        suffix = ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    return stem or safe_name(parts.hostname or "") or "document", suffix


def safe_name(text: str) -> str:
    """Returns the text as part of a file name: no separators, no control characters, no device.

    A long one is cut before its suffix. Nothing may be left of it.
    """
    printed = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in _UNPRINTED
    )
    stem, suffix = os.path.splitext(_FORBIDDEN.sub("-", printed))
    if not _SUFFIX.fullmatch(suffix):
        stem, suffix = stem + suffix, ""
    stem = stem[:LONGEST_STEM].strip("-. ")
    while len(stem.encode()) > 2 * LONGEST_STEM:
        stem = stem[:-1]
    name = f"{stem}{suffix}".strip("-. ")
    device = _DEVICE.match(name)
    return f"{device[0]}-file{name[device.end() :]}" if device else name


def place(whole: Path, home: Path, stem: str, suffix: str) -> Path:
    """Gives a file its place in a folder, by one step and never in another file's stead.

    Returns:
        Where it is now: "a.pdf", or "a-2.pdf" and so on where that is taken. `whole` may stay too.
    """
    home.mkdir(parents=True, exist_ok=True)
    for path in free_names(home, stem, suffix):
        try:
            os.link(whole, path)
        except FileExistsError:
            continue  # somebody else was faster
        except OSError:  # a file system without hard links
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            os.replace(whole, path)
        return path
    raise AssertionError("names never run out")


def free_names(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    """Yields paths in the folder whose stem no file has: "a.pdf", "a-2.pdf", "a-3.pdf" and so on.

    A stem that only another format has counts as taken too, as both files' documents would get
    new ids from it.
    """
    taken = {path.stem.casefold() for path in folder.iterdir()} | _RESERVED_STEMS
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        if name.casefold() not in taken:
            yield folder / f"{name}{suffix}"
        number += 1
