"""An optional second opinion: any LangChain chat model scores faithfulness and correctness.

The judge is asked for one digit. What it doesn't answer with one is counted as unscored and shown,
never taken for a score. Its agreement with the judge-free scores is the rank correlation (Spearman)
over the questions that both scored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel

from evals.human import correlate
from evals.intervals import estimate_mean
from evals.records import Asked
from evals.scores.correctness import score_correctness
from evals.scores.faithfulness import score_faithfulness

HIGHEST = 4
_DIGIT = re.compile(r"(?<![\d.])[0-4](?!\.?\d)")

_FAITHFUL = """Rate from 0 to 4 how far the passages support every claim of the answer.
0: not at all. 4: every claim is supported. Reply with the digit alone.

Passages:
{quotes}

Answer:
{answer}"""
_CORRECT = """Rate from 0 to 4 how far the answer says what a right answer must say. 0: not at all.
4: all of it, and nothing that contradicts it. Reply with the digit alone.

Question: {question}
A right answer says: {expected}
Answer: {answer}"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Scores in [0, 1]; None where the question wasn't for the judge or it gave no digit."""

    faithfulness: float | None
    correctness: float | None


def judge_all(model: BaseChatModel, asked: Sequence[Asked]) -> dict[str, Any]:
    """Returns the judge's mean scores, what it left unscored, and its agreement with ours."""
    given = [one for one in asked if one.answer.statements and one.item.answerable]
    judged = [judge(model, one) for one in given]
    ours: dict[str, Sequence[float | None]] = {
        "faithfulness": [score_faithfulness(one) for one in given],
        "correctness": [score_correctness(one) for one in given],
    }
    report: dict[str, Any] = {}
    for name, scores in ours.items():
        theirs = [getattr(one, name) for one in judged]
        mean = estimate_mean(theirs)
        pairs = [
            (a, b) for a, b in zip(scores, theirs, strict=True) if a is not None and b is not None
        ]
        report[name] = {
            "value": mean.value,
            "low": mean.low,
            "high": mean.high,
            "n": mean.n,
            "asked": mean.asked,
            "unscored": theirs.count(None),
            "agreement": correlate(pairs) if len({a for a, _ in pairs}) > 1 else None,
        }
    return report


def judge(model: BaseChatModel, asked: Asked) -> Judgement:
    """Asks the model for both scores of one answer."""
    quotes = "\n".join(citation.quote for citation in asked.answer.citations)
    expected = "; ".join(" or ".join(wordings) for wordings in asked.item.values)
    faithful = _ask(model, _FAITHFUL.format(quotes=quotes, answer=asked.said))
    if not expected:
        return Judgement(faithful, None)
    prompt = _CORRECT.format(question=asked.item.question, expected=expected, answer=asked.said)
    return Judgement(faithful, _ask(model, prompt))


def _ask(model: BaseChatModel, prompt: str) -> float | None:
    reply = str(model.invoke(prompt).content)
    digits = _DIGIT.findall(reply)
    return int(digits[0]) / HIGHEST if len(digits) == 1 else None
