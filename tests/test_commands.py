"""The command line: what each command prints, as lines and as JSON, and how it fails."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from rag.__main__ import main
from rag.models.embedding import Encoder
from rag.records import Answer

Run = Callable[..., tuple[int, str, str]]
QUESTION = "When was the north quay closed?"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def run_json(run: Run, *arguments: object) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def start(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rag", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
        **options,
    )


def test_build_reports_and_names_the_next_command(run: Run, own_folder: Path) -> None:
    code, out, err = run("build", own_folder)
    assert code == 0
    assert out.startswith("3 documents, ")
    assert f"chiaroscuro ask 'your question' --corpus {own_folder}" in out
    assert "Embedding: " in err and "Reading: 3 documents" in err


def test_a_search_for_the_words_of_nobody_says_so(run: Run, folder: Path) -> None:
    code, out, err = run("search", "quay", "--corpus", folder, "--speaker", "Nobody")
    assert (code, out) == (2, "")
    assert err.endswith("chiaroscuro: unknown speaker 'Nobody'; `documents` lists who speaks\n")


@pytest.mark.parametrize("arguments", [("build", ""), ("ask", "Who?", "--corpus", " ")])
def test_a_folder_of_no_name_is_an_error(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "no folder is named; name one, or leave the option out" in err


def test_build_again_embeds_nothing(run: Run, own_folder: Path) -> None:
    first = run_json(run, "build", own_folder)
    again = run_json(run, "build", "--corpus", own_folder)
    assert first["embedded"] == first["passages"] > 0
    assert (again["embedded"], again["reused"]) == (0, first["passages"])
    assert again["folder"] == first["folder"]


def test_build_names_what_it_cannot_read(run: Run, own_folder: Path) -> None:
    (own_folder / "scan.pdf").write_bytes(b"nothing of the kind")
    code, out, _ = run("build", own_folder)
    assert code == 0
    assert "not read: scan.pdf" in out
    report = run_json(run, "build", own_folder)
    assert [failure["path"] for failure in report["failures"]] == ["scan.pdf"]
    _, ledger, _ = run("documents", "--corpus", own_folder)
    assert "not read: scan.pdf" in ledger


def test_ask_answers_with_numbers_and_sources(run: Run, folder: Path) -> None:
    code, out, _ = run("ask", QUESTION, "--corpus", folder)
    lines = out.splitlines()
    assert code == 0
    assert "The north quay was closed on 12 February 2021" in lines[0]
    assert lines[0].endswith("[1]")
    sources = lines.index("Sources")
    assert lines[sources + 1] == "[1] Report on the Harbour of Arnfield, Mira Castellane"
    assert lines[sources + 2].startswith("    “The north quay was closed")


def test_ask_as_json_is_the_answer(run: Run, folder: Path) -> None:
    data = run_json(run, "ask", QUESTION, "--corpus", folder, "--sentences", 1)
    answer = Answer.from_dict(data)
    assert len(answer.statements) == 1
    assert answer.to_dict() == data


def test_ask_in_a_mode_that_needs_a_chat_model_says_so(run: Run, folder: Path) -> None:
    data = run_json(run, "ask", QUESTION, "--corpus", folder, "--mode", "quote")
    assert data["mode"] == "quote"
    code, _, error = run("ask", QUESTION, "--corpus", folder, "--mode", "select")
    assert code == 2
    assert "no chat model is set to select answers; RAG_CHAT_MODEL sets one" in error
    assert error.count("\n") == 1


def test_ask_refuses_in_its_own_form(run: Run, folder: Path) -> None:
    code, out, _ = run("ask", "Who composed the opera about the volcano?", "--corpus", folder)
    assert code == 0
    assert out.splitlines()[0] == "NOT IN THE DOCUMENTS"
    assert "Searched: 3 documents, " in out
    assert "Nearest passages, none of them a source of the answer:" in out
    assert "Sources" not in out


def test_search_keeps_to_the_documents_named(run: Run, folder: Path) -> None:
    arguments = ("search", "north quay", "--corpus", folder)
    everywhere = run_json(run, *arguments)
    assert {hit["passage"]["document_id"] for hit in everywhere} >= {"harbour", "minutes"}
    only = run_json(run, *arguments, "--documents", "minutes", "--k", 1)
    assert [hit["passage"]["document_id"] for hit in only] == ["minutes"]
    _, out, _ = run(*arguments, "--documents", "minutes,ferry")
    assert out.startswith("1. Minutes of the Town Council   (score ")


def test_search_by_sentence_shows_each_as_it_is_cited(run: Run, folder: Path) -> None:
    arguments = ("search", "north quay", "--corpus", folder, "--by-sentence", "--k", 2)
    first, second = run_json(run, *arguments)
    assert (first["number"], second["number"]) == (1, 2)
    _, out, _ = run(*arguments)
    assert out.startswith(f"[1] {first['title']}")
    assert f"“{' '.join(second['quote'].split())}”" in out


def test_documents_is_a_ledger(run: Run, folder: Path) -> None:
    _, out, _ = run("documents", "--corpus", folder)
    assert "The Ferry to Little Sorrel (Jonas Abend, Sorrel Gazette, 2022-08-19)" in out
    assert out.splitlines()[-1] == "3 documents, 0 of them with reading problems"
    data = run_json(run, "documents", "--corpus", folder)
    ferry = next(item for item in data["documents"] if item["id"] == "ferry")
    assert ferry["author"] == "Jonas Abend"
    assert ferry["words"] > 30
    assert (ferry["sentences"], ferry["speakers"]) == (6, ["Jonas Abend"])
    assert "text" not in ferry


def test_verify_holds_and_catches(run: Run, folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "answer.json"
    data = run_json(run, "ask", QUESTION, "--corpus", folder)
    saved.write_text(json.dumps(data))
    code, out, _ = run("verify", saved, "--corpus", folder)
    assert code == 0
    assert out.startswith("ok       citation 1: harbour, characters ")
    data["citations"][0]["quote"] = "The quay was never closed."
    saved.write_text(json.dumps(data))
    code, out, _ = run("verify", saved, "--corpus", folder, "--json")
    assert code == 1
    assert json.loads(out)[0]["state"] == "altered"


def test_verify_looks_where_documents_were_added_too(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    added = tmp_path / "data" / "own" / "documents"
    added.mkdir(parents=True)
    (tmp_path / "rest").mkdir()
    for path in folder.iterdir():
        place = added if path.stem == "harbour" else tmp_path / "rest"
        (place / path.name).write_bytes(path.read_bytes())
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(run_json(run, "ask", QUESTION, "--corpus", folder)))
    assert run("verify", saved, "--corpus", tmp_path / "rest")[0] == 1
    assert run("verify", saved, "--corpus", tmp_path / "rest", "--corpus", added)[0] == 0
    assert run("verify", saved)[0] == 1
    assert run("verify", saved, "--data-dir", tmp_path / "data")[0] == 0


def test_verify_reads_standard_input(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = run_json(run, "ask", QUESTION, "--corpus", folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(data).encode())))
    assert run("verify", "-", "--corpus", folder)[0] == 0


def test_doctor_finds_the_model_and_the_index(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", folder)
    monkeypatch.setenv("RAG_CHAT_MODEL", "openai:large")
    monkeypatch.setenv("RAG_CHAT_API_KEY", "sk-0123456789abcdefWXYZ")
    code, out, _ = run("doctor", "--corpus", folder, "--port", free_port())
    assert code == 0, out
    assert f"ok  model: all-MiniLM-L6-v2, SHA-256 {Encoder().sha256[:12]}" in out
    assert "up to date" in out
    assert "openai:large, key …WXYZ" in out
    assert "0123456789" not in out


def test_doctor_says_what_is_amiss(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, _ = run("doctor", "--corpus", tmp_path / "none", "--port", port, "--json")
    assert code == 1
    amiss = {item["name"] for item in json.loads(out) if not item["well"]}
    assert amiss == {"documents", "port"} or amiss == {"documents", "index", "port"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_serve_says_where_it_is_and_answers_there(folder: Path) -> None:
    port = free_port()
    process = start("serve", "--corpus", str(folder), "--port", str(port))
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line
        with urlopen(f"http://127.0.0.1:{port}", timeout=30) as page:
            assert b"Chiaroscuro" in page.read()
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_serve_on_a_port_in_use_is_one_line(run: Run, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run("serve", "--corpus", folder, "--port", port)
    assert code == 2
    assert str(port) in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("chiaroscuro: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "", "--corpus", "{folder}"], "question"),
        (["ask", "x " * 10_000, "--corpus", "{folder}"], "question"),
        (["ask", QUESTION, "--corpus", "{folder}", "--documents", "harbor"], "'harbour'"),
        (["ask", QUESTION, "--corpus", "{folder}", "--k", "0"], "k"),
        (["ask", QUESTION, "--corpus", "{folder}", "--k", "many"], "many"),
        (["ask", QUESTION, "--corpus", "{empty}"], "empty"),
        (["ask", QUESTION, "--corpus", "{empty}/none"], "no such folder"),
        (["build", "{folder}/harbour.md"], "not a folder"),
        (["verify", "{empty}/none.json"], "none.json"),
        (["ask"], "QUESTION"),
        (["sing"], "sing"),
        ([], "COMMAND"),
    ],
)
def test_errors_are_one_line_and_two(
    run: Run, folder: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    run("build", folder)
    places = {"{folder}": str(folder), "{empty}": str(empty)}
    for name, path in places.items():
        arguments = [argument.replace(name, path) for argument in arguments]
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("chiaroscuro: ")
    assert err.count("\n") == 1
    assert said in err


def test_an_unknown_setting_in_the_environment_is_named(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_SENTENCE", "3")
    code, _, err = run("documents", "--corpus", folder)
    assert code == 2
    assert "RAG_SENTENCE" in err and "'sentences'" in err


def test_an_interrupt_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.commands.doctor", interrupt)
    assert run("doctor") == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    process = start("search", "quay", "--corpus", str(folder))
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert errors == ""


def test_the_version_is_shown(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("chiaroscuro ")
