"""The sentences that say why: the best that do, and the reasons that stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.answering.surplus import is_level, keep_reasons
from rag.asking.question import Query
from rag.fitting.reranking import Reader
from rag.retrieving.because import reason_after
from rag.retrieving.evidence import Evidence, within
from rag.retrieving.introducing import before
from rag.retrieving.picking import pick
from rag.retrieving.reasons import (
    BRING,
    asks_why,
    best_reason,
    follows,
    prefer_reasons,
    with_reason,
)


def explain(
    state: State, query: Query, ranked: Sequence[Evidence], finder: Finder, *, most: int
) -> State:
    """The state of a question for a reason with what answers it of ranked sentences.

    Args:
        most: How many sentences at most.
    """
    after = partial(finder.succeeding, query=query)
    picked = pick(prefer_reasons(state.searched_as, ranked, after), most=most)
    evidence = keep_reasons(state.searched_as, picked)
    reason = best_reason(query.text, evidence[0], after) if evidence else None
    if reason is not None and most > 1:
        evidence = (evidence[0], reason)
    elif most > 1:
        evidence = within(_with_reasons(evidence, query, finder), most)
    return replace(state, evidence=evidence, judged=(*pick(ranked, most=1), *evidence, *picked))


def explain_after(part: State, answered: State, finder: Finder, reader: Reader) -> State:
    """A part of a question that asks why, with the sentence after the answer to the one before.

    Where that sentence says why that is so, and surely answers.
    """
    if part.query is None or not answered.evidence or not asks_why(part.searched_as):
        return part
    reason = reason_after(answered.evidence[0], partial(finder.succeeding, query=part.query))
    if reason is None:
        return part
    (told,) = reader.read(part.query.text, [reason])
    if not all(is_level(told, item) for item in (told, *part.evidence[:1])):
        return part
    return replace(part, evidence=(told,), judged=(told, *part.judged))


def _with_reasons(
    evidence: Sequence[Evidence], query: Query, finder: Finder
) -> tuple[Evidence, ...]:
    """Sentences that say why, with the reasons beside them."""
    evidence = (*map(with_reason, evidence[:BRING]), *evidence[BRING:])
    reason = _reason_before(evidence, query, finder)
    brought = [item.sentence for item in reason]
    return (*reason, *(item for item in evidence if item.sentence not in brought))


def _reason_before(
    evidence: Sequence[Evidence], query: Query, finder: Finder
) -> tuple[Evidence, ...]:
    """Where the best opens its passage with "As a result", the reason: the sentence before."""
    if not evidence or not follows(evidence[0].text):
        return ()
    return tuple(before(evidence[0], partial(finder.preceding, query=query)))
