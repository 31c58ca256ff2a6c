"""Chat models: any that LangChain knows, behind one small stream of text that always ends.

A model is called on an event loop of its own, because only there can a call that waits for a
server be stopped at once, from outside, with its connection closed.
"""

from __future__ import annotations

import asyncio
import os
import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import ensure_config
from pydantic import SecretStr

from rag.errors import ModelError
from rag.json_requests import ask_json
from rag.settings import is_loopback, wrong_address
from rag.token_counts import count_at

ANSWER_TOKENS = 1024
"""Most tokens of an answer, those of a model's silent reasoning included."""

OLLAMA = "http://127.0.0.1:11434"
EXTRAS = {"ollama": "ollama", "openai": "openai", "anthropic": "anthropic"}
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
CUT_BY_LIMIT = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
CUT_BY_PROVIDER = frozenset({"content_filter", "refusal", "safety"})
ENDS = ("finish_reason", "done_reason", "stop_reason")
"""Where the three providers say that an answer is complete, and why it ended."""


LONGEST = 100 * ANSWER_TOKENS
"""Characters of an answer; only a server that keeps to no limit writes more."""

MOST_AHEAD = 100
"""Pieces of an answer that a server may be ahead of who reads it."""


class AnswerCut(ModelError):
    """The answer ended before it was complete; what came of it may be used."""


class Deadline:
    """When the chat model's time for a question is over, however often it is asked.

    The time runs from the first time that it is asked: what goes before is not the model's.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends: float | None = None

    def left(self) -> float:
        """Returns the seconds that are left; less than none once it is over."""
        if self._ends is None:
            self._ends = time.monotonic() + self._seconds
        return self._ends - time.monotonic()


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

    def stream(
        self, messages: Sequence[tuple[str, str]], deadline: Deadline | None = None
    ) -> Generator[str]:
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

    def stream(
        self, messages: Sequence[tuple[str, str]], deadline: Deadline | None = None
    ) -> Generator[str]:
        """Yields the answer's text as it comes. Closing the iterator stops the call.

        Args:
            deadline: When the question's time is over; this call's own time where not given.

        Raises:
            AnswerCut: If the answer ended before it was complete, once all of it was yielded.
            ModelError: If the model cannot be reached, refuses, takes too long, is cut off, or
                answers with something else than text; one line without the server's own words.
        """
        deadline = deadline or Deadline(self.timeout_seconds)
        self._check_goes_on(deadline)
        chunks: queue.SimpleQueue[AIMessageChunk | None] = queue.SimpleQueue()
        config = ensure_config()  # read here: the loop's thread knows nothing of the caller's
        call = asyncio.run_coroutine_threadsafe(
            _pump(self.model, list(messages), config, chunks), _loop()
        )
        call.add_done_callback(lambda _: chunks.put(None))
        try:
            yield from self._texts(chunks, deadline, call)
        finally:
            call.cancel()

    def _texts(
        self,
        chunks: queue.SimpleQueue[AIMessageChunk | None],
        deadline: Deadline,
        call: Future[None],
    ) -> Iterator[str]:
        ended, length = "", 0
        while True:
            self._check_goes_on(deadline)
            try:
                chunk = chunks.get(timeout=max(0.0, min(deadline.left(), LOOK_SECONDS)))
            except queue.Empty:
                continue
            if chunk is None:
                break
            if chunk.tool_call_chunks or chunk.tool_calls or chunk.invalid_tool_calls:
                raise ModelError(f"{self.name} asked for a tool instead of answering")
            ended = ended or _end(chunk)
            length += len(chunk.text)
            if length > LONGEST:
                raise ModelError(f"{self.name} did not stop after {LONGEST:,} characters")
            yield str(chunk.text)
        error = call.exception()
        if error is not None:
            raise ModelError(self._explain(error, began=length > 0)) from error
        if not ended and self._says_when_done:
            raise ModelError(f"{self.name} was cut off in the middle of its answer")
        if ended in CUT_BY_LIMIT:
            raise AnswerCut(f"{self.name} reached its limit of tokens before it had finished")
        if ended in CUT_BY_PROVIDER:
            raise AnswerCut(f"the provider of {self.name} withheld what it would have written")

    def _check_goes_on(self, deadline: Deadline) -> None:
        """Raises what ends a call from outside: it was stopped, or its time is over."""
        if _stopped():
            raise ModelError("stopped")
        if deadline.left() <= 0:
            raise ModelError(self._too_late)

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
            other = "RAG_CHAT_MODEL names another"
            if self.address and not self.address.rstrip("/").endswith("/v1"):
                other += "; does RAG_CHAT_BASE_URL have to end in /v1?"
            return f"{self.name}{where} is not known there (404); {other}"
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
        while chunks.qsize() > MOST_AHEAD:
            await asyncio.sleep(LOOK_SECONDS / 10)


def _end(chunk: AIMessageChunk) -> str:
    """Returns why an answer ended where a chunk says so, else ""."""
    said = (chunk.response_metadata.get(key) for key in ENDS)
    return next((str(reason).lower() for reason in said if reason), "")


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
        ModelError: If no provider is named, its package is missing, its key is not set, or it
            cannot be prepared for another reason; one line.
    """
    wrong = base_url and wrong_address(base_url)
    if wrong:
        raise ModelError(f"the address of chat model {name!r}: {wrong}")
    provider, model = _parse(name, base_url)
    key = _key(provider, base_url, api_key)
    if key is None and base_url is None and provider in KEYS:
        raise ModelError(
            f"{provider}:{model} needs a key; set RAG_CHAT_API_KEY or {KEYS[provider]}"
        )
    _keep_off_proxies(base_url or (OLLAMA if provider == "ollama" else ""))
    options = _options(provider, base_url, key, timeout_seconds, context_tokens)
    try:
        made = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(
            f"{provider}:{model} needs a package that is not installed; {_install(provider, error)}"
        ) from None
    except Exception as error:  # noqa: BLE001 - a provider's package may raise anything
        raise ModelError(
            f"chat model {provider}:{model} cannot be prepared ({type(error).__name__}); expected "
            "a provider that LangChain knows and a model of it, such as ollama:qwen3:4b, and what "
            "that provider wants to be set besides"
        ) from None
    if base_url is not None:
        _forget_account(made)
    return ChatModel(f"{provider}:{model}", made, base_url, timeout_seconds, context_tokens, key)


def _parse(name: str, base_url: str | None) -> tuple[str, str]:
    provider, colon, model = name.partition(":")
    provider = provider.lower()
    if colon and model and provider in EXTRAS:
        return provider, model
    if base_url is not None:
        return "openai", name
    if colon and model:
        return provider, model
    raise ModelError(
        f"chat model {name!r} names no provider; write provider:model, such as ollama:{name}"
    )


def _key(provider: str, base_url: str | None, given: SecretStr | None) -> SecretStr | None:
    """Returns the key to send, as it was given or as the provider's own variable has it.

    Raises:
        ModelError: If it cannot be a key.
    """
    key = given.get_secret_value().strip() if given else ""
    if not key and base_url is None and provider in KEYS:
        key = os.environ.get(KEYS[provider], "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ModelError("the chat model's key holds a line break or other signs that no key has")
    return SecretStr(key) if key else None


def _keep_off_proxies(address: str) -> None:
    """Sees to it that what is sent to this machine itself goes through no proxy."""
    host = urlsplit(address).hostname or ""
    if not is_loopback(host):
        return
    spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    hosts = [each.strip() for each in spared.split(",") if each.strip()]
    if host not in hosts and "*" not in hosts:
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join((*hosts, host))


def _forget_account(model: BaseChatModel) -> None:
    """Keeps the organisation and project of an OpenAI account from an address of one's own."""
    for name in ("root_client", "root_async_client"):
        client = getattr(model, name, None)
        for account in ("organization", "project"):
            if getattr(client, account, None) is not None:
                setattr(client, account, None)


def _install(provider: str, error: ImportError) -> str:
    """Returns the command that installs what is missing, which LangChain's error names."""
    extra = EXTRAS.get(provider)
    if extra:
        return f"pip install 'chiaroscuro[{extra}]'"
    named = re.search(r"pip install ([\w.-]*\w)", str(error))
    return f"pip install {named[1] if named else 'langchain-' + provider.replace('_', '-')}"


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
    if provider == "openai" and base_url is not None:
        # Other servers know the limit by its older name alone.
        options |= {"extra_body": {"max_tokens": ANSWER_TOKENS}}
        local = is_loopback(urlsplit(base_url).hostname or "")
        return options | ({"openai_proxy": None} if local else {})
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
