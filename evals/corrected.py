"""Folders in which things are said once and corrected later: is the answer what holds now?

`corrected/read` and `corrected/unread` are laid out as those of `evals.kinds`. The middle of an id
says what is asked: `c` what was corrected, in the same document or in another; `p` what stands as
it was, though something near looks like a correction of it; `h` what was said before, or why it was
corrected; `n` what no document answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.intervals import as_plain, estimate_mean
from evals.kinds import READ, Kind, judge
from evals.records import Asked
from evals.run import Answering, ask_all

FOLDER = Path(__file__).parent / "corrected"
SORTS = {
    "c": "corrected elsewhere",
    "p": "not corrected",
    "h": "what it was, or why",
    "n": "not in the documents",
}
_TELLS = re.compile(r"\btells? of a change (?:to|from)\b|\bmay change what\b|\bis changed by\b")


def measure_corrected(bot: Answering, kind: Kind) -> list[dict[str, Any]]:
    """Asks the questions of a folder; returns a row for each, its text where it was read."""
    return [_row(one, kind) for one in ask_all(bot, kind.items)]


def tells_of_change(asked: Asked) -> bool:
    """Whether an answer says that something it quotes was changed, or may have been."""
    return any(_TELLS.search(note) for note in asked.answer.notes)


def sum_up(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Returns, by what is asked: how many, the share right, how many tell of a change."""
    result = {}
    for sort in SORTS:
        own = [row for row in rows if row["sort"] == sort]
        if own:
            rights = [float(row["verdict"] == "right") for row in own]
            told = sum(row["tells of a change"] for row in own)
            share = as_plain(estimate_mean(rights))
            result[sort] = {"questions": len(own), "share": share, "tell of a change": told}
    return result


def _row(asked: Asked, kind: Kind) -> dict[str, Any]:
    sort = asked.item.id.split("-")[-2]
    if sort not in SORTS:
        raise ValueError(f"{asked.item.id}: between dashes stands one of {', '.join(SORTS)}")
    shown = {"question": asked.item.question, "answer": asked.answer.text}
    return {
        "id": asked.item.id,
        "sort": sort,
        "verdict": judge(asked),
        "tells of a change": tells_of_change(asked),
        **(shown if kind.part == READ else {}),
    }
