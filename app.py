"""The chat page as a script: `python app.py` serves it as the settings say."""

from __future__ import annotations

import sys

from rag.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
