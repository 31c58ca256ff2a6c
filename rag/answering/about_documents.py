"""Answers about the documents themselves, from their records: "Who wrote it?", "When was it?".

What is said is what the record of a document has, in a short form of words; cited is where the
document says it itself, or else its title, with the remark that its text does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rag.answering.cover import Spot, find_spots, introduce, spots_of
from rag.answering.gist import (
    asked_of,
    asks_for_gist,
    finder_asked,
    is_its_name,
    open_with,
    say_what_about,
    sum_up,
)
from rag.answering.letters import find_addressees, find_introduction, find_request, find_signature
from rag.answering.state import State
from rag.answering.telling import (
    has,
    is_by_people,
    is_in_the_text,
    name_of,
    tell,
    tell_all,
    tell_listed,
    tell_none,
    tell_unknown,
)
from rag.asking.bibliographic import (
    Fact,
    Fields,
    Listing,
    asks_about_documents,
    points_back,
)
from rag.asking.catalogue import Catalogue, is_any
from rag.asking.conversation import History
from rag.asking.directory import Directory
from rag.asking.on_all import asks_on_all
from rag.asking.orderings import Ordering, asks_for_order
from rag.asking.question import Query, content_words
from rag.asking.small_talk import reply_to
from rag.indexing.index import Index
from rag.indexing.index_files import Entry
from rag.records import Document, Sentence
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.retrieving.retrieval import look
from rag.retrieving.standing import announces, loss

FRONT = 40
"""Passages of a document in which it is looked for what it says of itself."""

MOST_LISTED = 12
"""Documents that a list names and cites."""

NAMES_ALL = "“Which documents do you have?” names all of them."

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
        ordering = asks_for_order(state.question)
        if ordering is not None:
            return self._order(ordering, state, state.query)
        if all_of_them := self._all_asked_about(state):
            notes = (NAMES_ALL,) if len(all_of_them) > MOST_LISTED else ()
            told = tell_all(all_of_them, most=MOST_LISTED)
            return replace(state, told=told, evidence=(), notes=notes)
        asked = asks_about_documents(state.question)
        if asked is None and not state.searched_as.startswith(state.question):
            asked = asks_about_documents(state.searched_as)
        if isinstance(asked, Listing):
            return self._list(asked, state, state.query)
        return self._tell(asked, state, state.query) if asked else None

    def matter_of_all(self, state: State) -> tuple[str, str]:
        """What all documents are about, by the name that their titles share, and a note on that.

        Empty where it is not asked, or they share none.
        """
        all_of_them = self._all_asked_about(state) if state.speaker is None else ()
        name, count = self._catalogue.shared_name(state.documents) if all_of_them else ("", 0)
        shared = f"{count:,} of the {len(all_of_them):,} documents have “{name}” in their titles."
        return (name, f"{shared} {NAMES_ALL}") if name else ("", "")

    def _all_asked_about(self, state: State) -> tuple[Document, ...]:
        """All documents, where it is asked what they are about; none where there is but one."""
        opens = all(reply_to(turn) is not None for turn, _ in state.history)
        if not asks_on_all(state.question, opens=opens):
            return ()
        found = self._catalogue.listed(Listing("documents"), state.documents)
        return found if len(found) > 1 else ()

    def is_document(self, name: str, state: State) -> bool:
        """Whether a question may call a document here so."""
        return bool(self._catalogue.find(name, state.documents) or self._catalogue.find(name))

    def sum_up(self, state: State) -> State | None:
        """Returns the state with what a document finds, where no more is asked than that."""
        if state.speaker is not None:
            return None
        address = state.address.topical or state.address
        asked = asks_for_gist(state.searched_as, address.words)
        if not asked and address.documents:
            thing = asked_of(state.searched_as)
            asked = any(is_its_name(thing, self._documents[each]) for each in address.documents)
        elif not address.documents and (thing := asked_of(state.searched_as)):
            called = self._catalogue.find(thing, state.documents)
            address = replace(address, documents=frozenset(each.id for each in called))
            asked = True
        kept = {self._kept(each) for each in address.documents}
        if len(kept) != 1 or state.query is None or address.page or not asked:
            return None
        finder = finder_asked(state.searched_as)
        if finder is not None and not kept & self._directory.find_works(finder):
            return None
        for name in sorted(address.documents, key=lambda each: (each not in kept, each)):
            rows = self._index.rows_of(name)
            entries = dict(zip(rows, self._index.entries(rows), strict=True))
            spots = sum_up(entries, state.searched_as)
            if spots:
                break
        else:
            document = self._documents[kept.pop()]
            described = self._spots("about", document) or self._introduced(document)
            if not described:
                return None
            spots = open_with(described[0], entries)
        evidence = self._evidence(list(spots), state.query)[: state.sentences]
        return replace(state, evidence=evidence, address=address, whole=True)

    def _tell(self, asked: Fields, state: State, query: Query) -> State | None:
        meant, carried = self._meant(asked.subject, state)
        if not meant or (asked.role and not all(map(is_by_people, meant))):
            return None
        names = " and ".join(map(name_of, meant))
        note = (f"Understood as asked of {names}.",) if carried else ()
        told: list[str] = []
        shown: list[Sequence[Spot]] = []
        unknown: list[str] = []
        for document in meant:
            found = {fact: self._said(fact, document) for fact in self._facts(asked, document)}
            lacking = [fact for fact in found if not found[fact] and not has(fact, document)]
            if is_in_the_text(lacking):  # as another sentence of it than these forms know
                return None
            unknown += [tell_unknown(fact, document) for fact in lacking[:1]]
            known = {fact: own for fact, own in found.items() if fact not in lacking}
            if not known:
                continue
            told.append(tell([(fact, bool(own)) for fact, own in known.items()], document))
            shown.append(
                [spot for own in known.values() for spot in own or self._introduced(document)]
            )
        if not told:
            return replace(state, notes=note, unknown=" ".join(unknown))
        evidence = self._evidence(_chosen(shown, state.sentences), query)
        return replace(state, told=" ".join([*told, *unknown]), evidence=evidence, notes=note)

    def _order(self, asked: Ordering, state: State, query: Query) -> State | None:
        """The dates of two documents, that of the one asked for first."""
        named = [self._catalogue.find(each, state.documents) for each in asked.subjects]
        pair = [found[0] for found in named if len(found) == 1]
        if len(pair) < len(named) or pair[0].id == pair[1].id:
            return None
        dates = [each.date or "" for each in pair]
        shortest = min(map(len, dates))  # of one only the year may be known
        if not shortest or len({date[:shortest] for date in dates}) == 1:
            return None
        pair.sort(key=lambda each: each.date or "", reverse=not asked.first)
        spots = [self._spots("date", each) for each in pair]
        told = [tell([("date", bool(own))], each) for each, own in zip(pair, spots, strict=True)]
        shown = [own or self._introduced(each) for each, own in zip(pair, spots, strict=True)]
        evidence = self._evidence(_chosen(shown, state.sentences), query)
        note = f"{name_of(pair[0])} bears the {'earlier' if asked.first else 'later'} date."
        return replace(state, told=" ".join(told), evidence=evidence, notes=(note,))

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
            if words.search(text := entry.passage.text_of(sentence))
        ]
        return min(having, key=lambda each: each[0], default=(0.0, None))[1]

    def _meant(self, subject: str, state: State) -> tuple[tuple[Document, ...], bool]:
        """The documents that are asked about, and whether the conversation tells which."""
        if not points_back(subject):
            whole = self._catalogue.find(subject, state.documents)
            return whole or self._catalogue.find_each(subject, state.documents), False
        only = self._catalogue.find("document", state.documents)
        if only and (subject or content_words(state.question)):
            return only, False
        if not subject:  # "And when?" asks of what was asked of before
            follows = state.history and _asks_of_one(state.history[-1][0])
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
        called = asked.subject if asked is not None else asked_of(question)
        meant = self._catalogue.find(called) if called else ()
        if meant:
            return meant
        named = {self._kept(each) for each in self._directory.find_documents(question)}
        name = named.pop() if len(named) == 1 else self._leading(question, history[:-1])
        return () if name is None else (self._documents[self._kept(name)],)

    def _kept(self, document_id: str) -> str:
        return self._documents[document_id].duplicate_of or document_id

    def _facts(self, asked: Fields, document: Document) -> tuple[Fact, ...]:
        """The facts asked of a document: who signs it stands for an author that it does not name.

        What the author is may follow from the signature alone.
        """
        facts: list[Fact] = []
        for fact in asked.facts:
            signed = fact == "author" and document.author is None
            if signed and self._said("signer", document):
                facts += ["signer", "publisher"] if document.publisher else ["signer"]
            elif not (fact == "office" and "signer" in facts):
                facts.append(fact)
        return tuple(dict.fromkeys(facts))

    def _said(self, fact: Fact, document: Document) -> tuple[Spot, ...]:
        """Where a document says a fact that is asked for."""
        if fact == "about":
            return say_what_about(document, self._front(document))
        if fact == "audience":
            addressed = find_addressees(self._all(document), document)
            return addressed or self._spots(fact, document)
        if fact == "signer":
            return find_signature(self._all(document), document)
        if fact == "office":
            introduced = find_introduction(self._all(document), document)
            return introduced or find_signature(self._all(document), document)
        if fact == "requester":
            return find_request(self._all(document), document)
        return self._spots(fact, document)

    def _all(self, document: Document) -> list[Spot]:
        rows = self._index.rows_of(document.id)
        return list(spots_of(dict(zip(rows, self._index.entries(rows), strict=True))))

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
            found, place = _with(sentence, found)
            evidence.append(Evidence(found, sentence, 1.0, found.matches[place]))
        return tuple(evidence)


def _chosen(shown: Sequence[Sequence[Spot]], most: int | None) -> list[Spot]:
    """Returns at most so many of what shows what is told, yet something of each document."""
    places = [(at, n) for at, spots in enumerate(shown) for n in range(len(spots))]
    first = sorted(places, key=lambda place: (place[1] > 0, place))
    kept = max(most, sum(map(bool, shown))) if most is not None else None
    return [shown[at][n] for at, n in sorted(first[:kept])]


def _asks_of_one(question: str) -> bool:
    """Whether a question asks for documents, or for more of one than who asked for it.

    "And when?" after "Who asked for OIG-12-64?" means when they did.
    """
    asked = asks_about_documents(question)
    return isinstance(asked, Listing) or (asked is not None and asked.facts != ("requester",))


def _with(sentence: Sentence, found: Found) -> tuple[Found, int]:
    """A passage that has a sentence, which may be the beginning of one of its own, and where."""
    sentences = list(found.entry.passage.sentences)
    place = [each.start for each in sentences].index(sentence.start)
    if sentences[place] != sentence:
        sentences[place] = sentence
        passage = replace(found.entry.passage, sentences=tuple(sentences))
        found = replace(found, entry=replace(found.entry, passage=passage), repeats={})
    return found, place


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


def _blemish(sentence: Sentence, text: str, entry: Entry) -> float:
    """How far a sentence is no whole one of the text: a heading or a row is none at all."""
    if sentence.kind in ("heading", "row") or announces(text):
        return 1.0
    return loss("", sentence, text, entry.passage.headings)
