"""One stage of the benchmark in a process of its own, so that its peak memory is its own.

Run by `evals.bench.measure` as `python -m evals.bench.stage STAGE FOLDER [GOLD]`; prints one line
of JSON. The index goes where RAG_INDEX_DIR says.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from evals.check import read_all

QUESTIONS = 150
WARM_UP = 5


def build(folder: Path, _: Path) -> dict[str, Any]:
    """Builds or updates the index."""
    started = time.perf_counter()
    from rag.build import build_index  # its import is part of what a user waits for

    report = build_index(folder)
    return {
        "seconds": time.perf_counter() - started,
        "passages": report.passages,
        "embedded": report.embedded,
        "reused": report.reused,
        "documents": report.documents,
        "precision": report.precision,
    }


def ask(folder: Path, gold: Path) -> dict[str, Any]:
    """Opens the built index and asks questions, warm, the first ones not counted."""
    from rag.chain import Chatbot

    started = time.perf_counter()
    bot = Chatbot.open(folder)
    opened = time.perf_counter() - started
    questions = [item.question for item in read_all(gold)][: QUESTIONS + WARM_UP]
    seconds = []
    for question in questions:
        started = time.perf_counter()
        bot.ask(question)
        seconds.append(time.perf_counter() - started)
    characters = sum(len(document.text) for document in bot.documents)
    return {"open_seconds": opened, "characters": characters, **_percentiles(seconds[WARM_UP:])}


def peer(folder: Path, gold: Path) -> dict[str, Any]:
    """Indexes the same texts with the tutorial pipeline, and searches; reading isn't counted."""
    from evals.peers import LangChainTutorial
    from rag.chain import Chatbot

    with Chatbot.open(folder) as bot:
        texts = {document.id: document.text for document in bot.documents}
    pipeline = LangChainTutorial()
    started = time.perf_counter()
    pipeline.build(texts)
    built = time.perf_counter() - started
    seconds = []
    for item in read_all(gold)[: QUESTIONS + WARM_UP]:
        started = time.perf_counter()
        pipeline.search(item.question, 4)
        seconds.append(time.perf_counter() - started)
    return {"seconds": built, **_percentiles(seconds[WARM_UP:])}


def _percentiles(seconds: list[float]) -> dict[str, Any]:
    p50, p95 = np.percentile(seconds, [50, 95])
    return {"questions": len(seconds), "p50_seconds": float(p50), "p95_seconds": float(p95)}


STAGES: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "build": build,
    "ask": ask,
    "peer": peer,
}


if __name__ == "__main__":
    name, corpus, *rest = sys.argv[1:]
    result = STAGES[name](Path(corpus), Path(rest[0]) if rest else Path())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**result, "peak_megabytes": peak}))
