"""Who wrote a work that is no document here, or when, where a document says it of that work.

Similarity cannot tell one work from another: whatever has an author answers "who wrote it?" in much
the same words. So only sentences that have the title may answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.bibliographic import Fields, asks_about_documents, points_back
from rag.asking.conversation import NOT_FOUND, History
from rag.asking.question import Query, content_words
from rag.asking.works import Work, WorkFact, asks_of_work, facts_asked, tells, tells_itself
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.retrieval import look

MOST_HAVING = 200
"""Passages with words of a title among which those are looked for that have all of it."""

MOST_NAMING = 20
"""Sentences with a title beyond which it is no work's, but what the documents are about."""

READ = 6
"""Sentences with a title that are read beside the question."""

SURE = 1.0
"""Log-odds from which on a sentence answers that has no form known to say it."""

_WANTED: dict[WorkFact, str] = {
    "author": "who wrote or published it",
    "date": "when it appeared",
    "place": "where it appeared",
}


class CitedWorks:
    """Answers from one generation of an index.

    Args:
        is_document: Whether a title, or what else a question calls a work, is a document's.
    """

    def __init__(
        self,
        index: Index,
        finder: Finder,
        reader: Reader,
        is_document: Callable[[str, State], bool],
    ) -> None:
        self._index = index
        self._finder = finder
        self._reader = reader
        self._is_document = is_document

    def answer(self, state: State) -> State | None:
        """Returns the state with what is said of the work asked about, or that nothing is.

        None where the question asks of no such work.
        """
        if state.query is None or state.speaker is not None:
            return None
        work = asks_of_work(state.question)
        carried = work is None
        work = work or _spoken_of(state.question, state.history)
        if work is None or self._is_document(work.title, state):
            return None
        query = state.query
        naming = self._naming(work, state, query)
        if len(naming) > MOST_NAMING:
            return None
        note = (f"Understood as asked of “{work.title}”.",) if carried else ()
        state = replace(state, notes=note)
        if not naming:
            none = f"{NOT_FOUND} the documents. None of them names “{work.title}”."
            return replace(state, unknown=none)
        told = {fact: self._best(fact, work, naming, query) for fact in work.facts}
        lacking = " or ".join(_WANTED[fact] for fact in work.facts if told[fact] is None)
        chosen = {item.sentence: item for item in told.values() if item is not None}
        named = f"They name “{work.title}”, but do not plainly say {lacking}."
        if not chosen:
            found = tuple({item.found.row: item.found for item in naming}.values())
            return replace(state, found=found, unknown=f"{NOT_FOUND} the documents. {named}")
        notes = (*note, named.replace("They name", "The documents name")) if lacking else note
        return replace(state, evidence=tuple(chosen.values()), whole=True, notes=notes)

    def _naming(self, work: Work, state: State, query: Query) -> list[Evidence]:
        """The sentences that have a title, best first."""
        words = content_words(work.title) or tuple(work.title.lower().split())
        rows, _ = self._index.search_words(words, MOST_HAVING, rows=state.rows)
        found = look(rows.tolist(), query, self._index)
        return [item for item in rank(query, found) if work.is_named_in(item.text)]

    def _best(
        self, fact: WorkFact, work: Work, naming: list[Evidence], query: Query
    ) -> Evidence | None:
        """The sentence that says a fact of a work; None where none does."""
        first = self._reader.read(query.text, naming, most=READ)
        first.sort(key=lambda item: -(item.odds or 0.0))
        telling = [item for item in first if tells(fact, work, item.text)]
        # The odds are of the whole question.
        sure = [item for item in first if len(work.facts) == 1 and (item.odds or 0.0) > SURE]
        telling += [item for item in sure if tells_itself(work, item.text)]
        return telling[0] if telling else None


def _spoken_of(question: str, history: History) -> Work | None:
    """The work of which the question before asked, where one asks on: "And when was it?"."""
    asked = asks_about_documents(question)
    if not isinstance(asked, Fields) or not points_back(asked.subject):
        return None
    facts = facts_asked(question)
    for before, _ in reversed(history):
        work = asks_of_work(before)
        if work is not None:
            return Work(work.title, facts) if facts else None
        again = asks_about_documents(before)
        if not isinstance(again, Fields) or not points_back(again.subject):
            return None
    return None
