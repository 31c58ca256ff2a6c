"""A real HTTP server on loopback that speaks the OpenAI streaming protocol, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Served:
    """What the server does and has seen.

    Attributes:
        script: Handles one request: is given the handler and the request's JSON.
        requests: The JSON of each request, in order.
        headers: The headers of each request.
        left: Set once a client has closed its connection before the answer's end.
        go_on: Lets a script that waits go on.
    """

    script: Callable[["Handler", dict[str, Any]], None]
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    served: Served
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        self.served.requests.append(request)
        self.served.headers.append(dict(self.headers))
        self.close_connection = True
        try:
            self.served.script(self, request)
        except (BrokenPipeError, ConnectionResetError):
            self.served.left.set()

    def end_headers(self) -> None:
        self.send_header("Connection", "close")  # no client is to send its next request here
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keeps the tests' output quiet."""

    def open(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def raw(self, line: str) -> None:
        data = line.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        event = {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "test",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.raw(f"data: {json.dumps(event)}\n\n")

    def done(self, finish: str = "stop") -> None:
        self.chunk({}, finish)
        self.raw("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def fail(self, status: int, message: str = "no") -> None:
        data = json.dumps({"error": {"message": message, "type": "test"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def says(text: str, size: int = 7) -> Callable[[Handler, dict[str, Any]], None]:
    """A well-behaved model that says `text`, `size` characters at a time."""

    def script(handler: Handler, _: dict[str, Any]) -> None:
        handler.open()
        handler.chunk({"role": "assistant", "content": ""})
        for start in range(0, len(text), size):
            handler.chunk({"content": text[start : start + size]})
        handler.done()

    return script


@contextmanager
def serving(script: Callable[[Handler, dict[str, Any]], None]) -> Iterator[Served]:
    served = Served(script)
    with listening(type("Bound", (Handler,), {"served": served})) as address:
        served.address = f"{address}/v1"
        try:
            yield served
        finally:
            served.go_on.set()


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Gives the address of a server whose requests `handler` handles."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
