"""The chat page as a script: `python app.py` serves it as the settings say."""

from __future__ import annotations

import sys

from rag.chain import Chatbot
from rag.errors import ChiaroscuroError
from rag.page import serve
from rag.settings import Settings


def main() -> int:
    """Opens the documents and serves the page until stopped; returns the exit code."""
    try:
        settings = Settings()
        with Chatbot.open(settings=settings, progress=True) as bot:
            serve(bot, host=settings.host, port=settings.port)
    except ChiaroscuroError as error:
        print(f"chiaroscuro: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
