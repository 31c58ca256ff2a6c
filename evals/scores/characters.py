"""Which share of the evidence's characters stands in the first so many characters retrieved?

Character recall within a budget, as in LegalBench-RAG (Pipitone and Houir Alami, arXiv 2408.10343)
and "Evaluating Chunking Strategies for Retrieval" (Smith and Troynikov, Chroma 2024), but at equal
numbers of characters, so that a pipeline does not win by longer passages. Passages are taken in
their order, the last one cut where the budget ends; text that is retrieved twice is paid for twice
and counts once. What stands word for word in two places, and is shown once with both, is found in
either.

Example: the evidence is characters 100-200; passages 0-80 and 150-300 are retrieved, budget 130.
80 characters are spent on the first, 50 on the second (150-200): recall = 50 / 100 = .5.

Intersection over union, as Smith and Troynikov define it: evidence found, by all that was retrieved
(what is retrieved twice counts twice) and the evidence that was missed. In the example, without a
budget: 50 / (80 + 150 + 50) = .18.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evals.records import Span

BUDGETS = (1_000, 2_000, 4_000)


def recall_characters(
    evidence: Sequence[Span], retrieved: Iterable[Sequence[Span]], budget: int
) -> float | None:
    """Returns the share of the evidence found within `budget` characters; None without evidence.

    Args:
        retrieved: Each with the other places where its text stands, after its own.
    """
    wanted = unite(evidence)
    if not wanted:
        return None
    found = unite(_cut(retrieved, budget))
    held = sum(span.overlap(other) for span in wanted for other in found)
    return held / sum(span.length for span in wanted)


def intersect_over_union(evidence: Sequence[Span], retrieved: Sequence[Span]) -> float | None:
    """Returns the evidence found over all that was retrieved or missed; None without evidence."""
    wanted = unite(evidence)
    if not wanted:
        return None
    found = unite(retrieved)
    held = sum(span.overlap(other) for span in wanted for other in found)
    missed = sum(span.length for span in wanted) - held
    return held / (sum(span.length for span in retrieved) + missed)


def unite(spans: Iterable[Span]) -> list[Span]:
    """Returns the same characters as stretches that neither overlap nor touch, in order."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.document_id, s.start, s.end)):
        last = united[-1] if united else None
        if last and last.document_id == span.document_id and span.start <= last.end:
            united[-1] = Span(last.document_id, last.start, max(last.end, span.end))
        elif span.length > 0:
            united.append(span)
    return united


def _cut(retrieved: Iterable[Sequence[Span]], budget: int) -> Iterator[Span]:
    left = budget
    for places in retrieved:
        if left <= 0:
            return
        length = min(places[0].length, left)
        for place in places:
            yield Span(place.document_id, place.start, min(place.end, place.start + length))
        left -= length
