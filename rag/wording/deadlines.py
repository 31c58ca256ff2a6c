"""When a call of a chat model is to end: its time is over, or somebody stopped it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_STOP: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


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


def stopped() -> bool:
    """Whether the calls of chat models within which this is asked were stopped."""
    stop = _STOP.get()
    return stop is not None and stop.is_set()
