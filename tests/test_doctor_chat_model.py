"""What `doctor` says of the chat model: offered, reachable, missing; and never a key."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from chat_server import listening, says, serving

from rag import doctor
from rag.settings import Settings
from rag.wording.ollama import find_local_models


@contextmanager
def ollama(*names: str) -> Iterator[str]:
    """A server that lists models as Ollama does."""

    class Lists(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            models = [{"name": name} for name in names] if self.path == "/api/tags" else []
            body = json.dumps({"models": models}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Lists) as address:
        yield address


def look(monkeypatch: pytest.MonkeyPatch, address: str, **values: object) -> doctor.Finding:
    monkeypatch.setattr(doctor, "OLLAMA", address)
    monkeypatch.setattr(doctor, "find_local_models", lambda: find_local_models(address))
    return doctor._chat_model(Settings(**values))


def test_a_server_of_this_machine_is_offered_and_not_used(monkeypatch):
    with ollama("qwen3:4b", "gemma3:1b") as address:
        finding = look(monkeypatch, address)
    assert finding.well
    assert finding.detail.startswith(
        "none: answers are quotations; Ollama runs on this machine with ollama:qwen3:4b and 1 more "
        "and is not used: RAG_CHAT_MODEL=ollama:qwen3:4b lets it word the answers"
    )


def test_without_one_the_setting_is_named(monkeypatch):
    finding = look(monkeypatch, "http://127.0.0.1:9")
    assert finding.detail == "none: answers are quotations (RAG_CHAT_MODEL sets one)"


def test_a_server_that_is_up_is_well_and_its_key_masked(monkeypatch):
    with serving(says("Never asked.")) as served:
        finding = look(
            monkeypatch,
            "http://127.0.0.1:9",
            chat_model="openai:test",
            chat_base_url=served.address,
            chat_api_key="sk-very-secret-0123456789",
        )
        assert served.requests == []
    assert finding.well
    assert finding.detail == f"openai:test, at {served.address}, key …6789"


def test_a_server_that_is_down_is_amiss(monkeypatch):
    with serving(says("")) as served:
        address = served.address
    finding = look(monkeypatch, "", chat_model="openai:test", chat_base_url=address)
    assert not finding.well
    where = address.removeprefix("http://").removesuffix("/v1")
    assert finding.detail.startswith(f"openai:test: nothing answers at {where} (")


def test_a_missing_key_is_named(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    finding = look(monkeypatch, "", chat_model="openai:gpt-5")
    assert not finding.well
    assert finding.detail == "openai:gpt-5 needs a key; set RAG_CHAT_API_KEY or OPENAI_API_KEY"


def test_a_model_that_only_embeds_is_not_offered(monkeypatch):
    with ollama("nomic-embed-text:latest", "qwen3:4b") as address:
        assert find_local_models(address) == ("ollama:qwen3:4b",)
        finding = look(monkeypatch, address)
    assert "with ollama:qwen3:4b and is not used" in finding.detail
