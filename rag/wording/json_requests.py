"""One small JSON answer of a server that may be anything: bounded in time and size, and no error.

Whatever listens on a port may greet as another protocol does, send a byte now and then, or never
end. Such a server is as good as none.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

MOST_BYTES = 4_000_000


def ask_json(
    url: str,
    seconds: float,
    *,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> object | None:
    """Returns the JSON that a server answers with, None where it gives none in time.

    No proxy is used and no redirection followed, so that what is sent goes nowhere else.

    Args:
        seconds: Longest time until the answer is whole.
        body: Posted as JSON, if given.
    """
    ends = time.monotonic() + seconds
    try:
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        try:
            connection.connect()
            with _cut_off(connection.sock, ends - time.monotonic()):
                sent = None if body is None else json.dumps(body).encode()
                connection.request(
                    "GET" if sent is None else "POST", parts.path, sent, dict(headers or {})
                )
                with connection.getresponse() as reply:
                    text = reply.read(MOST_BYTES + 1)
        finally:
            connection.close()
        if reply.status != 200 or len(text) > MOST_BYTES:
            return None
        found: object = json.loads(text)
    except (OSError, ValueError, HTTPException, RecursionError):
        return None
    return found


@contextmanager
def _cut_off(connected: socket.socket, seconds: float) -> Iterator[None]:
    """Ends all reading from a connection after some time, however often bytes come."""

    def cut() -> None:
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = Timer(max(seconds, 0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
