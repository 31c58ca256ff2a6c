"""Which cross-encoders there are: the small one always, the large one where its packages are."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cache
from typing import Literal

from rag.errors import ChiaroscuroError, ModelError
from rag.models.change_reader import load_change_reader
from rag.models.cross_encoder import CrossEncoder, Size
from rag.models.large_cross_encoder import INSTALL, installed, load_large, load_large_in_talk

Wanted = Literal["auto", "small", "large"]


def settle(wanted: Wanted) -> Size:
    """Returns which one is meant; "auto": the large one where it is installed.

    Raises:
        ModelError: If it is not installed.
    """
    if wanted == "small" or (wanted == "auto" and not installed()):
        return "small"
    if not installed():
        raise ModelError(f"cross_encoder = 'large', but its packages are not installed; {INSTALL}")
    return "large"


@cache
def load_cross_encoder(size: Size) -> CrossEncoder:
    """Returns the one of this process; its weights are read when it first scores."""
    return CrossEncoder(load_large if size == "large" else None)


@cache
def load_reader_of_talks() -> CrossEncoder:
    """Returns the large one that understands the turns before a question."""
    return CrossEncoder(lambda: load_large_in_talk(load_cross_encoder("large").load()))


def read_ahead(size: Size) -> None:
    """Has weights read beside other work, so that no first question need wait for them.

    What goes wrong is told when they are needed.
    """

    def read() -> None:
        with suppress(ChiaroscuroError):
            load_cross_encoder(size).load()
            if size == "large":
                load_reader_of_talks().load()
                load_change_reader().load()

    threading.Thread(target=read, name="cross-encoder ahead", daemon=True).start()
