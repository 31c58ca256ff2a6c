"""The one document that a question calls by its kind and day, its topic, or whoever made it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from rag.asking.dated import Called
from rag.asking.orderings import is_placed
from rag.asking.topics import Topic
from rag.language.abbreviations import is_called
from rag.language.lexicon import LONGEST_KEY, stem
from rag.language.numbers import ORDINALS
from rag.records import Document

_ORDERED = frozenset(ORDINALS)
_DONE = frozenset(("audit", "review", "study"))  # the title may mean what is done so
_LONGEST_ENDING = 3
"""Letters in which the forms of a long word may differ at the end of the shorter one."""

_MOST_OF_ONE = 2
"""Documents that may be meant by the name of who made them: a study, and its correction."""


class CalledSo:
    """Finds documents of one index by what they are called."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._firsts = [each for each in documents.values() if not each.duplicate_of]
        self._makers = {
            who for each in documents.values() for who in (each.author, each.publisher) if who
        }

    def find_called(self, called: Called) -> frozenset[str]:
        """Returns the only document, with its copies, of a kind and day."""
        found = {each.duplicate_of or each.id for each in filter(called.may_be, self._all)}
        return self._with_copies(*found) if len(found) == 1 else frozenset()

    def find_topic(self, topic: Topic) -> frozenset[str]:
        """Returns the only document, with its copies, whose title has all words of a topic.

        One word must stand before the title's colon, if it is no abbreviation: after it is what was
        found. A maker is no topic, but must be the document's; of an author's name alone it is what
        they wrote ("the Oduya study"), if that is little.
        """
        makers = [word for word in topic.words if word[0].isupper() and self._is_maker(word)]
        called = frozenset(each for each in topic.words if each not in makers)
        words = {stem(each.lower()) for each in called}
        if not words:
            return self._written_by(makers, topic)
        if topic.told:
            return self._told(topic, called)
        whole = len(words) > 1 or all(each.isupper() for each in topic.words)
        found = {
            each.id
            for each in self._all
            if words <= _stems(each.title if whole else each.title.partition(":")[0])
            and (topic.kind == "report" or topic.may_be(each.kind))
        }
        closely = {each for each in found if _shared(called, self._documents[each].title) == called}
        kept = {self._documents[each].duplicate_of or each for each in closely or found}
        if called <= _ORDERED:  # "the second report"
            place = min(called)
            kept = {x for x in kept if is_placed(self._documents[x].title, place, topic.noun)}
        if len(kept) != 1:
            return frozenset()
        only = self._documents[kept.pop()]
        own = [who for who in (only.author, only.publisher) if who]
        fits = topic.may_be(only.kind) and all(any(is_called(n, m) for n in own) for m in makers)
        if not fits or (topic.noun in _DONE and topic.noun in fold(only.title)):
            return frozenset()
        return self._with_copies(only.id)

    @property
    def _all(self) -> Collection[Document]:
        return self._documents.values()

    def _is_maker(self, name: str) -> bool:
        return any(is_called(who, name) for who in self._makers)

    def _written_by(self, makers: Sequence[str], topic: Topic) -> frozenset[str]:
        """Returns what somebody wrote who is named alone, or together with others.

        Of an institution, which writes much, a name says too little.
        """
        found = {
            each.id
            for each in self._firsts
            if each.author
            and each.author != each.publisher
            and topic.may_be(each.kind)
            and all(is_called(str(each.author), maker) for maker in makers)
        }
        few = makers and not topic.beside and len(found) <= _MOST_OF_ONE
        return self._with_copies(*found) if few else frozenset()

    def _told(self, topic: Topic, words: frozenset[str]) -> frozenset[str]:
        """Returns the only document whose title has what a clause tells, with its copies.

        Words that several titles have tell nothing; of the others half must stand in its title, and
        none in another one, and names in its text.
        """
        shared = {each.id: _shared(words, each.title) for each in self._firsts}
        counts = Counter(word for each in shared.values() for word in each)
        told = {name: {word for word in each if counts[word] == 1} for name, each in shared.items()}
        named = [name for name, each in told.items() if each]
        if len(named) != 1:
            return frozenset()
        (name,) = named
        fits = topic.may_be(self._documents[name].kind)
        names = {word for word in words if word[0].isupper()}
        plain = [word for word in words - names if counts[word] <= 1]
        text = self._documents[name].text
        known = all(re.search(rf"\b{re.escape(each)}\b", text) for each in names)
        enough = 2 * len(told[name]) >= len(plain)
        return self._with_copies(name) if fits and known and enough else frozenset()

    def _with_copies(self, *names: str) -> frozenset[str]:
        return frozenset(each.id for each in self._all if {each.id, each.duplicate_of} & set(names))


def fold(text: str) -> str:
    """Returns the words of a text in small letters, between single spaces."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, re.findall(r"[\w-]+", text.lower())))


def _shared(words: frozenset[str], title: str) -> frozenset[str]:
    """Those of some words that stand in a title, maybe with another ending."""
    there = re.findall(r"[\w-]+", title.lower())
    return frozenset(word for word in words if any(_is_form(word.lower(), each) for each in there))


def _is_form(word: str, other: str) -> bool:
    """Whether two words are forms of one, long ones by more than the letters that are compared.

    "Communities" and "communication" begin alike, and are not.
    """
    kept = min(len(word), len(other)) - _LONGEST_ENDING
    alike = word[:kept] == other[:kept] or kept <= LONGEST_KEY - _LONGEST_ENDING
    return stem(word) == stem(other) and alike
