"""How surely what was chosen answers a question."""

from __future__ import annotations

from rag.answering.state import State
from rag.asking.question import Query, without
from rag.refusing.refusal import judge
from rag.refusing.unmentioned import unsaid_titles
from rag.retrieving.reasons import asks_why

ON_RECORD = 0.99
"""The probability that a document is what its record says."""


def sure_of(state: State) -> float:
    """The probability that what was chosen answers the question."""
    if state.query is None:
        return 0.0
    if state.whole:
        return state.sure or ON_RECORD
    query = left_to_ask(state, state.query)
    judged = (state.judged or state.evidence) if state.evidence else ()
    why = asks_why(query.text)
    plain = judge(query, state.found, judged, together=why)
    if not state.listed:
        return max(plain, state.compared)
    whole = judge(query, state.found, state.evidence, together=True)
    return max(plain, whole, state.compared)


def answers_there(state: State) -> bool:
    """Whether the answer comes from what the question names."""
    return any(
        item.found.document_id in state.address.documents
        or item.sentence.speaker.name in state.address.speakers
        for item in state.evidence
    )


def left_to_ask(state: State, query: Query) -> Query:
    """What is left to ask for where the document that is named is the one that answers.

    Titles before names that nothing found has are left out of it: they may be worded otherwise.
    """
    named = state.address.documents and answers_there(state)
    words = state.address.words if named else frozenset()
    return without(query, words | unsaid_titles(query, state.found))
