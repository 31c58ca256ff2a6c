"""What `import rag` offers, and what it does not bring along."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

import rag
import rag.verify

PUBLIC = [
    "Answer",
    "Block",
    "BlockKind",
    "Chatbot",
    "Check",
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
    "Mark",
    "ModelError",
    "Page",
    "Passage",
    "Place",
    "Problem",
    "ReadError",
    "Refusal",
    "RefusalKind",
    "Sentence",
    "Settings",
    "SettingsError",
    "Speaker",
    "Statement",
    "StoreError",
    "verify_answer",
]
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "langchain_core", "faiss")


def test_the_public_names_are_these_and_sorted() -> None:
    assert rag.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_a_class_but_kinds_and_a_function(name: str) -> None:
    found = getattr(rag, name)
    assert isinstance(found, type) or get_args(found) or found is rag.verify.verify_answer


def test_what_public_records_hold_is_public() -> None:
    records = [getattr(rag, name) for name in PUBLIC if is_dataclass(getattr(rag, name))]
    held = " ".join(field.type for record in records for field in fields(record))
    known = {name for name in rag.records.__all__ if not name.isupper()}
    assert known & set(re.findall(r"\w+", held)) <= set(PUBLIC)


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


@pytest.mark.parametrize("used", ["rag.Settings; rag.Answer", "rag.verify_answer"])
def test_import_rag_loads_nothing_heavy(used: str) -> None:
    assert loaded_by(f"import rag; {used}") == []


def test_the_command_line_answers_help_without_loading_anything_heavy() -> None:
    assert loaded_by("from rag.__main__ import make_parser; make_parser().format_help()") == []


def test_the_chatbot_brings_neither_torch_nor_gradio() -> None:
    assert loaded_by("from rag import Chatbot") == ["langchain_core", "faiss"]
