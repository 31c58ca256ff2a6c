"""How surely what was chosen answers a question."""

from __future__ import annotations

import math

from rag.answering.state import State
from rag.asking.question import Query, content_words, without
from rag.fitting.locating import find_located
from rag.refusing.refusal import judge
from rag.refusing.unmentioned import unsaid_titles
from rag.retrieving.reasons import asks_why

ON_RECORD = 0.99
"""The probability that a document is what its record says."""

GROWS, FROM = 0.2, -1.0
"""How the log-odds of an answer grow with `State.likeliest`, and from where on. Of 561 questions on
eight folders (development) three more are answered rightly, three near misses more refused, and two
refused that had been answered (`evals/README.md`)."""


def sure_of(state: State) -> float:
    """The probability that what was chosen answers the question."""
    if state.query is None:
        return 0.0
    if state.whole:
        return state.sure or ON_RECORD
    query = left_to_ask(state, state.query)
    judged = (state.judged or state.evidence) if state.evidence else ()
    why = asks_why(query.text)
    plain = _as_told(judge(query, state.found, judged, together=why), state.likeliest)
    if not state.listed:
        return max(plain, state.compared)
    whole = judge(query, state.found, state.evidence, together=True)
    return max(plain, whole, state.compared)


def _as_told(sure: float, likeliest: float | None) -> float:
    """A probability, the higher the likelier several sentences answer, and the lower where few do.

    Args:
        likeliest: See `State.likeliest`.
    """
    if likeliest is None or not 0 < sure < 1:
        return sure
    odds = math.log(sure / (1 - sure)) + GROWS * (likeliest - FROM)
    return 1 / (1 + math.exp(-odds))


def answers_there(state: State) -> bool:
    """Whether the answer comes from what the question names."""
    return any(
        item.found.document_id in state.address.documents
        or item.sentence.speaker.name in state.address.speakers
        for item in state.evidence
    )


def left_to_ask(state: State, query: Query) -> Query:
    """What is left to ask for where the document that is named is the one that answers.

    So it is where the question says in which work, or by whom, and that is where the best sentence
    stands. Titles before names that nothing found has are left out of it: they may be worded
    otherwise.
    """
    named = state.address.documents and answers_there(state)
    words = state.address.words if named else frozenset()
    if (located := find_located(query.text)) is not None and state.evidence:
        best = state.evidence[0]
        by, context = str(best.sentence.speaker), best.found.entry.context
        if located.may_be(f"{by} {context}", context, f"{best.text} {by}"):
            words |= frozenset(query.words) - frozenset(content_words(located.question))
    return without(query, words | unsaid_titles(query, state.found))
