"""What a chat model brings that selects the sentences of an answer, by its replies as recorded.

A language model read the prompts of the program one by one, apart from it. Kept of its replies, in
`selected/`, are the verdict and digests of the sentences that it selected, so that the figures can
be had again without a model as long as these sentences are offered.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from evals import check
from evals.corrected import FOLDER as CORRECTED
from evals.errors import EvalsError
from evals.gold import is_held_out
from evals.kinds import COUNTS, PARTS, judge, load_kinds
from evals.kinds import FOLDER as KINDS
from evals.modes import InMode
from evals.records import GoldItem
from evals.run import ask_all, score
from evals.talking import Conversations
from rag.chain import Chatbot
from rag.wording.deadlines import Deadline
from rag.wording.selecting import read_reply
from rag.wording.writing import Writer

FOLDER = Path(__file__).parent / "selected"
GOLD = Path(__file__).parent / "gold"
BUNDLED, REPORTS = ("fresh-5", "talk-4"), ("fresh-gao-5", "talk-gao-4")
"""Gold sets of the bundled documents and of GAO reports, which nobody here has read."""

HELD_OUT = "corpus"
"""The gold set of the bundled documents, of which the held-out third is asked."""

_LINE = re.compile(r"^\[(\d+)\] (?:\([^()]*\) )?(.*)$", re.M)


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions of one folder of documents.

    Attributes:
        of: What its replies are kept and summed up under: "kinds-unread", "fresh-5".
        name: The folder's own.
        documents: None for the bundled ones.
    """

    of: str
    name: str
    documents: Path | None
    items: tuple[GoldItem, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model replied.

    Attributes:
        id: Of the question, behind the name of its folder: "law:law-001".
        verdict: See `rag.wording.selecting.Selection`.
        sentences: Digests of what it selected, in its order.
    """

    id: str
    verdict: str
    sentences: tuple[str, ...] = ()


class Player:
    """Stands in for a chat model: it says what one replied to the same question.

    Attributes:
        reply: What to reply; None for nothing that could be read.
        prompt: What was last asked; empty where nothing was.
        lost: How many sentences of the reply were not among those offered.
    """

    name = "recorded"
    context_tokens = 32_768

    def __init__(self) -> None:
        self.reply: Reply | None = None
        self.prompt = ""
        self.lost = 0

    def count(self, _: Sequence[tuple[str, str]]) -> int | None:
        """Says nothing of its own."""
        return None

    def stream(
        self, messages: Sequence[tuple[str, str]], _: Deadline | None = None
    ) -> Generator[str]:
        """Yields the reply with the numbers that the sentences have now."""
        self.prompt = messages[-1][1]
        if self.reply is None:
            return
        numbers = {digest: number for number, digest in offered(self.prompt).items()}
        there = [str(numbers[each]) for each in self.reply.sentences if each in numbers]
        self.lost = len(self.reply.sentences) - len(there)
        yield f"{self.reply.verdict}: {', '.join(there)}" if there else self.reply.verdict

    def keep_prompt(self, folder: Path | None, of: str, ident: str) -> None:
        """Writes what was asked into a folder, if there is one and no reply to it is kept."""
        if folder and self.prompt and self.reply is None:
            name = f"{of}__{ident.replace(':', '__')}.txt"
            (folder / name).write_text(self.prompt, "utf-8")


def load_askings(reports: Path | None = None, *, only: str | None = None) -> Iterator[Asking]:
    """Yields what is asked: the folders of kinds and of corrections, and five gold sets.

    Args:
        reports: The folder of GAO reports; they are left out without.
        only: What alone is asked for, see `Asking.of`.

    Raises:
        EvalsError: If there is no such set, or it needs the reports.
    """
    folders = tuple(f"{sort}-{part}" for part in PARTS for sort in ("kinds", "corrected"))
    known = (*folders, HELD_OUT, *BUNDLED, *(REPORTS if reports else ()))
    if only not in (None, *known):
        hint = " (with --reports)" if only in REPORTS else ""
        raise EvalsError(f"no set {only!r}{hint}; there are {', '.join(known)}")
    for part in PARTS:
        for sort, folder in (("kinds", KINDS), ("corrected", CORRECTED)):
            for kind in load_kinds(part, folder=folder):
                if only in (None, f"{sort}-{part}"):
                    yield Asking(f"{sort}-{part}", kind.name, kind.documents, kind.items)
    for name in (HELD_OUT, *BUNDLED, *(REPORTS if reports else ())):
        if only in (None, name):
            documents = reports if name in REPORTS else None
            items = check.read_all(GOLD / f"{name}.jsonl")
            asked = tuple(each for each in items if name != HELD_OUT or is_held_out(each.id))
            yield Asking(name, name, documents, asked)


def load_replies(of: str, folder: Path | None = None) -> dict[str, Reply]:
    """Reads the replies that are kept, by their ids; none where there is no file.

    Raises:
        EvalsError: If one cannot be read.
    """
    path = (folder or FOLDER) / f"{of}.jsonl"
    if not path.exists():
        return {}
    replies = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            reply = Reply(row["id"], row["verdict"], tuple(row.get("sentences", ())))
        except (ValueError, KeyError, TypeError) as error:
            raise EvalsError(f"{path}:{number}: no reply ({error!r})") from None
        replies[reply.id] = reply
    return replies


def offered(prompt: str) -> dict[int, str]:
    """Returns the digests of the sentences that a prompt offers, by their numbers."""
    return {int(number): _digest(text) for number, text in _LINE.findall(prompt)}


def record(prompts: Path, folder: Path | None = None) -> dict[str, int]:
    """Keeps what was replied to prompts that were written; returns how many of each set.

    Beside the prompts `OF__NAME__ID.txt` stand replies in files `*.tsv`: the name of a prompt
    without its ending, a tab, and the line that was replied.

    Raises:
        EvalsError: If a reply is none, or is to no prompt there.
    """
    folder = folder or FOLDER
    kept: dict[str, dict[str, Reply]] = {}
    for path in sorted(prompts.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            name, _, said = line.partition("\t")
            prompt = prompts / f"{name}.txt"
            if not prompt.exists():
                raise EvalsError(f"{path}: there is no prompt {prompt.name}")
            of, _, asked = name.partition("__")
            verdict, numbers = read_reply(said, f"{path}: {name}")
            digests = offered(prompt.read_text("utf-8"))
            chosen = tuple(digests[number] for number in numbers if number in digests)
            reply = Reply(asked.replace("__", ":"), verdict, chosen)
            kept.setdefault(of, load_replies(of, folder))[reply.id] = reply
    folder.mkdir(exist_ok=True)
    for of, replies in kept.items():
        lines = [json.dumps(asdict(replies[key])) for key in sorted(replies)]
        (folder / f"{of}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return {of: len(replies) for of, replies in kept.items()}


def measure_selecting(
    asking: Asking, replies: Mapping[str, Reply], prompts: Path | None = None
) -> list[dict[str, Any]]:
    """Asks each question as the program answers it by itself, and with what a model selected.

    The turns before it, where there are any, are answered by the program both times.

    Args:
        prompts: Where to write the prompts to which no reply is kept.

    Returns:
        For each question its id, the verdict of both ways ("quote", "select"; see `COUNTS`) and
        their scores, whether the model was asked, and whether its reply is kept and still holds.
    """
    player = Player()
    rows = []
    with playing(player), Chatbot.open(asking.documents) as bot:
        quoting = InMode(bot, "quote")
        talks = Conversations(lambda question, turns: quoting.ask(question, history=turns).text)
        for one in asking.items:
            item = replace(one, history=talks.hold(one.history))
            ident = f"{asking.name}:{item.id}"
            player.reply, player.prompt, player.lost = replies.get(ident), "", 0
            (quoted,) = ask_all(quoting, [item])
            (selected,) = ask_all(InMode(bot, "select"), [item])
            player.keep_prompt(prompts, asking.of, ident)
            rows.append(
                {
                    "id": ident,
                    "asked": bool(player.prompt),
                    "replied": player.reply is not None,
                    "lost": player.lost,
                    **{
                        way: {"verdict": judge(asked), **score(asked)}
                        for way, asked in (("quote", quoted), ("select", selected))
                    },
                }
            )
    return rows


@contextmanager
def playing(player: Player) -> Iterator[None]:
    """Within it, whatever chatbot is opened has a player for its chat model."""
    with patch("rag.chain.open_writer", return_value=Writer(player)):
        yield


def sum_up(rows: Sequence[Mapping[str, Any]], way: str) -> dict[str, Any]:
    """Returns what became of the questions in one way (`COUNTS`), and whom answers are said by."""
    verdicts = [row[way]["verdict"] for row in rows]
    said = [row[way]["attribution"] for row in rows if row[way]["attribution"] is not None]
    return {
        **{name: verdicts.count(name) for name in COUNTS},
        "speaker": f"{sum(said):.0f} of {len(said)}",
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
