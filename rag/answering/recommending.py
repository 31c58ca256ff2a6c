"""All that a document recommends, where that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from rag.answering.finding import (
    RECOMMEND,
    Finder,
    has_heading,
    is_all_recommended,
    is_recommended,
)
from rag.answering.state import State
from rag.asking.directory import Directory
from rag.asking.question import Query
from rag.listing.announced import Wanted
from rag.listing.recommendations import asks_by_number, recommended
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

MOSTLY = 0.6
"""Share of the passages found beyond which the one document that they are of is meant."""

_SAYS = frozenset(("say", "says", "read", "reads", "report", "review", "audit"))
"""What a question for a recommendation by its number has besides."""


class Recommendations:
    """What the documents of one generation of an index recommend.

    Attributes:
        paged: The documents whose pages are known: of a report in two formats, these.
    """

    def __init__(self, finder: Finder, directory: Directory, paged: frozenset[str]) -> None:
        self._finder = finder
        self._directory = directory
        self._paged = paged

    def asked_for(self, state: State, query: Query, wanted: Wanted | None) -> State | None:
        """All that a document recommends, where that is asked for; None where it is not.

        The document is the one named, or the one that nearly all passages found on it are of.
        """
        names = self._meant(state, query, wanted)
        for name in sorted(names, key=lambda name: (name not in self._paged, name)):
            evidence, told = recommended(self._finder.recommendations(name, query), query)
            if evidence and not told:  # the one that is asked for by its number
                return replace(state, evidence=evidence, whole=True)
            if evidence:
                return replace(state, evidence=evidence, listed=told)
            if told:
                return replace(state, unknown=told)
        return None

    def in_full(
        self, listed: tuple[Evidence, ...], told: str, query: Query
    ) -> tuple[tuple[Evidence, ...], str]:
        """A list of recommendations as its document has them, each of several sentences whole."""
        if not listed or not has_heading(listed[0].found.entry, RECOMMEND):
            return listed, told
        name = listed[0].found.entry.passage.document_id
        whole, said = recommended(self._finder.recommendations(name, query), query)
        return (whole, said) if said and len(whole) > 1 else (listed, told)

    def _meant(self, state: State, query: Query, wanted: Wanted | None) -> Collection[str]:
        """The document whose recommendations are asked for, with its copies; none where none is."""
        if state.address.only:
            names = state.address.documents
            asked = set(query.words) - state.address.words
            made = {word for word in asked if names & self._directory.find_works(word.upper())}
            said = _SAYS if asks_by_number(query.text) else frozenset[str]()
            return names if is_all_recommended(asked - made - said) else ()
        if wanted is not None and is_recommended(wanted.noun):
            return self._mostly_of(state.found)
        return ()

    def _mostly_of(self, found: Sequence[Found]) -> frozenset[str]:
        """The document, with its copies, that most passages found are of; none where none is."""
        documents = self._directory.documents
        firsts = [
            documents[name].duplicate_of or name
            for name in (item.entry.passage.document_id for item in found)
        ]
        most, count = Counter(firsts).most_common(1)[0] if firsts else ("", 0)
        if count <= MOSTLY * len(firsts):
            return frozenset()
        copies = (name for name, each in documents.items() if each.duplicate_of == most)
        return frozenset((most, *copies))
