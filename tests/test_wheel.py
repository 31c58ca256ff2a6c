"""The wheel holds the program and the bundled documents, nothing else, and works from there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_it_holds_the_program_and_the_documents_and_nothing_else(installed: Path) -> None:
    assert sorted(path.name for path in installed.iterdir())[1:] == ["rag"]
    program = {f"rag/{name}" for name in files_below(ROOT / "rag")}
    documents = {f"rag/_corpus/documents/{name}" for name in files_below(ROOT / "corpus/documents")}
    found = {name for name in files_below(installed) if not name.startswith("chiaroscuro-")}
    assert found == program | documents | {"rag/_corpus/sources.toml"}
    assert len(documents) >= 10


def test_the_unpacked_wheel_answers_from_its_own_documents(installed: Path, tmp_path: Path) -> None:
    code = (
        "import rag, rag.corpus; print(rag.__file__); print(rag.corpus.bundled_documents()); "
        "print(rag.Chatbot.open().ask('Who asked for the audit?').citations[0].document_id)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    module, documents, cited = run.stdout.split()
    assert Path(module) == installed / "rag" / "__init__.py"
    assert Path(documents) == installed / "rag" / "_corpus" / "documents"
    assert (installed / "rag" / "_corpus" / "documents" / f"{cited}.md").exists()
