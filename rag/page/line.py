"""The line in which questions wait: each knows how many are before it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from types import TracebackType

from rag.errors import ChiaroscuroError


class LineFullError(ChiaroscuroError):
    """More wait than are let wait."""


class Line:
    """Lets some through at the same time, in the order in which they came.

    All of it is used from one event loop.

    Args:
        at_once: How many are let through together.
        longest: How many may wait.
        tell_seconds: How often who waits is told where. Not at each step forward: a crowd of fifty
            would be told a thousand times, which took longer than answering it.
    """

    def __init__(self, at_once: int, longest: int, tell_seconds: float = 1.0) -> None:
        self._free = at_once
        self._longest = longest
        self.tell_seconds = tell_seconds
        self._waiting: deque[Place] = deque()

    def join(self) -> Place:
        """Takes the last place; use it with `async with`, so that it is given up.

        Raises:
            LineFullError: If too many wait already.
        """
        if len(self._waiting) >= self._longest:
            raise LineFullError(
                f"The server is busy: {len(self._waiting)} are waiting. Ask again in a while."
            )
        place = Place(self)
        self._waiting.append(place)
        self._advance()
        return place

    def _leave(self, place: Place) -> None:
        if place.is_through:
            self._free += 1
        elif place in self._waiting:
            self._waiting.remove(place)
        self._advance()

    def _advance(self) -> None:
        while self._free and self._waiting:
            self._free -= 1
            first = self._waiting.popleft()
            first.called.set()
        for before, place in enumerate(self._waiting):
            place.before = before


class Place:
    """A place in the line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.before = 0
        self.called = asyncio.Event()

    @property
    def is_through(self) -> bool:
        return self.called.is_set()

    async def __aenter__(self) -> Place:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line._leave(self)

    async def waits(self) -> AsyncIterator[int]:
        """Yields how many are before this one, at once and then now and then, until its turn."""
        while not self.is_through:
            yield self.before
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._line.tell_seconds):
                    await self.called.wait()
