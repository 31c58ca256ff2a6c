"""Folders of other kinds of documents, each with its questions: do the answers hold there, too?

`kinds/read` and `kinds/unread` have a folder for each kind: its `documents`, its `gold.jsonl`,
`lists.jsonl`, questions that ask for several things, and `reworded.jsonl`, some of those of
`gold.jsonl` in other words.
Those under `read` were read, and the program was mended on what they showed. Of those under
`unread` nobody who works on the program has read questions, answers or documents: they are asked
and looked at in sum alone, so that a whole folder, not a third of its questions, is held out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import check
from evals.intervals import as_plain, estimate_mean
from evals.records import Asked, GoldItem
from evals.run import Answering, ask_all, score
from evals.scores.correctness import score_correctness

FOLDER = Path(__file__).parent / "kinds"
PARTS = READ, UNREAD = "read", "unread"
ASKED = GOLD, LISTS, REWORDED = "gold", "lists", "reworded"
COUNTS = ("right", "wrong", "refused wrongly", "answered wrongly")


@dataclass(frozen=True, slots=True)
class Kind:
    """A folder of one kind of documents.

    Attributes:
        name: What its documents are, one word.
        part: `READ` or `UNREAD`.
        documents: The folder that is asked.
        items: All its questions.
    """

    name: str
    part: str
    documents: Path
    items: tuple[GoldItem, ...]


def load_kinds(*parts: str, folder: Path = FOLDER, asked: str = GOLD) -> tuple[Kind, ...]:
    """Reads the folders of some parts, in the order of their names.

    Args:
        asked: Which of their questions: `GOLD`, `LISTS`, those that ask for several things, or
            `REWORDED`, some of the first in other words.

    Raises:
        GoldError: If a gold set cannot be read.
    """
    return tuple(
        Kind(gold.parent.name, part, gold.parent / "documents", check.read_all(gold))
        for part in parts
        for gold in sorted((folder / part).glob(f"*/{asked}.jsonl"))
    )


def measure_kind(bot: Answering, kind: Kind) -> dict[str, Any]:
    """Asks a kind's questions.

    Returns:
        What became of them (`COUNTS`, of `questions` and of how many `answerable` ones), the scores
        of each under `rows`; what was answered wrongly is told of folders that were read alone.
    """
    asked = ask_all(bot, kind.items)
    verdicts = [judge(one) for one in asked]
    return {
        "part": kind.part,
        "questions": len(asked),
        "answerable": sum(one.item.answerable for one in asked),
        **{name: verdicts.count(name) for name in COUNTS},
        "rows": [
            {"id": one.item.id, "verdict": verdict, **_shown(one, kind.part), "scores": score(one)}
            for one, verdict in zip(asked, verdicts, strict=True)
        ],
    }


def judge(asked: Asked) -> str:
    """Returns one of `COUNTS`; a refusal of a part counts as one."""
    if score_correctness(asked):
        return "right"
    if asked.refused:
        return "refused wrongly"
    return "wrong" if asked.item.answerable else "answered wrongly"


def sum_up(measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Returns the counts of several kinds together, the share that is right, and what is given.

    That is, of questions that ask for several things, the share of these (None where none does).
    """
    names = ("questions", "answerable", *COUNTS)
    together = {name: sum(each[name] for each in measured) for name in names}
    rights = [float(row["verdict"] == "right") for each in measured for row in each["rows"]]
    given = [row["scores"]["list recall"] for each in measured for row in each["rows"]]
    return {
        **together,
        "share": as_plain(estimate_mean(rights)),
        "given": as_plain(estimate_mean(given)),
    }


def _shown(asked: Asked, part: str) -> dict[str, Any]:
    if part != READ:
        return {}
    return {"question": asked.item.question, "answer": asked.answer.text}
