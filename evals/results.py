"""Where measurements are written: JSON files named by date, commit and what was measured."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.run import commit

RESULTS = Path(__file__).parent / "results"


def name_of(*parts: str) -> str:
    """Returns the start of a file name: today, the commit ("-changed" where files differ), parts.

    Example: `name_of("bench")` is "2025-01-31-1a2b3c4-bench".
    """
    return "-".join((f"{datetime.now(UTC):%Y-%m-%d}", commit().replace("+", "-changed"), *parts))


def write_json(path: Path, data: Any) -> None:
    """Writes plain JSON types, for people to read as well; the folder is made where missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def save(folder: Path, kind: str, result: Any) -> None:
    """Writes a measurement into a folder and says where."""
    path = folder / f"{name_of(kind)}.json"
    write_json(path, {"commit": commit(), "result": result})
    print(f"written: {path}")
