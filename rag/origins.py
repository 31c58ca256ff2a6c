"""Where fetched files came from: `fetched.json`, a record in the corpus folder.

It gives a document its address where the document itself names none, and says when the file was
fetched and what its bytes were then.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rag.errors import CorpusError

RECORD = "fetched.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one file came from.

    Attributes:
        url: The address asked for.
        final_url: The address that answered, after all redirects.
        fetched_at: ISO 8601, UTC, to the second.
        sha256: Of the bytes, lower-case hexadecimal.
        media_type: By content ("application/pdf"), not by what the server said.
        size: In bytes.
        etag: The server's mark of this version, if it gave one.
        last_modified: The date the server gave this version, if any, as it wrote it.
    """

    url: str
    final_url: str
    fetched_at: str
    sha256: str
    media_type: str
    size: int
    etag: str | None = None
    last_modified: str | None = None


_RECORDS = TypeAdapter(dict[str, Origin])


def read_origins(folder: Path) -> dict[str, Origin]:
    """Returns the origins of a folder's files, by their paths below it, "/" between folders.

    Raises:
        CorpusError: If the record is damaged.
    """
    path = folder / RECORD
    try:
        return _RECORDS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CorpusError(
            f"{path}: damaged ({where + ': ' if where else ''}{first['msg']}); "
            "mend it, or delete it and fetch again"
        ) from None
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from None


def write_origins(folder: Path, origins: Mapping[str, Origin]) -> None:
    """Writes the record anew, by one rename; the caller holds the folder's lock.

    Raises:
        OSError: If it cannot be written.
    """
    fields = {name: asdict(origin) for name, origin in sorted(origins.items())}
    fresh = folder / f".{RECORD}"
    fresh.write_text(json.dumps(fields, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(fresh, folder / RECORD)


def newest_from(folder: Path, url: str) -> tuple[Path, Origin] | None:
    """Returns the newest file that came from an address and is still as it came, if any."""
    found = [
        (folder / name, origin)
        for name, origin in read_origins(folder).items()
        if origin.url == url and _is_as_recorded(folder / name, origin)
    ]
    return max(found, key=lambda item: item[1].fetched_at, default=None)


def same_file(folder: Path, origin: Origin, suffixes: Container[str]) -> Path | None:
    """Returns a file of the folder, with one of the suffixes, that has these bytes already."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.suffix.lower() not in suffixes or not path.is_file():
            continue
        if path.stat().st_size == origin.size and sha256_of(path) == origin.sha256:
            return path
    return None


def sha256_of(path: Path) -> str:
    """Returns the digest of a file's bytes, lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_as_recorded(path: Path, origin: Origin) -> bool:
    try:
        return path.stat().st_size == origin.size and sha256_of(path) == origin.sha256
    except OSError:
        return False
