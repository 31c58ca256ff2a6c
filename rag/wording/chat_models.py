"""Chat models: any that LangChain knows, behind one small stream of text that always ends.

A model is called on an event loop of its own, because only there can a call that waits for a
server be stopped at once, from outside, with its connection closed.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import ensure_config
from pydantic import SecretStr

from rag.errors import ModelError
from rag.wording.chat_errors import AnswerCut, explain, too_late
from rag.wording.deadlines import Deadline, stopped
from rag.wording.token_counts import count_at

ANSWER_TOKENS = 1024
"""Most tokens of an answer, those of a model's silent reasoning included."""

EXTRAS = {"ollama": "ollama", "openai": "openai", "anthropic": "anthropic"}
"""The providers whose answers say that they are complete, and what of this program brings each."""

CUT_BY_LIMIT = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
CUT_BY_PROVIDER = frozenset({"content_filter", "refusal", "safety"})
ENDS = ("finish_reason", "done_reason", "stop_reason")
"""Where the three providers say that an answer is complete, and why it ended."""

LONGEST = 100 * ANSWER_TOKENS
"""Characters of an answer; only a server that keeps to no limit writes more."""

MOST_AHEAD = 100
"""Pieces of an answer that a server may be ahead of who reads it."""

LOOK_SECONDS = 0.1
"""How long a model that says nothing is waited for before looking whether to stop."""


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
            why = explain(error, self.name, self.address, self.timeout_seconds, began=length > 0)
            raise ModelError(why) from error
        self._check_complete(ended)

    def _check_complete(self, ended: str) -> None:
        """Raises what an answer lacks that ended for the reason given, "" for none."""
        if not ended and self.name.split(":")[0] in EXTRAS:
            raise ModelError(f"{self.name} was cut off in the middle of its answer")
        if ended in CUT_BY_LIMIT:
            raise AnswerCut(f"{self.name} reached its limit of tokens before it had finished")
        if ended in CUT_BY_PROVIDER:
            raise AnswerCut(f"the provider of {self.name} withheld what it would have written")

    def _check_goes_on(self, deadline: Deadline) -> None:
        """Raises what ends a call from outside: it was stopped, or its time is over."""
        if stopped():
            raise ModelError("stopped")
        if deadline.left() <= 0:
            raise ModelError(too_late(self.name, self.timeout_seconds))


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
