"""Answers kept while a long run is under way, so that one that breaks off goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.records import Answer


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with the seconds that it took and what else was measured meanwhile."""

    answer: Answer
    seconds: float
    figures: Mapping[str, float] = field(default_factory=dict)


class Kept:
    """Answers in a file of JSON lines. It is read by nobody and goes once the report is written.

    Args:
        path: The file; made with the first answer.
        run: What makes two runs the same: answers of another one are not taken up.
    """

    def __init__(self, path: Path, run: Mapping[str, Any]) -> None:
        self._path = path
        self._run = json.dumps(run, sort_keys=True, default=str)
        self._answers = dict(self._read())

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, name: str) -> Given | None:
        """Returns the answer to the question of this id, None where there is none yet."""
        return self._answers.get(name)

    def put(self, name: str, given: Given) -> None:
        """Keeps an answer, on the disk before this returns."""
        line = {
            "run": self._run,
            "id": name,
            "seconds": given.seconds,
            "figures": dict(given.figures),
            "answer": given.answer.to_dict(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._answers[name] = given

    def discard(self) -> None:
        """Removes the file."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> list[tuple[str, Given]]:
        if not self._path.exists():
            return []
        found = []
        for text in self._path.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except json.JSONDecodeError:
                continue  # the line that was being written when the run broke off
            if line["run"] == self._run:
                answer = Answer.from_dict(line["answer"])
                found.append((line["id"], Given(answer, line["seconds"], line["figures"])))
        return found
