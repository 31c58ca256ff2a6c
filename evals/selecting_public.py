"""Public sets with the sentences that a chat model selected: how much of what they ask is reading.

Only the third of a set that neither the refusal model nor the cross-encoders saw is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.gold import is_held_out
from evals.intervals import as_plain
from evals.modes import InMode
from evals.public import load_set
from evals.public_run import Result, as_read, ask, opened, score_results
from evals.selecting import Player, Reply, playing
from rag.answering.state import Mode

SETS = ("clapnq", "mtrag_un")
"""Sets with questions that nothing answers, and for which more was to be reached than is."""

SHOWN = ("cited sentences F1", "refusal AUROC")


def measure_public(
    name: str,
    data: Path,
    replies: Mapping[str, Reply],
    *,
    prompts: Path | None = None,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Asks what is held out of a public set in quotations, and with what a model selected.

    Args:
        replies: Those that are kept, by their ids.
        prompts: Where to write the prompts to which none is.
        keep: Folder where the set's index is kept for the next run.

    Returns:
        How many questions, how many of them without a reply, and both ways' scores (`SHOWN`).
    """
    public = load_set(name, data)
    questions = [q for q in public.questions if is_held_out(q.id) and not q.trained_on]
    player = Player()
    found: dict[Mode, list[Result]] = {"quote": [], "select": []}
    missing = 0
    with playing(player), opened(public, keep) as bot:
        for question in as_read(public, questions, bot):
            ident = f"{name}:{question.id}"
            player.reply, player.prompt = replies.get(ident), ""
            for mode, results in found.items():
                results.append(ask(InMode(bot, mode), question))
            player.keep_prompt(prompts, name, ident)
            missing += bool(player.prompt) and player.reply is None
    scores = {way: score_results(name, results) for way, results in found.items()}
    return {
        "questions": len(questions),
        "without a reply": missing,
        **{
            way: {each: as_plain(told[each]) for each in SHOWN if each in told}
            for way, told in scores.items()
        },
    }
