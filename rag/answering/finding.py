"""Which passages may answer: the best of all, or of the documents and the page that are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.state import State
from rag.asking.addresses import Address
from rag.asking.directory import Directory
from rag.asking.question import Query, mute, without
from rag.indexing.index import Index, Rows
from rag.indexing.index_files import Entry
from rag.language.numbers import ORDINALS, numbers
from rag.listing.announced import MARKED
from rag.records import Document
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.joining import WITHIN, join
from rag.retrieving.ranking import Order, by_ranks, by_support
from rag.retrieving.retrieval import look, retrieve
from rag.retrieving.standing import is_fragment, needs

ADDRESSED = 6
"""Passages searched for in what a question names."""

RECOMMEND = "recommend"
"""The root of the word for it, in a question and in the heading of the section that has it."""

COMMENTED = (RECOMMEND, "comments")
"""How a section is headed that tells who agreed with what a report recommends."""

_BESIDES = frozenset(
    (
        *("contain", "contained", "give", "gave", "issued", "list", "made", "make"),
        *("action", "complete", "exact", "executive", "full", "text", "whole", "wording"),
        *(*ORDINALS, "last", "final"),
    )
)
"""Words that a question for all that is recommended has besides."""

MOST_NAMING = 200
"""Passages that name a document, whose sentences that do may answer of it."""

MOST_HAVING = 100
"""Passages with a word among which one is looked for that explains it."""

OPENING = 60
"""Words with which a document begins, as far as they tell what it is."""

FURTHER = 8
"""Passages over which a list may run on."""

NEAREST_AMONG = 24
"""Passages of a document that are looked at for a question, the nearest ones."""

NEAREST = 4
"""Best passages in whose documents the list asked for is looked for."""


class Finder:
    """Finds over one generation of an index.

    Args:
        index: The generation.
        directory: Its documents and speakers.
        k: How many passages, where a question does not say.
    """

    def __init__(self, index: Index, directory: Directory, *, k: int) -> None:
        self._index = index
        self._directory = directory
        self._k = k

    def find(self, state: State, *, order: Order = by_ranks) -> State:
        """The state with the passages that may answer it.

        Args:
            order: What the best of them is.

        Raises:
            ValueError: If its question was not understood yet.
        """
        if state.query is None:
            raise ValueError("a question is searched for only after it was understood")
        found = self.find_best(state, state.query, order=order)
        return replace(state, found=(*found, *self._addressed(state, state.query, found)))

    def find_best(
        self, state: State, query: Query, *, order: Order = by_ranks
    ) -> tuple[Found, ...]:
        """The best passages for a query of those that may answer a state's question."""
        address = state.address
        k = state.k or self._k
        if address.page:
            return self._on_page(address, query)
        if address.only and state.rows is None:
            return self._named(address, query, k, order)
        return self.find_among(state.rows, query, k, order=order)

    def find_joined(self, state: State, documents: Mapping[str, Document]) -> State:
        """As `find`, with the passages beside one another as one, and others in their place.

        Raises:
            ValueError: If its question was not understood yet.
        """
        state = self.find(state, order=by_support)
        assert state.query is not None
        seen = {item.row for item in state.found}
        wide = self.find_best(replace(state, k=WITHIN), state.query, order=by_support)
        further = [item for item in wide if item.row not in seen]
        return replace(state, found=join(state.found, further, documents))

    def _on_page(self, address: Address, query: Query) -> tuple[Found, ...]:
        """What stands on the page named, best first."""
        query = without(query, address.words)
        if not self._directory.have_pages(address.documents):
            return self._naming_page(address, query)
        found = []
        for name, page in self._directory.find_pages(address.documents, address.page or "").items():
            for item in look(self._index.rows_of(name), query, self._index):
                sentences = item.entry.passage.sentences
                starts = [each.start for each in sentences if page.start <= each.start < page.end]
                if starts:
                    found.append(replace(item, citable=frozenset(starts)))
        return tuple(sorted(found, key=lambda item: -item.score))

    def _naming_page(self, address: Address, query: Query) -> tuple[Found, ...]:
        """What in a document whose pages are not known names the page, best first.

        A line that is no sentence, as the foot of the page, says nothing of it.
        """
        found = []
        for item in look(self._rows_of(address.documents), query, self._index):
            starts = {
                each.start
                for each in item.entry.passage.sentences
                if address.is_page_in(text_of(item, each))
                and not is_fragment(each, text_of(item, each))
            }
            if starts:
                found.append(replace(item, citable=frozenset(starts)))
        return tuple(sorted(found, key=lambda item: -item.score))

    def _rows_of(self, documents: frozenset[str]) -> list[int]:
        return [row for name in sorted(documents) for row in self._index.rows_of(name)]

    def _named(self, address: Address, query: Query, k: int, order: Order) -> tuple[Found, ...]:
        """Passages of the documents named, and of others what of them names these."""
        own = sorted(address.documents)
        rows = [self._index.rows(documents=own)]
        rows += [self._index.search_words((each,), MOST_NAMING)[0] for each in address.numbers]
        found = retrieve(
            without(query, address.words),
            self._index,
            k=k,
            rows=np.unique(np.concatenate([each for each in rows if each is not None])),
            preferred=(address.documents & self._directory.paged) or address.documents,
            order=order,
        )
        if any(map(is_recommended, query.words)):
            seen = {item.row for item in found}
            section = [item for each in own for item in self.recommendations(each, query)]
            found += tuple(item for item in section if item.row not in seen)
        limited = (_only_what_names(item, address) for item in found)
        return tuple(item for item in limited if item.citable is None or item.citable)

    def _addressed(self, state: State, query: Query, found: Sequence[Found]) -> list[Found]:
        """What the documents or speakers that the question names have, and was not found yet."""
        address = state.address
        if address.only or address.page or (not address.documents and not address.speakers):
            return []
        said = self._directory.find_sayings(address.speakers)
        rows = self._index.rows(
            documents=sorted(address.documents) if address.documents else None,
            speakers=said if address.speakers else None,
        )
        if rows is not None and not len(rows):  # the one named does not speak in that document
            if state.rows is not None:
                return []
            rows = self._index.rows(speakers=said)
        seen = {item.row for item in found}
        query = mute(query, address.words)
        more = self.find_among(rows, query, ADDRESSED)
        return [item for item in more if item.row not in seen]

    def recommendations(self, document_id: str, query: Query) -> Sequence[Found]:
        """What stands in a document under a heading that has the word, in reading order.

        The next heading may stand in the passage that has the last of it, with its mark.
        """
        rows = self._index.rows_of(document_id)
        section: list[int] = []
        within = False
        for row, entry in zip(rows, self._index.entries(rows), strict=True):
            headed = has_heading(entry, RECOMMEND)
            if headed or (within and MARKED.search(entry.passage.text)):
                section.append(row)
            within = headed
        return look(section, query, self._index)

    def opening(self, document_id: str) -> str:
        """The words with which a document begins: who writes to whom, on what."""
        (first, *_) = self._index.entries(self._index.rows_of(document_id)[:1])
        return " ".join(first.passage.text.split()[:OPENING])

    def where_agreed(self, names: Sequence[str], query: Query) -> Sequence[Found]:
        """What stands in documents where it is told who agreed with what they recommend."""
        rows = [row for name in names for row in self._index.rows_of(name)]
        entries = zip(rows, self._index.entries(rows), strict=True)
        there = [row for row, each in entries if has_heading(each, *COMMENTED)]
        return look(there, query, self._index)

    def find_among(
        self,
        rows: Rows | None,
        query: Query,
        k: int | None = None,
        *,
        order: Order = by_ranks,
    ) -> tuple[Found, ...]:
        """The best of some passages, of all where None are given."""
        return retrieve(
            query,
            self._index,
            k=k or self._k,
            rows=rows,
            preferred=self._directory.paged,
            order=order,
        )

    def rows(self, documents: frozenset[str], speakers: frozenset[str]) -> Rows | None:
        """The passages of some documents and of some speakers; None where there are neither."""
        if not documents and not speakers:
            return None
        parts = (
            self._index.rows(documents=sorted(documents)),
            self._index.rows(speakers=self._directory.find_sayings(speakers)),
        )
        return np.union1d(*(part for part in parts if part is not None)).astype(np.int64)

    def see_again(self, item: Evidence, query: Query) -> Evidence:
        """A sentence found for another question, as this one sees it."""
        (found,) = look([item.found.row], query, self._index)
        place = found.entry.passage.sentences.index(item.sentence)
        found = replace(found, copies=item.found.copies, citable=item.found.citable)
        return replace(item, found=found, matches=found.matches[place])

    def mentioning(self, noun: str, state: State) -> Sequence[Found]:
        """Passages with a word, of the documents of the best passages found."""
        if state.query is None:
            return ()
        names = [item.entry.passage.document_id for item in state.found[:NEAREST]]
        if state.address.only:
            names = [name for name in names if name in state.address.documents]
        seen = {item.row for item in state.found}
        rows: list[int] = []
        for name in dict.fromkeys(names):
            own = np.array(self._index.rows_of(name), np.int64)
            best, _ = self._index.search_words((noun, "following"), FURTHER, rows=own)
            rows += [row for row in best.tolist() if row not in seen]
        return look(rows, state.query, self._index)

    def having(self, word: str, state: State) -> Sequence[Found]:
        """Passages with a word, of all that may answer."""
        if state.query is None:
            return ()
        rows = state.rows
        if rows is None and state.address.only:
            rows = self._index.rows(documents=sorted(state.address.documents))
        having, _ = self._index.search_words((word,), MOST_HAVING, rows=rows)
        return look(having.tolist(), state.query, self._index)

    def passages_with(
        self, document_id: str, wanted: Callable[[str], bool], state: State
    ) -> Sequence[Found]:
        """The passages of a document whose text is as wanted, in reading order.

        Of those that are searched for a question where only some are; whatever it names.
        """
        if state.query is None:
            return ()
        rows = self._index.rows_of(document_id)
        entries = zip(rows, self._index.entries(rows), strict=True)
        having = [row for row, entry in entries if wanted(entry.passage.text)]
        if state.rows is not None:
            having = [row for row in having if row in state.rows]
        return look(having, state.query, self._index)

    def correcting(self, document_id: str) -> Sequence[tuple[int, Entry]]:
        """The passages of a document in which something is corrected, each with its row."""
        rows = self._index.correcting(document_id)
        return list(zip(rows, self._index.entries(rows), strict=True))

    def correcting_near(
        self, document_id: str, state: State, *, besides: Sequence[int] = ()
    ) -> Sequence[Found]:
        """Those of a document's passages nearest to a question in which something is corrected.

        Of all that are searched for it.

        Args:
            besides: Passages that are looked at however far they are.
        """
        correcting = self._index.correcting(document_id)
        if state.query is None or not correcting:
            return ()
        rows = self._index.rows_of(document_id)
        if len(rows) > NEAREST_AMONG:
            near = np.argsort(-(self._index.vectors(rows) @ state.query.vector), kind="stable")
            rows = list(dict.fromkeys((*(rows[at] for at in near[:NEAREST_AMONG]), *besides)))
        kept = set(correcting) if state.rows is None else set(correcting) & {*state.rows.tolist()}
        return look([row for row in rows if row in kept], state.query, self._index)

    def with_phrases(self, phrases: Sequence[str], state: State) -> Sequence[Found]:
        """The few passages that have any of some phrases to the word, of all that are searched."""
        if state.query is None:
            return ()
        having, _ = self._index.search_words(phrases, FURTHER, rows=state.rows)
        return look(having.tolist(), state.query, self._index)

    def likeness(self, item: Found, others: Sequence[Found]) -> Sequence[float]:
        """The cosine of a passage to each of some others."""
        own, *theirs = self._index.vectors([item.row, *(other.row for other in others)])
        return [float(own @ each) for each in theirs]

    def nearness(self, item: Found, documents: Sequence[str]) -> float:
        """The best cosine of a passage to one of some documents; 0 for none of them."""
        rows = [row for name in documents for row in self._index.rows_of(name)]
        if not rows:
            return 0.0
        (own,) = self._index.vectors([item.row])
        return float((self._index.vectors(rows) @ own).max())

    def preceding(self, item: Found, query: Query) -> Sequence[Found]:
        """The passage before one in its document, if there is one."""
        rows = self._index.rows_of(item.entry.passage.document_id)
        place = rows.index(item.row)
        return look(rows[max(0, place - 1) : place], query, self._index)

    def succeeding(self, item: Found, query: Query) -> Sequence[Found]:
        """The passage after one in its document, if there is one."""
        rows = self._index.rows_of(item.entry.passage.document_id)
        place = rows.index(item.row) + 1
        return look(rows[place : place + 1], query, self._index)

    def following(self, found: Found) -> tuple[Entry, ...]:
        """The passages after one, as far as a list may run on."""
        rows = self._index.rows_of(found.document_id)
        place = rows.index(found.row) + 1
        return tuple(self._index.entries(rows[place : place + FURTHER]))


def _only_what_names(item: Found, address: Address) -> Found:
    """Of a passage of another document, leaves what names the one that a question names.

    That is a sentence that has its number, or the one after it that leans on it; all of them where
    the title or a heading has the number.
    """
    passage = item.entry.passage
    if passage.document_id in address.documents or address.is_named_in(item.entry.context):
        return item
    texts = [text_of(item, sentence) for sentence in passage.sentences]
    naming = [address.is_named_in(text) for text in texts]
    citable = frozenset(
        sentence.start
        for place, sentence in enumerate(passage.sentences)
        if naming[place] or (place and naming[place - 1] and needs(texts[place]))
    )
    return replace(item, citable=citable)


def has_heading(entry: Entry, *words: str) -> bool:
    """Whether the heading right above a passage has one of some words."""
    heading = " ".join(entry.passage.headings[-1:]).lower()
    return any(word in heading for word in words)


def is_recommended(word: str) -> bool:
    """Whether a word is of the root for it."""
    return word.startswith(RECOMMEND)


def is_all_recommended(words: Iterable[str]) -> bool:
    """Whether no more is asked for by some content words than all that is recommended."""
    asked = [word for word in words if word not in _BESIDES and not any(numbers(word))]
    return bool(asked) and all(map(is_recommended, asked))
