"""One stage of the benchmark in a process of its own, so that its peak memory is its own.

Run by `evals.bench.process` as `python -m evals.bench.stage STAGE FOLDER [GOLD]`; prints one line
of JSON. The index goes where RAG_INDEX_DIR says.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals import gold
from rag.indexing.generations import folder_for, open_index
from rag.settings import Settings

QUESTIONS = 150
WARM_UP = 5
PEERS = ("LangChain tutorial", "LlamaIndex default")
PASSAGES = 4  # that the tutorials retrieve
SAVED_SECONDS = 5


def build(folder: Path, _: Path) -> dict[str, Any]:
    """Builds or updates the index; the seconds of builds that broke off before are counted in."""
    started = time.perf_counter()
    from rag.indexing.build import build_index  # its import is part of what a user waits for

    spent = Spent(folder.parent / "spent.json", started)
    report = build_index(folder, progress=spent)
    return {
        "seconds": spent.finish(),
        "passages": report.passages,
        "embedded": report.embedded,
        "reused": report.reused,
        "documents": report.documents,
        "broken_off": spent.times,
    }


def ask(folder: Path, path: Path) -> dict[str, Any]:
    """Opens the built index and asks questions, warm, the first ones not counted."""
    started = time.perf_counter()
    from rag.chain import Chatbot

    bot = Chatbot.open(folder)
    opened = time.perf_counter() - started
    measured = _time(bot.ask, _questions(path), started)
    characters = sum(len(document.text) for document in bot.documents)
    return {"open_seconds": opened, "characters": characters, **measured}


def peer(name: str, folder: Path, path: Path) -> dict[str, Any]:
    """Indexes the same texts with another pipeline, and searches; reading isn't counted."""
    index = open_index(folder_for(folder, Settings().index_dir))
    if index is None:
        raise ValueError(f"{folder} is not built yet")
    with index:
        texts = {document.id: document.text for _, document in index.documents()}
    started = time.perf_counter()
    from evals.peers import PEERS as KINDS
    from evals.peers import PeerMissing

    try:
        pipeline = next(kind for kind in KINDS if kind.name == name)()
    except PeerMissing as error:
        return {"skipped": str(error)}
    loaded = time.perf_counter() - started
    pipeline.build(texts)
    built = time.perf_counter() - started - loaded
    # The index is not read back from a disk: a start of the peer's costs at least this much.
    measured = _time(
        lambda question: pipeline.search(question, PASSAGES), _questions(path), started + built
    )
    return {"seconds": built, **measured}


class Spent:
    """Counts the seconds of a build that may break off; call it as a `Progress`.

    Args:
        path: Where the seconds so far are kept until the build is finished.
        started: When this one began, by `time.perf_counter`.
    """

    def __init__(self, path: Path, started: float) -> None:
        kept = json.loads(path.read_text("utf-8")) if path.exists() else []
        self._path = path
        self._started = started
        self._before: list[float] = kept
        self._saved = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Keeps the seconds so far, now and then."""
        seconds = time.perf_counter() - self._started
        if seconds - self._saved > SAVED_SECONDS:
            self._saved = seconds
            unfinished = self._path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps([*self._before, seconds]), "utf-8")
            unfinished.replace(self._path)

    @property
    def times(self) -> int:
        """How often the build broke off before."""
        return len(self._before)

    def finish(self) -> float:
        """Returns the seconds of all of it, and forgets them."""
        self._path.unlink(missing_ok=True)
        return sum(self._before) + time.perf_counter() - self._started


def _questions(path: Path) -> list[str]:
    return [item.question for item in gold.load(path) if not item.history][: QUESTIONS + WARM_UP]


def _time(ask: Callable[[str], object], questions: Sequence[str], started: float) -> dict[str, Any]:
    seconds = []
    ready = 0.0
    for question in questions:
        began = time.perf_counter()
        ask(question)
        ended = time.perf_counter()
        ready = ready or ended - started
        seconds.append(ended - began)
    p50, p95 = np.percentile(seconds[WARM_UP:], [50, 95])
    return {
        "ready_seconds": ready,
        "questions": len(seconds) - WARM_UP,
        "p50_seconds": float(p50),
        "p95_seconds": float(p95),
    }


STAGES: dict[str, Callable[[Path, Path], dict[str, Any]]] = {"build": build, "ask": ask}


if __name__ == "__main__":
    name, corpus, *rest = sys.argv[1:]
    path = Path(rest[0]) if rest else Path()
    stage = STAGES.get(name)
    result = stage(Path(corpus), path) if stage else peer(name, Path(corpus), path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**result, "peak_megabytes": peak}))
