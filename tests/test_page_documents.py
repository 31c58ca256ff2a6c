"""Documents added, removed and chosen on the page, in a real Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from page_browser import ask, free_port, opened, serving, violations
from playwright.sync_api import APIResponse, Browser, Page, Route, expect
from small_pdf import make_pdf
from web_server import web_server

from rag.chain import Chatbot

WAIT = 60_000  # milliseconds; a build starts a Python of its own
FERRY = ("The ferry Marigold sank on 3 March 2014.", "All passengers were saved by fishermen.")
LIGHT = "# The Lighthouse\n\nThe lighthouse keeper Edda Voss lit the lamp on 9 May 1987.\n"
ASKED = "When did the ferry Marigold sink?"


@pytest.fixture
def served(own_folder: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The page over a folder of the user's own, and the folder."""
    with (
        Chatbot.open(own_folder, index_dir=tmp_path / "index", data_dir=tmp_path / "data") as bot,
        serving(bot) as address,
    ):
        yield address, own_folder


@pytest.fixture
def page(browser: Browser, served: tuple[str, Path]) -> Iterator[Page]:
    with opened(browser, served[0], viewport={"width": 1280, "height": 800}) as shown:
        expect(shown.locator(".adding")).to_be_visible()
        yield shown


def choose(page: Page, *files: dict[str, object]) -> None:
    page.locator(".adding input[type=file]").set_input_files(list(files))  # type: ignore[arg-type]


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drops text files on the conversation, as from a window of files."""
    carried = page.evaluate_handle(
        """files => {
            const carried = new DataTransfer();
            for (const [name, text] of files) carried.items.add(new File([text], name));
            return carried;
        }""",
        [list(file) for file in files],
    )
    frame = page.locator(".chiaroscuro")
    page.dispatch_event(".scroll", "dragover", {"dataTransfer": carried})
    expect(frame).to_have_class(re.compile("dropping"))
    page.dispatch_event(".scroll", "drop", {"dataTransfer": carried})
    expect(frame).not_to_have_class(re.compile("dropping"))


def pdf(name: str = "ferry report.pdf", *lines: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": make_pdf(lines or FERRY)}


def files_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


BEFORE = {"ferry.md", "harbour.md", "minutes.txt"}


def test_a_pdf_is_added_asked_removed_and_brought_back(
    page: Page, served: tuple[str, Path]
) -> None:
    folder = served[1]
    turn = ask(page, ASKED)
    assert "Marigold sank" not in (turn.text_content() or "")
    choose(page, pdf())
    expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
    assert files_of(folder) == BEFORE | {"ferry-report.pdf"}
    row = page.locator(".shelf li", has=page.locator("[value='ferry-report']"))
    expect(row.locator(".details")).to_contain_text("1 page")
    turn = ask(page, ASKED)
    expect(turn.locator(".said").first).to_contain_text("3 March 2014")
    turn.locator(".mark").first.click()
    expect(page.locator("figure.sheet .sheet-page")).to_have_text("PDF page 1 of 1")
    page.locator("[data-do=shelf]").click()
    row.get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.locator(".undo")).to_contain_text("Removed ferry-report.pdf.")
    expect(page.locator("[data-do=shelf]")).to_have_text("3 documents", timeout=WAIT)
    assert files_of(folder) == BEFORE
    expect(turn.locator(".said").first).to_contain_text("3 March 2014")
    page.locator(".undo button").click()
    expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
    expect(page.locator(".undo")).to_have_count(0)
    assert files_of(folder) == BEFORE | {"ferry-report.pdf"}


def test_a_wrong_file_is_one_line_and_the_others_are_added(
    page: Page, served: tuple[str, Path]
) -> None:
    wrong = {"name": "wrong.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG\r\n\x1a\n.."}
    kind = {"name": "song.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3"}
    light = {"name": "light.md", "mimeType": "text/markdown", "buffer": LIGHT.encode()}
    choose(page, kind, wrong, light)
    expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
    expect(page.locator(".refused .notice")).to_have_text([re.compile(r"^song\.mp3: not added")])
    notice = page.locator(".work .notice")
    expect(notice).to_have_text(["wrong.pdf: named as pdf, but its content is a PNG image"])
    assert files_of(served[1]) == BEFORE | {"light.md"}
    expect(page.locator(".failed")).to_have_count(0)
    page.locator(".work").get_by_role("button", name="Close this message").click()
    expect(page.locator(".work")).to_be_empty()


def test_an_answer_that_comes_late_does_not_bring_a_closed_message_back(page: Page) -> None:
    choose(page, {"name": "wrong.pdf", "mimeType": "application/pdf", "buffer": b"no"})
    close = page.locator(".work").get_by_role("button", name="Close this message")
    expect(close).to_be_visible(timeout=WAIT)
    late: list[tuple[Route, APIResponse]] = []

    def hold_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    page.route("**/shelf?seen=*", hold_first)
    page.locator("[data-do=shelf]").click()
    close.click()
    expect(page.locator(".work")).to_be_empty()
    route, response = late[0]
    with page.expect_response("**/shelf?seen=*") as shown:
        route.fulfill(response=response)
    assert shown.value.json()["work"] is not None
    page.wait_for_timeout(200)
    expect(page.locator(".work")).to_be_empty()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../out.md", "out.md"),
        ("..\\..\\out.md", "out.md"),
        ("<img src=x onerror=alert(1)>.md", "img-src=x-onerror=alert(1).md"),
        (f"{'long ' * 60}.md", f"{'long-' * 20}"[:-1] + ".md"),
        ("\u202efdp.exe.md", "fdp.exe.md"),
        ("harbour.md", "harbour-2.md"),
        ("CON.md", "CON-file.md"),
    ],
)
def test_any_name_is_made_a_safe_one(name: str, kept: str, tmp_path: Path) -> None:
    from rag.page.uploads import Incoming

    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "harbour.md").write_text("here already", encoding="utf-8")
    with Incoming(name, tmp_path / "incoming", most_bytes=100) as incoming:
        incoming.write(b"text")
        path = incoming.keep(folder, {})
    assert path == folder / kept
    assert path.read_bytes() == b"text"
    assert list((tmp_path / "incoming").iterdir()) == []


def test_what_is_being_read_can_be_cancelled_and_leaves_nothing(
    page: Page, served: tuple[str, Path]
) -> None:
    lines = tuple(f"Line {n} of the long report on sheep." for n in range(30))
    buffer = make_pdf(*([lines] * 1600))
    choose(page, {"name": "long.pdf", "mimeType": "application/pdf", "buffer": buffer})
    expect(page.locator(".work .stage")).to_contain_text("Reading long.pdf, page", timeout=WAIT)
    assert violations(page) == []
    turn = ask(page, "Who asked for the audit?")
    expect(turn.locator(".said").first).to_contain_text("Tobias Wren")
    page.locator(".work").get_by_role("button", name="Cancel").click()
    expect(page.locator(".work .stage")).to_have_text("Cancelled; nothing was changed")
    assert files_of(served[1]) == BEFORE
    expect(page.locator("[data-do=shelf]")).to_have_text("3 documents")


def test_the_documents_on_a_phone_in_the_dark(browser: Browser, served: tuple[str, Path]) -> None:
    long = "the final and corrected copy of the report for the committee " * 3
    with opened(
        browser,
        served[0],
        viewport={"width": 360, "height": 740},
        color_scheme="dark",
        reduced_motion="reduce",
    ) as page:
        page.locator("[data-do=shelf]").click()
        light = {"mimeType": "text/markdown", "buffer": LIGHT.encode()}
        dark = {"mimeType": "text/markdown", "buffer": FERRY[0].encode()}
        wrong = {"name": "wrong.pdf", "mimeType": "application/pdf", "buffer": b"no"}
        choose(page, {"name": f"{long}.md", **light}, {"name": "تقرير الميناء.md", **dark}, wrong)
        expect(page.locator(".shelf h2")).to_have_text("5 documents", timeout=WAIT)
        expect(page.locator(".work .notice")).to_have_count(1, timeout=WAIT)  # it may come later
        assert violations(page) == [], "added, and one that could not be read"
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert (
            page.locator(".pane-body").evaluate("body => body.scrollWidth - body.clientWidth") == 0
        )
        page.locator(".shelf .remove").last.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".shelf h2")).to_have_text("4 documents", timeout=WAIT)
        expect(page.locator(".undo button")).to_be_visible()
        assert violations(page) == [], "removed"
        assert page.evaluate("document.activeElement.closest('.pane') !== null")


@contextmanager
def serving_alone(folder: Path, place: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Serves the page in a process of its own, until it is killed."""
    command = [sys.executable, "-m", "rag", "serve", "--port", str(port), "--corpus", str(folder)]
    environment = {
        **os.environ,
        "RAG_INDEX_DIR": str(place / "index"),
        "RAG_DATA_DIR": str(place / "data"),
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "answers at" in process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_server_killed_while_it_adds_leaves_nothing_half_done(
    browser: Browser, own_folder: Path, tmp_path: Path
) -> None:
    lines = tuple(f"Line {n} of the long report on sheep." for n in range(30))
    content = make_pdf(FERRY, *([lines] * 12))
    port = free_port()
    page = browser.new_page()
    with serving_alone(own_folder, tmp_path, port) as process:
        page.goto(f"http://127.0.0.1:{port}")
        expect(page.locator(".adding")).to_be_visible()
        choose(page, {"name": "long.pdf", "mimeType": "application/pdf", "buffer": content})
        expect(page.locator(".work progress")).to_be_visible(timeout=WAIT)
        process.kill()
    expect(page.locator(".work .notice")).to_contain_text("cannot be reached", timeout=WAIT)
    assert files_of(own_folder) == BEFORE | {"long.pdf"}
    assert (own_folder / "long.pdf").read_bytes() == content
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []
    with serving_alone(own_folder, tmp_path, port):
        expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
        expect(page.locator(".refused .notice")).to_contain_text("was started again")
        turn = ask(page, ASKED)
        expect(turn.locator(".said").first).to_contain_text("3 March 2014")
    page.close()


def test_parts_that_a_crash_left_are_forgotten_after_a_day(tmp_path: Path) -> None:
    from rag.page.moving import PART_SECONDS, forget_parts

    for name in (".old.pdf.part", ".new.pdf.part", "old.pdf"):
        (tmp_path / name).write_bytes(b"x")
        if "old" in name:
            os.utime(tmp_path / name, (0, time.time() - PART_SECONDS - 60))
    forget_parts(tmp_path)
    assert files_of(tmp_path) == {".new.pdf.part", "old.pdf"}


def test_an_address_is_added_where_it_may_be(
    browser: Browser, own_folder: Path, tmp_path: Path
) -> None:
    with (
        web_server() as web,
        Chatbot.open(
            own_folder,
            index_dir=tmp_path / "index",
            data_dir=tmp_path / "data",
            fetch_allow=("localhost",),
        ) as bot,
        serving(bot) as address,
        opened(browser, address) as page,
    ):
        field = page.get_by_label("Address of a document to add")
        field.fill(web.serve("/ferry.pdf", make_pdf(FERRY), "Content-Type: application/pdf"))
        field.press("Enter")
        expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
        turn = ask(page, ASKED)
        expect(turn.locator(".said").first).to_contain_text("3 March 2014")
        field = page.get_by_label("Address of a document to add")
        page.locator("[data-do=shelf]").click()
        field.fill(web.url("/ferry.pdf", host="127.0.0.1"))
        field.press("Enter")
        expect(page.locator(".work .notice")).to_contain_text("127.0.0.1", timeout=WAIT)
        expect(page.locator(".work .stage")).to_have_text("Nothing was changed")
        expect(page.locator("[data-do=shelf]")).to_have_text("4 documents")


def test_files_are_dropped_and_ticks_outlive_the_change_of_the_list(
    page: Page, served: tuple[str, Path]
) -> None:
    page.locator(".shelf input[value='harbour']").check()
    page.locator(".shelf .read").first.click()
    expect(page.locator(".position")).to_have_text("Document")
    drop(page, ("ferries.md", f"# Ferries\n\n{FERRY[0]}\n"), ("song.mp3", "ID3"))
    expect(page.locator(".refused .notice")).to_have_text([re.compile(r"^song\.mp3: not added")])
    expect(page.locator("[data-do=shelf]")).to_have_text("4 documents", timeout=WAIT)
    assert files_of(served[1]) == BEFORE | {"ferries.md"}
    expect(page.locator(".shelf input[value='harbour']")).to_be_checked()
    expect(page.locator(".chosen")).to_contain_text("Searching 1 chosen document")
    turn = ask(page, ASKED)
    assert "Marigold sank" not in (turn.text_content() or "")


def test_what_became_of_a_dropped_file_is_in_sight_wherever_the_list_was(
    browser: Browser, served: tuple[str, Path]
) -> None:
    with opened(browser, served[0], viewport={"width": 1280, "height": 320}) as page:
        expect(page.locator(".adding")).to_be_visible()
        page.locator(".shelf li").last.scroll_into_view_if_needed()
        expect(page.locator(".adding")).not_to_be_in_viewport()
        drop(page, ("song.mp3", "ID3"))
        expect(page.locator(".refused .notice")).to_be_in_viewport()


def test_the_bundled_documents_stay_as_they_are(
    browser: Browser, bot: Chatbot, address: str
) -> None:
    before = files_of(bot.corpus)
    with opened(browser, address) as page:
        choose(page, pdf())
        count = f"{len(bot.documents) + 1} documents"
        expect(page.locator("[data-do=shelf]")).to_have_text(count, timeout=2 * WAIT)
        assert files_of(bot.corpus) == before
        turn = ask(page, ASKED)
        expect(turn.locator(".said").first).to_contain_text("3 March 2014")
        page.locator("[data-do=shelf]").click()
        expect(page.locator(".shelf .remove")).to_have_count(1)
        page.locator(".shelf .remove").click()
        expect(page.locator("[data-do=shelf]")).to_have_text(
            f"{len(bot.documents)} documents", timeout=2 * WAIT
        )
        turn = ask(page, ASKED)
        assert "Marigold sank" not in (turn.text_content() or "")


def test_another_site_cannot_add_and_what_is_too_large_is_refused(
    browser: Browser, own_folder: Path, tmp_path: Path
) -> None:
    with (
        Chatbot.open(
            own_folder, index_dir=tmp_path / "i", data_dir=tmp_path / "d", largest_file_mb=1
        ) as bot,
        serving(bot) as address,
    ):
        context = browser.new_context()
        there = f"{address}/shelf/files?name={quote('x.md')}"
        foreign = context.request.post(there, data="x", headers={"Origin": "http://evil.example"})
        assert foreign.status == 403
        site = context.request.post(there, data="x", headers={"Sec-Fetch-Site": "cross-site"})
        assert site.status == 403
        large = context.request.post(there, data=b"x" * (1024**2 + 1))
        assert (large.status, large.json()) == (413, {"detail": "x.md: larger than 1 MB, the most"})
        twin = context.request.post(there, data=(own_folder / "harbour.md").read_bytes())
        assert "is here already" in twin.json()["detail"]
        served = context.request.post(f"{address}/shelf/remove", data={"document": "../x"})
        assert served.status == 400
        context.close()
        assert files_of(own_folder) == BEFORE


def test_a_reader_that_dies_costs_one_file(
    own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.indexing.background import Build, News
    from rag.page.additions import Additions
    from rag.page.library import Library

    with Chatbot.open(own_folder, index_dir=tmp_path / "index", data_dir=tmp_path / "data") as bot:
        library = Library(bot, tmp_path / "data", shared=False)
        additions = Additions(library, bot.settings)
        bad, good = own_folder / "bad.md", own_folder / "good.md"
        bad.write_text("# Bad\n\nBad.\n", encoding="utf-8")
        good.write_text(LIGHT, encoding="utf-8")
        real = Build.news
        ended = threading.Event()

        def dying(self: Build, is_cancelled: object) -> Iterator[News]:
            for news in real(self, is_cancelled):  # type: ignore[arg-type]
                if news.name == "bad.md":
                    self._process.kill()
                yield news

        monkeypatch.setattr(Build, "news", dying)
        additions.add("", files=[bad, good])
        for _ in range(600):
            work, _ = additions.state("")
            if work is not None and work.is_done:
                ended.set()
                break
            ended.wait(0.1)
        additions.close()
        assert ended.is_set()
        assert work is not None
        assert work.messages == ["bad.md: reading it failed; it was left out"]
        assert files_of(own_folder) == BEFORE | {"good.md"}
        with library.lend("") as now:
            assert sorted(document.id for document in now.documents) == [
                *("ferry", "good", "harbour", "minutes")
            ]
        library.close()


def test_on_a_shared_page_what_the_owner_added_is_nobodys(own_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "own" / "documents").mkdir(parents=True)
    (data / "own" / "documents" / "diary.md").write_text("# Diary\n\nIt rained.\n", "utf-8")
    from rag.page.library import Library

    with Chatbot.open(own_folder, index_dir=tmp_path / "index", data_dir=data) as bot:
        library = Library(bot, data, shared=True)
        assert library.added("") is None
        library.close()


def test_a_good_file_stays_though_another_of_its_name_cannot_be_read(
    own_folder: Path, tmp_path: Path
) -> None:
    from rag.page.additions import Additions
    from rag.page.library import Library

    (own_folder / "old").mkdir()
    (own_folder / "old" / "annex.pdf").write_bytes(b"%PDF-1.7 broken")
    with Chatbot.open(own_folder, index_dir=tmp_path / "index", data_dir=tmp_path / "data") as bot:
        library = Library(bot, tmp_path / "data", shared=False)
        additions = Additions(library, bot.settings)
        (own_folder / "annex.pdf").write_bytes(make_pdf(("The annex is whole.", "It has a page.")))
        additions.add("", files=[own_folder / "annex.pdf"])
        deadline = time.monotonic() + 120
        while not (work := additions.state("")[0]) or not work.is_done:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert (own_folder / "annex.pdf").exists() and not work.messages
        additions.close()
        library.close()
