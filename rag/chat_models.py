"""Chat models: any that LangChain knows, behind one small stream of text that always ends.

A model is called on an event loop of its own, because only there can a call that waits for a
server be stopped at once, from outside, with its connection closed.
"""

from __future__ import annotations

import asyncio
import os
import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import ensure_config
from pydantic import SecretStr

from rag.errors import ModelError
from rag.json_requests import ask_json
from rag.token_counts import count_at

ANSWER_TOKENS = 1024
"""Most tokens of an answer, those of a model's silent reasoning included."""

OLLAMA = "http://127.0.0.1:11434"
EXTRAS = {"ollama": "ollama", "openai": "openai", "anthropic": "anthropic"}
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
ENDS = ("finish_reason", "done_reason", "stop_reason")
"""Where the three providers say that an answer is complete, and why it ended."""


class TextModel(Protocol):
    """What words answers: a chat model, or one with something in front of it."""

    @property
    def name(self) -> str:
        """Provider and model, "ollama:qwen3:4b"."""

    @property
    def context_tokens(self) -> int:
        """What it can read and write together."""

    def count(self, messages: Sequence[tuple[str, str]]) -> int | None:
        """Returns how many tokens the model makes of messages, None where it cannot say."""

    def stream(self, messages: Sequence[tuple[str, str]]) -> Generator[str]:
        """Yields the answer's text as it comes; see `ChatModel.stream`."""


LOOK_SECONDS = 0.1
"""How long a model that says nothing is waited for before looking whether to stop."""

_STOP: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


@contextmanager
def stopped_by(stop: threading.Event) -> Iterator[None]:
    """Within it, every call of a chat model ends soon after `stop` is set, from whatever thread.

    An iterator that is waiting for its next value cannot be closed by another thread; this can.
    """
    token = _STOP.set(stop)
    try:
        yield
    finally:
        _STOP.reset(token)


def _stopped() -> bool:
    stop = _STOP.get()
    return stop is not None and stop.is_set()


@dataclass(frozen=True, slots=True)
class ChatModel:
    """One chat model.

    Attributes:
        name: "provider:model".
        address: Where it is asked; None for the provider's own address.
        timeout_seconds: Longest time from question to the last word of an answer.
        context_tokens: What it can read and write together.
        key: Sent with it to an address of one's own.
    """

    name: str
    model: BaseChatModel
    address: str | None
    timeout_seconds: float
    context_tokens: int
    key: SecretStr | None = None

    def count(self, messages: Sequence[tuple[str, str]]) -> int | None:
        """Returns how many tokens the model makes of messages, None where it cannot say.

        Only a server of one's own is asked; others are asked for answers alone.
        """
        if self.address is None or not self.name.startswith("openai:"):
            return None
        key = self.key.get_secret_value() if self.key else None
        return count_at(self.address, self.name.partition(":")[2], messages, key=key)

    def stream(self, messages: Sequence[tuple[str, str]]) -> Generator[str]:
        """Yields the answer's text as it comes. Closing the iterator stops the call.

        Raises:
            ModelError: If the model cannot be reached, refuses, takes too long, is cut off, or
                answers with something else than text; one line without the server's own words.
        """
        chunks: queue.SimpleQueue[AIMessageChunk | None] = queue.SimpleQueue()
        config = ensure_config()  # read here: the loop's thread knows nothing of the caller's
        call = asyncio.run_coroutine_threadsafe(
            _pump(self.model, list(messages), config, chunks), _loop()
        )
        call.add_done_callback(lambda _: chunks.put(None))
        deadline = time.monotonic() + self.timeout_seconds
        try:
            yield from self._texts(chunks, deadline, call)
        finally:
            call.cancel()

    def _texts(
        self, chunks: queue.SimpleQueue[AIMessageChunk | None], deadline: float, call: Future[None]
    ) -> Iterator[str]:
        ended, began = not self._says_when_done, False
        while True:
            left = deadline - time.monotonic()
            try:
                chunk = chunks.get(timeout=max(0.0, min(left, LOOK_SECONDS)))
            except queue.Empty:
                if left > 0 and not _stopped():
                    continue
                raise ModelError("stopped" if _stopped() else self._too_late) from None
            if _stopped():
                raise ModelError("stopped")
            if chunk is None:
                break
            if chunk.tool_call_chunks or chunk.tool_calls or chunk.invalid_tool_calls:
                raise ModelError(f"{self.name} asked for a tool instead of answering")
            ended = ended or any(chunk.response_metadata.get(key) for key in ENDS)
            began = began or bool(chunk.text)
            yield str(chunk.text)
        error = call.exception()
        if error is not None:
            raise ModelError(self._explain(error, began=began)) from error
        if not ended:
            raise ModelError(f"{self.name} was cut off in the middle of its answer")

    @property
    def _says_when_done(self) -> bool:
        return self.name.split(":")[0] in EXTRAS

    @property
    def _too_late(self) -> str:
        return (
            f"{self.name} did not finish within {self.timeout_seconds:g} s; "
            "RAG_CHAT_TIMEOUT_SECONDS sets how long it may take"
        )

    def _explain(self, error: BaseException, *, began: bool) -> str:
        """Returns one line on what went wrong, by status and type, never by the server's words."""
        where = f" at {self.address}" if self.address else ""
        status = getattr(error, "status_code", None)
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if status in (401, 403):
            return f"{self.name}{where} refused the key ({status}); RAG_CHAT_API_KEY sets it"
        if status == 404:
            return f"{self.name}{where} is not known there (404); RAG_CHAT_MODEL names another"
        if status == 429:
            return f"{self.name}{where} takes no more questions for now (429)"
        if isinstance(status, int) and status > 0:
            return f"{self.name}{where} failed with status {status}"
        if any("Timeout" in kind for kind in kinds):
            return self._too_late
        if isinstance(error, OSError) or kinds & {"APIConnectionError", "TransportError"}:
            cut = "was cut off in the middle of its answer"
            return f"{self.name}{where} {cut if began else 'cannot be reached'}"
        return f"{self.name}{where} answered with something that is no answer"


async def _pump(
    model: BaseChatModel,
    messages: list[tuple[str, str]],
    config: RunnableConfig,
    chunks: queue.SimpleQueue[AIMessageChunk | None],
) -> None:
    prompt: list[BaseMessage | tuple[str, str]] = list(messages)
    async for chunk in model.astream(prompt, config):
        chunks.put(chunk)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop of all chat models; one for the process, as clients keep connections to it."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat models", daemon=True).start()
    return loop


def open_chat_model(
    name: str,
    *,
    base_url: str | None = None,
    api_key: SecretStr | None = None,
    timeout_seconds: float = 60,
    context_tokens: int = 8192,
) -> ChatModel:
    """Prepares a chat model; the server itself is not asked before the first question.

    Args:
        name: "provider:model"; the provider may be left out where a base address is given, which
            is then taken for an OpenAI-compatible server.
        api_key: Sent to the server; the provider's own environment variable where not given, but
            never to another address than the provider's.

    Raises:
        ModelError: If no provider is named, its package is missing or its key is not set.
    """
    provider, model = _parse(name, base_url)
    if api_key is None and base_url is None and not os.environ.get(KEYS.get(provider, "PATH")):
        raise ModelError(
            f"{provider}:{model} needs a key; set RAG_CHAT_API_KEY or {KEYS[provider]}"
        )
    options = _options(provider, base_url, api_key, timeout_seconds, context_tokens)
    try:
        made = init_chat_model(model, model_provider=provider, **options)
    except ImportError:
        raise ModelError(
            f"{provider}:{model} needs a package that is not installed; {_install(provider)}"
        ) from None
    except ValueError:
        raise ModelError(
            f"chat model {provider}:{model} cannot be prepared; expected a provider that LangChain "
            "knows and a model of it, such as ollama:qwen3:4b"
        ) from None
    return ChatModel(
        f"{provider}:{model}", made, base_url, timeout_seconds, context_tokens, api_key
    )


def _parse(name: str, base_url: str | None) -> tuple[str, str]:
    provider, colon, model = name.partition(":")
    if colon and model and provider in EXTRAS:
        return provider, model
    if base_url is not None:
        return "openai", name
    if colon and model:
        return provider, model
    raise ModelError(
        f"chat model {name!r} names no provider; write provider:model, such as ollama:{name}"
    )


def _install(provider: str) -> str:
    extra = EXTRAS.get(provider)
    package = f"'chiaroscuro[{extra}]'" if extra else f"langchain-{provider.replace('_', '-')}"
    return f"pip install {package}"


def _options(
    provider: str,
    base_url: str | None,
    api_key: SecretStr | None,
    timeout_seconds: float,
    context_tokens: int,
) -> dict[str, Any]:
    options: dict[str, Any] = {} if base_url is None else {"base_url": base_url}
    if provider == "ollama":
        # Ollama cuts what does not fit its own, smaller default silently, from the front.
        return options | {
            "num_ctx": context_tokens,
            "num_predict": ANSWER_TOKENS,
            "temperature": 0,
            "reasoning": False,
            "client_kwargs": {"timeout": timeout_seconds},
        }
    if api_key is not None:
        options["api_key"] = api_key
    elif base_url is not None:
        options["api_key"] = SecretStr("none")  # so that the provider's key never goes there
    if provider not in EXTRAS:
        return options
    options |= {"timeout": timeout_seconds, "max_retries": 0}
    if provider == "openai":
        options |= {"temperature": 0, "use_responses_api": False}
    if (
        provider == "openai" and base_url is not None
    ):  # other servers know the limit by its older name alone
        return options | {"extra_body": {"max_tokens": ANSWER_TOKENS}}
    return options | {"max_tokens": ANSWER_TOKENS}


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
