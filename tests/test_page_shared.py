"""A page that several people use: signing in, limits, and nobody sees what is another's."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from gradio_client import Client
from page_browser import ask, free_port, opened, serving
from playwright.sync_api import Browser, Page, expect
from small_pdf import make_pdf

from rag.chain import Chatbot
from rag.errors import SettingsError
from rag.records import Answer
from rag.settings import Settings

USERS = "ada:under the north quay,ben:over the south quay"
ADA, BEN = (tuple(entry.split(":")) for entry in USERS.split(","))
SECRET = ("The ferry Marigold sank on 3 March 2014.", "All passengers were saved by fishermen.")
ASKED = "When did the ferry Marigold sink?"
WAIT = 60_000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def shared_bot(folder: Path, place: Path) -> Iterator[Chatbot]:
    with Chatbot.open(
        folder,
        index_dir=place / "index",
        data_dir=place / "data",
        users=USERS,
        questions_per_minute=20,
        mcp=True,
    ) as bot:
        yield bot


@pytest.fixture(scope="module")
def shared(shared_bot: Chatbot) -> Iterator[str]:
    with serving(shared_bot) as address:
        yield address


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@contextmanager
def signed_in(address: str, user: tuple[str, ...]) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=address, timeout=60) as client:
        reply = client.post("/login", data={"username": user[0], "password": user[1]})
        assert reply.status_code == 200
        yield client


def test_two_users_in_two_browsers_never_see_each_others_things(
    browser: Browser, shared: str, shared_bot: Chatbot, folder: Path
) -> None:
    with (
        opened(browser, shared, ready="form") as hers,
        opened(browser, shared, ready="form") as his,
    ):
        assert hers.url.endswith("/login")
        sign_in(hers, "ada", "wrong password")
        expect(hers.get_by_role("alert")).to_contain_text("do not belong together")
        for page, user in ((hers, ADA), (his, BEN)):
            sign_in(page, *user)
            page.wait_for_selector("[data-ready]")
        hers.locator(".adding input[type=file]").set_input_files(
            [{"name": "secret.pdf", "mimeType": "application/pdf", "buffer": make_pdf(SECRET)}]
        )
        expect(hers.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
        turn = ask(hers, ASKED)
        expect(turn.locator(".said").first).to_contain_text("3 March 2014")
        his.reload()
        his.wait_for_selector("[data-ready]")
        expect(his.locator("[data-do=shelf]")).to_have_text("3 documents")
        turn = ask(his, ASKED)
        assert "Marigold sank" not in (turn.text_content() or "")
        assert "3 March" not in his.evaluate("JSON.stringify(localStorage)")
        expect(his.locator(".shelf .remove")).to_have_count(0)
        his.get_by_role("button", name="Sign out").click()
        expect(his.get_by_role("button", name="Sign in")).to_be_visible()
        # Who signs in after him in the same browser sees nothing of his.
        sign_in(his, *ADA)
        his.wait_for_selector("[data-ready]")
        his.get_by_role("button", name="Earlier").click()
        expect(his.locator(".kept .nothing")).to_have_text("None yet.")
        his.get_by_role("button", name="Sign out").click()
        expect(his.get_by_role("button", name="Sign in")).to_be_visible()
        his.goto(shared)
        assert his.url.endswith("/login")
    assert sorted(path.name for path in folder.iterdir()) == [
        "ferry.md",
        "harbour.md",
        "minutes.txt",
    ]
    assert [document.id for document in shared_bot.documents] == ["ferry", "harbour", "minutes"]


def test_nor_through_the_api_the_page_images_or_the_text(shared: str) -> None:
    hers, his = Client(shared, auth=ADA, verbose=False), Client(shared, auth=BEN, verbose=False)
    assert "added/secret" in [item["id"] for item in hers.predict(api_name="/documents")]
    assert "added/secret" not in [item["id"] for item in his.predict(api_name="/documents")]
    assert "3 March" in Answer.from_dict(hers.predict(ASKED, [], [], api_name="/ask")).text
    assert "3 March" not in json.dumps(his.predict(ASKED, [], [], api_name="/ask"))
    assert "3 March" not in json.dumps(his.predict("Marigold", 20, [], api_name="/search"))
    with pytest.raises(Exception, match="unknown document"):
        his.predict(ASKED, [], ["added/secret"], api_name="/ask")
    assert "Marigold sank" in hers.predict("added/secret", 0, 0, api_name="/read")
    assert "There is no document" in his.predict("added/secret", 0, 0, api_name="/read")
    assert "data:image/png" in hers.predict("added/secret", 1, 0, 0, api_name="/sheet")
    with pytest.raises(Exception, match="there is no document"):
        his.predict("added/secret", 1, 0, 0, api_name="/sheet")
    with signed_in(shared, BEN) as client:
        refused = client.post("/shelf/remove", json={"document": "added/secret"})
        assert refused.status_code == 400
        assert "secret" not in client.get("/shelf").text


def test_who_is_not_signed_in_gets_nothing(shared: str) -> None:
    with httpx2.Client(base_url=shared, follow_redirects=False) as client:
        assert client.get("/").headers["location"] == "/login"
        for path in ("/config", "/gradio_api/info", "/shelf", "/gradio_api/mcp/"):
            assert client.get(path).status_code == 401, path
        for path in ("/gradio_api/call/ask", "/gradio_api/queue/join", "/shelf/files?name=x.md"):
            assert client.post(path, json={"data": ["x", [], []]}).status_code == 401, path
        assert client.get("/gradio_api/upload").status_code == 403
        assert client.get("/manifest.json").status_code == 200  # browsers send no cookie for it
        forged = base64.urlsafe_b64encode(b"ada|99999999999").decode() + "." + "0" * 64
        assert client.get("/config", cookies={"chiaroscuro": forged}).status_code == 401
        header = {"Authorization": "Basic " + base64.b64encode(":".join(ADA).encode()).decode()}
        assert client.get("/config", headers=header).status_code == 200
        wrong = {"Authorization": "Basic " + base64.b64encode(b"ada:no").decode()}
        assert client.get("/config", headers=wrong).status_code == 401


def test_the_cookie_outlives_the_server_and_signing_out_ends_it(
    folder: Path, tmp_path: Path
) -> None:
    with Chatbot.open(
        folder, index_dir=tmp_path / "index", data_dir=tmp_path / "data", users=USERS
    ) as bot:
        port = free_port()
        with serving(bot, port) as address, signed_in(address, ADA) as client:
            cookies = dict(client.cookies)
        with serving(bot, port), httpx2.Client(base_url=address, cookies=cookies) as client:
            assert client.get("/config").status_code == 200
            assert client.post("/logout").status_code == 303
            client.cookies.clear()
            assert client.get("/config").status_code == 401


def test_too_many_questions_and_tries_are_told_to_wait(folder: Path, tmp_path: Path) -> None:
    with (
        Chatbot.open(
            folder,
            index_dir=tmp_path / "index",
            data_dir=tmp_path / "data",
            users=USERS,
            questions_per_minute=2,
            most_added_mb=1,
        ) as bot,
        serving(bot) as address,
        signed_in(address, ADA) as hers,
        signed_in(address, BEN) as his,
    ):
        asked = {"data": [ASKED, [], []]}
        replies = [hers.post("/gradio_api/call/ask", json=asked) for _ in range(3)]
        assert [reply.status_code for reply in replies] == [200, 200, 429]
        assert replies[2].json()["detail"].startswith("You asked too often. Wait ")
        assert 0 < int(replies[2].headers["retry-after"]) <= 60
        assert his.post("/gradio_api/call/ask", json=asked).status_code == 200
        large = his.post("/gradio_api/call/show", content=b"x" * (17 * 1024**2))
        assert large.status_code == 413
        full = his.post("/shelf/files?name=a.md", content=b"x" * (1024**2 + 1))
        assert full.status_code == 413
        assert "no room is left" in full.json()["detail"]
        tries = [
            hers.post("/login", data={"username": "ada", "password": "x"}).status_code
            for _ in range(10)
        ]
        assert tries[-1] == 429


def test_beyond_this_machine_it_wants_users_or_to_be_told(folder: Path, tmp_path: Path) -> None:
    from rag.page import start

    values: dict[str, Any] = {"index_dir": tmp_path / "index", "data_dir": tmp_path / "data"}
    refusal = r"no user is named; add some with .*--open"
    with Chatbot.open(folder, **values) as bot, pytest.raises(SettingsError, match=refusal):
        start(bot, host="0.0.0.0", port=free_port())
    with Chatbot.open(folder, settings=Settings(**values, open_access=True)) as bot:
        port = free_port()
        server = start(bot, host="0.0.0.0", port=port)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
            assert client.get("/config").status_code == 200
            refused = client.post("/shelf/files?name=x.md", content=b"x")
            assert refused.status_code == 403
            assert "adding" not in client.get("/shelf").json()["html"]
        server.close()


def test_an_mcp_client_asks_searches_and_lists(shared: str, shared_bot: Chatbot) -> None:
    mcp = pytest.importorskip("mcp")
    from mcp.client.streamable_http import streamablehttp_client

    header = {"Authorization": "Basic " + base64.b64encode(":".join(BEN).encode()).decode()}
    asked = "Who asked for the audit?"

    async def session() -> tuple[list[str], dict[str, Any], Any, Any]:
        async with (
            streamablehttp_client(f"{shared}/gradio_api/mcp/", headers=header) as (read, write, _),
            mcp.ClientSession(read, write) as client,
        ):
            await client.initialize()
            tools = (await client.list_tools()).tools
            schema = next(tool for tool in tools if tool.name == "ask").inputSchema
            given = {"question": asked, "history": [], "documents": []}
            answer = await client.call_tool("ask", given)
            hits = await client.call_tool(
                "search", {"question": "quay", "k": 2, "documents": ["harbour"]}
            )
            listed = await client.call_tool("documents", {})
            wrong = await client.call_tool("ask", {**given, "documents": ["nowhere"]})
            assert wrong.isError
            assert "unknown document 'nowhere'" in wrong.content[0].text
            found = [json.loads(result.content[0].text) for result in (answer, hits, listed)]
            return sorted(tool.name for tool in tools), schema, *found[:1], found[1:]

    with ThreadPoolExecutor(1) as pool:  # playwright's event loop holds this thread
        names, schema, answer, (hits, listed) = pool.submit(asyncio.run, session()).result()
    assert names == ["ask", "documents", "search"]
    assert set(schema["properties"]) == {"question", "history", "documents"}
    assert "In plain words" in json.dumps(schema)
    assert Answer.from_dict(answer) == shared_bot.ask(asked)
    assert {hit["passage"]["document_id"] for hit in hits} == {"harbour"}
    assert [item["id"] for item in listed] == ["ferry", "harbour", "minutes"]
