"""Does it refuse what the documents don't answer, and only that?

A question is positive when it must be refused (wholly or partly) and counted as refused when the
answer carries a refusal. Precision, recall and F1 over the set as in "SelectiveQA" practice (Kamath
et al., "Selective Question Answering under Domain Shift", ACL 2020). AUROC is the probability that
a question to be refused has a lower confidence than an answerable one, ties counting half (the
Mann-Whitney statistic; Hanley and McNeil 1982). Kind is the share of rightly refused questions with
a kind that the item allows.

Example: four questions with confidence .9, .4 (answerable), .6, .1 (to be refused), refused below
.5. Refused: .4 and .1, of which .1 rightly: precision 1/2, recall 1/2, F1 1/2. Of the four pairs
(answerable, to be refused) only (.4, .6) is the wrong way round: AUROC 3/4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import rankdata  # type: ignore[import-untyped]

from evals.records import Asked


def score_kind(asked: Asked) -> float | None:
    """Returns 1 for an allowed kind of refusal, 0 for another; None unless rightly refused."""
    item = asked.item
    if item.answerable or asked.answer.refusal is None or not item.refusals:
        return None
    return float(asked.answer.refusal.kind in item.refusals)


def score_refusals(rows: Sequence[tuple[bool, bool]]) -> dict[str, float | None]:
    """Returns precision, recall and F1 for rows of (must be refused, is refused)."""
    hits = sum(must and does for must, does in rows)
    refused = sum(does for _, does in rows)
    must_be = sum(must for must, _ in rows)
    precision = hits / refused if refused else None
    recall = hits / must_be if must_be else None
    f1 = 2 * hits / (refused + must_be) if refused + must_be else None
    return {"refusal precision": precision, "refusal recall": recall, "refusal F1": f1}


def area_under_roc(positive: Sequence[bool], score: Sequence[float]) -> float | None:
    """Returns the probability that a positive scores above a negative; None without both."""
    flags = np.asarray(positive, dtype=bool)
    n_positive = int(flags.sum())
    n_negative = len(flags) - n_positive
    if not n_positive or not n_negative:
        return None
    ranks = rankdata(np.asarray(score, dtype=float))
    above = ranks[flags].sum() - n_positive * (n_positive + 1) / 2
    return float(above / (n_positive * n_negative))
