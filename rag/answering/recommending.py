"""All that a document recommends, where that is asked for."""

from __future__ import annotations

import re
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
from rag.asking.demand import asks_whether_agreed
from rag.asking.directory import Directory
from rag.asking.question import Query, content_words, roots
from rag.fitting.advised_by import is_advice_of_others
from rag.listing.announced import MOST as MOST_ITEMS
from rag.listing.announced import Wanted, say_how_complete, with_items
from rag.listing.headed import SURE
from rag.listing.recommendations import asks_by_number, may_propose, recommended
from rag.records import Document
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

MOST_WORKS = 8
"""Documents of one maker that are looked through for what they ask for."""

MOST_LISTS = 2
"""Lists of one writer that are given together."""

MOSTLY = 0.6
"""Share of the passages found beyond which the one document that they are of is meant."""

_SAYS = frozenset(("say", "says", "read", "reads", "report", "review", "audit"))
"""What a question for a recommendation by its number has besides."""

_MADE = frozenset(("all", "contained", "gave", "given", "issued", "list", "listed", "made", "make"))
_TO = re.compile(
    r"\brecommendations?\s(?:(?:were|was|are|is)\s)?(?:made\s|given\s)?(?:to|for)\b", re.I
)


_TO_WHOM = re.compile(r"\brecommend(?:s|ed)? to \w", re.I)
_RECOMMENDS = re.compile(r"\brecommend", re.I)
_ON = re.compile(r"\s(?:about|concerning|on|regarding|with regard to)\s", re.I)
_ASKS = re.compile(
    r"\b(?:I|[Ww]e)\s(?:\w+ly\s|also\s)*"
    r"(?:ask|call on|demand|propose|recommend|request|suggest|urge|want)\b[^.!?]{0,200}:\s*$",
    re.M,
)
"""A sentence with which a writer announces what they want."""


class Recommendations:
    """What the documents of one generation of an index recommend."""

    def __init__(self, finder: Finder, directory: Directory) -> None:
        self._finder = finder
        self._directory = directory

    def asked_for(self, state: State, query: Query, wanted: Wanted | None) -> State | None:
        """All that a document recommends, where that is asked for; None where it is not.

        The document is the one named, or the one that nearly all passages found on it are of.
        """
        makes = self._made_by(state, query, wanted)
        few = len(makes) <= MOST_WORKS
        if few and (asks := self._all_asked(makes, state)):
            counts = [len(each.followed_by) for each in asks]
            whole = max(counts) < MOST_ITEMS
            given = f"All {sum(counts)} that are listed there."
            told = given if whole else say_how_complete(sum(counts), None)
            return replace(state, evidence=asks, listed=told, compared=SURE)
        made = self._one_of(makes)
        names = made or (() if makes else self._meant(state, query, wanted))
        for name in sorted(names, key=lambda name: (name not in self._directory.paged, name)):
            evidence, told = recommended(self._finder.recommendations(name, query), query)
            if evidence and not told:  # the one that is asked for by its number
                return replace(state, evidence=evidence, whole=True)
            if evidence:
                sure = SURE if made else 0.0
                return replace(state, evidence=evidence, listed=told, compared=sure)
            if told:
                return replace(state, unknown=told)
        return None

    def in_full(
        self, listed: tuple[Evidence, ...], told: str, query: Query
    ) -> tuple[tuple[Evidence, ...], str]:
        """A list of recommendations as its document has them, each of several sentences whole.

        Of what is no list, only what may tell of them, where something does.
        """
        if not told:
            listed = tuple(x for x in listed if may_recommend(query.text, x)) or listed
        there = bool(listed) and has_heading(listed[0].found.entry, RECOMMEND)
        if not there or asks_whether_agreed(query.text):
            return listed, told
        name = listed[0].found.document_id
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
        return self._mostly_of(state.found) if _asks_for_all(query, wanted) else ()

    def _made_by(self, state: State, query: Query, wanted: Wanted | None) -> frozenset[str]:
        """The documents whose maker a question names, and no more.

        "the auditor's recommendations", of the "Office of the City Auditor": all documents are
        searched, and it is not said to whom they are made.
        """
        to_whom = _TO_WHOM.search(query.text)
        text = query.text
        if to_whom is not None:  # and what it is on stays: "to the ministry about quays"
            matter = _ON.search(text, to_whom.end())
            text = text[: to_whom.start()] + (text[matter.start() :] if matter else "")
        left = roots(" ".join(word for word in content_words(text) if not _is_made(word)))
        named = state.rows is not None or state.address.only or not left
        if named or not _asks_for_all(query, wanted) or _TO.search(query.text):
            return frozenset()
        return frozenset(
            name
            for name, each in self._directory.documents.items()
            if left <= roots(" ".join((*_makers(each), re.sub(r"[\W_]+", " ", name))))
        )

    def _all_asked(self, names: Collection[str], state: State) -> tuple[Evidence, ...]:
        """What the writers of some documents ask for in lists, those first that recommend it."""
        asks = [each for name in sorted(names) if (each := self._asks(name, state)) is not None]
        recommends = [each for each in asks if RECOMMEND in each.text.lower()]
        return tuple((recommends or asks)[:MOST_LISTS])

    def _asks(self, name: str, state: State) -> Evidence | None:
        """What a document's writer asks for in a list: "I ask the board to do the following:"."""
        for found in self._finder.passages_with(name, lambda text: bool(_ASKS.search(text)), state):
            for place, sentence in enumerate(found.entry.passage.sentences):
                item = Evidence(found, sentence, 0.0, found.matches[place])
                if not _ASKS.search(" ".join(item.text.split())):
                    continue
                whole = with_items(item, self._finder.following)
                if whole is not None and not item.sentence.speaker.quoted_by:
                    return whole
        return None

    def _mostly_of(self, found: Sequence[Found]) -> frozenset[str]:
        """The document, with its copies, that most passages found are of; none where none is."""
        documents = self._directory.documents
        firsts = [
            documents[name].duplicate_of or name
            for name in (item.entry.passage.document_id for item in found)
        ]
        most, count = Counter(firsts).most_common(1)[0] if firsts else ("", 0)
        return self._one_of({most}) if count > MOSTLY * len(firsts) else frozenset()

    def _one_of(self, names: Collection[str]) -> frozenset[str]:
        """A document with its copies; none where some names are of none or several."""
        documents = self._directory.documents
        firsts = {documents[name].duplicate_of or name for name in names}
        if len(firsts) != 1:
            return frozenset()
        copies = (name for name, each in documents.items() if each.duplicate_of in firsts)
        return frozenset((*firsts, *copies))


def _asks_for_all(query: Query, wanted: Wanted | None) -> bool:
    """Whether a question asks for recommendations, and not with which of them somebody agrees."""
    asked = wanted is not None and is_recommended(wanted.noun)
    return asked and not asks_whether_agreed(query.text)


def _is_made(word: str) -> bool:
    """Whether a word is of recommendations, and tells nothing of whose they are."""
    return is_all_recommended((word,)) or word in _MADE


def _makers(document: Document) -> list[str]:
    """What those who made a document are called."""
    return list(filter(None, (document.speaker.name, document.author, document.publisher)))


def is_on_matter(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether what is recommended, or its document, has a word of what a question asks it about."""
    asked, about = _RECOMMENDS.search(question), _ON.search(question)
    if asked is None or about is None:
        return True
    said = roots(" ".join(f"{each.found.entry.context} {each.found.whole}" for each in evidence))
    matter = roots(question[about.end() :])
    return not matter or not said.isdisjoint(matter)


def may_recommend(question: str, item: Evidence) -> bool:
    """Whether a sentence may be, announce or stand among what those who are asked recommend."""
    headed = has_heading(item.found.entry, RECOMMEND)
    may_be = bool(item.followed_by) or headed or may_propose(item.text)
    return may_be and not is_advice_of_others(question, item)
