"""What a report finds on a matter, by the section that sums it up: "What GAO Found", "Summary".

"What did GAO find about foster care?" asks for no one thing, so that no sentence is read as its
answer: of a long report those that say what it is about, or what was done for it, come closest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from rag.answering.gist import MOST, summing_up
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.directory import Directory
from rag.asking.found_out import found_about
from rag.asking.question import roots
from rag.fitting.coverage import telling
from rag.indexing.index import Index
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.retrieval import look

SHARE = 0.5
"""Share of the passages found beyond which one document is the one on the matter."""

SURELY = 0.95
"""The probability from which on what answers otherwise stays."""

SURE = 0.9
"""The probability that such sentences answer."""


class Findings:
    """Finds what reports sum up, over one generation of an index."""

    def __init__(self, index: Index, directory: Directory) -> None:
        self._index = index
        self._directory = directory

    def on_matter(self, state: State, chosen: State) -> State | None:
        """The findings on a matter, where these are asked for; None where others answer.

        Args:
            chosen: The question with what answers it otherwise.
        """
        asked = found_about(state.searched_as)
        if asked is None or state.address.page or chosen.whole:
            return None
        if sure_of(chosen) >= SURELY:
            return None
        document = self._document_on(state, asked.who)
        if document is None:
            return None
        evidence = self._summed_up(document, asked.matter, state)
        if not evidence:
            return None
        return replace(state, evidence=evidence[: state.sentences], whole=True, sure=SURE)

    def _document_on(self, state: State, who: str) -> str | None:
        """The document that most of what was found is of, made by whoever is asked."""
        counted = Counter(item.document_id for item in state.found)
        if not counted:
            return None
        document, count = counted.most_common(1)[0]
        made = not who or document in self._directory.find_works(who)
        return document if made and count > SHARE * counted.total() else None

    def _summed_up(self, document: str, matter: str, state: State) -> tuple[Evidence, ...]:
        """The sentences on a matter of the section that sums a document up, in its order."""
        rows = self._index.rows_of(document)
        entries = dict(zip(rows, self._index.entries(rows), strict=True))
        spots = summing_up(entries)
        on = telling(matter)
        if not spots or state.query is None or not on:
            return ()
        query, there = state.query, sorted({spot.row for spot in spots})
        summed = {(spot.row, spot.sentence.start) for spot in spots}
        ranked = rank(query, look(there, query, self._index))
        near = [each for each in ranked if (each.found.row, each.sentence.start) in summed]
        chosen = [each for each in near if on <= roots(each.text)]
        if not chosen and on <= roots(f"{entries[rows[0]].context} {spots[0].text}"):
            chosen = _in_order(near)[:MOST]
        return _in_order(chosen[:MOST])


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Some sentences of one document as they stand there."""
    return tuple(sorted(evidence, key=lambda each: each.sentence.start))
