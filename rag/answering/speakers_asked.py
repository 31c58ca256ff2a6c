"""The answer of the speaker whom a question asks, in their own words where these answer it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.choosing import Chooser
from rag.answering.finding import Finder
from rag.answering.gist import asks_for_gist
from rag.answering.part_by_part import join
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.answering.telling import is_by_people
from rag.asking.addresses import Asked, ask_conclusion, find_asked, find_matter, find_one_asked
from rag.asking.directory import Directory
from rag.asking.question import Query, content_words, roots
from rag.fitting.coverage import is_about, only_about, says_something
from rag.indexing.index import Index
from rag.language.claims import SAYS, fold, keys, read
from rag.listing.paging import from_the_top
from rag.retrieving.evidence import Evidence, is_theirs
from rag.retrieving.retrieval import look
from rag.settings import Settings

ON_MATTER = 50
"""Passages with what somebody is asked about that are looked at for what they say of it."""

THEY = frozenset(("they",))
"""What stands for whoever is asked."""

_JUDGES = re.compile(
    r"\b(?:believe|blame|conclude|condemn|criticis|criticiz|deplore|disapprove|doubt|fault|favou?r"
    r"|judge|oppose|praise|regret|support|think|thought|welcome)(?:d|s|es|ed)?\b|\bdisappoint"
    r"|\b[Ii]n (?:my|our) (?:opinion|view)\b"
)
"""What tells how somebody judges a thing."""

_WRITES = re.compile(r"\b(?:argue|claim|state|write)\b")

HEARSAY = 0.2
"""By how much surer what is told of whoever is asked must answer than what that one says."""


class SpeakersAsked:
    """Puts questions to those who are asked what they say, over one generation of an index."""

    def __init__(
        self,
        index: Index,
        directory: Directory,
        finder: Finder,
        chooser: Chooser,
        prepare: Callable[[str], Query],
        settings: Settings,
    ) -> None:
        self._index = index
        self._directory = directory
        self._finder = finder
        self._chooser = chooser
        self._prepare = prepare
        self._settings = settings

    def answer(self, state: State) -> State | None:
        """The answer of the speaker whom the question asks.

        What others say answers only where it tells of what that one says, does or makes, and that
        one says nothing that answers about as surely.
        """
        address = state.address
        asked = find_asked(state.searched_as)
        free = not (address.documents or address.page or address.only)
        if asked is None or not address.speakers or not free or state.rows is not None:
            return None
        if (told := self._all_said(asked, state)) is not None:
            return told
        anywhere = self._chooser.choose(state)
        if anywhere.compared and self._is_sure(anywhere):  # it asks another one besides
            return anywhere
        theirs = tuple(
            item
            for item in anywhere.evidence
            if is_theirs(item, address.speakers, asked.who, thinks=asked.thinks)
        )
        leads = theirs[:1] == anywhere.evidence[:1]
        enough = asked.followed or any(
            is_theirs(item, address.speakers, asked.who, plainly=True) for item in theirs[:1]
        )
        if leads and enough and self._is_sure(anywhere):
            told = replace(anywhere, evidence=theirs)
            on_it = self._on_matter(state, asked, theirs)
            return on_it or self._first_hand(state, asked.text, told) or told
        rows = self._index.rows(speakers=self._directory.find_sayings(address.speakers))
        own = replace(state, rows=rows, speakers=address.speakers)
        if not asks_for_gist(asked.text, THEY):
            own = replace(own, query=self._prepare(asked.text))
        elif (opening := self._opening(own)) is not None:
            return opening
        chosen = self._chooser.choose(self._finder.find(own))
        if asked.thinks and not (self._is_sure(chosen) and _judge(chosen.evidence[:1])):
            concluded = self._conclusion(own)
            chosen = concluded if self._is_sure(concluded) else chosen
        if self._is_sure(chosen):
            return replace(chosen, rows=None, speakers=None)
        itself = find_asked(state.question) if state.question != state.searched_as else None
        if itself is not None and asks_for_gist(itself.text, THEY):  # of all that they say
            query = self._prepare(state.question)
            again = replace(state, searched_as=state.question, query=query, notes=())
            return self.answer(self._finder.find(again))
        if leads:
            return replace(anywhere, evidence=theirs)
        if (named := self._by_name(own, state)) is not None:
            return named
        parts = tuple(_said_by(address.speakers, part) for part in anywhere.parts)
        if any(map(self._is_sure, parts)):
            return join(replace(anywhere, parts=parts), parts, self._finder)
        if self._is_sure(anywhere) and _tells_of_such(
            anywhere.evidence, asked.who, address.speakers
        ):
            return anywhere
        if asks_for_gist(asked.text, THEY) and (most := self._opening(own, alone=False)):
            return most
        return replace(anywhere, evidence=(), judged=(), listed="", difference=None)

    def _all_said(self, asked: Asked, state: State) -> State | None:
        """How what a writer says begins, where all of it is asked for: "What did Lee write?".

        What a body says is told by others as well, and it has many documents.
        """
        if not asks_for_gist(_WRITES.sub("say", asked.text), THEY):
            return None
        speakers = state.address.speakers
        documents = self._directory.documents.values()
        if not any(each.author in speakers and is_by_people(each) for each in documents):
            return None
        rows = self._index.rows(speakers=self._directory.find_sayings(speakers))
        return self._opening(replace(state, rows=rows, speakers=speakers), alone=False)

    def _by_name(self, own: State, state: State) -> State | None:
        """What speakers say, read beside the question as it is asked, with their name.

        "What did Lee say when the report came out?", of which others told her, too.
        """
        told = self._chooser.choose(self._finder.find(replace(own, query=state.query)))
        return replace(told, rows=None, speakers=None) if self._is_sure(told) else None

    def _first_hand(self, state: State, asked: str, told: State) -> State | None:
        """The answer in one's own words, where another tells what that one says.

        None where it is less sure, or lacks something of what is asked that the other has.
        """
        speakers, teller = state.address.speakers, told.evidence[0].sentence.speaker
        sayings = [each for each in self._directory.find_sayings(speakers) if each in speakers]
        if teller.name in speakers or not sayings or asks_for_gist(asked, THEY):
            return None
        rows = self._index.rows(speakers=sayings)
        asked_there = replace(state, rows=rows, speakers=speakers, query=self._prepare(asked))
        own = self._chooser.choose(self._finder.find(asked_there))
        if not self._is_sure(own) or sure_of(own) < sure_of(told) - HEARSAY:
            return None
        if own.evidence[0].sentence.speaker.quoted_by:
            return None
        said, hearsay = (keys(read(fold(each.evidence[0].text))) for each in (own, told))
        if not keys(read(fold(asked))) & hearsay - {SAYS} <= said:
            return None
        return replace(own, rows=None, speakers=None)

    def _conclusion(self, state: State) -> State:
        """What speakers conclude, where it is asked what they think: only how they judge."""
        query = self._prepare(ask_conclusion(state.searched_as))
        chosen = self._chooser.choose(self._finder.find(replace(state, query=query)))
        if not _judge(chosen.evidence[:1]):
            return replace(chosen, evidence=(), judged=(), listed="", difference=None)
        return replace(chosen, evidence=_judge(chosen.evidence))

    def _on_matter(self, state: State, asked: Asked, theirs: Sequence[Evidence]) -> State | None:
        """What speakers say of the matter that they are asked about; None where nothing better.

        That is, where the best of what they say has no word of it, and something else surely has.
        """
        matter = find_matter(asked)
        if all(is_about(matter, item.found, item.place) for item in theirs[:1]):
            return None
        rows = self._index.rows(speakers=self._directory.find_sayings(state.address.speakers))
        told = [word for word in content_words(matter) if says_something(word)]
        rows, _ = self._index.search_words(told, ON_MATTER, rows=rows)
        query = self._prepare(asked.text)
        own = replace(state, rows=rows, speakers=state.address.speakers, query=query)
        found = [only_about(matter, item) for item in self._finder.find_best(own, query)]
        chosen = self._chooser.choose(replace(own, found=tuple(found)))
        best = chosen.evidence[:1]
        on_it = any(is_about(matter, item.found, item.place) for item in best)
        sure = on_it and self._is_sure(chosen)
        return replace(chosen, rows=None, speakers=None) if sure else None

    def _opening(self, state: State, *, alone: bool = True) -> State | None:
        """How all begins that is searched of a speaker, in the document that has most of it.

        One that they wrote comes before others.

        Args:
            alone: Whether no other document may have any.
        """
        if state.rows is None or state.query is None or state.speakers is None:
            return None
        found = look(state.rows.tolist(), state.query, self._index)
        names = Counter(
            item.entry.passage.document_id
            for item in found
            for sentence in item.entry.passage.sentences
            if item.may_be_quoted(sentence, state.speakers)
        )
        if not names or (alone and len(names) > 1):
            return None
        documents = self._directory.documents
        wrote = {each for each in names if documents[each].author in state.speakers}
        name = max(names, key=lambda each: (each in wrote, names[each], each))
        there = [item for item in found if item.entry.passage.document_id == name]
        most = state.sentences or self._settings.sentences
        evidence = from_the_top(there, most=most, speakers=state.speakers)
        return replace(state, rows=None, speakers=None, evidence=evidence, whole=bool(evidence))

    def _is_sure(self, state: State) -> bool:
        return sure_of(state) >= self._settings.refuse_below


def is_of_whom_it_asks(asked: State, evidence: Sequence[Evidence]) -> bool:
    """Whether the best of some sentences is theirs, where it is asked what somebody says or does.

    "What did Lee say?" after what Byrd told her is not answered by that.
    """
    who, speakers = find_one_asked(asked.question), asked.address.speakers
    return who is None or any(is_theirs(item, speakers, who) for item in evidence[:1])


def _judge(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Those of some sentences that tell how somebody judges a thing."""
    return tuple(item for item in evidence if _JUDGES.search(item.text))


def _tells_of_such(evidence: Sequence[Evidence], who: str, speakers: frozenset[str]) -> bool:
    """Whether what answers tells of such as are asked, who are a kind and nobody in particular.

    "How many ships did agencies report?": "In 2025 nine agencies reported 40 ships".
    """
    kind = all(name.split()[-1].islower() for name in speakers)
    return kind and any(roots(who) <= roots(item.text) for item in evidence[:1])


def _said_by(speakers: frozenset[str], part: State) -> State:
    """A part of a question, where it asks somebody with no more than what that one says."""
    asked = find_asked(part.question)
    if asked is None:
        return part
    theirs = tuple(item for item in part.evidence if is_theirs(item, speakers, asked.who))
    if theirs and theirs[:1] == part.evidence[:1]:
        return replace(part, evidence=theirs)
    return replace(part, evidence=(), judged=(), listed="", difference=None, whole=False)
