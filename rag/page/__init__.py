"""The chat page: `start` serves it, `build_page` makes it for a server of one's own."""

import os

# Before Gradio is imported, because it reads these once: nothing is reported to anyone.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

from rag.page.server import Server, build_page, start

__all__ = ["Server", "build_page", "start"]
