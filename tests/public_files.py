"""Files of public sets in small, as the real ones are made."""

from __future__ import annotations

import json
from pathlib import Path


def write_squad(data: Path, titles: list[str]) -> None:
    """Writes two questions on each of some articles, one of which is answered."""
    folder = data / "squad2"
    folder.mkdir(parents=True)
    contexts = [
        {"doc_id": title, "title": title, "text": "The tower is 40 m high. It was built in 1911."}
        for title in titles
    ]
    asked = [
        {
            "id": f"{title}-{n}",
            "question": question,
            "doc_id": title,
            "answerable": n == 0,
            "evidence": [{"doc_id": title, "start": 13, "end": 17}] if n == 0 else [],
        }
        for title in titles
        for n, question in enumerate(("How high is the tower?", "Who built the tower?"))
    ]
    for name, rows in (("contexts", contexts), ("questions", asked)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
