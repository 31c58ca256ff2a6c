"""A web server on loopback that behaves as well or as badly as a test asks of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ssl import SSLContext


@dataclass
class Request:
    """What a client asked, and the connection to answer on."""

    path: str
    headers: dict[str, str]
    connection: socket.socket

    def send(self, head: str, body: bytes = b"") -> None:
        """Sends a status line with headers, and a body as it is."""
        lines = "\r\n".join(line.strip() for line in head.strip().splitlines())
        self.connection.sendall(f"HTTP/1.1 {lines}\r\n\r\n".encode("latin-1") + body)

    def answer(self, body: bytes, head: str = "", status: str = "200 OK") -> None:
        """Sends a whole answer, its length with it."""
        self.send(f"{status}\nContent-Length: {len(body)}\nConnection: close\n{head}", body)


@dataclass
class Server:
    """A running server: `url` asks it by a name that tests allow."""

    port: int
    scheme: str
    pages: dict[str, Callable[[Request], None]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def url(self, path: str, host: str = "localhost") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes, head: str = "") -> str:
        """Answers a path with these bytes from now on, and returns its address."""
        self.pages[path] = lambda request: request.answer(body, head)
        return self.url(path)


@contextmanager
def web_server(ssl_context: SSLContext | None = None) -> Iterator[Server]:
    """Serves until the block ends; each connection is answered once, on its own thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], "https" if ssl_context else "http")

        def run() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=handle, args=(connection,), daemon=True).start()

        def handle(connection: socket.socket) -> None:
            with suppress(OSError):
                if ssl_context:
                    connection = ssl_context.wrap_socket(connection, server_side=True)
                with connection:
                    request = read_request(connection)
                    server.asked.append(request)
                    page = server.pages.get(request.path, not_found)
                    page(request)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def read_request(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise OSError("no request")
        data += more
    first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Request(first.split(" ")[1], {k.lower(): v for k, v in headers.items()}, connection)


def not_found(request: Request) -> None:
    request.answer(b"not here", status="404 Not Found")


def redirect(to: str, status: str = "302 Found") -> Callable[[Request], None]:
    """A page that leads elsewhere."""
    return lambda request: request.answer(b"", f"Location: {to}", status)


def partly(body: bytes, etag: str = '"v1"', cut_at: int | None = None) -> Callable[[Request], None]:
    """A page that gives ranges of a body, and hangs up after `cut_at` bytes of a whole one."""

    def page(request: Request) -> None:
        wanted = request.headers.get("range")
        if wanted and request.headers.get("if-range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                request.answer(b"", status="416 Range Not Satisfiable")
                return
            span = f"Content-Range: bytes {start}-{len(body) - 1}/{len(body)}"
            request.answer(body[start:], f"ETag: {etag}\n{span}", "206 Partial Content")
            return
        head = f"200 OK\nContent-Length: {len(body)}\nETag: {etag}\nConnection: close"
        request.send(head, body[: len(body) if cut_at is None else cut_at])

    return page
