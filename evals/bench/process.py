"""Stages of the benchmark, each in a process of its own, so that time and memory are its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.errors import EvalsError
from evals.run import commit

CHECKOUT = Path(__file__).parents[2]


class BenchError(EvalsError):
    """A stage of the benchmark failed."""


def run_stage(
    name: str, folder: Path, environment: Mapping[str, str], gold: Path | None = None
) -> dict[str, Any]:
    """Runs a stage of `evals.bench.stage` on a folder and returns what it measured.

    Raises:
        BenchError: If it fails.
    """
    command = [sys.executable, "-m", "evals.bench.stage", name, str(folder)]
    if gold:
        command.append(str(gold.resolve()))
    return dict(json.loads(run(command, environment).stdout.splitlines()[-1]))


def run(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs a command in the checkout.

    Raises:
        BenchError: If it fails; with the last line that it said.
    """
    done = subprocess.run(
        command, cwd=CHECKOUT, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise BenchError(f"{' '.join(command[1:5])} failed: {last}")
    return done


@contextmanager
def telling(stage: str) -> Iterator[None]:
    """Says on standard error that a stage begins, and how long it took with all it starts."""
    print(f"{stage} …", file=sys.stderr, flush=True)
    began = time.perf_counter()
    yield
    print(f"{stage}: {time.perf_counter() - began:.1f} s in all", file=sys.stderr, flush=True)


@contextmanager
def workplace(kept: Path | None = None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Gives a folder to work in and the environment in which indexes go there.

    Args:
        kept: A folder that stays; one that is removed afterwards where not given.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = kept or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        yield work, {**os.environ, "RAG_INDEX_DIR": str(work / "index")}


def facts(name: str) -> dict[str, Any]:
    """Returns when, with what and on what a measurement was made."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
        "corpus": name,
    }
