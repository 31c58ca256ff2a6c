"""Where fetched files came from: `fetched.json`, a record in the corpus folder.

It gives a document its address where the document itself names none, and says when the file was
fetched and what its bytes were then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
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
