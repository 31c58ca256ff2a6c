"""Whatever listens on a port: an answer in time, or none, and never an error."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from rag.wording.json_requests import MOST_BYTES, ask_json
from rag.wording.ollama import find_local_models
from rag.wording.token_counts import count_at

OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def speaking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that says to everybody what `talk` says."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller, suppress(OSError):
                talk(caller)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def says(data: bytes) -> Callable[[socket.socket], None]:
    def talk(caller: socket.socket) -> None:
        caller.sendall(data)
        caller.settimeout(0.5)
        caller.recv(65536)

    return talk


def drips(caller: socket.socket) -> None:
    for _ in range(100):
        caller.sendall(b"H")
        time.sleep(0.1)


def drips_its_body(caller: socket.socket) -> None:
    caller.sendall(OK + b"\r\n")
    drips(caller)


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        OK + b"Content-Length: 500\r\n\r\n{",
        OK + b"X: 1\r\n" * 150 + b"\r\n{}",
        OK + b"Content-Length: 100000\r\n\r\n" + DEEP,
        OK + b"\r\n" + b" " * (MOST_BYTES + 1) + b"{}",
        b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\n{}",
        OK + b"Content-Length: 3\r\n\r\n\xff\xfe{",
        b"",
    ],
)
def test_what_is_no_answer_is_none(data):
    with speaking(says(data)) as address:
        assert ask_json(f"{address}/api/tags", 2) is None
        assert find_local_models(address) == ()
        assert count_at(f"{address}/v1", "test", [("user", "Why?")]) is None


@pytest.mark.parametrize("talk", [drips, drips_its_body])
def test_a_server_that_drips_is_not_waited_for(talk):
    began = time.monotonic()
    with speaking(talk) as address:
        assert find_local_models(address) == ()
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("models", [b'{"models": [1, {"name": 2}, {}]}', b'{"models": "a"}', b"[]"])
def test_a_list_of_something_else_names_no_models(models):
    with speaking(says(OK + b"\r\n" + models)) as address:
        assert find_local_models(address, 1) == ()
