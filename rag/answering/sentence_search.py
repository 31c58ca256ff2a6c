"""Passages found for a query to their single sentences, in the order of how near they come.

Where the large cross-encoder is there, it reads the first few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.asking.question import Query
from rag.fitting.reranking import Reader, likelihood
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

SUPPORT = 0.3
"""What a passage's support counts in its sentences' scores, beside their own late interaction."""
PASSAGES = 20
"""Passages whose sentences are put in order."""
READ = 24
"""Sentences that are read, some 12 ms of a core each."""
GAIN = 0.15
"""What a sentence gains that surely answers."""


def order_sentences(
    query: Query,
    found: Sequence[Found],
    reader: Reader,
    *,
    speakers: frozenset[str] | None = None,
) -> list[Evidence]:
    """Returns the sentences of passages, each once, the nearest to a query first.

    A sentence's score is its own late interaction with the query and what speaks for its passage:
    what stands in a passage on the subject is more likely about it than its words alone tell.
    Headings are none; ties are in the order found. The first few gain as they are read, if that is
    by the large cross-encoder: the small one tells too little apart.

    Args:
        speakers: Only what those of these names assert.
    """
    ranked: dict[tuple[str, int], Evidence] = {}
    for item in sorted(_scored(query, found), key=lambda item: -item.score):
        if item.found.may_be_quoted(item.sentence, speakers):
            place = (item.found.document_id, item.sentence.start)
            ranked.setdefault(place, item)
    nearest = list(ranked.values())
    if reader.size != "large":
        return nearest
    told = reader.read(query.text, nearest[:READ], most=READ)
    read = [replace(item, score=item.score + GAIN * likelihood(item)) for item in told]
    return sorted([*read, *nearest[READ:]], key=lambda item: -item.score)


def _scored(query: Query, found: Sequence[Found]) -> Iterator[Evidence]:
    for item in found:
        scores = item.sentence_scores(query.weights).tolist()
        for place, sentence in enumerate(item.entry.passage.sentences):
            score = (scores[place] + SUPPORT * item.support) / 2
            yield Evidence(item, sentence, score, item.matches[place])
