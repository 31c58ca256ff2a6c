"""Settings, from keywords, then the environment (`RAG_…`), then `rag.toml`; no unknown keys."""

from __future__ import annotations

import difflib
import os
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rag.errors import SettingsError

PREFIX = "RAG_"
FILE = "rag.toml"
OWN_DOCUMENTS = Path("own", "documents")
"""Where in the data folder lies what the owner of this machine added on the page."""

MOST_SENTENCES = 20
SECRETS = frozenset({"chat_api_key", "users"})
UNSHOWN = SECRETS | {"chat_base_url"}
"""Settings whose refused value is not repeated: a secret, or an address with one in it."""


_FOLDERS = ("corpus_dir", "index_dir", "data_dir")
_MAY_BE_EMPTY = (
    *_FOLDERS,
    *("model", "cross_encoder"),
    *("chat_model", "chat_base_url", "chat_api_key"),
)


class Settings(BaseSettings):
    """Everything that can be set; a keyword overrides `RAG_K=10`, which overrides rag.toml.

    Raises:
        SettingsError: If a key is unknown or a value is out of range; one line that names it.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=FILE, frozen=True, extra="forbid", hide_input_in_errors=False
    )

    corpus_dir: Path | None = Field(
        None, description="Folder of documents; the bundled ones where not set."
    )
    index_dir: Path | None = Field(
        None,
        description="Folder that holds the indexes; index/ here, else a cache folder.",
    )
    data_dir: Path | None = Field(
        None, description="Folder of added documents and users; the user's data folder if not set."
    )
    model: str = Field(
        "all-MiniLM-L6-v2",
        description="Sentence-transformers model: packaged, a name or a path.",
    )
    cross_encoder: Literal["auto", "small", "large"] = Field(
        "auto",
        description="What reads the nearest sentences; auto: the large one where installed.",
    )
    ocr_seconds: float = Field(
        600, ge=0, description="Longest time OCR takes for one document, 0: none; `build` goes on."
    )
    k: int = Field(8, ge=1, le=100, description="Passages that a question retrieves.")
    sentences: int = Field(
        4, ge=1, le=MOST_SENTENCES, description="Sentences that an answer has at most."
    )
    refuse_below: float = Field(
        0.44, ge=0, le=1, description="Confidence below which a question is refused."
    )
    chat_model: str | None = Field(
        None, description="LangChain chat model that selects or words, as provider:name."
    )
    chat_base_url: str | None = Field(None, description="Address of an OpenAI-compatible server.")
    chat_api_key: SecretStr | None = Field(None, description="Key for it; never shown or saved.")
    chat_timeout_seconds: float = Field(60, gt=0, description="Longest wait for the chat model.")
    chat_context_tokens: int = Field(
        8192, ge=2048, description="Tokens that the chat model can read and write together."
    )
    chat_mode: Literal["select", "write"] = Field(
        "write", description="Whether the chat model selects what is quoted, or words answers."
    )
    select_to_write: bool = Field(
        False, description="Whether the chat model also selects the sentences that it words."
    )
    rewrite_follow_ups: bool = Field(
        False, description="Whether the chat model words follow-ups before they are searched for."
    )
    chat_cache_answers: int = Field(
        0, ge=0, description="Answers of the chat model kept beside the index; 0 keeps none."
    )
    failed_sentence: Literal["replace", "mark", "drop"] = Field(
        "replace", description="What becomes of a written sentence that fails the gate."
    )
    users: SecretStr | None = Field(
        None, description="Who may use the page, as name:password,name:password; never shown."
    )
    open_access: bool = Field(
        False, description="Whether a page beyond this machine may be without users."
    )
    questions_per_minute: int = Field(
        30, ge=1, description="Questions of one user in a minute, where the page has users."
    )
    largest_file_mb: int = Field(
        100, ge=1, le=512, description="Size of a file that may be added on the page."
    )
    most_added_mb: int = Field(
        1000, ge=1, description="Size of all files that one user may have added."
    )
    mcp: bool = Field(False, description="Whether the page's server is an MCP server as well.")
    fetch_most_mb: int = Field(200, ge=1, description="Largest document that `fetch` downloads.")
    fetch_seconds: float = Field(
        120, gt=0, description="Longest time that `fetch` takes for one document."
    )
    fetch_allow: Annotated[tuple[str, ...] | None, NoDecode] = Field(
        None, description="Hosts of this machine or a private network that `fetch` may ask: A,B."
    )
    host: str = Field("127.0.0.1", description="Address that the chat page listens on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that the chat page listens on.")

    @field_validator("chat_base_url")
    @classmethod
    def _check_address(cls, value: str | None) -> str | None:
        wrong = value and wrong_address(value)
        if wrong:
            raise ValueError(wrong)
        return value

    @field_validator(*_MAY_BE_EMPTY, mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any, info: ValidationInfo) -> Any:
        """What stands empty in the environment is not set; a key comes with no line break."""
        value = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not isinstance(value, str):
            return value
        return value.strip() or cls.model_fields[str(info.field_name)].default

    @field_validator(*_FOLDERS)
    @classmethod
    def _of_the_user(cls, value: Path | None) -> Path | None:
        return value and expanded(value)

    def __init__(self, **values: Any) -> None:
        names = set(type(self).model_fields)
        for key in values:
            _check_known(key, names, f"setting {key!r}")
        for key in os.environ:
            if key.startswith(PREFIX):
                _check_known(key[len(PREFIX) :].lower(), names, f"environment variable {key}")
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingsError(_first_line(error, names)) from None
        except ValueError as error:
            raise SettingsError(f"{FILE} cannot be read: {error}") from None

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _part_at_commas(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(name.strip() for name in value.split(",") if name.strip())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = TomlConfigSettingsSource(settings_cls)
        for secret in SECRETS & file().keys():
            # Files are shared, saved and committed; a key in one does not stay a secret.
            raise SettingsError(f"it holds {secret}; set {PREFIX}{secret.upper()} instead")
        return init_settings, env_settings, file


def expanded(folder: str | Path) -> Path:
    """Returns a folder with the user's own in the place of "~", as shells have it."""
    return Path(os.path.expanduser(folder))


def wrong_address(address: str) -> str | None:
    """Returns what is wrong with the address of a chat model's server, None if nothing is.

    Addresses are shown and saved, so that none may hold a password or a key.
    """
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or not address.isprintable() or " " in address:
        return "expected an address such as http://127.0.0.1:8080/v1"
    if parts.username is not None or parts.password is not None:
        return f"an address holds no password; set {PREFIX}CHAT_API_KEY instead"
    if parts.query or parts.fragment:
        return f"an address holds nothing after ? or #; set a key with {PREFIX}CHAT_API_KEY"
    return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host.lower() == "localhost"


def data_folder(settings: Settings) -> Path:
    """Returns the folder of what users add and what is known of them, which may not exist yet."""
    return settings.data_dir or user_data_path("chiaroscuro")


def _check_known(key: str, names: set[str], what: str) -> None:
    if key not in names:
        raise SettingsError(f"unknown {what}{_suggestion(key, names)}")


def _suggestion(key: str, names: set[str]) -> str:
    close = difflib.get_close_matches(key, names, n=1)
    known = f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(sorted(names))
    return f"; {known}"


def _first_line(error: ValidationError, names: set[str]) -> str:
    first = error.errors()[0]
    key = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f"unknown setting {key!r} in {FILE}{_suggestion(key, names)}"
    shown = "" if key in UNSHOWN else f" (got {first['input']!r})"
    return f"setting {key!r}: {first['msg']}{shown}"
