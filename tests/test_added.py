"""Documents added beside a folder that stays as it is: one index of both, little read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.chain import Chatbot
from rag.corpus import scan
from rag.indexing.build import build_index
from rag.settings import Settings

LIGHTHOUSE = "# The Lighthouse\n\nThe lighthouse keeper Edda Voss lit the lamp on 9 May 1987.\n"
ASKED = "Who lit the lamp of the lighthouse?"


@pytest.fixture
def added(tmp_path: Path) -> Path:
    folder = tmp_path / "added"
    folder.mkdir()
    (folder / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "index")


def test_added_documents_have_ids_that_cannot_be_those_of_the_folder(
    own_folder: Path, added: Path
) -> None:
    (added / "harbour.md").write_text("# Another\n\nAnother harbour.\n", encoding="utf-8")
    scanned = scan(own_folder, added)
    assert [file.document_id for file in scanned.files] == [
        *("ferry", "harbour", "minutes"),
        *("added/harbour", "added/lighthouse"),
    ]
    assert scanned.files[-1].name == "added/lighthouse.md"
    assert scanned.failures == ()


def test_a_document_of_the_same_id_in_the_folder_goes_before(own_folder: Path, added: Path) -> None:
    (own_folder / "added").mkdir()
    (own_folder / "added" / "lighthouse.md").write_text("# Mine\n\nMine.\n", encoding="utf-8")
    scanned = scan(own_folder, added)
    kept = [file for file in scanned.files if file.document_id == "added/lighthouse"]
    assert [file.root for file in kept] == [own_folder.resolve()]
    assert [failure.path for failure in scanned.failures] == ["added/lighthouse.md"]


@pytest.mark.parametrize("make", [True, False])
def test_no_additions_are_no_difference(own_folder: Path, tmp_path: Path, make: bool) -> None:
    nothing = tmp_path / "nothing"
    if make:
        nothing.mkdir()
    assert scan(own_folder, nothing) == scan(own_folder)


def test_only_what_was_added_is_embedded_and_both_are_searched(
    own_folder: Path, added: Path, settings: Settings
) -> None:
    first = build_index(own_folder, settings)
    both = build_index(own_folder, settings, added=added)
    assert (both.embedded, both.reused) == (1, first.passages)
    assert both.folder != first.folder
    with Chatbot.open(own_folder, settings=settings) as bot:
        assert bot.ask(ASKED).citations == ()
        beside = bot.reopen(added)
        assert beside is not None
        with beside:
            answer = beside.ask(ASKED)
            assert [citation.document_id for citation in answer.citations] == ["added/lighthouse"]
            assert "Edda Voss" in answer.text
            fare = "What does a single ticket cost?"
            assert beside.ask(fare).text == bot.ask(fare).text
            assert beside.is_current(added)
            assert not beside.is_current()
        assert bot.is_current()
    again = build_index(own_folder, settings, added=added)
    assert not again.changed


def test_a_folder_without_additions_has_no_index_of_both(
    own_folder: Path, tmp_path: Path, settings: Settings
) -> None:
    with Chatbot.open(own_folder, settings=settings) as bot:
        assert bot.reopen(tmp_path / "nothing") is None


def test_a_provisional_file_that_cannot_be_read_leaves_no_trace(
    own_folder: Path, added: Path, settings: Settings
) -> None:
    build_index(own_folder, settings)
    wrong = added / "wrong.pdf"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n not a PDF")
    report = build_index(own_folder, settings, added=added, provisional=[wrong])
    assert [failure.path for failure in report.failures] == ["added/wrong.pdf"]
    assert "its content is a PNG image" in report.failures[0].reason
    with Chatbot.open(own_folder, settings=settings) as bot:
        beside = bot.reopen(added)
        assert beside is not None
        with beside:
            assert beside.failures == ()
            wrong.unlink()
            assert beside.is_current(added)


def test_nothing_is_written_where_all_that_is_new_cannot_be_read(
    own_folder: Path, settings: Settings
) -> None:
    build_index(own_folder, settings)
    wrong = own_folder / "wrong.pdf"
    wrong.write_bytes(b"no PDF at all")
    report = build_index(own_folder, settings, provisional=[wrong])
    assert not report.changed
    assert [failure.path for failure in report.failures] == ["wrong.pdf"]
