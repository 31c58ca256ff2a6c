"""Runs the stages of the benchmark one after the other on a copy of a folder."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.bench.process import BenchError, facts, run, run_stage, telling, workplace
from evals.bench.stage import PEERS
from evals.table import align
from rag.corpus import bundled_documents, scan

QUESTION = "Who asked for the audit?"
# What of ours is held against what of a peer's.
RATIOS = (
    ("build", "build", "seconds", "seconds"),
    ("peak memory of the build", "build", "peak_megabytes", "peak_megabytes"),
    ("from start to the first answer", "ask", "ready_seconds", "ready_seconds"),
    ("question p50", "ask", "p50_seconds", "p50_seconds"),
    ("question p95", "ask", "p95_seconds", "p95_seconds"),
)


def measure(corpus: Path | None, gold: Path, *, peers: bool = True) -> dict[str, Any]:
    """Returns what the build, the rebuilds, the questions and a cold start cost.

    Raises:
        BenchError: If a stage fails.
    """
    folder = corpus or bundled_documents()
    with workplace() as (work, environment):
        copy = work / "corpus"
        shutil.copytree(folder, copy)
        stages: dict[str, Any] = {}
        with telling("build"):
            stages["build"] = run_stage("build", copy, environment)
        with telling("nothing changed"):
            stages["nothing changed"] = run_stage("build", copy, environment)
        _change_one(copy)
        with telling("one document changed"):
            stages["one document changed"] = run_stage("build", copy, environment)
        with telling("ask"):
            stages["ask"] = run_stage("ask", copy, environment, gold)
        with telling("cold ask"):
            stages["cold ask"] = _ask_cold(copy, environment)
        for name in PEERS if peers else ():
            with telling(name):
                stages[name] = run_stage(name, copy, environment, gold)
    return {**facts(folder.name), "stages": stages, "ratios": _compare(stages)}


def format_bench(result: Mapping[str, Any]) -> str:
    """Returns the measurements as a table."""
    stages = result.get("stages", {})
    rows = [["stage", "seconds", "peak MB", "more"]]
    for name, stage in stages.items():
        more = ", ".join(
            f"{key.replace('_', ' ')} {_shown(value)}"
            for key, value in stage.items()
            if key not in {"seconds", "peak_megabytes"}
        )
        seconds = stage.get("seconds", stage.get("ready_seconds"))
        peak = stage.get("peak_megabytes")
        rows.append([name, _shown(seconds), "" if peak is None else f"{peak:.0f}", more])
    for row in result.get("growth", []):
        build, ask = row["build"], row["ask"]
        more = (
            f"{row['passages'] / build['seconds']:.0f} passages a second, "
            f"build peak {build['peak_megabytes']:.0f} MB, ready {ask['ready_seconds']:.1f} s, "
            f"question p50 {1000 * ask['p50_seconds']:.0f} ms, p95 {1000 * ask['p95_seconds']:.0f}"
        )
        if build["broken_off"]:
            more += f", broken off {build['broken_off']} times"
        name = f"{row['passages']:,} passages"
        rows.append([name, _shown(build["seconds"]), f"{ask['peak_megabytes']:.0f}", more])
    lines = [align(rows)]
    if stages:
        rate = stages["ask"]["characters"] / stages["build"]["seconds"]
        lines.append(f"build: {rate:,.0f} characters a second")
    for name, ratios in result.get("ratios", {}).items():
        told = ", ".join(f"{what} {ratio:.2f}" for what, ratio in ratios.items())
        lines.append(f"{name} takes, in times what ours takes: {told}")
    return "\n".join(lines)


def _compare(stages: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    return {
        name: {
            what: stages[name][theirs] / stages[stage][ours] for what, stage, ours, theirs in RATIOS
        }
        for name in PEERS
        if "skipped" not in stages.get(name, {"skipped": ""})
    }


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if value < 1 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def _ask_cold(folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """From nothing to an answer on the command line, imports and all."""
    started = time.perf_counter()
    given = {**environment, "RAG_CORPUS_DIR": str(folder)}
    run([sys.executable, "-m", "rag", "ask", QUESTION, "--json"], given)
    return {"seconds": time.perf_counter() - started}


def _change_one(folder: Path) -> None:
    texts = [f.path for f in scan(folder).files if f.path.suffix in {".md", ".txt"}]
    if not texts:
        raise BenchError(f"{folder} has no text or Markdown file to change")
    smallest = min(texts, key=lambda path: path.stat().st_size)
    with smallest.open("a", encoding="utf-8") as file:
        file.write("\n\nThe benchmark added this paragraph to measure a rebuild.\n")
