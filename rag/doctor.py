"""What an installation looks like from inside: versions, model, index, port, chat model."""

from __future__ import annotations

import os
import platform
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from rag.chat_steps import open_model
from rag.corpus import scan
from rag.errors import ChiaroscuroError, ModelError
from rag.indexing.build import corpus_folder
from rag.indexing.generations import folder_for, open_index
from rag.indexing.reuse import is_current
from rag.models.cross_encoders import settle
from rag.models.embedding import Encoder
from rag.models.large_cross_encoder import INSTALL, MODEL, installed
from rag.readers import ocr
from rag.settings import Settings
from rag.wording.ollama import OLLAMA, find_local_models
from rag.wording.trial import QUESTIONS, try_out

LIBRARIES = (
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "langchain",
    "gradio",
    "pypdfium2",
    "numpy",
)
CONNECT_SECONDS = 2
SHOWN_OF_KEY = 4  # characters at the end of a key, enough to tell two keys apart
SHORTEST_SHOWN_KEY = 16  # of a shorter one nothing is shown


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined.

    Attributes:
        well: Whether the program can work with it.
        detail: One line: what was found and, where it is not well, what to do.
    """

    name: str
    well: bool
    detail: str


def examine(settings: Settings, *, try_chat_model: bool = False) -> tuple[Finding, ...]:
    """Looks at all that a chat needs, changing nothing.

    Args:
        try_chat_model: Whether the chat model is asked a few questions, too; without, it is not.
    """
    folder = corpus_folder(None, settings)
    store = folder_for(folder, settings.index_dir)
    findings = [_program(), _python(), *_libraries(), _ocr(), _cross_encoder(settings)]
    findings.append(_documents(folder))
    try:
        encoder = Encoder(settings.model)
        detail = f"{encoder.name}, SHA-256 {encoder.sha256[:12]}…, {encoder.max_tokens} tokens"
        findings += [
            Finding("model", True, detail),
            _index(folder, store, encoder),
        ]
    except ChiaroscuroError as error:
        findings.append(Finding("model", False, str(error)))
    findings += [_writable(store), _port(settings.host, settings.port), _chat_model(settings)]
    if try_chat_model:
        findings.append(_trial(settings))
    return tuple(findings)


def _python() -> Finding:
    return Finding("python", True, f"{platform.python_version()} on {platform.platform()}")


def _program() -> Finding:
    try:
        return Finding("chiaroscuro", True, version("chiaroscuro"))
    except PackageNotFoundError:
        return Finding(
            "chiaroscuro", True, f"not installed, run from {Path(__file__).parent.parent}"
        )


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, f"not installed; pip install {name}")


def _ocr() -> Finding:
    return Finding(
        "ocr", True, ocr.engine() or f"not installed; scans stay unread; {ocr.EXTRA} reads them"
    )


def _cross_encoder(settings: Settings) -> Finding:
    """Which one reads the nearest sentences, and how to get the better one."""
    try:
        size = settle(settings.cross_encoder)
    except ModelError as error:
        return Finding("cross-encoder", False, str(error))
    if size == "large":
        return Finding("cross-encoder", True, f"the large one, {MODEL}")
    better = "" if installed() else f"; {INSTALL} brings the large one"
    return Finding("cross-encoder", True, f"the small one{better}")


def _documents(folder: Path) -> Finding:
    try:
        scanned = scan(folder)
    except ChiaroscuroError as error:
        return Finding("documents", False, str(error))
    failed = "".join(f"; {failure.reason}" for failure in scanned.failures[:1])
    return Finding("documents", not failed, f"{len(scanned.files):,} files in {folder}{failed}")


def _index(folder: Path, store: Path, encoder: Encoder) -> Finding:
    """Whether the index can answer; that it has to be built first is well, too."""
    try:
        index = open_index(store)
        if index is None:
            return Finding("index", True, f"not built yet; chiaroscuro build {folder} does")
        with index:
            built_with = index.manifest["inputs"]
            if built_with["model_sha256"] != encoder.sha256:
                detail = f"of the model {built_with['model']!r}; chiaroscuro build {folder}"
                return Finding("index", False, detail)
            current = is_current(index, scan(folder).files, encoder)
            state = "up to date" if current else "outdated"
            return Finding("index", True, f"{len(index):,} passages, {state}, in {index.folder}")
    except ChiaroscuroError as error:
        return Finding("index", False, str(error))


def _writable(store: Path) -> Finding:
    existing = next(folder for folder in (store, *store.parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        detail = f"{existing}: {error.strerror or error}; set another folder with RAG_INDEX_DIR"
        return Finding("index folder", False, detail)
    return Finding("index folder", True, f"{existing} can be written")


def _port(host: str, port: int) -> Finding:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            if os.name == "posix":
                # As servers do: a port that a closed connection still lingers on counts as free.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except OSError as error:
        detail = f"{host}:{port}: {error.strerror or error}; set another one with RAG_PORT"
        return Finding("port", False, detail)
    return Finding("port", True, f"{host}:{port} is free")


def _chat_model(settings: Settings) -> Finding:
    """Whether the model that is set can be asked, or whether there is one that might be set."""
    if settings.chat_model is None:
        return Finding("chat model", True, f"none: answers are quotations{_offer()}")
    parts = [settings.chat_model]
    if settings.chat_base_url:
        parts.append(f"at {settings.chat_base_url}")
    if settings.chat_api_key:
        parts.append(f"key {_masked(settings.chat_api_key.get_secret_value())}")
    try:
        open_model(settings)
        _check_answers(settings.chat_model, settings.chat_base_url)
    except ModelError as error:
        return Finding("chat model", False, str(error))
    return Finding("chat model", True, ", ".join(parts))


def _trial(settings: Settings) -> Finding:
    """Whether the chat model that is set is fit to select sentences, by a trial."""
    name = "its selections"
    try:
        model = open_model(settings)
        if model is None:
            said = "no chat model is set to be tried; RAG_CHAT_MODEL sets one"
            return Finding(name, False, said)
        trial = try_out(model)
    except ModelError as error:
        return Finding(name, False, str(error))
    said = f"{trial.right} of {len(QUESTIONS)} right, {trial.seconds / len(QUESTIONS):.1f} s each"
    if trial.is_fit:
        return Finding(name, True, f"{said}: fit for RAG_CHAT_MODE=select")
    return Finding(name, False, f"{said}, as “{trial.wrong}”: not fit for mode select")


def _offer() -> str:
    found = find_local_models()
    if not found:
        return " (RAG_CHAT_MODEL sets one)"
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    missing = "" if find_spec("langchain_ollama") else "; pip install 'chiaroscuro[ollama]' first"
    return (
        f"; Ollama runs on this machine with {found[0]}{more} and is not used: "
        f"RAG_CHAT_MODEL={found[0]} lets it word the answers{missing}"
    )


def _check_answers(name: str, base_url: str | None) -> None:
    """Looks whether a server of one's own is up, by connecting to it and saying nothing.

    Raises:
        ModelError: If it is not, or Ollama does not have the model.
    """
    local = name.startswith("ollama:") and base_url is None
    address = urlsplit(base_url or (OLLAMA if local else ""))
    if address.hostname is None:
        return
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        socket.create_connection((address.hostname, port), timeout=CONNECT_SECONDS).close()
    except OSError as error:
        where = f"{address.hostname}:{port}"
        raise ModelError(
            f"{name}: nothing answers at {where} ({error.strerror or error})"
        ) from None
    found = find_local_models() if local else ()
    if found and name not in found and f"{name}:latest" not in found:
        model = name.removeprefix("ollama:")
        raise ModelError(f"Ollama has no chat model {model}; `ollama pull {model}` fetches it")


def _masked(key: str) -> str:
    return f"…{key[-SHOWN_OF_KEY:]}" if len(key) >= SHORTEST_SHOWN_KEY else "set"
