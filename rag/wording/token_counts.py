"""Tokens as a server counts them that was chosen to be asked anyway, where it can say.

There is no common way: llama.cpp's server, vLLM and llama-cpp-python each have their own. A count
costs a round trip, so it is asked for only where a cautious estimate says that something does not
fit.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from rag.wording.json_requests import ask_json

PER_MESSAGE = 16
"""Tokens that a chat template puts around a message, at most."""

TIMEOUT_SECONDS = 5
"""Longest time for a count, all ways of asking together."""


def count_at(
    address: str, model: str, messages: Sequence[tuple[str, str]], *, key: str | None = None
) -> int | None:
    """Returns how many tokens an OpenAI-compatible server makes of messages, None if it won't say.

    Args:
        address: Its base address, as it is set: ".../v1".
        model: The name that it knows the model by.
        messages: Role and text of each.
        key: Sent as for an answer.
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    root = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    text = "\n".join(text for _, text in messages)
    headers = {"Content-Type": "application/json"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    ends = time.monotonic() + TIMEOUT_SECONDS
    for where, body in (
        ("/tokenize", {"content": text, "prompt": text, "model": model}),
        ("/extras/tokenize/count", {"input": text, "model": model}),
    ):
        left = ends - time.monotonic()
        if left <= 0:
            return None
        counted = _count(ask_json(f"{root}{where}", left, body=body, headers=headers))
        if counted:
            return counted + PER_MESSAGE * len(messages)
    return None


def _count(reply: object) -> int | None:
    if not isinstance(reply, dict):
        return None
    count = reply.get("count")
    tokens = reply.get("tokens")
    if isinstance(count, int):
        return count
    return len(tokens) if isinstance(tokens, list) else None
