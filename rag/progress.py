"""A build's progress, as bars on a terminal or as plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

from rag.vectors import Progress

UNITS = {"reading": "document", "embedding": "passage", "writing": "passage", "switching": "index"}


class Bars:
    """Shows one bar a stage on standard error; call it as a `Progress`."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if total == 0 or stage == "switching":
            return
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = tqdm(
                total=total,
                desc=stage.capitalize(),
                unit=f" {UNITS.get(stage, '')}s",
                file=sys.stderr,
                disable=not sys.stderr.isatty(),
            )
            if not sys.stderr.isatty():
                print(f"{stage.capitalize()}: {total} {UNITS.get(stage, '')}s", file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Ends the bar that is shown."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Download:
    """Shows how much of one address is there, where standard error is a terminal."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._bar: tqdm[Any] | None = None

    def __call__(self, done: int, total: int | None) -> None:
        if self._bar is None:
            self._bar = tqdm(
                total=total,
                desc="".join(filter(str.isprintable, self._url))[-40:],
                unit="B",
                unit_scale=True,
                leave=False,
                file=sys.stderr,
                disable=not sys.stderr.isatty(),
            )
        self._bar.update(done - self._bar.n)
        if done == total:
            self._bar.close()


def as_progress(wanted: Progress | bool) -> Progress | None:
    """Returns bars for True, nothing for False, else what was given."""
    if isinstance(wanted, bool):
        return Bars() if wanted else None
    return wanted
