"""What readers thought of answers: one row a judgement, in SQLite in the data folder.

`python -m evals add` makes gold questions of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from rag.errors import StoreError
from rag.records import Answer

Verdict = Literal["right", "wrong", "citation_wrong", "should_have_answered", "should_have_refused"]
FILE = "feedback.sqlite"
LONGEST_COMMENT = 2_000

_TABLE = """
create table if not exists feedback (
    id integer primary key,
    made text not null,
    user text not null,
    verdict text not null,
    comment text not null,
    answer text not null,
    history text not null
)
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One judgement of one answer.

    Attributes:
        made: When, ISO 8601 with the offset from UTC.
        history: The [question, answer] pairs before it, oldest first.
        user: Who judged; "" where there are no users.
        id: From 1, in the order kept; 0 before it is.
    """

    verdict: Verdict
    answer: Answer
    made: str
    comment: str = ""
    history: tuple[tuple[str, str], ...] = ()
    user: str = ""
    id: int = 0


def judge(
    verdict: str,
    answer: Mapping[str, Any],
    *,
    comment: str = "",
    history: Sequence[Sequence[str]] = (),
    user: str = "",
) -> Feedback:
    """Returns the judgement of a saved answer, made now.

    Raises:
        ValueError: If the verdict is unknown, the comment too long or the answer none.
    """
    known: dict[str, Verdict] = {name: name for name in get_args(Verdict)}
    if verdict not in known:
        raise ValueError(f"a verdict is one of {', '.join(known)} (got {verdict!r})")
    if len(comment) > LONGEST_COMMENT:
        raise ValueError(f"a comment has at most {LONGEST_COMMENT:,} characters ({len(comment):,})")
    return Feedback(
        verdict=known[verdict],
        answer=Answer.from_dict(answer),
        made=datetime.now().astimezone().isoformat(timespec="seconds"),
        comment=comment.strip(),
        history=tuple((question, said) for question, said in history),
        user=user,
    )


def keep(path: Path, feedback: Feedback) -> int:
    """Adds a judgement to a file, which is made where it is missing; returns its id.

    Raises:
        StoreError: If the file cannot be written.
    """
    row = (
        feedback.made,
        feedback.user,
        feedback.verdict,
        feedback.comment,
        json.dumps(feedback.answer.to_dict(), ensure_ascii=False),
        json.dumps(feedback.history, ensure_ascii=False),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(path) as rows, rows:
            rows.execute(_TABLE)
            added = rows.execute(
                "insert into feedback (made, user, verdict, comment, answer, history) "
                "values (?, ?, ?, ?, ?, ?)",
                row,
            )
            return int(added.lastrowid or 0)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: the judgement cannot be kept: {error}") from None


def kept(path: Path) -> tuple[Feedback, ...]:
    """Reads all judgements of a file, oldest first.

    Raises:
        StoreError: If it is missing, no such file, or damaged.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    try:
        with _opened(path) as rows:
            found = rows.execute(
                "select id, made, user, verdict, comment, answer, history from feedback order by id"
            ).fetchall()
        return tuple(map(_feedback, found))
    except (sqlite3.Error, ValueError) as error:
        raise StoreError(f"{path}: not a file of judgements, or damaged: {error}") from None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=10)) as rows:
        yield rows


def _feedback(row: tuple[Any, ...]) -> Feedback:
    id_, made, user, verdict, comment, answer, history = row
    judged = judge(
        verdict, json.loads(answer), comment=comment, history=json.loads(history), user=user
    )
    return Feedback(
        judged.verdict, judged.answer, made, judged.comment, judged.history, user, int(id_)
    )
