"""The folder of documents: which files count, their ids, changes, overrides, and bad files."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rag import corpus
from rag.corpus import bundled_documents, find_files, read, read_corpus, scan
from rag.errors import CorpusError, ReadError
from rag.readers import registry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "papers"
    (root / "audits").mkdir(parents=True)
    (root / "audits" / "harbour.md").write_text("# Harbour dues\n\nThe dues rose by 4 percent.\n")
    (root / "audits" / "harbour.txt").write_text("Harbour dues\n\nThe dues rose by 4 percent.\n")
    (root / "letter.txt").write_text(
        "A letter\n\nBy Ada North on May 3, 2019\n\nThe quay is shut.\n"
    )
    return root


def test_ids_are_paths_without_suffix_unless_two_would_be_the_same(folder: Path) -> None:
    ids = [file.document_id for file in scan(folder).files]
    assert ids == ["audits/harbour.md", "audits/harbour.txt", "letter"]


def test_ids_that_differ_in_case_only_keep_their_suffix(folder: Path) -> None:
    (folder / "LETTER.md").write_text("Another letter.")
    ids = [file.document_id for file in scan(folder).files]
    assert "LETTER.md" in ids and "letter.txt" in ids


def test_hidden_files_readme_and_sources_are_left_out(folder: Path) -> None:
    (folder / "README.md").write_text("About these papers.")
    (folder / "sources.toml").write_text("")
    (folder / ".hidden.txt").write_text("Not for reading.")
    (folder / ".git").mkdir()
    (folder / ".git" / "note.txt").write_text("Not for reading.")
    assert [path.name for path in find_files(folder)] == ["harbour.md", "harbour.txt", "letter.txt"]


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Outside.")
    try:
        (folder / "link.txt").symlink_to(outside / "secret.txt")
        (folder / "linked").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no permission to make symbolic links")
    assert "secret.txt" not in {path.name for path in find_files(folder)}
    assert "link.txt" not in {path.name for path in find_files(folder)}


def test_a_folder_behind_a_link_is_read(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    try:
        link.symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("no permission to make symbolic links")
    assert len(find_files(link)) == 3


def test_missing_empty_and_wrong_folders_are_named_in_one_line(
    folder: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for wrong, said in (
        (tmp_path / "missing", "no such folder"),
        (empty, "no documents in it"),
        (folder / "letter.txt", "a file, not a folder"),
    ):
        with pytest.raises(CorpusError, match=said) as raised:
            find_files(wrong)
        assert str(wrong) in str(raised.value) and "\n" not in str(raised.value)


def test_reading_gives_documents_in_order_and_reports_progress(folder: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    corpus = read_corpus(folder, progress=lambda *call: calls.append(call))
    assert [document.id for document in corpus.documents] == [
        "audits/harbour.md",
        "audits/harbour.txt",
        "letter",
    ]
    assert corpus.documents[2].author == "Ada North"
    assert corpus.documents[2].date == "2019-05-03"
    assert corpus.documents[2].path == str((folder / "letter.txt").resolve())
    assert calls == [(1, 3, "audits/harbour.md"), (2, 3, "audits/harbour.txt"), (3, 3, "letter")]


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "broken.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 photo")
    corpus = read_corpus(folder)
    assert len(corpus.documents) == 3
    assert [failure.path for failure in corpus.failures] == ["broken.md", "photo.jpg"]
    assert "PNG" in corpus.failures[0].reason
    assert all("\n" not in failure.reason for failure in corpus.failures)


def test_only_bad_files_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("no PDF at all")
    (tmp_path / "b.pdf").write_text("no PDF either")
    with pytest.raises(CorpusError, match=r"no file in it can be read: a\.pdf: .* \(and 1 more\)"):
        read_corpus(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs file permissions")
def test_a_file_that_may_not_be_opened_is_a_failure(folder: Path) -> None:
    (folder / "letter.txt").chmod(0)
    corpus = read_corpus(folder)
    assert [failure.path for failure in corpus.failures] == ["letter.txt"]


def test_known_documents_are_not_read_again(folder: Path) -> None:
    files = scan(folder).files
    known = {file.fingerprint: read(file) for file in files}
    (folder / "letter.txt").write_text("A letter\n\nThe quay is open again.\n")
    corpus = read_corpus(folder, known=known)
    assert corpus.documents[0] == known[files[0].fingerprint]
    assert "open again" in corpus.documents[2].text


def test_the_fingerprint_follows_content_id_and_overrides_only(folder: Path) -> None:
    before = {file.document_id: file.fingerprint for file in scan(folder).files}
    os.utime(folder / "letter.txt", (1, 1))
    (folder / "sources.toml").write_text(
        '[[source]]\ndocument = "audits/harbour.md"\ntitle = "Dues"\n'
    )
    after = {file.document_id: file.fingerprint for file in scan(folder).files}
    assert after["letter"] == before["letter"]
    assert after["audits/harbour.md"] != before["audits/harbour.md"]


def test_sources_override_what_the_document_says(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '[[source]]\ndocument = "letter"\nauthor = "A. North"\ndate = "2019-05"\n'
        'url = "https://example.org/letter"\n'
    )
    letter = read_corpus(folder).documents[2]
    assert (letter.author, letter.date, letter.url) == (
        "A. North",
        "2019-05",
        "https://example.org/letter",
    )
    assert letter.title == "A letter"


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("[[source", "not readable as TOML"),
        ('[[source]]\ntitle = "x"', "source 1: needs document"),
        ('[[source]]\ndocument = "../letter"', "document '../letter' names no file in the folder"),
        ('[[source]]\ndocument = "/letter"', "document '/letter' names no file in the folder"),
        ('[[source]]\ndocument = "letter"\nauthr = "x"', "unknown key 'authr'"),
        ('[[source]]\ndocument = "letter"\ndate = 2012', "date must be text"),
        ('[[source]]\ndocument = "letter"\ndate = "spring"', "'spring' is not one such as"),
        ('[source]\ndocument = "letter"', r"expected \[\[source\]\]"),
    ],
)
def test_malformed_sources_are_named(folder: Path, sources: str, said: str) -> None:
    (folder / "sources.toml").write_text(sources)
    with pytest.raises(CorpusError, match=said):
        scan(folder)


def test_a_file_that_changes_between_scan_and_read_is_an_error(folder: Path) -> None:
    letter = scan(folder).files[2]
    letter.path.write_text("Something else.")
    with pytest.raises(ReadError, match="changed while it was being read"):
        read(letter)


def test_the_bundled_documents_lie_in_the_checkout() -> None:
    assert bundled_documents().parts[-2:] == ("corpus", "documents")


def test_a_list_beside_the_bundled_documents_holds_for_them_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = folder.parent / "sources.toml"
    beside.write_text('[[source]]\ndocument = "letter"\ntitle = "Ada North on the Quay"\n')
    assert dict((f.document_id, f.overrides) for f in scan(folder).files)["letter"] == ()
    monkeypatch.setattr(corpus, "bundled_documents", lambda: folder)
    letter = next(d for d in read_corpus(folder).documents if d.id == "letter")
    assert letter.title == "Ada North on the Quay"
    (folder / "sources.toml").write_text('[[source]]\ndocument = "letter"\nauthor = "A. North"\n')
    letter = next(d for d in read_corpus(folder).documents if d.id == "letter")
    assert (letter.title, letter.author) == ("A letter", "A. North")


def test_every_bundled_document_is_told_of_once() -> None:
    scanned = scan(bundled_documents())
    assert scanned.failures == ()
    assert all(dict(file.overrides)["title"] for file in scanned.files)


def test_a_table_for_no_document_is_listed(folder: Path) -> None:
    (folder / "sources.toml").write_text('[[source]]\ndocument = "leter"\ntitle = "A"\n')
    (failure,) = read_corpus(folder).failures
    assert failure.reason == "sources.toml: no document 'leter' in the folder"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]]\ndocument = 'a'\n[[source]]\ndocument = 'a'\n", "'a' has a table already"),
        ("title = 'x'\n[[source]]\ndocument = 'a'\n", r"unknown key 'title'; known: \[\[source"),
        ("[[source]]\ndocument = 'a'\npages = '3'\n", "source 1: unknown key 'pages'; known: acc"),
        ("[[source]]\ndocument = 'a'\ndate = '4 May'\n", "date '4 May' is not one such as"),
    ],
)
def test_a_malformed_list_is_one_line(folder: Path, text: str, said: str) -> None:
    (folder / "sources.toml").write_text(text)
    with pytest.raises(CorpusError, match=said) as raised:
        scan(folder)
    assert "\n" not in str(raised.value)


def test_dates_of_the_list_may_be_without_quotation_marks(folder: Path) -> None:
    (folder / "sources.toml").write_text("[[source]]\ndocument = 'letter'\ndate = 2018-02-01\n")
    letter = next(d for d in read_corpus(folder).documents if d.id == "letter")
    assert letter.date == "2018-02-01"


def test_a_conversion_beside_its_original_has_an_id_of_its_own(tmp_path: Path) -> None:
    for name in ("report.docx", "report.pdf", "report.pdf.txt"):
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    ids = [file.document_id for file in scan(tmp_path).files]
    assert ids == ["report.docx", "report.pdf", "report.pdf.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_a_failure(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/r\xe9sum\xe9.txt")).write_text("It rained.")
    (failure,) = scan(folder).failures
    assert failure.reason.endswith("its name is not UTF-8; rename it")


def test_whatever_breaks_a_reader_costs_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexError("list index out of range")

    (folder / "letter.txt").write_text("It rained.", encoding="utf-8")
    monkeypatch.setitem(registry.READERS, ".txt", replace(registry.PLAIN, read=broken))
    reasons = [failure.reason for failure in read_corpus(folder).failures]
    assert any("letter.txt: reading it failed (IndexError: list index" in each for each in reasons)


def test_half_a_character_in_a_title_is_a_question_mark(folder: Path) -> None:
    page = folder / "page.html"
    data = '{"@type": "Article", "headline": "Half an emoji \\ud83d"}'
    page.write_text(
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        "<body><p>It rained all day in the town.</p></body></html>",
        encoding="utf-8",
    )
    (document,) = [each for each in read_corpus(folder).documents if each.id == "page"]
    assert document.title == "Half an emoji ?"
