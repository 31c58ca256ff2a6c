"""Does the answer cite the sentences that answer? Precision, recall and F1.

By character: precision is the share of the cited characters that stand in a gold sentence; recall
the mean over the gold points of the best share of one of its sentences that is cited; F1 their
harmonic mean. By sentence: citation precision and recall as in ALCE (Gao et al., "Enabling Large
Language Models to Generate Text with Citations", EMNLP 2023) with its entailment model replaced by
the gold: a citation is right when it and a gold sentence share at least half of the shorter one,
and a point is cited when a citation is right for it.

A question with evidence for which nothing is cited has recall and F1 of 0 and no precision. A
question without evidence has none of these scores: what it cites wrongly is counted by `refusal`.

Example: gold is one sentence, characters 0-100; the answer cites 0-100 and 300-400. By character:
precision 100/200, recall 100/100, F1 = 2/3. By sentence: precision 1/2, recall 1/1, F1 = 2/3.
"""

from __future__ import annotations

from evals.records import Asked, Span
from evals.scores.characters import unite
from rag.records import Citation

SHARED = 0.5
NAMES = (
    "citation precision",
    "citation recall",
    "citation F1",
    "citation precision, sentences",
    "citation recall, sentences",
    "citation F1, sentences",
    "right page",
)


def score_citation(asked: Asked) -> dict[str, float | None]:
    """Returns the citation scores of one question; None each where it has no evidence."""
    if not asked.points:
        return dict.fromkeys(NAMES)
    values = (*_by_character(asked), *_by_sentence(asked), _right_page(asked))
    return dict(zip(NAMES, values, strict=True))


def harmonic_mean(precision: float | None, recall: float) -> float:
    """Returns F1; 0 where nothing was cited."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def is_right(cited: Span, gold: Span) -> bool:
    """Returns whether the two share at least half of the shorter one."""
    return cited.overlap(gold) >= SHARED * min(cited.length, gold.length) > 0


def _by_character(asked: Asked) -> tuple[float | None, float, float]:
    cited = unite(asked.cited)
    gold = unite(span for point in asked.points for span in point)
    spent = sum(span.length for span in cited)
    held = sum(span.overlap(other) for span in cited for other in gold)
    precision = held / spent if spent else None
    recall = sum(
        max(sum(c.overlap(span) for c in cited) / span.length for span in point)
        for point in asked.points
    ) / len(asked.points)
    return precision, recall, harmonic_mean(precision, recall)


def _by_sentence(asked: Asked) -> tuple[float | None, float, float]:
    gold = [span for point in asked.points for span in point]
    right = [any(is_right(cited, span) for span in gold) for cited in asked.cited]
    precision = sum(right) / len(right) if right else None
    found = [
        any(is_right(cited, span) for cited in asked.cited for span in point)
        for point in asked.points
    ]
    recall = sum(found) / len(found)
    return precision, recall, harmonic_mean(precision, recall)


def _right_page(asked: Asked) -> float | None:
    """1 where a citation, or a copy that it names, is on a page that the gold names, else 0.

    A citation of the same sentence in a document without pages counts as right. None where the
    gold names no page.
    """
    if not asked.pages:
        return None
    used = {n for statement in asked.answer.statements for n in statement.citations}
    places = {
        place
        for citation in asked.answer.citations
        if citation.number in used
        for place in _places(citation)
    }
    paged = {document_id for document_id, _ in asked.pages}
    unpaged = any(
        is_right(cited, span)
        for cited in asked.cited
        for point in asked.points
        for span in point
        if span.document_id not in paged
    )
    return float(bool(places & asked.pages) or unpaged)


def _places(citation: Citation) -> list[tuple[str, int | None]]:
    copies = [(copy.document_id, copy.page) for copy in citation.copies]
    return [(citation.document_id, citation.page), *copies]
