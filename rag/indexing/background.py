"""A build in a process of its own: it can be stopped at any moment, and takes nobody down with it.

`python -m rag.indexing.background` reads one `Order` as a line of JSON from standard input, and
writes each `News` as a line to standard output. It ends when its standard input does, so that it
never outlives the server that started it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SILENT_SECONDS = 300
"""A build that says nothing for so long is taken for one that hangs."""

TELL_SECONDS = 0.1
"""Progress is told no more often than this."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built; the fields are those of `build_index`, with some of the settings."""

    corpus: str
    added: str | None
    provisional: tuple[str, ...]
    settings: dict[str, str]
    go_on: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """How a build is getting on.

    Attributes:
        stage: "reading", "embedding", "writing" or "switching"; "built" when it is done; "failed".
        done: How much of the stage is done.
        total: How much of it there is; 0 where that is not known.
        name: The file being read.
        failures: [path, reason] of each file that could not be read, once it is built.
        error: Why it failed; one line.
    """

    stage: str
    done: int = 0
    total: int = 0
    name: str = ""
    failures: tuple[tuple[str, str], ...] = ()
    error: str = ""


class Build:
    """A build that runs. Iterate over `news`; `stop` ends it."""

    def __init__(self, order: Order) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rag.indexing.background"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(asdict(order)) + "\n")
            self._process.stdin.flush()

    def news(self, is_cancelled: Callable[[], bool]) -> Iterator[News]:
        """Yields what the build says, until it ends or is cancelled.

        The last is "built" or "failed", also where the process dies or hangs; none of them comes
        where it was cancelled.
        """
        heard = time.monotonic()
        last = News("starting")
        try:
            while not is_cancelled():
                try:
                    line = self._lines.get(timeout=0.1)
                except queue.Empty:
                    if time.monotonic() - heard > SILENT_SECONDS:
                        yield News("failed", name=last.name, error="it does not come to an end")
                        return
                    continue
                if line is None:
                    yield News("failed", name=last.name, error="the program broke off")
                    return
                heard = time.monotonic()
                last = _news(line)
                yield last
                if last.stage in ("built", "failed"):
                    return
        finally:
            self.stop()

    def stop(self) -> None:
        """Ends the build; what was in use stays so."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError):  # closed while it was being read
            for line in self._process.stdout:
                self._lines.put(line)
        self._lines.put(None)


def _news(line: str) -> News:
    fields: dict[str, Any] = json.loads(line)
    failures = tuple((path, reason) for path, reason in fields.pop("failures"))
    return News(**fields, failures=failures)


def main() -> int:
    """Builds what standard input orders."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)  # who asks goes before who adds
    said, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints is no news

    def tell(news: News) -> None:
        said.write(json.dumps(asdict(news)) + "\n")
        said.flush()

    tell(_build(order, tell))
    return 0


def _build(order: dict[str, Any], tell: Callable[[News], None]) -> News:
    from rag.errors import ChiaroscuroError
    from rag.indexing.build import build_index
    from rag.readers.watch import watched
    from rag.settings import Settings

    teller = _Teller(tell)
    corpus, added = Path(order["corpus"]), order["added"]
    try:
        settings = Settings(**order["settings"])
        with watched(teller.page):
            report = build_index(
                corpus,
                settings,
                provisional=[Path(path) for path in order["provisional"]],
                go_on=order["go_on"],
                progress=teller.progress,
            )
            if added is not None:
                report = build_index(
                    corpus,
                    settings,
                    added=Path(added),
                    provisional=[Path(path) for path in order["provisional"]],
                    go_on=order["go_on"],
                    progress=teller.progress,
                )
    except (ChiaroscuroError, OSError) as error:
        return News("failed", error=str(error))
    return News("built", failures=tuple((item.path, item.reason) for item in report.failures))


class _Teller:
    """Passes progress on, but not more often than it can be followed."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self._told = 0.0
        self._name = ""

    def progress(self, stage: str, done: int, total: int) -> None:
        if stage != "reading":  # that is told by page
            self._say(News(stage, done, total), urgent=done in (0, total))

    def page(self, name: str, page: int, pages: int) -> None:
        news = News("reading", page, pages, name)
        self._say(news, urgent=name != self._name)
        self._name = name

    def _say(self, news: News, *, urgent: bool) -> None:
        now = time.monotonic()
        if urgent or now - self._told > TELL_SECONDS:
            self._told = now
            self._tell(news)


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
