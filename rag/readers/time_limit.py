"""How long the pages of one file may be looked at as pictures, set from far above the readers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

DEFAULT_SECONDS = 600.0

_seconds: ContextVar[float] = ContextVar("seconds", default=DEFAULT_SECONDS)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Has each file that is read within the block, in the same thread, keep to so many seconds."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of one file.

    Attributes:
        seconds: How long it lasts; 0 where no picture is to be looked at, nor recalled.
        began: When it began, on the monotonic clock.
    """

    seconds: float
    began: float

    @property
    def end(self) -> float:
        """When it is over, on the monotonic clock."""
        return self.began + self.seconds

    @property
    def is_over(self) -> bool:
        """Whether it is over now."""
        return time.monotonic() >= self.end


def begin() -> Limit:
    """Returns the limit of a file whose pictures are looked at from now on."""
    return Limit(_seconds.get(), time.monotonic())
