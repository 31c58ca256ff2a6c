"""Many people at once: how long each waits, whose answer they get, and what memory becomes of it.

The page is served by a process of its own, as `python -m rag serve` does it, and asked over HTTP as
the page asks. Every answer is held against what the same chatbot answers when asked alone.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import numpy as np

from evals.bench.process import BenchError
from rag.chain import Chatbot

START_SECONDS = 120
AT_ONCE = 8  # people who ask in turn while memory is watched


@dataclass(frozen=True, slots=True)
class Heard:
    """One question's answer as it came over the wire.

    Attributes:
        first_seconds: From asking to the first sentence, refusal or reply.
        whole_seconds: From asking to the whole answer.
        is_right: Whether it is the answer to this question.
        before: How many were before it in the line when it came.
    """

    first_seconds: float
    whole_seconds: float
    is_right: bool
    before: int


def measure_load(
    questions: Sequence[str], *, people: int, rounds: int, total: int, corpus: Path | None = None
) -> dict[str, Any]:
    """Has `people` ask at once, `rounds` times, and then `total` questions one after the other.

    Args:
        questions: Asked in turn; the more different ones, the surer that a mix-up is seen.
        people: How many ask at the same moment.
        rounds: How often they do.
        total: Questions asked in all while memory is watched.
        corpus: Folder of documents; the bundled ones where not given.
    """
    with Chatbot.open(corpus) as bot:
        expected = {question: bot.ask(question).text for question in dict.fromkeys(questions)}
    turn = itertools.cycle(expected)
    with (
        served(corpus) as (process, address),
        httpx2.Client(
            base_url=address, timeout=600, limits=httpx2.Limits(max_connections=people + AT_ONCE)
        ) as client,
    ):
        _ask(client, next(turn), expected)  # what is loaded by the first question is not waited for
        heard: list[Heard] = []
        for _ in range(rounds):
            heard += _at_once(client, [next(turn) for _ in range(people)], expected)
        memory = [_resident_mb(process.pid)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in range(10):
                some = [next(turn) for _ in range(total // 10)]
                heard += pool.map(lambda question: _ask(client, question, expected), some)
                memory.append(_resident_mb(process.pid))
    crowd = heard[: people * rounds]
    return {
        "people": people,
        "rounds": rounds,
        "questions": len(expected),
        "first_seconds": spread([one.first_seconds for one in crowd]),
        "whole_seconds": spread([one.whole_seconds for one in crowd]),
        "most_before": max(one.before for one in crowd),
        "wrong_answers": sum(not one.is_right for one in heard),
        "asked": len(heard),
        "resident_mb": memory,
    }


def _at_once(
    client: httpx2.Client, questions: Sequence[str], expected: Mapping[str, str]
) -> list[Heard]:
    ready = threading.Barrier(len(questions))

    def ask(question: str) -> Heard:
        ready.wait()
        return _ask(client, question, expected)

    with ThreadPoolExecutor(len(questions)) as pool:
        return list(pool.map(ask, questions))


def _ask(client: httpx2.Client, question: str, expected: Mapping[str, str]) -> Heard:
    began = time.perf_counter()
    first, before = 0.0, 0
    for event in _events(client, question):
        if event["kind"] == "waiting":
            before = max(before, event["before"])
        elif event["html"] and not first:
            first = time.perf_counter() - began
        if event["kind"] == "answer":
            whole = time.perf_counter() - began
            answer = event["answer"]
            is_right = answer["question"] == question and answer["text"] == expected[question]
            return Heard(first, whole, is_right, before)
    raise BenchError(f"no answer came to {question!r}")


def _events(client: httpx2.Client, question: str) -> Iterator[dict[str, Any]]:
    call = "/gradio_api/call/converse"
    asked = client.post(call, json={"data": [question, [], [], {}]})
    if asked.status_code != 200:
        raise BenchError(f"the server answers {asked.status_code}: {asked.text[:200]}")
    with client.stream("GET", f"{call}/{asked.json()['event_id']}") as stream:
        kind = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif kind == "generating" and line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))[0]


@contextmanager
def served(corpus: Path | None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serves the page in a process of its own; gives the process and the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "rag", "serve", "--port", str(port)]
    command += ["--corpus", str(corpus)] if corpus else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        late = threading.Timer(START_SECONDS, process.kill)
        late.start()
        said = process.stdout.readline()
        late.cancel()
        if "http" not in said:
            raise BenchError(f"the page was not served within {START_SECONDS} s")
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _resident_mb(process_id: int) -> float | None:
    """Returns the memory that a process has in use; None where the system does not tell it so."""
    try:
        pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    except OSError:
        return None
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Returns the median, the 95th percentile and the most of some times."""
    p50, p95 = np.quantile(seconds, [0.5, 0.95])
    return {"p50": round(p50, 3), "p95": round(p95, 3), "most": round(max(seconds), 3)}
