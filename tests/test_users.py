"""Users: names with hashed passwords, from a file and from the environment."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from rag.__main__ import main
from rag.errors import SettingsError
from rag.settings import Settings
from rag.users import FILE, Users, add_user, remove_user, users_of

PASSWORD = "under the north quay"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    add_user(tmp_path / FILE, "ada", PASSWORD)
    return tmp_path / FILE


def test_only_the_right_password_of_a_known_user_is_right(path: Path) -> None:
    users = Users(path)
    assert users.names() == ("ada",)
    assert users.check("ada", PASSWORD)
    assert not users.check("ada", PASSWORD.upper())
    assert not users.check("bob", PASSWORD)
    assert not users.check("ada", "")


def test_the_file_holds_no_password_and_is_its_owners_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert PASSWORD not in text
    kind, n, r, p, salt, _ = json.loads(text)["ada"].split("$")
    assert (kind, n, r, p) == ("scrypt", "32768", "8", "3")
    add_user(path, "bob", PASSWORD)
    assert json.loads(path.read_text(encoding="utf-8"))["bob"].split("$")[4] != salt
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_changes_of_the_file_count_at_once(path: Path) -> None:
    users = Users(path)
    before = users.mark("ada")
    assert not add_user(path, "ada", "another password")
    assert users.check("ada", "another password")
    assert users.mark("ada") not in (None, before)
    remove_user(path, "ada")
    assert users.names() == ()
    assert users.mark("ada") is None
    with pytest.raises(SettingsError, match=r"no user 'ada'.*known: nobody"):
        remove_user(path, "ada")


def test_the_environment_names_users_and_they_go_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_USERS", "ada:from the env, bob:with:colon and more")
    users = users_of(Settings(data_dir=path.parent))
    assert users.names() == ("ada", "bob")
    assert users.check("ada", "from the env")
    assert not users.check("ada", PASSWORD)
    assert users.check("bob", "with:colon and more")
    assert "from the env" not in repr(Settings())


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("ada", "expected name:password"),
        ("ada:short", "8 characters or more"),
        ("a/b:long enough", "user name 'a/b'"),
    ],
)
def test_wrong_users_are_one_line(given: str, line: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=line):
        users_of(Settings(data_dir=tmp_path, users=given))


def test_a_file_that_is_none_of_users_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"ada": "geheim"}', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"users\.json: not a file of users"):
        Users(tmp_path / FILE).names()


def test_the_command_adds_lists_and_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    place = ["--data-dir", str(tmp_path)]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["user", "add", "ada", *place]) == 0
    assert main(["user", "list", *place]) == 0
    assert "ada was added" in capsys.readouterr().out
    assert Users(tmp_path / FILE).check("ada", PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "add", "bob", *place]) == 2
    assert "a password has 8 characters or more" in capsys.readouterr().err
    assert main(["user", "add", *place]) == 2
    assert main(["user", "remove", "ada", *place]) == 0
    assert Users(tmp_path / FILE).names() == ()
