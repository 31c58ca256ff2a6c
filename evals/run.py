"""Asks a gold set, scores what comes back and puts it into a report of plain JSON types.

The report is the only reader of the held-out items: it gives their scores, but neither their
questions nor their answers, so that nobody is led to tune on them.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from langchain_core.language_models import BaseChatModel

from evals import gold
from evals.intervals import Estimate, as_plain, estimate_mean, estimate_statistic
from evals.judge import judge_all
from evals.kept import Given, Kept
from evals.modes import measure_writing
from evals.records import REFUSED_TYPES, Asked, GoldItem
from evals.sampling import draw
from evals.scores import citation, retrieval
from evals.scores.attribution import score_attribution
from evals.scores.calibration import (
    bin_by_confidence,
    brier_score,
    calibration_error,
    precision_recall,
    risk_coverage,
)
from evals.scores.correctness import score_correctness, score_list, share_of_values
from evals.scores.faithfulness import score_faithfulness
from evals.scores.refusal import area_under_roc, score_kind, score_refusals
from evals.scores.which import score_which
from evals.talking import Conversations, Turn
from rag.records import Answer, Document

FORMAT = 1
CURVE_POINTS = 51
SCORES = (
    "correct",
    *citation.NAMES,
    "attribution",
    "faithfulness",
    "list recall",
    "refusal kind",
    "which",
    *retrieval.NAMES,
)
SHOWN_CITATIONS = 300  # characters of a quote that the report keeps


class Answering(Protocol):
    """What answers the questions: a Chatbot, or anything that asks and lists like one."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, with their canonical text."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answers a question."""


def ask_all(
    bot: Answering,
    items: Sequence[GoldItem],
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> list[Asked]:
    """Asks every item once.

    Args:
        bot: What answers.
        items: What is asked.
        progress: Called after each question with the number asked.
        kept: Answers of a run that broke off; they are taken as they are, new ones are added.

    Raises:
        GoldError: If the evidence of an item is not in the bot's documents.
    """
    documents = {document.id: document for document in bot.documents}
    located = [gold.locate(item, documents) for item in items]
    talks = Conversations(lambda question, turns: bot.ask(question, history=turns).text)
    asked = []
    for number, (item, place) in enumerate(zip(items, located, strict=True), 1):
        given = None if kept is None else kept.get(item.id)
        if given is None:
            given = _ask(bot, item, talks.hold(item.history))
            if kept is not None:
                kept.put(item.id, given)
        asked.append(
            Asked(item, place.points, given.answer, given.seconds, place.pages, given.figures)
        )
        if progress:
            progress(number)
    return asked


def _ask(bot: Answering, item: GoldItem, history: Sequence[Turn]) -> Given:
    started = time.perf_counter()
    answer = bot.ask(item.question, history=history)
    seconds = time.perf_counter() - started
    return Given(answer, seconds, getattr(bot, "figures", {}))


def score(asked: Asked) -> dict[str, float | None]:
    """Returns every score of one question; None where it does not apply."""
    return {
        "correct": score_correctness(asked),
        **citation.score_citation(asked),
        "attribution": score_attribution(asked),
        "faithfulness": score_faithfulness(asked),
        "list recall": score_list(asked),
        "refusal kind": score_kind(asked),
        "which": score_which(asked),
        **retrieval.score_retrieval(asked),
    }


def summarise(asked: Sequence[Asked]) -> dict[str, Estimate]:
    """Returns the scores of a set, each with its interval."""
    rows = [score(one) for one in asked]
    means = {name: estimate_mean([row[name] for row in rows]) for name in SCORES}
    return {**means, **_summarise_refusal(asked)}


def make_report(
    bot: Answering,
    gold_path: Path,
    *,
    corpus: str,
    settings: Mapping[str, Any],
    progress: Callable[[int], None] | None = None,
    judge: BaseChatModel | None = None,
    sample: int | None = None,
    kept: Kept | None = None,
    alone: bool = False,
) -> dict[str, Any]:
    """Asks a gold set, the held-out third too, and returns the report.

    Args:
        bot: What answers.
        gold_path: The gold set.
        corpus: Name of the corpus, for the report.
        settings: What the bot was set to, for the report.
        progress: Called after each question with the number asked.
        judge: A chat model that scores the development part too.
        sample: How many questions to ask, in proportion to their types; all where not given.
        kept: See `ask_all`.
        alone: Whether follow-ups are asked as they are worded to stand alone.

    Raises:
        GoldError: If the set has no such question, or its evidence is not in the bot's documents.
    """
    development, held_out = _items(gold_path, alone=alone)
    of_held_out = _share(sample, development, held_out)
    of_development = None if sample is None or of_held_out is None else sample - of_held_out
    shown = ask_all(bot, draw(development, of_development), progress, kept)
    held = ask_all(bot, draw(held_out, of_held_out), progress, kept)
    everything = [*shown, *held]
    return {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "settings": dict(settings),
        "corpus": {"name": corpus, "documents": len(bot.documents)},
        "gold": {
            "name": gold_path.name,
            "sha256": hashlib.sha256(gold_path.read_bytes()).hexdigest(),
            "questions": len(everything),
            "sample": sample,
            "held_out": len(held),
        },
        "scores": {
            "development": _plain(summarise(shown)),
            "held out": _plain(summarise(held)),
            "all": _plain(summarise(everything)),
        },
        "by_type": _by_type(shown),
        "latency_seconds": latency(everything),
        "calibration": _calibration(everything, settings.get("refuse_below")),
        "judge": judge_all(judge, shown) if judge else None,
        "writing": measure_writing(everything),
        "questions": [*map(_describe, shown), *map(_describe_held_out, held)],
    }


def _items(path: Path, *, alone: bool) -> tuple[tuple[GoldItem, ...], tuple[GoldItem, ...]]:
    """Returns what is asked of a set: its development part, and what is held out."""
    development, held_out = gold.load(path), gold.load_held_out(path)
    if alone:
        development, held_out = (
            tuple(item.by_itself() for item in part if item.alone)
            for part in (development, held_out)
        )
    if not development and not held_out:
        if alone:
            raise gold.GoldError(f'{path} has no follow-up that is worded to stand "alone"')
        raise gold.GoldError(f"{path} has no question; `python -m evals add` adds some")
    return development, held_out


def _share(
    sample: int | None, development: Sequence[GoldItem], held_out: Sequence[GoldItem]
) -> int | None:
    """Returns how many of a sample are held out: as many in proportion as of the whole set."""
    if sample is None or not held_out:
        return None
    together = len(development) + len(held_out)
    return min(max(1, round(sample * len(held_out) / together)), sample - 1)


def latency(asked: Sequence[Asked]) -> dict[str, Any]:
    """Returns p50 and p95 of the seconds from question to answer, and the share within so many."""
    seconds = [one.seconds for one in asked]
    if not seconds:
        return {}
    shares = np.linspace(0, 1, CURVE_POINTS)
    return {
        "p50": round(float(np.percentile(seconds, 50)), 4),
        "p95": round(float(np.percentile(seconds, 95)), 4),
        "curve": [
            [round(float(wait), 4), round(float(share), 4)]
            for wait, share in zip(np.quantile(seconds, shares), shares, strict=True)
        ],
    }


def commit() -> str:
    """Returns the checkout's short commit, "+" after it where files differ; "unknown" outside."""
    here = Path(__file__).parent
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return described.stdout.strip()


def _summarise_refusal(asked: Sequence[Asked]) -> dict[str, Estimate]:
    decided = [(not one.item.answerable, one.refused) for one in asked]
    sure = [(not one.item.answerable, 1 - one.answer.confidence) for one in asked]
    names = ("refusal precision", "refusal recall", "refusal F1")
    scores = {name: estimate_statistic(decided, _named(name)) for name in names}
    scores["refusal AUROC"] = estimate_statistic(sure, _area)
    return scores


def _named(name: str) -> Callable[[Sequence[tuple[bool, bool]]], float | None]:
    return lambda rows: score_refusals(rows)[name]


def _area(rows: Sequence[tuple[bool, float]]) -> float | None:
    return area_under_roc([must for must, _ in rows], [doubt for _, doubt in rows])


def _by_type(asked: Sequence[Asked]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.item.type, []).append(one)
        if one.item.history:
            groups.setdefault("(follow-ups)", []).append(one)
    return {name: _plain(summarise(group)) for name, group in sorted(groups.items())}


def _calibration(asked: Sequence[Asked], refuse_below: float | None) -> dict[str, Any]:
    confidence = [one.answer.confidence for one in asked]
    answerable = [one.item.answerable for one in asked]
    right = [score_correctness(one) for one in asked]
    doubt = [1 - value for value in confidence]
    bins = bin_by_confidence(confidence, answerable)
    return {
        "error": calibration_error(bins),
        "brier": brier_score(confidence, answerable),
        "bins": [[b.confidence, b.answerable, b.n] for b in bins],
        "below": None if refuse_below is None else sum(c < refuse_below for c in confidence),
        "risk_coverage": risk_coverage(confidence, right),
        "precision_recall": precision_recall([not flag for flag in answerable], doubt),
    }


def _plain(scores: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: as_plain(estimate) for name, estimate in scores.items()}


def _describe(asked: Asked) -> dict[str, Any]:
    item, answer = asked.item, asked.answer
    used = {n for statement in answer.statements for n in statement.citations}
    return {
        "id": item.id,
        "type": item.type,
        "held_out": False,
        "must_refuse": not item.answerable,
        "refused": asked.refused,
        "question": item.question,
        "history": [list(turn) for turn in item.history],
        "expected": {
            "answerable": item.answerable,
            "values": [list(wordings) for wordings in item.values],
            "evidence": [[f"{q.document_id}: {q.text}" for q in p] for p in item.evidence],
            "speakers": list(item.speakers),
            "refusals": list(item.refusals) or sorted(REFUSED_TYPES & {item.type}),
        },
        "met": {
            "values": share_of_values(item, asked.said),
            "points": [
                any(citation.is_right(cited, span) for cited in asked.cited for span in point)
                for point in asked.points
            ],
        },
        "answer": answer.text,
        "speakers": [str(statement.speaker) for statement in answer.statements],
        "cited": [
            f"[{c.number}] {c.document_id}"
            + (f", p. {c.page}" if c.page else "")
            + f": {c.quote[:SHOWN_CITATIONS]}"
            for c in answer.citations
            if c.number in used
        ],
        "drafts": [
            {
                "text": draft.text,
                "outcome": draft.outcome,
                "findings": list(draft.findings),
                "cited": [f"{c.speaker}: {c.quote}" for c in draft.cited],
            }
            for draft in answer.drafts
        ],
        "notes": list(answer.notes),
        "refusal": answer.refusal.kind if answer.refusal else None,
        "confidence": answer.confidence,
        "seconds": round(asked.seconds, 4),
        "scores": score(asked),
    }


def _describe_held_out(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.item.id,
        "type": asked.item.type,
        "held_out": True,
        "must_refuse": not asked.item.answerable,
        "refused": asked.refused,
        "scores": score(asked),
    }
