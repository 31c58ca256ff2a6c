"""Is the evidence among the passages found? success@k, recall@k, nDCG@10 and MRR, by ir_measures.

The unit that is relevant is a point of the gold evidence, not a passage, because the same points
must be found by pipelines that cut passages differently. A point is found at the rank of the first
passage that holds at least half of one of its sentences. A passage that finds nothing new takes its
rank as an irrelevant one. Definitions are those of ir_measures (MacAvaney et al., "Streamlining
Evaluation with ir-measures", ECIR 2022; nDCG as in Järvelin and Kekäläinen 2002).

Example: of a question's two points, the passage at rank 2 holds one, and none holds the other:
success@1 = 0, success@5 = 1, recall@5 = 1/2, MRR = 1/2, nDCG@10 = (1/log2(3)) / (1 + 1/log2(3))
= .387.
"""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures

from evals.records import Asked, Span

HELD_SHARE = 0.5

_MEASURES = {
    "success@1": ir_measures.Success @ 1,
    "success@5": ir_measures.Success @ 5,
    "recall@5": ir_measures.R @ 5,
    "recall@10": ir_measures.R @ 10,
    "nDCG@10": ir_measures.nDCG @ 10,
    "MRR": ir_measures.RR,
}
NAMES = tuple(_MEASURES)


def score_retrieval(asked: Asked) -> dict[str, float | None]:
    """Returns the ranking scores of one question; None each where it has no evidence."""
    found = [Span(h.passage.document_id, h.passage.start, h.passage.end) for h in asked.answer.hits]
    return rank_points(asked.points, found)


def rank_points(points: Sequence[Sequence[Span]], found: Sequence[Span]) -> dict[str, float | None]:
    """Returns the ranking scores for evidence points and passages found, best first."""
    if not points:
        return dict.fromkeys(NAMES)
    names = [f"point-{number}" for number in range(len(points))]
    ranking = _ranking(points, found)
    qrels = [ir_measures.Qrel("q", name, 1) for name in names]
    run = [
        ir_measures.ScoredDoc("q", name, float(len(ranking) - place))
        for place, name in enumerate(ranking)
    ]
    values = ir_measures.calc_aggregate(list(_MEASURES.values()), qrels, run)
    return {name: float(values[measure]) for name, measure in _MEASURES.items()}


def _ranking(points: Sequence[Sequence[Span]], found: Sequence[Span]) -> list[str]:
    ranking: list[str] = []
    missing = dict(enumerate(points))
    for rank, passage in enumerate(found, 1):
        new = [n for n, point in missing.items() if any(holds(passage, span) for span in point)]
        ranking.extend([f"point-{n}" for n in new] or [f"nothing-{rank}"])
        for n in new:
            del missing[n]
    return ranking


def holds(passage: Span, sentence: Span) -> bool:
    """Returns whether a passage holds at least half of a sentence's characters."""
    return passage.overlap(sentence) >= HELD_SHARE * sentence.length > 0
