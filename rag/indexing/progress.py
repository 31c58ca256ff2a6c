"""A build's progress, as bars on a terminal or as plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from rag.indexing.vectors import Progress
from rag.readers.watch import watched

UNITS = {"reading": "document", "embedding": "passage", "writing": "passage", "switching": "index"}
PAGE_SECONDS = 0.2
"""The page being read is told no more often than this."""


class Bars:
    """Shows one bar a stage on standard error; call it as a `Progress`."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[Any] | None = None
        self._told = 0.0

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

    def page(self, name: str, page: int, pages: int) -> None:
        """Shows which page is being read; call it as a `Watcher`."""
        now = time.monotonic()
        if self._bar is not None and pages and now - self._told > PAGE_SECONDS:
            self._told = now
            shown = "".join(filter(str.isprintable, name))[-40:]
            self._bar.set_postfix_str(f"{shown}, page {page} of {pages}")

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


@contextmanager
def shown(wanted: Progress | bool) -> Iterator[Progress | None]:
    """Gives bars for True, nothing for False, else what was given, for the time of a build."""
    if wanted is not True:
        yield wanted or None
        return
    bars = Bars()
    try:
        with watched(bars.page):
            yield bars
    finally:
        bars.close()
