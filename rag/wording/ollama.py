"""Chat models of an Ollama server on this machine."""

from __future__ import annotations

from typing import Any

from rag.wording.json_requests import ask_json

OLLAMA = "http://127.0.0.1:11434"


def find_local_models(address: str = OLLAMA, timeout_seconds: float = 0.5) -> tuple[str, ...]:
    """Returns the chat models of an Ollama server on this machine, as "ollama:name"; none if none.

    It only looks: nothing is ever sent to a server that was not chosen.
    """
    found = ask_json(f"{address}/api/tags", timeout_seconds)
    listed = found.get("models") if isinstance(found, dict) else None
    models = listed if isinstance(listed, list) else []
    return tuple(
        f"ollama:{model['name']}"
        for model in models
        if isinstance(model, dict) and isinstance(model.get("name"), str) and _chats(model)
    )


def _chats(model: dict[str, Any]) -> bool:
    """Whether a model of Ollama's list words answers, and does not only embed texts."""
    details = model.get("details")
    family = str(details.get("family", "")) if isinstance(details, dict) else ""
    return "embed" not in model["name"].lower() and "bert" not in family.lower()
