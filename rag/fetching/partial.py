"""A download that is not whole yet: its bytes, and what is needed to go on with it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

import httpx2

from rag.errors import FetchError

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)", re.IGNORECASE)


@dataclass(slots=True)
class _Notes:
    """What the server said of the version that the bytes belong to."""

    url: str
    etag: str | None
    last_modified: str | None


class Partial:
    """The bytes of one address that are there so far.

    Attributes:
        size: In bytes.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / f"{key}.part"
        self._notes_path = folder / f"{key}.json"
        self._notes = self._read_notes()
        self.size = self.path.stat().st_size if self.path.is_file() else 0

    def _read_notes(self) -> _Notes | None:
        try:
            fields: Any = json.loads(self._notes_path.read_bytes())
            return _Notes(**fields)
        except (OSError, ValueError, TypeError):
            return None  # then the download starts over

    @property
    def etag(self) -> str | None:
        return self._notes.etag if self._notes else None

    @property
    def last_modified(self) -> str | None:
        return self._notes.last_modified if self._notes else None

    def headers(self, url: str) -> dict[str, str]:
        """Returns the headers that ask for the rest; none where nothing can be gone on with.

        The server sends the rest only if it still has the same version: by its strong mark, else
        by its date.
        """
        notes = self._notes
        if not self.size or notes is None or notes.url != url:
            return {}
        strong = notes.etag if notes.etag and not notes.etag.startswith("W/") else None
        version = strong or notes.last_modified
        return {"Range": f"bytes={self.size}-", "If-Range": version} if version else {}

    @property
    def kept(self) -> str:
        """What to tell whoever sees the download fail; empty where it would start over."""
        if not self._notes or not self.headers(self._notes.url):
            return ""
        return f" ({self.size / 1e6:,.1f} MB are kept; fetch it again to go on)"

    def begin(self, response: httpx2.Response, url: str) -> int | None:
        """Gets ready for a body, and returns how long the whole will be, None where not known.

        Raises:
            FetchError: If the server sends another part than the one asked for.
        """
        if response.status_code == HTTPStatus.PARTIAL_CONTENT:
            fits = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
            if not fits or int(fits[1]) != self.size or "content-encoding" in response.headers:
                self.drop()
                raise FetchError("the server sends another part than the one asked for; try again")
            return None if fits[3] == "*" else int(fits[3])
        self.drop()
        self._notes = _Notes(
            url, response.headers.get("etag"), response.headers.get("last-modified")
        )
        self._notes_path.write_text(
            json.dumps({name: getattr(self._notes, name) for name in _Notes.__slots__})
        )
        if "content-encoding" in response.headers:
            return None
        length = response.headers.get("content-length", "")
        return int(length) if length.isdecimal() else None

    def opened(self) -> IO[bytes]:
        """Opens the file to add to it."""
        return self.path.open("ab")

    def drop(self) -> None:
        """Forgets what is there, its notes left in memory for whoever records them."""
        self.path.unlink(missing_ok=True)
        self._notes_path.unlink(missing_ok=True)
        self.size = 0
