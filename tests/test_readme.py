"""The README is true: its commands and snippets run, and its tables say what the code says."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from rag.__main__ import main, make_parser
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def commands() -> list[tuple[str, list[str]]]:
    """The console commands, in order, each with the lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks("console")).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run_command(command: str) -> list[str]:
    program, *arguments = shlex.split(command)
    assert program == "chiaroscuro"
    target = None
    if ">" in arguments:
        target = Path(arguments.pop())
        arguments.remove(">")
    shown = io.StringIO()
    with redirect_stdout(shown):
        assert main(arguments) == 0, command
    if target is not None:
        target.write_text(shown.getvalue(), encoding="utf-8")
    return shown.getvalue().splitlines()


def test_the_console_commands_show_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAG_CROSS_ENCODER", "auto")  # as `make chat` installs it
    shown = commands()
    assert len(shown) >= 4
    for command, lines in shown:
        found = run_command(command)
        missing = [line for line in lines if not any(line in other for other in found)]
        assert not missing, f"{command} does not show {missing}, but: {found}"


def test_the_python_snippets_run(capsys: pytest.CaptureFixture[str]) -> None:
    snippets = blocks("python")
    assert len(snippets) == 2
    names: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, "README.md", "exec"), names)
    shown = capsys.readouterr().out
    assert "not_in_corpus" in shown
    assert "Lofgren" in shown


def test_the_first_snippet_is_at_most_ten_lines() -> None:
    assert len([line for line in blocks("python")[0].splitlines() if line]) <= 10


def test_the_settings_table_is_the_settings() -> None:
    rows = README.split("<!-- settings -->\n")[1].split("\n\n")[0].splitlines()[2:]
    expected = [
        f"| `{name}` | {'' if field.default is None else f'`{field.default}`'} "
        f"| {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    assert rows == expected


def test_the_command_table_is_the_commands() -> None:
    named = re.findall(r"^\| `(\w+)[^`]*` \|", README.split("<!-- settings -->")[0], re.M)
    listed = make_parser().format_help().split("  COMMAND\n")[1].split("\n\n")[0]
    assert named == re.findall(r"^    (\w+)", listed, re.M)


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)|^    make (\w+)", texts, re.M)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.M), target


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert "CONTRIBUTING.md" in links
    assert [link for link in links if not (ROOT / link).exists()] == []
