"""The same questions in each mode, and what is measured of a chat model while it writes."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from evals.intervals import estimate_mean
from evals.records import Asked
from evals.tampering import Sample, measure_catch
from rag.answering.state import Mode
from rag.chain import Chatbot
from rag.records import Answer, Document, Draft
from rag.wording.restating import check_written

OUTCOMES = ("passed", "replaced", "marked", "dropped")


class Meter(BaseCallbackHandler):
    """Counts what a chat model says: one token a piece, as servers send them."""

    run_inline = True

    def __init__(self) -> None:
        self.tokens = 0
        self._first = self._last = 0.0

    def on_llm_new_token(
        self, token: str | list[str | dict[str, Any]], *, run_id: UUID, **_: Any
    ) -> None:
        """Notes a piece of the answer."""
        self._last = time.perf_counter()
        self._first = self._first or self._last
        self.tokens += bool(token)

    @property
    def seconds(self) -> float:
        """From the first piece to the last, without the time to read the prompt."""
        return self._last - self._first


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)
register_configure_hook(_METER, inheritable=True)


class InMode:
    """A chatbot that answers in one mode, and measures how its answers come.

    Attributes:
        figures: Of the last question: "first_shown" (seconds to the first sentence shown that the
            model wrote or that stands in for one), "tokens" and "writing" (seconds); empty where
            no model was asked to write.
    """

    def __init__(self, bot: Chatbot, mode: Mode) -> None:
        self.figures: Mapping[str, float] = {}
        self._bot = bot
        self._mode = mode

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        return self._bot.documents

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answers a question as the page does: statement by statement."""
        meter = Meter()
        token = _METER.set(meter)
        started = time.perf_counter()
        first = None
        try:
            for event in self._bot.stream(question, history=history, mode=self._mode):
                if event.kind == "statement" and first is None:
                    first = time.perf_counter() - started
        finally:
            _METER.reset(token)
        measured = {"tokens": float(meter.tokens), "writing": meter.seconds}
        self.figures = measured | {"first_shown": first or 0.0} if self._writes(meter) else {}
        answer: Answer = event.value
        return answer

    def _writes(self, meter: Meter) -> bool:
        return meter.tokens > 0 and self._mode == "write"


class InSmallLetters(InMode):
    """A chatbot that answers in quotations whoever types no capitals."""

    def __init__(self, bot: Chatbot) -> None:
        super().__init__(bot, "quote")

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answers the question as it is typed without a capital."""
        return super().ask(
            question.lower(), history=[(asked.lower(), said) for asked, said in history]
        )


def measure_writing(asked: Sequence[Asked]) -> dict[str, Any] | None:
    """Returns what became of the sentences that a model wrote, how fast, and the gate's catch.

    None where no model was asked in write mode.

    Sentences count once; an answer that fell back to quotations counts among "in quotations" with
    its sentences still counted as what they were by themselves.
    """
    if not any(one.figures for one in asked):
        return None
    drafts = [draft for one in asked for draft in one.answer.drafts]
    timed = [one.figures for one in asked if one.figures.get("tokens")]
    rates = [f["tokens"] / f["writing"] for f in timed if f["writing"] > 0]
    reasons = Counter(_kind(finding) for draft in drafts for finding in draft.findings[:1])
    return {
        "answers": {
            "asked of the model": len(timed),
            "written": sum(one.answer.mode == "write" for one in asked),
            "in quotations": sum(bool(o.figures) and o.answer.mode == "quote" for o in asked),
        },
        "sentences": len(drafts),
        "outcomes": {
            name: asdict(estimate_mean([float(d.outcome == name) for d in drafts]))
            for name in OUTCOMES
        },
        "first finding": dict(reasons.most_common()),
        "tokens_per_second": _middle(rates),
        "seconds_to_first_sentence": _middle([f["first_shown"] for f in timed]),
        "gate on tampered sentences": _tamper(drafts),
    }


def _tamper(drafts: Sequence[Draft]) -> dict[str, Any]:
    """Tampers with what the model wrote and the gate let pass."""
    samples = [Sample(d.text, d.cited) for d in drafts if d.outcome == "passed"]
    held = partial(check_written, question="")
    measured = measure_catch(samples, held) if len(samples) > 1 else {}
    # Their texts may be of held-out questions.
    return {name: value for name, value in measured.items() if name != "missed"}


def _middle(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    return {
        "p50": round(float(np.percentile(values, 50)), 2),
        "p95": round(float(np.percentile(values, 95)), 2),
        "n": len(values),
    }


def _kind(finding: str) -> str:
    """Returns a finding without the words of the sentence that it is about."""
    return re.sub(r"“[^”]*”|(?<=^says ).*(?=, (?:of )?which)|(?<=names ).*(?=, )|(?<=mouth of ).*"
                  r"|(?<=date ).*(?=,)|(?<=\[)\d+(?=\])|(?<=was ).*(?=, of)|(?<=puts ).*(?= where)",
                  "…", finding)  # fmt: skip
