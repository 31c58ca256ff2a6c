"""How often somebody may do something."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable

SECONDS = 60.0


class Meter:
    """Counts what each does within the last minute.

    Args:
        most: How often each may do it in a minute.
        clock: Seconds that only go forward.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, name: str) -> int:
        """Counts one, and returns 0; or, where it would be too many, the seconds to wait."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            times = self._times.setdefault(name, deque())
            if len(times) >= self._most:
                return max(1, math.ceil(times[0] + SECONDS - now))
            times.append(now)
            return 0

    def _forget(self, now: float) -> None:
        for name, times in list(self._times.items()):
            while times and times[0] <= now - SECONDS:
                times.popleft()
            if not times:
                del self._times[name]
