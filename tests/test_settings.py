"""Settings: keyword over environment over rag.toml, and no key that nobody knows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from rag.errors import ChiaroscuroError, SettingsError
from rag.settings import Settings


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No rag.toml and no RAG_ variable but those that a test sets."""
    for key in list(os.environ):
        if key.startswith("RAG_"):
            monkeypatch.delenv(key)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def message(**values: object) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings(**values)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_keyword_over_environment_over_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "rag.toml").write_text('k = 3\nsentences = 2\nmodel = "from-file"\n')
    assert (Settings().k, Settings().sentences, Settings().model) == (3, 2, "from-file")
    monkeypatch.setenv("RAG_K", "5")
    monkeypatch.setenv("RAG_MODEL", "from-environment")
    assert (Settings().k, Settings().sentences) == (5, 2)
    chosen = Settings(k=7)
    assert (chosen.k, chosen.sentences, chosen.model) == (7, 2, "from-environment")


def test_paths_come_out_as_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_INDEX_DIR", "somewhere/else")
    assert Settings().index_dir == Path("somewhere/else")


def test_nothing_is_set_that_was_not_asked_for() -> None:
    plain = Settings()
    assert (plain.chat_model, plain.corpus_dir, plain.index_dir) == (None, None, None)
    assert plain.host == "127.0.0.1"


def test_an_unknown_keyword_is_an_error_that_suggests() -> None:
    assert message(sentenses=3) == "unknown setting 'sentenses'; did you mean 'sentences'?"


def test_an_unknown_keyword_like_no_other_lists_what_is_known() -> None:
    assert "known: chat_api_key, chat_base_url" in message(zzz=3)


def test_an_unknown_environment_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_INDEXDIR", "x")
    assert message() == "unknown environment variable RAG_INDEXDIR; did you mean 'index_dir'?"


def test_an_unknown_key_of_the_file_is_an_error_that_names_the_file(bare: Path) -> None:
    (bare / "rag.toml").write_text("kk = 3\n")
    assert message().startswith("unknown setting 'kk' in rag.toml; did you mean 'k'?")


def test_a_file_that_is_not_toml_is_an_error_that_names_it(bare: Path) -> None:
    (bare / "rag.toml").write_text("k = = 3\n")
    assert message().startswith("rag.toml cannot be read: ")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("k", 0),
        ("k", 101),
        ("k", "many"),
        ("sentences", 0),
        ("refuse_below", 1.5),
        ("port", 70000),
        ("failed_sentence", "ignore"),
        ("chat_timeout_seconds", 0),
    ],
)
def test_a_value_out_of_range_is_named_with_what_was_given(key: str, value: object) -> None:
    said = message(**{key: value})
    assert said.startswith(f"setting {key!r}: ") and said.endswith(f"(got {value!r})")


def test_a_value_out_of_range_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_PORT", "0")
    assert message().startswith("setting 'port': ")


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CHAT_API_KEY", "sk-very-secret")
    found = Settings()
    assert found.chat_api_key is not None
    assert found.chat_api_key.get_secret_value() == "sk-very-secret"
    assert "very-secret" not in f"{found!r} {found} {found.model_dump_json()}"
    assert "('secret',)" not in message(chat_api_key=("secret",))


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().k = 9


def test_a_settings_error_is_both_ours_and_a_value_error() -> None:
    assert issubclass(SettingsError, ChiaroscuroError) and issubclass(SettingsError, ValueError)


def test_what_stands_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHAT_MODEL", "CHAT_BASE_URL", "CHAT_API_KEY"):
        monkeypatch.setenv(f"RAG_{name}", " ")
    empty = Settings()
    assert (empty.chat_model, empty.chat_base_url, empty.chat_api_key) == (None, None, None)
    for name in ("corpus_dir", "index_dir", "data_dir"):
        monkeypatch.setenv(f"RAG_{name.upper()}", "")
    folders = Settings()
    assert (folders.corpus_dir, folders.index_dir, folders.data_dir) == (None, None, None)
    key = Settings(chat_api_key="sk-a\n").chat_api_key
    assert key and key.get_secret_value() == "sk-a"


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize("name", ["model", "cross_encoder"])
def test_what_stands_empty_is_what_it_is_by_default(
    name: str, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = getattr(Settings(), name)
    monkeypatch.setenv(f"RAG_{name.upper()}", empty)
    assert getattr(Settings(), name) == getattr(Settings(**{name: empty}), name) == usual


@pytest.mark.parametrize("name", ["corpus_dir", "index_dir", "data_dir"])
def test_the_users_own_folder_may_be_called_by_its_sign(
    name: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(bare))
    monkeypatch.setenv("USERPROFILE", str(bare))
    monkeypatch.setenv(f"RAG_{name.upper()}", "~/papers")
    assert getattr(Settings(), name) == bare / "papers"


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example/v1?api_key=sk-secret",
        "https://models.example/v1#sk-secret",
        "https://sk-secret@models.example/v1",
        "https://models.example:99999/v1",
        "https://[::1/v1",
    ],
)
def test_an_address_that_cannot_be_is_refused_unrepeated(address: str) -> None:
    assert "sk-secret" not in message(chat_base_url=address)


def test_an_address_holds_no_password_and_none_is_repeated() -> None:
    said = message(chat_base_url="https://me:sesame@models.example/v1")
    assert "sesame" not in said
    assert "an address holds no password; set RAG_CHAT_API_KEY instead" in said
    assert "expected an address such as http://127.0.0.1:8080/v1" in message(
        chat_base_url="localhost:8080"
    )
    assert Settings(chat_base_url="http://localhost:8080/v1").chat_base_url
