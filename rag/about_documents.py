"""Answers about the documents themselves, from their records: "Who wrote it?", "When was it?".

What is said is what the record of a document has, in a short form of words; cited is where the
document says it itself, or else its title, with the remark that its text does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from rag.bibliographic import Fact, Fields, Listing, asks_about_documents, points_back
from rag.catalogue import Catalogue, is_any
from rag.conversation import History
from rag.cover import Spot, find_spots, introduce
from rag.directory import Directory
from rag.evidence import Evidence
from rag.gist import asks_for_gist, open_with, sum_up
from rag.index import Index
from rag.index_files import Entry
from rag.question import Query, content_words
from rag.records import Document, Sentence
from rag.retrieval import look
from rag.standing import announces, loss
from rag.state import State
from rag.telling import (
    has,
    name_of,
    tell,
    tell_all,
    tell_listed,
    tell_none,
    tell_unknown,
)

FRONT = 40
"""Passages of a document in which it is looked for what it says of itself."""

MOST_LISTED = 12
"""Documents that a list names and cites."""

Leading = Callable[[str, History], str | None]
"""The id of the document that answers an earlier question best."""


class AboutDocuments:
    """Answers from the records of the documents of one index."""

    def __init__(
        self,
        index: Index,
        documents: Mapping[str, Document],
        directory: Directory,
        leading: Leading,
    ) -> None:
        self._index = index
        self._documents = documents
        self._directory = directory
        self._catalogue = Catalogue(documents.values())
        self._leading = leading

    def answer(self, state: State) -> State | None:
        """Returns the state with what is told and cited; None where the question asks otherwise."""
        if state.query is None or state.speaker is not None:
            return None
        asked = asks_about_documents(state.question)
        if asked is None and not state.searched_as.startswith(state.question):
            asked = asks_about_documents(state.searched_as)
        if isinstance(asked, Listing):
            return self._list(asked, state, state.query)
        return self._tell(asked, state, state.query) if asked else None

    def is_document(self, name: str, state: State) -> bool:
        """Whether a question may call a document here so."""
        return bool(self._catalogue.find(name, state.documents) or self._catalogue.find(name))

    def sum_up(self, state: State) -> State | None:
        """Returns the state with what a document finds, where no more is asked than that."""
        address = state.address.topical or state.address
        kept = {self._kept(each) for each in address.documents}
        asked = asks_for_gist(state.searched_as, address.words)
        if len(kept) != 1 or state.query is None or address.page or not asked:
            return None
        for name in sorted(address.documents, key=lambda each: (each not in kept, each)):
            rows = self._index.rows_of(name)
            spots = sum_up(dict(zip(rows, self._index.entries(rows), strict=True)))
            if spots:
                break
        else:
            document = self._documents[kept.pop()]
            described = self._spots("about", document)
            if not described:
                return None
            spots = open_with(described[0], self._front(document))
        evidence = self._evidence(list(spots), state.query)[: state.sentences]
        return replace(state, evidence=evidence, address=address, whole=True)

    def _tell(self, asked: Fields, state: State, query: Query) -> State | None:
        meant, carried = self._meant(asked.subject, state)
        if not meant:
            return None
        names = " and ".join(map(name_of, meant))
        note = (f"Understood as asked of {names}.",) if carried else ()
        told: list[str] = []
        spots: list[Spot] = []
        unknown: list[str] = []
        for document in meant:
            found = {fact: self._spots(fact, document) for fact in asked.facts}
            lacking = [fact for fact in found if not found[fact] and not has(fact, document)]
            if "audience" in lacking:  # no record has it, but the text may
                return None
            if lacking:
                unknown.append(tell_unknown(lacking[0], document))
                continue
            told.append(tell([(fact, bool(own)) for fact, own in found.items()], document))
            spots += [spot for own in found.values() for spot in own or self._introduced(document)]
        if not told:
            return replace(state, notes=note, unknown=" ".join(unknown))
        evidence = self._evidence(spots, query)[: state.sentences]
        return replace(state, told=" ".join(told), evidence=evidence, notes=note)

    def _list(self, asked: Listing, state: State, query: Query) -> State | None:
        among = state.documents
        if asked.mentioned:
            return self._list_mentioning(asked, state, query)
        if asked.maker:
            by = replace(asked, who=asked.maker)
            asked = by if self._catalogue.listed(by, among) else replace(asked, topic=asked.maker)
        found = self._catalogue.listed(asked, among)
        total = len(self._catalogue) if among is None else len(among)
        if asked == Listing(asked.noun) and is_any(asked.noun) and found:
            return replace(state, told=tell_all(found), evidence=(), notes=())
        if not found and asked.topic and not asked.published:
            return self._list_mentioning(replace(asked, mentioned=True), state, query)
        if not found:
            unknown = "" if asked.published else tell_none(asked, total)
            return replace(state, notes=(), unknown=unknown) if unknown else None
        most = min(MOST_LISTED, state.sentences or MOST_LISTED)
        fact: Fact = "date" if asked.dated or asked.most else "author" if asked.who else "title"
        spots: list[Spot] = []
        for document in found[:most]:
            own = self._spots(fact, document) or self._introduced(document)
            spots.append(max(own, key=lambda spot: len(spot.text)))
        told = tell_listed(found, asked, total, most=most)
        return replace(state, told=told, evidence=self._evidence(spots, query), notes=())

    def _list_mentioning(self, asked: Listing, state: State, query: Query) -> State | None:
        """All documents whose text has the words asked for, each with a sentence that has them."""
        among = state.documents
        words = _words_of(asked.topic)
        by = replace(asked, topic="", who=asked.maker or asked.who)
        may_be = self._catalogue.listed(by, among)
        may_be = may_be or self._catalogue.listed(replace(asked, topic=asked.maker), among)
        found = [each for each in may_be if words.search(each.text)]
        if not found:
            return None
        most = min(MOST_LISTED, state.sentences or MOST_LISTED)
        spots = [spot for each in found[:most] if (spot := self._saying(words, each))]
        total = len(self._catalogue) if among is None else len(among)
        told = tell_listed(found, asked, total, most=most)
        return replace(state, told=told, evidence=self._evidence(spots, query), notes=())

    def _saying(self, words: re.Pattern[str], document: Document) -> Spot | None:
        """The first sentence of a document that has some words, one of its text if there is."""
        rows = self._index.rows_of(document.id)
        having = [
            (_blemish(sentence, text, entry), Spot(row, sentence, text))
            for row, entry in zip(rows, self._index.entries(rows), strict=True)
            for sentence in entry.passage.sentences
            if words.search(text := _text_in(entry, sentence))
        ]
        return min(having, key=lambda each: each[0], default=(0.0, None))[1]

    def _meant(self, subject: str, state: State) -> tuple[tuple[Document, ...], bool]:
        """The documents that are asked about, and whether the conversation tells which."""
        if not points_back(subject):
            return self._catalogue.find(subject, state.documents), False
        only = self._catalogue.find("document", state.documents)
        if only and (subject or content_words(state.question)):
            return only, False
        if not subject:  # "And when?" asks of what was asked of before
            follows = state.history and asks_about_documents(state.history[-1][0])
            return (only or self._before(state.history), True) if follows else ((), False)
        if state.documents is not None and len(state.documents) == 1:
            return (self._documents[state.documents[0]],), False
        only = self._catalogue.find(subject, state.documents)
        if only or not state.history:
            return only, False
        return self._before(state.history), True

    def _before(self, history: History) -> tuple[Document, ...]:
        """The document that the conversation is about; none where nothing tells which."""
        question = history[-1][0]
        asked = asks_about_documents(question)
        if isinstance(asked, Listing):
            found = self._catalogue.listed(asked)
            return found if len(found) == 1 else ()
        if asked is not None and points_back(asked.subject):
            return self._before(history[:-1]) if len(history) > 1 else ()
        if asked is not None:
            meant = self._catalogue.find(asked.subject)
            if meant:
                return meant
        named = {self._kept(each) for each in self._directory.find_documents(question)}
        name = named.pop() if len(named) == 1 else self._leading(question, history[:-1])
        return () if name is None else (self._documents[self._kept(name)],)

    def _kept(self, document_id: str) -> str:
        return self._documents[document_id].duplicate_of or document_id

    def _spots(self, fact: Fact, document: Document) -> tuple[Spot, ...]:
        if fact == "author" and document.author is None:
            fact = "publisher"
        return find_spots(fact, document, self._front(document))

    def _introduced(self, document: Document) -> tuple[Spot, ...]:
        return introduce(document, self._front(document))

    def _front(self, document: Document) -> dict[int, Entry]:
        rows = self._index.rows_of(document.id)[:FRONT]
        return dict(zip(rows, self._index.entries(rows), strict=True))

    def _evidence(self, spots: list[Spot], query: Query) -> tuple[Evidence, ...]:
        """The sentences as evidence, each once, with the other places where they stand."""
        chosen = dict.fromkeys((spot.row, spot.sentence) for spot in spots)
        repeats = self._index.repeats(sorted({row for row, _ in chosen}))
        evidence = []
        for row, sentence in chosen:
            (found,) = look([row], query, self._index)
            found = replace(found, repeats=repeats.get(row, {}))
            place = found.entry.passage.sentences.index(sentence)
            evidence.append(Evidence(found, sentence, 1.0, found.matches[place]))
        return tuple(evidence)


def _words_of(topic: str) -> re.Pattern[str]:
    """What finds the words of a topic, in a row; initials as they are, the last in any number."""
    *before, last = topic.split()
    forms = [_form_of(word) for word in before]
    root = last if last.isupper() else re.sub(r"(?<!s)s$", "", last)
    phrase = r"[\s-]+".join([*forms, _form_of(root)])
    return re.compile(rf"(?<![\w-]){phrase}s?(?![\w-])")


def _form_of(word: str) -> str:
    form = re.escape(word)
    return form if word.isupper() and len(word) > 1 else f"(?i:{form})"


def _text_in(entry: Entry, sentence: Sentence) -> str:
    passage = entry.passage
    return passage.text[sentence.start - passage.start : sentence.end - passage.start]


def _blemish(sentence: Sentence, text: str, entry: Entry) -> float:
    """How far a sentence is no whole one of the text: a heading or a row is none at all."""
    if sentence.kind in ("heading", "row") or announces(text):
        return 1.0
    return loss("", sentence, text, entry.passage.headings)
