"""The lists near a question, each read beside it as one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.question import Query
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.listing.as_one import AsOne, as_one
from rag.listing.items import has_items, items_of
from rag.listing.places import Place, key_of
from rag.records import Document
from rag.refusing.unmentioned import names_in
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.found import Found
from rag.retrieving.sections import section_of

WIDE, MOST = 32, 12
"""Passages of which the lists are read, and how many lists, but for further ones of a section."""

WHOLE = 6
"""Letters from which on capitals are a name ("HARBOUR"), and stand for nothing longer."""

LOOKED_AT = 200
"""Documents, of all, in which it is counted how many have a name."""

_OWNED = re.compile(r"['’]s?$")


class Lists:
    """Reads lists over one generation of an index.

    Args:
        index: The generation, for the sections of what was found.
        documents: All that are in it, by id.
        finder: Finds the passages.
    """

    def __init__(self, index: Index, documents: Mapping[str, Document], finder: Finder) -> None:
        self._index = index
        self._documents = documents
        self._finder = finder

    def near(
        self, ranked: Sequence[Evidence], query: Query, state: State, reader: Reader
    ) -> list[Place]:
        """Returns the sections with lists, each with the one that likeliest answers.

        Args:
            ranked: What was read of them, sentence by sentence.
        """
        places: list[Place] = []
        runs: list[tuple[int, AsOne]] = []
        seen: set[tuple[str, int]] = set()
        wide = self._wide(state, state.query or query)
        other = self.of_others(state.searched_as, wide)
        for found in wide:
            starts = {(found.document_id, x.start) for x in found.entry.passage.sentences}
            if starts & seen or found.document_id in other or not has_items(found):
                continue
            place = place_of(found, query, state, self._index)
            seen.update(map(key_of, place.sentences))
            runs += [(len(places), each) for each in as_one(place.items)]
            places.append(place.having_read(ranked))
            if len(runs) >= MOST:
                break
        told = reader.read(
            query.text,
            [each.first for _, each in runs],
            most=len(runs),
            leads={each.first.sentence: each.lead for _, each in runs},
            texts={each.first.sentence: each.text for _, each in runs},
        )
        for (at, run), read in zip(runs, told, strict=True):
            if read.odds is not None and read.odds > places[at].odds:
                places[at] = replace(places[at], listed=run.run, odds=read.odds)
        return [each for each in places if each.listed]

    def _wide(self, state: State, query: Query) -> tuple[Found, ...]:
        """The passages that come closest, first those of the documents that are named."""
        wide = self._finder.find_among(state.rows, query, WIDE)
        if not state.address.documents:
            return wide
        rows = self._index.rows(documents=sorted(state.address.documents))
        return (*self._finder.find_among(rows, query, WIDE), *wide)

    def of_others(self, question: str, found: Iterable[Found]) -> frozenset[str]:
        """Returns the documents that lack a name of a question which some others found have.

        Not a name that most of all have, which is their subject, nor an abbreviation.
        """
        words = (word for word in names_in(question) if not word[0].isdigit())
        words = (word for word in words if len(word) >= WHOLE or not word.isupper())
        names = {_OWNED.sub("", word).casefold() for word in words}
        having = {key: self._having(key, names) for key in {each.document_id for each in found}}
        some = frozenset().union(*having.values())
        step = max(1, len(self._documents) // LOOKED_AT)
        all_of_them = list(self._documents)[::step]
        counted = Counter(name for key in all_of_them for name in self._having(key, some))
        told_apart = {name for name in some if counted[name] <= len(all_of_them) / 2}
        return frozenset(key for key, there in having.items() if not told_apart <= there)

    def _having(self, key: str, names: Iterable[str]) -> frozenset[str]:
        """Those of some names, in small letters, that a document has."""
        if not names:
            return frozenset()
        document = self._documents[key]
        told = (document.title, document.author, document.publisher, document.text)
        text = " ".join(filter(None, told)).casefold()
        return frozenset(name for name in names if name in text)


def place_of(found: Found, query: Query, state: State, index: Index) -> Place:
    """Returns the section of a passage, with what of it those who are asked say."""
    section = section_of(found, query, index)
    there: dict[int, Evidence] = {}
    for each in rank(query, section.passages, speakers=state.speakers):
        there.setdefault(each.sentence.start, each)
    return Place(items_of(section.passages, list(there.values())), section.cut)
