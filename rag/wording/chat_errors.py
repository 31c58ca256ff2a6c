"""What went wrong with a chat model, in plain words that say what to do."""

from __future__ import annotations

from rag.errors import ModelError


class AnswerCut(ModelError):
    """The answer ended before it was complete; what came of it may be used."""


def too_late(name: str, seconds: float) -> str:
    """Returns one line on an answer that was not there in time."""
    return (
        f"{name} did not finish within {seconds:g} s; "
        "RAG_CHAT_TIMEOUT_SECONDS sets how long it may take"
    )


def explain(
    error: BaseException, name: str, address: str | None, seconds: float, *, began: bool
) -> str:
    """Returns one line on what went wrong, by status and type, never by the server's words.

    Args:
        seconds: The model's time for an answer.
        began: Whether something of the answer had come.
    """
    where = f" at {address}" if address else ""
    status = getattr(error, "status_code", None)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if status in (401, 403):
        return f"{name}{where} refused the key ({status}); RAG_CHAT_API_KEY sets it"
    if status == 404:
        other = "RAG_CHAT_MODEL names another"
        if address and not address.rstrip("/").endswith("/v1"):
            other += "; does RAG_CHAT_BASE_URL have to end in /v1?"
        return f"{name}{where} is not known there (404); {other}"
    if status == 429:
        return f"{name}{where} takes no more questions for now (429)"
    if isinstance(status, int) and status > 0:
        return f"{name}{where} failed with status {status}"
    if any("Timeout" in kind for kind in kinds):
        return too_late(name, seconds)
    if isinstance(error, OSError) or kinds & {"APIConnectionError", "TransportError"}:
        cut = "was cut off in the middle of its answer"
        return f"{name}{where} {cut if began else 'cannot be reached'}"
    return f"{name}{where} answered with something that is no answer"
