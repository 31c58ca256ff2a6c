"""Runs the stages of the benchmark one after the other on a copy of a folder."""

from __future__ import annotations

import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.bench.chart import draw_growth
from evals.run import commit
from evals.table import align
from rag.corpus import bundled_documents, scan

CHECKOUT = Path(__file__).parents[2]
QUESTION = "Who asked for the audit?"
SEED = 12_64
# What a passage of the program holds on average, so that a text is grown to a number of passages.
PASSAGE_CHARACTERS = 890


class BenchError(Exception):
    """A stage of the benchmark failed."""


def measure(corpus: Path | None, gold: Path, *, peers: bool = True) -> dict[str, Any]:
    """Returns what the build, the rebuilds, the questions and a cold start cost.

    Raises:
        BenchError: If a stage fails.
    """
    folder = corpus or bundled_documents()
    with _workplace() as (work, environment):
        copy = work / "corpus"
        shutil.copytree(folder, copy)
        stages: dict[str, Any] = {}
        with _telling("build"):
            stages["build"] = _stage("build", copy, environment)
        with _telling("nothing changed"):
            stages["nothing changed"] = _stage("build", copy, environment)
        _change_one(copy)
        with _telling("one document changed"):
            stages["one document changed"] = _stage("build", copy, environment)
        with _telling("ask"):
            stages["ask"] = _stage("ask", copy, environment, gold)
        with _telling("cold ask"):
            stages["cold ask"] = _cold(copy, environment)
        if peers:
            with _telling("LangChain tutorial"):
                stages["LangChain tutorial"] = _stage("peer", copy, environment, gold)
    return {**_facts(folder.name), "stages": stages}


def measure_growth(
    corpus: Path | None, gold: Path, sizes: Sequence[int], picture: Path | None = None
) -> dict[str, Any]:
    """Returns build and question times at several numbers of passages made from the folder's text.

    The text is real: sentences of the folder's own Markdown and text files, shuffled anew for each
    document, so that passages differ as they do in a large corpus.

    Raises:
        BenchError: If a stage fails or the folder has no text to grow.
    """
    folder = corpus or bundled_documents()
    rows = []
    for size in sizes:
        with _workplace() as (work, environment):
            grown = work / "corpus"
            _grow(folder, grown, size * PASSAGE_CHARACTERS)
            with _telling(f"build of {size:,} passages"):
                built = _stage("build", grown, environment)
            with _telling(f"ask on {built['passages']:,} passages"):
                asked = _stage("ask", grown, environment, gold)
            rows.append({"passages": built["passages"], "build": built, "ask": asked})
    if picture:
        picture.write_text(draw_growth(rows), encoding="utf-8")
    return {**_facts(folder.name), "growth": rows}


def format_bench(result: Mapping[str, Any]) -> str:
    """Returns the measurements as a table."""
    rows = [["stage", "seconds", "peak MB", "more"]]
    for name, stage in result.get("stages", {}).items():
        kept = {k: v for k, v in stage.items() if k not in {"seconds", "peak_megabytes"}}
        more = ", ".join(
            f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in kept.items()
        )
        seconds = stage.get("seconds", stage.get("open_seconds", 0.0))
        rows.append([name, f"{seconds:.1f}", f"{stage.get('peak_megabytes', 0):.0f}", more])
    for row in result.get("growth", []):
        speed = f"p50 {row['ask']['p50_seconds']:.3f}, p95 {row['ask']['p95_seconds']:.3f}"
        rows.append(
            [f"{row['passages']} passages, {row['build']['precision']}",
             f"{row['build']['seconds']:.1f}",
             f"{row['ask']['peak_megabytes']:.0f}", speed]
        )  # fmt: skip
    lines = [align(rows)]
    stages = result.get("stages", {})
    if stages:
        rate = stages["ask"]["characters"] / stages["build"]["seconds"]
        lines.append(f"build: {rate:,.0f} characters a second")
        if "LangChain tutorial" in stages:
            theirs = stages["LangChain tutorial"]["seconds"]
            lines.append(
                f"LangChain tutorial takes {theirs / stages['build']['seconds']:.2f} times as long"
            )
    return "\n".join(lines)


@contextmanager
def _telling(stage: str) -> Iterator[None]:
    """Says on standard error that a stage begins, and how long it took with all it starts."""
    print(f"{stage} …", file=sys.stderr, flush=True)
    began = time.perf_counter()
    yield
    print(f"{stage}: {time.perf_counter() - began:.1f} s in all", file=sys.stderr, flush=True)


@contextmanager
def _workplace() -> Iterator[tuple[Path, dict[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        yield work, {**os.environ, "RAG_INDEX_DIR": str(work / "index")}


def _stage(
    name: str, folder: Path, environment: Mapping[str, str], gold: Path | None = None
) -> dict[str, Any]:
    command = [sys.executable, "-m", "evals.bench.stage", name, str(folder)]
    if gold:
        command.append(str(gold.resolve()))
    done = _run(command, environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _cold(folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    started = time.perf_counter()
    given = {**environment, "RAG_CORPUS_DIR": str(folder)}
    _run([sys.executable, "-m", "rag", "ask", QUESTION, "--json"], given)
    return {"seconds": time.perf_counter() - started}


def _run(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=CHECKOUT, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise BenchError(f"{' '.join(command[1:5])} failed: {last}")
    return done


def _change_one(folder: Path) -> None:
    texts = [f.path for f in scan(folder).files if f.path.suffix in {".md", ".txt"}]
    if not texts:
        raise BenchError(f"{folder} has no text or Markdown file to change")
    smallest = min(texts, key=lambda path: path.stat().st_size)
    with smallest.open("a", encoding="utf-8") as file:
        file.write("\n\nThe benchmark added this paragraph to measure a rebuild.\n")


def _grow(folder: Path, target: Path, characters: int) -> None:
    files = [f.path for f in scan(folder).files if f.path.suffix in {".md", ".txt"}]
    paragraphs = [
        paragraph
        for path in files
        for paragraph in path.read_text(encoding="utf-8", errors="replace").split("\n\n")
        if len(paragraph) > 100
    ]
    sentences = [s.strip() + "." for p in paragraphs for s in p.split(". ") if len(s) > 30]
    if not sentences:
        raise BenchError(f"{folder} has no text or Markdown file to grow")
    target.mkdir()
    shuffled = random.Random(SEED)
    written = number = 0
    while written < characters:
        text = "\n\n".join(" ".join(shuffled.choices(sentences, k=5)) for _ in range(50))
        (target / f"grown-{number:05d}.txt").write_text(text, encoding="utf-8")
        written += len(text)
        number += 1


def _facts(name: str) -> dict[str, Any]:
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
        "corpus": name,
    }
