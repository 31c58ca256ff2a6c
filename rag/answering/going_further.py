"""What else there is on a question that was answered, for "tell me more" and "anything else?".

First the sentences that answer it, too, then what stands behind those that were quoted, then what
comes close in the same documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, islice

from rag.answering.recalling import is_quoted
from rag.answering.state import State
from rag.asking.question import Query
from rag.fitting.reranking import Reader
from rag.retrieving.evidence import Evidence, rank, repeats, retells
from rag.retrieving.following import Succeeding, sentences_after
from rag.retrieving.picking import with_context
from rag.retrieving.standing import needs

READ = 12
"""Sentences that are read beside the question."""

BEHIND = 12
"""Sentences behind one that was quoted that may be told, too, as more and more is asked for."""

CLOSE = 24
"""Sentences of those that come closest that may be told, too."""

NO_MORE = "The passages found say no more on that. Ask for one thing that you want to know of it."


def go_further(
    chosen: State, reader: Reader, succeeding: Callable[[Query], Succeeding], *, most: int
) -> State:
    """Returns a question that was answered with what else there is, not with what was quoted.

    Args:
        chosen: The question with what answers it.
        succeeding: Gives for a query what finds the passage after one.
        most: How many sentences at most.
    """
    if chosen.query is None or not chosen.evidence:
        return chosen
    ranked = rank(chosen.query, chosen.found, speakers=chosen.speakers)
    read = reader.rerank(chosen.query.text, ranked, most=READ)
    answering = [item for item in read[:READ] if (item.odds or 0.0) > 0]
    more: list[Evidence] = []
    after = succeeding(chosen.query)
    beside = (
        next_one
        for item in chosen.evidence
        for next_one in islice(sentences_after(item, after), BEHIND)
    )
    names = {item.found.document_id for item in chosen.evidence}
    close = (item for item in ranked[:CLOSE] if item.found.document_id in names)
    room = most
    for item in chain(answering, beside, close):
        if room > 0 and not _is_known(item, chosen, more):
            taken = {sentence for each in more for sentence in each.sentences}
            more.append(with_context(item, taken, room))
            room -= len(more[-1].sentences)
    if not more:
        return replace(chosen, talk=NO_MORE, evidence=(), meant=(), notes=())
    return replace(
        chosen,
        evidence=_in_order(more),
        meant=(),
        listed="",
        difference=None,
        parts=(),
        told="",
        whole=True,
    )


def _is_known(item: Evidence, chosen: State, more: Sequence[Evidence]) -> bool:
    """Whether a sentence was quoted, says the same as one that was, or is nothing by itself."""
    others = (*chosen.evidence, *more)
    if item.blemished or is_quoted(item, chosen.quoted):
        return True
    if any(item.sentence in each.sentences or repeats(item, each) for each in others):
        return True
    leans = needs(item.text) and not item.place  # on what stands in the passage before
    return leans or any(retells(item, each) for each in others)


def _in_order(more: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Puts sentences of one document in its order, the documents in that of their best one."""
    names = [item.found.document_id for item in more]
    return tuple(
        sorted(more, key=lambda item: (names.index(item.found.document_id), item.sentence.start))
    )
