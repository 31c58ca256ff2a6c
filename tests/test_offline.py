"""The program works with every way to the network cut, and of its own accord: no variable set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CUT = """
import socket, sys

def refuse(*_, **__):
    raise OSError("a socket was opened")

class Cut(socket.socket):
    def __init__(self, *arguments, **options):
        refuse()

socket.socket = Cut
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""


def run_cut(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HF_", "TRANSFORMERS_", "LANGCHAIN_", "LANGSMITH_"))
    }
    return subprocess.run(
        [sys.executable, "-c", CUT + code],
        capture_output=True,
        text=True,
        timeout=300,
        env={**inherited, **environment},
    )


def test_the_cut_is_real() -> None:
    run = run_cut("socket.socket()")
    assert run.returncode != 0
    assert "a socket was opened" in run.stderr


def test_build_and_ask_without_a_socket(own_folder: Path, tmp_path: Path) -> None:
    arguments = [str(own_folder), "--index-dir", str(tmp_path / "index")]
    code = f"""
from rag.__main__ import main
assert main(["build", *{arguments!r}]) == 0
sys.exit(main(["ask", "When was the north quay closed?", "--corpus", *{arguments!r}]))
"""
    run = run_cut(code, HOME=str(tmp_path / "home"))
    assert run.returncode == 0, run.stderr
    assert "The north quay was closed on 12 February 2021" in run.stdout
    assert "Report on the Harbour of Arnfield" in run.stdout
