"""What the tests share: a small folder, its index, chatbots, and a wall around the network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

import rag

# What the small one reads is tested, unless a test says otherwise.
os.environ.setdefault("RAG_CROSS_ENCODER", "small")

pytest_plugins = ("page_browser",)

FOLDER = {
    "harbour.md": """\
---
title: Report on the Harbour of Arnfield
author: Mira Castellane
publisher: Arnfield Audit Office
date: 2021-05-04
kind: report
---

# What was examined

The Arnfield Audit Office examined the harbour between January and March 2021. Councillor Tobias
Wren asked for the audit in December 2020.

# What was found

The north quay was closed on 12 February 2021 because its piles were rotten. Repairs would cost
about 4.2 million crowns. The harbour master said that no ship had been damaged.
""",
    "ferry.md": """\
---
title: The Ferry to Little Sorrel
author: Jonas Abend
publisher: Sorrel Gazette
date: 2022-08-19
kind: article
---

# Timetable

The ferry crosses to Little Sorrel six times a day in summer and twice a day in winter. A crossing
takes 35 minutes.

# Fares

A single ticket costs 7 crowns. Children under six travel free of charge.
""",
    "minutes.txt": """\
Minutes of the Town Council

The council met on 3 June 2022. Councillor Wren moved to repair the north quay before the winter.

The motion was carried by nine votes to two.
""",
}


def is_here(host: object) -> bool:
    """Whether an address names this machine alone."""
    if host in ("localhost", "", None, b"localhost"):
        return True
    try:
        return ip_address(host if isinstance(host, str) else str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuses every connection and every look-up of a name that leads away from this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    look_up = socket.getaddrinfo

    def refuse(address: Any) -> None:
        if isinstance(address, tuple) and not is_here(address[0]):
            raise OSError(f"the tests do not leave this machine (asked for {address!r})")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *rest: Any, **more: Any) -> Any:
        refuse((host,))
        return look_up(host, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keeps the tests out of the indexes that the user built and the documents added."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("indexes")
        patch.setenv("RAG_INDEX_DIR", str(folder))
        patch.setenv("RAG_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _no_ocr() -> Iterator[None]:
    """Reads no picture, which takes seconds a page, but in the tests of just that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.readers.ocr.find_spec", lambda name: None)
        yield


def write_folder(folder: Path) -> Path:
    """Writes the small documents into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FOLDER.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small documents, shared by all tests: read it, never write to it."""
    return write_folder(tmp_path_factory.mktemp("documents") / "arnfield")


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """The small documents in a folder of the test's own."""
    return write_folder(tmp_path / "arnfield")


@pytest.fixture(scope="session")
def small_bot(folder: Path) -> Iterator[rag.Chatbot]:
    """A chatbot on the small documents."""
    with rag.Chatbot.open(folder) as bot:
        yield bot


@pytest.fixture(scope="session")
def bot() -> Iterator[rag.Chatbot]:
    """A chatbot on the bundled documents."""
    with rag.Chatbot.open() as bot:
        yield bot
