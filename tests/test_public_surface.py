"""What `import rag` offers, and what it does not bring along."""

from __future__ import annotations

import subprocess
import sys

import pytest

import rag

PUBLIC = [
    "Answer",
    "Chatbot",
    "ChiaroscuroError",
    "Citation",
    "Comparison",
    "CorpusError",
    "Document",
    "Draft",
    "Event",
    "FetchCancelled",
    "FetchError",
    "Hit",
    "ModelError",
    "Passage",
    "Place",
    "ReadError",
    "Refusal",
    "Settings",
    "SettingsError",
    "Speaker",
    "Statement",
    "StoreError",
]
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "langchain_core", "faiss")


def test_the_public_names_are_these_and_sorted() -> None:
    assert rag.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_a_class(name: str) -> None:
    assert isinstance(getattr(rag, name), type)


def test_dir_lists_the_public_names() -> None:
    assert dir(rag) == PUBLIC


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Chatbott"):
        _ = rag.Chatbott


def test_errors_are_one_tree() -> None:
    errors = [getattr(rag, name) for name in PUBLIC if name.endswith("Error")]
    assert len(errors) == 7
    assert all(issubclass(error, rag.ChiaroscuroError) for error in errors)


def loaded_by(code: str) -> list[str]:
    code += f"\nimport sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.split()


def test_import_rag_loads_nothing_heavy() -> None:
    assert loaded_by("import rag; rag.Settings; rag.Answer") == []


def test_the_command_line_answers_help_without_loading_anything_heavy() -> None:
    assert loaded_by("from rag.__main__ import make_parser; make_parser().format_help()") == []


def test_the_chatbot_brings_neither_torch_nor_gradio() -> None:
    assert loaded_by("from rag import Chatbot") == ["langchain_core", "faiss"]
