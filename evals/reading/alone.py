"""Reads one file in a process of its own: pages, seconds and the peak of memory, as JSON."""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path

from rag.readers.registry import read_document
from rag.readers.time_limit import limited


def main(name: str) -> None:
    """Reads the file without OCR and prints what that took."""
    path = Path(name)
    began = time.process_time()
    with limited(0):
        document = read_document(path, root=path.parent)
    seconds = time.process_time() - began
    taken = {"pages": document.page_count, "seconds": round(seconds, 1), "megabytes": _peak()}
    print(json.dumps(taken))


def _peak() -> int:
    """The most memory that this process has had, in MiB."""
    status = Path("/proc/self/status")
    # What Linux tells of its resources counts what the process that started it had, too.
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(sys.argv[1])
