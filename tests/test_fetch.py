"""Fetching over real connections: what comes in, what is refused, and what is left behind."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import socket
import ssl
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from small_pdf import make_pdf
from web_server import Request, Server, partly, redirect, web_server

from rag.__main__ import main
from rag.corpus import read_corpus
from rag.errors import CorpusError, FetchCancelled, FetchError
from rag.fetching.fetch import Fetched, fetch

TEXT = b"The north quay was closed on 12 February 2021 because its piles were rotten.\n"
LONG = TEXT * 3000  # 231,000 bytes


@pytest.fixture
def server() -> Iterator[Server]:
    with web_server() as server:
        yield server


@pytest.fixture(scope="module")
def tls() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side for localhost, and a client's that trusts whoever vouches for it."""
    authority = trustme.CA()
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(serving)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    return serving, trusting


def get(url: str, folder: Path, **more: Any) -> Fetched:
    return fetch(url, folder, **{"allow": ["localhost"], "most_seconds": 20, **more})


def refusal(url: str, folder: Path, **more: Any) -> str:
    with pytest.raises(FetchError) as caught:
        get(url, folder, **more)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{url}: ")
    return message.removeprefix(f"{url}: ")


def names(folder: Path) -> list[str]:
    """What a user sees in the folder."""
    return sorted(path.name for path in folder.rglob("*") if ".fetch" not in path.parts[-2:])


def parts(folder: Path) -> list[Path]:
    return sorted((folder / ".fetch").glob("*.part"))


def test_a_document_is_fetched_and_put_down(server: Server, tmp_path: Path) -> None:
    url = server.serve("/reports/Quay%20report.txt?x=1", TEXT, 'ETag: "a"')
    steps: list[tuple[int, int | None]] = []
    fetched = get(url, tmp_path, progress=lambda done, total: steps.append((done, total)))
    assert fetched.path == tmp_path / "Quay-report.txt"
    assert fetched.path.read_bytes() == TEXT
    assert fetched.state == "new"
    assert steps[-1] == (len(TEXT), len(TEXT))
    record = json.loads((tmp_path / "fetched.json").read_text())["Quay-report.txt"]
    assert record["url"] == record["final_url"] == url
    assert record["sha256"] == hashlib.sha256(TEXT).hexdigest()
    assert (record["media_type"], record["size"], record["etag"]) == ("text/plain", 77, '"a"')
    assert record["fetched_at"][:3] == "202" and record["fetched_at"].endswith("Z")
    assert parts(tmp_path) == []


def test_the_scan_reads_the_document_alone_and_knows_its_address(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("/quay.txt", TEXT)
    get(url, tmp_path)
    (document,) = read_corpus(tmp_path).documents
    assert (document.id, document.url) == ("quay", url)
    assert read_corpus(tmp_path).failures == ()


def test_an_address_in_the_document_itself_goes_first(server: Server, tmp_path: Path) -> None:
    body = b"---\ntitle: Quay\nurl: https://example.org/own\n---\n\n" + TEXT
    get(server.serve("/quay.md", body), tmp_path)
    (document,) = read_corpus(tmp_path).documents
    assert document.url == "https://example.org/own"


def test_a_file_changed_since_has_no_address(server: Server, tmp_path: Path) -> None:
    fetched = get(server.serve("/quay.txt", TEXT), tmp_path)
    fetched.path.write_bytes(TEXT + b"Somebody added this.\n")
    (document,) = read_corpus(tmp_path).documents
    assert document.url is None


def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "fetched.json").write_text('{"a.txt": {"url": 3}}')
    with pytest.raises(CorpusError, match=r"fetched\.json: damaged \(a\.txt\.url: "):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("/download", make_pdf(("The quay was closed.",)), "download.pdf"),
        ("/page.html", make_pdf(("The quay was closed.",)), "page.pdf"),
        ("/notes.md", TEXT, "notes.md"),
        ("/notes.pdf", TEXT, "notes.txt"),
        ("/", TEXT, "localhost.txt"),
        ("/report.pdf", b"<!DOCTYPE html><p>Please <b>agree</b> first.</p>", "report.html"),
        ("/page.htm", b"<html><p>The quay was closed.</p></html>", "page.htm"),
        ("/a/..%2F..%2Fetc%2Fpasswd", TEXT, "passwd.txt"),
        ("/%2e%2e/x/.hidden.txt", TEXT, "hidden.txt"),
        ("/CON.txt", TEXT, "CON-file.txt"),
        ("/README.md", TEXT, "README-2.md"),
        ("/sources.toml", TEXT, "sources-2.txt"),
        ("/a%00b%1b%5b31m.txt", TEXT, "ab[31m.txt"),
        ("/" + "x" * 300 + ".txt", TEXT, "x" * 100 + ".txt"),
        ("/%E2%80%AEfdp.txt", TEXT, "fdp.txt"),
    ],
)
def test_type_from_content_and_a_safe_name(
    server: Server, tmp_path: Path, path: str, body: bytes, name: str
) -> None:
    server.pages[path] = lambda request: request.answer(body, "Content-Type: image/png")
    assert get(server.url(path), tmp_path).path.name == name
    assert names(tmp_path) == sorted([name, "fetched.json"])


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100_000), "a PNG image"),
        (bytes(50), "binary data"),
        (b"MZ\x90\0" + bytes(50), "a program"),
    ],
)
def test_what_no_reader_reads_is_not_kept(
    server: Server, tmp_path: Path, body: bytes, found: str
) -> None:
    url = server.serve("/report.pdf", body, "Content-Type: application/pdf")
    assert f"its content is {found}, which no reader reads" in refusal(url, tmp_path)
    assert names(tmp_path) == [] and parts(tmp_path) == []


def test_an_archive_is_no_word_document(server: Server, tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("xl/workbook.xml", "<workbook/>")
    url = server.serve("/figures.docx", archive.getvalue())
    assert "figures.docx" in refusal(url, tmp_path)
    assert names(tmp_path) == [] and parts(tmp_path) == []


def test_a_type_is_refused_before_all_of_it_is_there(server: Server, tmp_path: Path) -> None:
    def endless_image(request: Request) -> None:
        request.send("200 OK\nConnection: close", b"\x89PNG\r\n\x1a\n")
        while True:
            request.connection.sendall(bytes(10_000))

    server.pages["/film"] = endless_image
    assert "PNG" in refusal(server.url("/film"), tmp_path)


def test_an_empty_document_is_refused(server: Server, tmp_path: Path) -> None:
    assert "empty" in refusal(server.serve("/a.txt", b""), tmp_path)
    assert names(tmp_path) == []


def test_another_file_of_that_name_is_never_overwritten(server: Server, tmp_path: Path) -> None:
    (tmp_path / "Quay.pdf").write_bytes(b"mine")
    (tmp_path / "quay-2.txt").write_bytes(b"mine too")
    fetched = get(server.serve("/quay.txt", TEXT), tmp_path)
    assert fetched.path.name == "quay-3.txt"
    assert (tmp_path / "Quay.pdf").read_bytes() == b"mine"
    assert (tmp_path / "quay-2.txt").read_bytes() == b"mine too"


def test_the_same_bytes_are_kept_once(server: Server, tmp_path: Path) -> None:
    first = get(server.serve("/quay.txt", TEXT), tmp_path)
    again = get(server.serve("/quay.txt", TEXT), tmp_path)
    other = get(server.serve("/copy.txt", TEXT), tmp_path)
    assert [first.state, again.state, other.state] == ["new", "unchanged", "unchanged"]
    assert first.path == again.path == other.path
    assert names(tmp_path) == ["fetched.json", "quay.txt"]


def test_an_unchanged_document_is_asked_for_but_not_sent_again(
    server: Server, tmp_path: Path
) -> None:
    def page(request: Request) -> None:
        if request.headers.get("if-none-match") == 'W/"v1"':
            request.send("304 Not Modified\nConnection: close")
        else:
            request.answer(TEXT, 'ETag: W/"v1"')

    server.pages["/quay.txt"] = page
    first = get(server.url("/quay.txt"), tmp_path)
    again = get(server.url("/quay.txt"), tmp_path)
    assert (again.state, again.path, again.origin) == ("unchanged", first.path, first.origin)
    # Where the file was changed here, it is sent again, and the changed one left alone.
    first.path.write_bytes(b"my notes on it")
    third = get(server.url("/quay.txt"), tmp_path)
    assert (third.state, third.path.name) == ("new", "quay-2.txt")
    assert first.path.read_bytes() == b"my notes on it"


def test_a_changed_document_becomes_a_second_file(server: Server, tmp_path: Path) -> None:
    get(server.serve("/quay.txt", TEXT), tmp_path)
    changed = get(server.serve("/quay.txt", TEXT + b"The quay is open.\n"), tmp_path)
    assert (changed.path.name, changed.state) == ("quay-2.txt", "new")
    assert (tmp_path / "quay.txt").read_bytes() == TEXT
    known = {document.url for document in read_corpus(tmp_path).documents}
    assert known == {server.url("/quay.txt")}


def test_a_cut_download_goes_on_where_it_broke_off(server: Server, tmp_path: Path) -> None:
    server.pages["/quay.txt"] = partly(LONG, cut_at=100_000)
    message = refusal(server.url("/quay.txt"), tmp_path)
    assert "broke off" in message and "0.1 MB are kept; fetch it again to go on" in message
    assert names(tmp_path) == []
    assert [path.stat().st_size for path in parts(tmp_path)] == [100_000]
    fetched = get(server.url("/quay.txt"), tmp_path)
    assert fetched.path.read_bytes() == LONG
    assert server.asked[-1].headers["range"] == "bytes=100000-"
    assert server.asked[-1].headers["if-range"] == '"v1"'


def test_another_version_starts_over(server: Server, tmp_path: Path) -> None:
    server.pages["/quay.txt"] = partly(LONG, cut_at=100_000)
    refusal(server.url("/quay.txt"), tmp_path)
    other = LONG.replace(b"closed", b"opened")
    server.pages["/quay.txt"] = partly(other, etag='"v2"')
    assert get(server.url("/quay.txt"), tmp_path).path.read_bytes() == other


def test_a_download_killed_when_it_was_whole_is_kept_as_it_is(
    server: Server, tmp_path: Path
) -> None:
    server.pages["/quay.txt"] = partly(LONG, cut_at=100_000)
    refusal(server.url("/quay.txt"), tmp_path)
    (part,) = parts(tmp_path)
    part.write_bytes(LONG)
    server.pages["/quay.txt"] = partly(LONG)
    assert get(server.url("/quay.txt"), tmp_path).path.read_bytes() == LONG


def test_without_a_mark_of_the_version_it_starts_over(server: Server, tmp_path: Path) -> None:
    server.pages["/a.txt"] = lambda request: request.send(
        "200 OK\nContent-Length: 300000\nConnection: close", LONG[:50_000]
    )
    assert "kept" not in refusal(server.url("/a.txt"), tmp_path)
    assert get(server.serve("/a.txt", LONG), tmp_path).path.read_bytes() == LONG
    assert "range" not in server.asked[-1].headers


def test_a_part_that_was_not_asked_for_is_refused(server: Server, tmp_path: Path) -> None:
    server.pages["/quay.txt"] = partly(LONG, cut_at=100_000)
    refusal(server.url("/quay.txt"), tmp_path)
    span = "Content-Range: bytes 5-9/231000"
    server.pages["/quay.txt"] = lambda request: request.answer(
        LONG[5:10], span, "206 Partial Content"
    )
    assert "another part than the one asked for" in refusal(server.url("/quay.txt"), tmp_path)
    # What is there was given up, so that this one is not even asked for a part.
    assert "the server answers 206" in refusal(server.url("/quay.txt"), tmp_path)
    assert "range" not in server.asked[-1].headers


def test_a_body_longer_than_announced_is_cut_there(server: Server, tmp_path: Path) -> None:
    server.pages["/a.txt"] = lambda request: request.send(
        f"200 OK\nContent-Length: {len(TEXT)}", TEXT + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"
    )
    assert get(server.url("/a.txt"), tmp_path).path.read_bytes() == TEXT


@pytest.mark.parametrize("length", ["-5", "12, 13", "abc", "1e9"])
def test_a_senseless_length_is_one_line(server: Server, tmp_path: Path, length: str) -> None:
    server.pages["/a.txt"] = lambda request: request.send(
        f"200 OK\nContent-Length: {length}\nConnection: close", TEXT
    )
    assert "broke the protocol" in refusal(server.url("/a.txt"), tmp_path)


def test_an_announced_size_over_the_limit_is_refused_at_once(
    server: Server, tmp_path: Path
) -> None:
    server.pages["/a.txt"] = lambda request: request.send(
        "200 OK\nContent-Length: 9000000000\nConnection: close", TEXT
    )
    assert "9,000.0 MB, at most 200 are fetched" in refusal(server.url("/a.txt"), tmp_path)
    assert parts(tmp_path) == []


def test_an_endless_body_ends_at_the_limit(server: Server, tmp_path: Path) -> None:
    def endless(request: Request) -> None:
        request.send("200 OK\nConnection: close")
        while True:
            request.connection.sendall(TEXT * 100)

    server.pages["/a.txt"] = endless
    assert "larger than 1 MB" in refusal(server.url("/a.txt"), tmp_path, most_bytes=1_000_000)
    assert names(tmp_path) == [] and parts(tmp_path) == []


def test_a_compressed_bomb_ends_at_the_limit(server: Server, tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    url = server.serve("/a.txt", bomb, "Content-Encoding: gzip")
    assert "larger than 1 MB" in refusal(url, tmp_path, most_bytes=1_000_000)


def test_a_compressed_body_that_nobody_asked_for_is_unpacked(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("/a.txt", gzip.compress(LONG), "Content-Encoding: gzip")
    assert get(url, tmp_path).path.read_bytes() == LONG
    assert server.asked[0].headers["accept-encoding"] == "identity"


def drip(what: str) -> Any:
    def page(request: Request) -> None:
        if what == "body":
            request.send('200 OK\nConnection: close\nETag: "v1"')
        for _ in range(400):
            request.connection.sendall(b"x")
            time.sleep(0.05)

    return page


@pytest.mark.parametrize("what", ["body", "headers"])
def test_a_drip_ends_at_the_time_limit(server: Server, tmp_path: Path, what: str) -> None:
    server.pages["/a.txt"] = drip(what)
    began = time.monotonic()
    assert "not done after 1 s" in refusal(server.url("/a.txt"), tmp_path, most_seconds=1)
    assert time.monotonic() - began < 4
    assert names(tmp_path) == []


def test_silence_ends_at_the_time_limit(server: Server, tmp_path: Path) -> None:
    server.pages["/a.txt"] = lambda request: time.sleep(10)
    assert "not done after 1 s" in refusal(server.url("/a.txt"), tmp_path, most_seconds=1)


def test_it_stops_when_cancelled(server: Server, tmp_path: Path) -> None:
    server.pages["/a.txt"] = drip("body")
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    began = time.monotonic()
    with pytest.raises(FetchCancelled, match="cancelled"):
        get(server.url("/a.txt"), tmp_path, cancel=stop.is_set)
    assert time.monotonic() - began < 4
    assert names(tmp_path) == []


def test_huge_headers_are_refused(server: Server, tmp_path: Path) -> None:
    def page(request: Request) -> None:
        request.connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            request.connection.sendall(b"X-%d: %s\r\n" % (number, b"y" * 500))

    server.pages["/a.txt"] = page
    assert "protocol" in refusal(server.url("/a.txt"), tmp_path)


def test_endless_interim_answers_are_refused(server: Server, tmp_path: Path) -> None:
    def page(request: Request) -> None:
        while True:
            request.connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)

    server.pages["/a.txt"] = page
    message = refusal(server.url("/a.txt"), tmp_path, most_bytes=1_000_000)
    assert "larger than 1 MB" in message


def test_no_http_at_all_is_one_line(server: Server, tmp_path: Path) -> None:
    server.pages["/a.txt"] = lambda request: request.connection.sendall(b"SSH-2.0-x\r\n\r\n")
    assert "broke the protocol" in refusal(server.url("/a.txt"), tmp_path)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("404 Not Found", "the server answers 404 Not Found"),
        ("401 Unauthorized\nWWW-Authenticate: Basic", "the server answers 401 Unauthorized"),
        (
            "503 Service Unavailable\nRetry-After: 30",
            "the server answers 503 Service Unavailable; it asks to wait 30 s",
        ),
        ("204 No Content", "the server answers 204 No Content"),
        ("304 Not Modified", "the server answers 304 Not Modified"),
    ],
)
def test_other_answers_are_told(server: Server, tmp_path: Path, status: str, shown: str) -> None:
    server.pages["/a.txt"] = lambda request: request.send(f"{status}\nConnection: close")
    assert refusal(server.url("/a.txt"), tmp_path).endswith(shown)


def test_redirects_are_followed_and_the_last_address_names_the_file(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/final/quay.txt", TEXT)
    for number in range(5):
        to = "final/quay.txt#top" if number == 4 else server.url(f"/{number + 1}")
        server.pages[f"/{number}"] = redirect(to, "307 Temporary Redirect")
    fetched = get(server.url("/0"), tmp_path)
    assert fetched.path.name == "quay.txt"
    assert fetched.origin.url == server.url("/0")
    assert fetched.origin.final_url == server.url("/final/quay.txt")


def test_a_sixth_redirect_is_refused(server: Server, tmp_path: Path) -> None:
    server.pages["/a"] = redirect("/a")
    assert refusal(server.url("/a"), tmp_path) == "more than 5 redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("http://127.0.0.1:{port}/secret.txt", "127.0.0.1 is this machine"),
        ("http://[::1]:{port}/secret.txt", "::1 is this machine"),
        ("http://[::ffff:127.0.0.1]:{port}/secret.txt", "this machine"),
        ("http://10.0.0.1/", "10.0.0.1 is a private or reserved network"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254 is a link-local network"),
        ("http://2130706433:{port}/secret.txt", "127.0.0.1, this machine"),
        ("http://0x7f000001:{port}/secret.txt", "127.0.0.1, this machine"),
        ("http://user:pw@localhost:{port}/secret.txt", "a user name or password in it is refused"),
        ("file:///etc/passwd", "not an http or https address: 'file:///etc/passwd'"),
        ("ftp://localhost/x", "not an http or https address"),
        ("http://localhost:{port}:x/", "not an address"),
    ],
)
def test_every_redirect_is_checked(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, shown: str
) -> None:
    server.serve("/secret.txt", b"secret")
    server.pages["/a"] = redirect("/b")
    server.pages["/b"] = redirect(to.format(port=server.port))
    look_up = socket.getaddrinfo

    def with_numbers(host: Any, *rest: Any, **more: Any) -> Any:
        # The C library reads these as numbers; the tests' wall around the network does not.
        numbers = {"2130706433": "127.0.0.1", "0x7f000001": "127.0.0.1", "10.0.0.1": None}
        if host in ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80))]
        return look_up(numbers.get(host) or host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", with_numbers)
    assert shown in refusal(server.url("/a"), tmp_path)
    assert [request.path for request in server.asked] == ["/a", "/b"]
    assert names(tmp_path) == []


def test_this_machine_is_asked_only_when_allowed_by_name(server: Server, tmp_path: Path) -> None:
    url = server.serve("/a.txt", TEXT)
    message = refusal(url, tmp_path, allow=())
    assert "localhost leads to 127.0.0.1, this machine" in message
    assert message.endswith("if you trust it, --allow-host localhost")
    assert server.asked == []


def test_the_name_is_resolved_once(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that changes its mind after the check leads nowhere."""
    answers = ["8.8.8.8", "127.0.0.1"]
    asked = []

    def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host != "rebinding.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[len(asked) - 1], port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    server.serve("/a.txt", TEXT)
    message = refusal(server.url("/a.txt", host="rebinding.example"), tmp_path)
    # The tests' wall says where the connection was headed.
    assert "8.8.8.8" in message
    assert asked == ["rebinding.example"] and server.asked == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("ftp://example.org/a", "not an http or https address: 'ftp://example.org/a'"),
        ("https://user@example.org/a", "user name or password in it is refused: example.org"),
        ("https:///a", "an address without a host"),
        ("http://example.org:0/a", "no such port"),
        ("http://exa mple.org/", "an address without a host that can be"),
        ("https://example.org/" + "a" * 5000, "an address of 5020 characters, at most 4000"),
    ],
)
def test_what_is_no_address_is_bad_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, shown: str
) -> None:
    assert main(["fetch", url, "--corpus", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert shown in error and error.count("\n") == 1


def test_two_downloads_of_one_address_at_once(server: Server, tmp_path: Path) -> None:
    going, go = threading.Event(), threading.Event()

    def slow(request: Request) -> None:
        going.set()
        go.wait(10)
        request.answer(TEXT)

    server.pages["/a.txt"] = slow
    first = threading.Thread(target=get, args=(server.url("/a.txt"), tmp_path))
    first.start()
    assert going.wait(10)
    assert refusal(server.url("/a.txt"), tmp_path) == "is being fetched at this moment"
    go.set()
    first.join(10)
    assert (tmp_path / "a.txt").read_bytes() == TEXT


def test_a_folder_that_cannot_be_written_is_one_line(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    url = server.serve("/a.txt", TEXT)
    assert "cannot be kept" in refusal(url, tmp_path / "file")
    assert server.asked == []


# --- TLS -------------------------------------------------------------------------------------


def test_tls_proves_the_name(tmp_path: Path, tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    serving, trusting = tls
    with web_server(serving) as server:
        url = server.serve("/quay.txt", LONG)
        assert get(url, tmp_path, ssl_context=trusting).path.read_bytes() == LONG
        # The certificate is for localhost; the same server under its number is another name.
        number = server.url("/quay.txt", host="127.0.0.1")
        message = refusal(number, tmp_path, ssl_context=trusting, allow=["127.0.0.1"])
        assert "certificate" in message.lower()
        # And nobody vouches for it by default.
        assert "certificate" in refusal(url, tmp_path / "other").lower()
        assert len(server.asked) == 1


# --- the command -----------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["fetch", *arguments, "--allow-host", "localhost"])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_command_says_what_came(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.serve("/quay.txt", TEXT)
    code, out, _ = run(capsys, url, "--corpus", str(tmp_path))
    assert code == 0
    digest = hashlib.sha256(TEXT).hexdigest()
    assert out.splitlines() == [
        "new       quay.txt: text/plain, 77 bytes",
        f"          from {url}",
        f"          SHA-256 {digest}",
        f"next:  chiaroscuro build {tmp_path}",
    ]


def test_a_list_goes_on_after_failures_and_names_them(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = server.url("/lost.txt")
    list_file = tmp_path / "list.toml"
    list_file.write_text(
        f"""
[[source]]
document = "lost"
url = "{lost}"

[[source]]
document = "mine"
url = "{server.serve("/other.txt", TEXT)}"

[[source]]
document = "reports/quay"
title = "The Quay"
url = "{server.serve("/123", TEXT)}"

[[source]]
document = "unaddressed"
""",
        encoding="utf-8",
    )
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "mine.md").write_text("My own text.")
    code, out, _ = run(capsys, str(list_file), "--corpus", str(folder))
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == "new       reports/quay.txt: text/plain, 77 bytes"
    assert lines[3:6] == [
        f"failed    lost: {lost}: the server answers 404 Not Found",
        "left      mine: mine.md is there already; left alone",
        "2 of 3 addresses are there",
    ]
    code, out, _ = run(capsys, str(list_file), "--corpus", str(folder), "--json")
    assert code == 1
    outcomes = {outcome["document"]: outcome for outcome in json.loads(out)}
    assert outcomes["lost"]["failed"] and "404" in outcomes["lost"]["reason"]
    assert outcomes["reports/quay"]["fetched"]["state"] == "unchanged"
    assert names(folder) == ["fetched.json", "mine.md", "quay.txt", "reports"]


@pytest.mark.parametrize("content", [None, "[[source]]\ndocument = 'a'\n", "[[source"])
def test_a_list_without_addresses_is_bad_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "sources.toml"
    if content is not None:
        path.write_text(content)
    code, _, error = run(capsys, str(path), "--corpus", str(tmp_path))
    assert code == 2 and error.count("\n") == 1 and str(path) in error


def test_limits_of_the_command(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.serve("/a.txt", LONG * 5)
    code, out, _ = run(capsys, url, "--corpus", str(tmp_path), "--most-mb", "1")
    assert code == 1 and "1.2 MB, at most 1 are fetched" in out
