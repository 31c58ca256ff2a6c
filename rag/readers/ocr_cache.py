"""What was seen in pictures before, as seeing takes seconds a page: files in the user's cache.

A build that is killed goes on after the last page it saw, and showing where a sentence stands need
not see its page again. Losing the cache loses time only.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from platformdirs import user_cache_path

from rag.readers.ocr import SeenLine, SeenWord


def cache_folder() -> Path:
    """Returns the folder of the cache; it may be missing."""
    return user_cache_path("chiaroscuro") / "ocr"


def recall(key: str) -> tuple[SeenLine, ...] | None:
    """Returns the lines kept under a key, None where there are none or they are damaged."""
    try:
        kept = json.loads((cache_folder() / f"{key}.json").read_bytes())
        return tuple(
            SeenLine(
                tuple(SeenWord(**word) for word in line["words"]),
                float(line["top"]),
                float(line["bottom"]),
                float(line["confidence"]),
            )
            for line in kept
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(key: str, lines: tuple[SeenLine, ...]) -> None:
    """Keeps lines under a key; where that cannot be written, nothing is kept."""
    folder = cache_folder()
    fresh = folder / f".{key}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps([asdict(line) for line in lines]), encoding="utf-8")
        os.replace(fresh, folder / f"{key}.json")
    except OSError:
        fresh.unlink(missing_ok=True)
