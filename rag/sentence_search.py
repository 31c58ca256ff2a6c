"""Passages found for a query to their single sentences, in the order of how near they come."""

from __future__ import annotations

from collections.abc import Sequence

from rag.question import Query
from rag.records import Sentence
from rag.retrieval import Found

# How much of a sentence's score is its whole passage's. The first 1,000 characters then hold this
# share of the evidence, with the order of passages and with .3, .5, .65 and .8 here: .66, .73, .75,
# .74, .73 (chroma_chunking, n 472), .20, .25, .25, .25, .23 (privacy_qa, 194) and .52, .62, .66,
# .67, .69 (contractnli, the 355 that nothing was trained on).
PASSAGE_SHARE = 0.5
PASSAGES = 20
"""Passages whose sentences are put in order."""


def order_sentences(
    query: Query, found: Sequence[Found], *, speakers: frozenset[str] | None = None
) -> list[tuple[Found, Sentence]]:
    """Returns the sentences of passages, each once, the nearest to a query first.

    A sentence's score is the mean of its own late interaction with the query and its passage's:
    what stands in a passage on the subject is more likely about it than its words alone tell.
    Headings are none; ties are in the order found.

    Args:
        speakers: Only what those of these names assert.
    """
    scored: list[tuple[float, Found, Sentence]] = []
    for item in found:
        scores = item.sentence_scores(query.weights).tolist()
        for own, sentence in zip(scores, item.entry.passage.sentences, strict=True):
            if sentence.kind == "heading" or not _asserted(sentence, speakers):
                continue
            score = (1 - PASSAGE_SHARE) * own + PASSAGE_SHARE * item.score
            scored.append((score, item, sentence))
    scored.sort(key=lambda each: -each[0])
    places = [(item.entry.passage.document_id, sentence.start) for _, item, sentence in scored]
    first = {place: rank for rank, place in reversed(list(enumerate(places)))}
    return [
        (item, sentence)
        for rank, (_, item, sentence) in enumerate(scored)
        if first[places[rank]] == rank
    ]


def _asserted(sentence: Sentence, speakers: frozenset[str] | None) -> bool:
    return speakers is None or sentence.speaker.name in speakers
