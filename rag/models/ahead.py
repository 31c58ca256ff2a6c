"""Models read before they are needed, so that no first question waits for them."""

from __future__ import annotations

import threading
from contextlib import suppress

from rag.errors import ChiaroscuroError
from rag.models.change_reader import load_change_reader
from rag.models.cross_encoder import Size
from rag.models.cross_encoders import load_cross_encoder, load_reader_of_talks
from rag.models.list_reader import load_list_reader


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
                load_list_reader().load()

    threading.Thread(target=read, name="models ahead", daemon=True).start()
