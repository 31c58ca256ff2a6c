"""Tokens as the chosen server counts them: three ways of asking, and none that hangs or fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from chat_server import listening, says, serving

from rag.records import Answer, Citation, Speaker, Statement
from rag.wording.chat_models import ChatModel
from rag.wording.chat_providers import open_chat_model
from rag.wording.token_counts import PER_MESSAGE, count_at
from rag.wording.writing import Writer

MESSAGES = (("system", "Be brief."), ("user", "Why was it closed?"))
WORDS = 6


@contextmanager
def counting(path: str, reply: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that answers one path with what `reply` makes of the request's JSON."""
    seen: list[dict[str, Any]] = []

    class Counts(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path != path:
                self.send_error(404)
                return
            seen.append({**request, "key": self.headers["Authorization"]})
            body = json.dumps(reply(request)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Counts) as address:
        yield f"{address}/v1", seen


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/tokenize", lambda request: {"tokens": request["content"].split()}),
        ("/tokenize", lambda request: {"count": len(request["prompt"].split()), "tokens": []}),
        ("/extras/tokenize/count", lambda request: {"count": len(request["input"].split())}),
    ],
)
def test_each_kind_of_server_is_understood(path, reply):
    with counting(path, reply) as (address, seen):
        counted = count_at(address, "qwen", MESSAGES, key="sk-for-here")
    assert counted == WORDS + 2 * PER_MESSAGE
    assert seen[0]["key"] == "Bearer sk-for-here"
    assert seen[0]["model"] == "qwen"


@pytest.mark.parametrize("reply", [["no"], {"error": "no"}, {"count": "many"}, {"count": 0}, None])
def test_what_is_no_count_is_none(reply):
    with counting("/tokenize", lambda _: reply) as (address, _):
        assert count_at(address, "qwen", MESSAGES) is None
    assert count_at("http://127.0.0.1:9/v1", "qwen", MESSAGES) is None


def test_only_a_server_of_ones_own_is_asked():
    with serving(says("")) as served:
        model = open_chat_model("openai:test", base_url=served.address)
        assert model.count(MESSAGES) is None
        assert replace(model, address=None).count(MESSAGES) is None


def test_sentences_find_room_by_the_models_own_count(monkeypatch):
    quote = "The quay is old; " * 40
    many = tuple(
        Citation(
            n, "h", "0" * 64, "H", None, None, None, 700 * n, 700 * n + 680, quote, Speaker("A")
        )
        for n in range(1, 31)
    )
    quoted = Answer(
        "Why?", "Why?", tuple(Statement(c.quote, (c.number,), c.speaker) for c in many), many,
        None, (), 0.9,
    )  # fmt: skip
    with serving(says("The quay is old [1].")) as served:
        model = open_chat_model("openai:test", base_url=served.address)
        counts = {False: None, True: lambda messages: sum(len(t) for _, t in messages) // 6}
        noted = []
        for knows, count in counts.items():
            with monkeypatch.context() as patch:
                patch.setattr(ChatModel, "count", lambda _, m, c=count: c(m) if c else None)
                noted.append(Writer(model).write(quoted).notes)
            lines = served.requests[-1]["messages"][1]["content"].count("\n[")
            assert (lines == 30) is knows
    assert noted[0][-1].startswith("The chat model had room for ")
    assert noted[1] == ()


@pytest.mark.parametrize("end", ["/v1", "/v1/", "", "/"])
def test_the_address_may_end_in_a_slash(end):
    with counting("/tokenize", lambda request: {"tokens": request["content"].split()}) as (
        address,
        seen,
    ):
        assert count_at(address.removesuffix("/v1") + end, "qwen", MESSAGES)
    assert len(seen) == 1
