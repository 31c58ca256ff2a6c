"""What a report finds on a matter, by the section that sums it up: "What GAO Found", "Summary".

"What did GAO find about foster care?" asks for no one thing, so that no sentence is read as its
answer: of a long report those that say what it is about, or what was done for it, come closest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.cover import Spot
from rag.answering.finding import Finder
from rag.answering.gist import MOST, sum_up, summing_up, why_done
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.directory import Directory
from rag.asking.findings_asked import FindingsAsked, findings_asked
from rag.asking.found_out import all_found_by
from rag.asking.inquiries import inquiries_asked
from rag.asking.question import Query, content_words
from rag.fitting.how_done import is_on
from rag.fitting.reranking import Reader
from rag.indexing.index import Index
from rag.refusing.unmentioned import missing_names
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.retrieval import look
from rag.retrieving.standing import needs

_POINTS_BACK = re.compile(
    r"\b(?:about|by|despite|during|for|from|given|in|of|on|over|since|to|with)"
    r" (?:this|that|these|those) (?!(?:report|review|statement|study|testimony|year)\b)[a-z]+\b",
    re.I,
)

_REQUESTED = re.compile(
    r"\b(?:ask(?:s|ed)|direct(?:s|ed)|mandate[sd]?|provisions?|request(?:s|ed)?|require[sd]?)\b",
    re.I,
)
SHARE = 0.5
"""Share of the passages found beyond which one document is the one on the matter."""

SURELY = 0.95
"""The probability from which on what answers otherwise stays."""

COVERED = 0.42
"""How much of the matter such a section must have, by the tokens that come closest, from 0 to 1."""

CLOSE = 0.7
"""Share of what the sentence closest to the matter has of it that others must have."""

BROAD = 3
"""Words of a matter of which anything is asked for, so that one sentence tells too little."""

FOUND = 0.15
"""What a sentence gains that tells what was found and not only what was looked at, of the most that
one has of the matter. With it 24 of 31 development questions are right, without 23."""

_FOUND = re.compile(
    r"\b(?:not|no|none|lack(?:s|ed|ing)?|however|although|but|limited|without|fail(?:s|ed)?|fully"
    r"|partially|gaps?|risks?|challenges?|weaknesses|delays?|concerns?|improve[ds]?|should|met|unmet"
    r"|inconsistent(?:ly)?|incomplete|unknown|unclear|effects?|(?:GAO|we) found|identified"
    r"|reported)\b",
    re.I,
)

_LAW = re.compile(
    r"\b(?:Act|allows?|authori[sz]e[sd]?|laws?|mandate[sd]?|prohibit(?:s|ed)?|requires?|required"
    r"|statut(?:e|es|ory|orily))\b"
)

SURE = 0.9
"""The probability that such sentences answer."""

READ = 24
"""Sentences that are read for what a report found, where no section sums it up."""

TOLD, FEWEST, MOST_TOLD = 1.0, 2, 4
"""Log-odds from which on one tells what was found, and how many are told, at least and at most."""

ALONE = 3.0
"""Log-odds from which on a single one is enough."""

ANY_REPORT = "What did the report find?"

_ASKS_FOUND = re.compile(r"\b(?:conclu(?:de|ded|sions?)|find(?:s|ings?)?|found)\b", re.I)
_ADVISES = re.compile(r"\b(?:conclude[sd]?|dismiss(?:ed)?|recommend(?:s|ed)?)\b", re.I)
_TELLS_FOUND = re.compile(
    r"\b(?:conclude[sd]?|confirm(?:s|ed)|counted|determined|discovered|estimate[sd]|finds?|found"
    r"|noted|recorded|show(?:s|ed|n))\b",
    re.I,
)


class Findings:
    """Finds what reports sum up, over one generation of an index."""

    def __init__(
        self,
        index: Index,
        directory: Directory,
        finder: Finder,
        prepare: Callable[[str], Query],
        reader: Reader,
    ) -> None:
        self._index = index
        self._directory = directory
        self._finder = finder
        self._prepare = prepare
        self._reader = reader

    def on_matter(self, state: State, chosen: State) -> State | None:
        """The findings on a matter, where these are asked for; None where others answer.

        Args:
            chosen: The question with what answers it otherwise.
        """
        asked = findings_asked(state.searched_as)
        if asked is None or state.query is None or state.address.page or chosen.whole:
            return None
        broad = asked.anything and len(content_words(asked.matter)) <= BROAD
        tells = any(tells_what_was_found(item.text) for item in chosen.evidence[:1])
        if sure_of(chosen) >= SURELY and tells and not broad:  # any sentence on that answers surely
            return None
        document = self._document_on(state, asked)
        evidence = self._summed_up(document, asked, state) if document is not None else ()
        if not evidence:
            return None
        return replace(state, evidence=evidence[: state.sentences], whole=True, sure=SURE)

    def told_in(self, summed: State) -> State | None:
        """What a document that is summed up tells was found, where that is asked.

        Args:
            summed: The question with how that document begins.
        """
        names = {item.found.document_id for item in summed.evidence}
        asks = _ASKS_FOUND.search(summed.searched_as) is not None
        evidence = self._told_by(names.pop(), summed) if asks and len(names) == 1 else ()
        return replace(summed, evidence=evidence) if evidence else None

    def of_those_asked(self, state: State) -> State | None:
        """What the only document of a maker tells was found, or an inquiry that is called so.

        Where it may be one of a few inquiries, what each of them found.
        """
        if state.rows is not None or state.documents is not None or state.speaker is not None:
            return None
        documents = self._directory.documents
        who = all_found_by(state.searched_as)
        works = self._directory.find_works(who) if who is not None else frozenset()
        names = [name for name in works if documents[name].duplicate_of is None]
        if len(names) == 1:
            return _wholly(state, self._told_by(names[0], state))
        meant = inquiries_asked(state.searched_as, documents.values()) if not names else ()
        told = [self._summary(each.id, state) for each in meant]
        if len(told) == 1:
            return _wholly(_looked_in(meant[0].title, state), told[0])
        if state.history or not all(told):
            return None
        likeliest = tuple(max(each, key=lambda x: x.odds or 0.0) for each in told)
        summed = _wholly(state, likeliest)
        return replace(summed, meant=likeliest[1:]) if summed is not None else None

    def _summary(self, name: str, state: State) -> tuple[Evidence, ...]:
        """What a document found, as the section tells that sums it up, or as is told anywhere."""
        rows = self._index.rows_of(name)
        entries = dict(zip(rows, self._index.entries(rows), strict=True))
        spots = sum_up(entries, state.searched_as, most=None)
        if not spots or state.query is None:
            return self._told_by(name, state, fewest=1)
        section = self._read(spots, state.query, state)
        section.sort(key=lambda x: x.sentence.start)
        likely = [] if self._reader.size != "large" else self._likely(section, state, 0.0)
        if len(likely) < FEWEST:  # the reader tells nothing apart, and the words must do
            advice = [x for x in section if _ADVISES.search(x.text)]
            tells = [x for x in section if tells_what_was_found(x.text)]
            by_words = (each for each in (advice, tells) if len(each) >= FEWEST)
            return tuple(next(by_words, section)[:MOST])
        told = _of_each_section(likely)[:MOST]
        return tuple(sorted(told, key=lambda x: x.sentence.start))

    def _told_by(self, name: str, state: State, *, fewest: int = FEWEST) -> tuple[Evidence, ...]:
        """What a document tells was found, where no section of it sums that up.

        Nothing where hardly anything is read so, nor as the small cross-encoder reads.
        """
        if self._reader.size != "large" or state.query is None:
            return ()
        rows = self._index.rows_of(name)
        entries = dict(zip(rows, self._index.entries(rows), strict=True))
        if sum_up(entries, state.searched_as):
            return ()
        author = self._directory.documents[name].author
        may = [
            each
            for each in rank(state.query, look(rows, state.query, self._index))
            if (_TELLS_FOUND.search(each.text) or tells_what_was_found(each.text))
            and author not in each.sentence.speaker.quoted_by  # what others found, in its words
            and not (each.blemished or needs(each.text))
        ]
        told = _of_each_section(self._likely(may, state, TOLD))[:MOST_TOLD]
        if len(told) < fewest and not any((each.odds or 0.0) >= ALONE for each in told):
            return ()
        return tuple(sorted(told, key=lambda each: each.sentence.start))[: state.sentences]

    def _likely(self, may: Sequence[Evidence], state: State, least: float) -> list[Evidence]:
        """Those of some sentences that are read as what is asked, or as findings, likeliest first.

        Args:
            least: The log-odds from which on one is.
        """
        read = [
            self._reader.read(question, may[:READ], most=READ)
            for question in (state.searched_as, ANY_REPORT)
        ]
        likelier = [
            max(pair, key=lambda each: each.odds or 0.0) for pair in zip(*read, strict=True)
        ]
        likely = [each for each in likelier if (each.odds or 0.0) >= least]
        return sorted(likely, key=lambda each: -(each.odds or 0.0))

    def _document_on(self, state: State, asked: FindingsAsked) -> str | None:
        """The document that most of what is found on the matter is of, if theirs who are asked."""
        found = self._finder.find_best(state, self._prepare(asked.matter))
        counted = Counter(item.document_id for item in found)
        if not counted:
            return None
        document, count = counted.most_common(1)[0]
        made = self._directory.find_published if asked.says else self._directory.find_works
        theirs = not asked.who or document in made(asked.who)
        return document if theirs and count > SHARE * counted.total() else None

    def _summed_up(self, document: str, asked: FindingsAsked, state: State) -> tuple[Evidence, ...]:
        """The sentences on a matter of the section that sums a document up, in its order.

        Or, where that is asked, of the section on why it was made.
        """
        rows = self._index.rows_of(document)
        entries = dict(zip(rows, self._index.entries(rows), strict=True))
        found, reasons = summing_up(entries), why_done(entries) if asked.why else ()
        told = reasons if asked.why else found
        on = self._prepare(asked.matter)
        near = self._read([*found, *reasons], on, state)
        there = {spot.sentence for spot in told}
        if there.isdisjoint(each.sentence for each in near) or not _cover(on, near):
            return ()
        if _names_another(on, near, self._directory.documents[document].text):
            return ()
        near = [each for each in near if each.sentence in there]
        opens = None if _is_background(told[0].text) and not asked.why else told[0].sentence
        whole = [x for x in near if x.sentence == opens or not _leans(x.text)] or near
        support = {x.sentence: float(on.weights @ x.matches) for x in whole}
        if asked.why:
            close = [x for x in whole if x.sentence == opens or _says_who_asked(x.text)]
        else:
            close = [x for x in whole if support[x.sentence] >= CLOSE * max(support.values())]
        gain = FOUND * max(support.values())
        worth = {
            x.sentence: support[x.sentence] + gain * tells_what_was_found(x.text) for x in close
        }
        close.sort(key=lambda x: (x.sentence != opens, -worth[x.sentence]))
        return tuple(sorted(close[:MOST], key=lambda x: x.sentence.start))

    def _read(self, spots: Sequence[Spot], on: Query, state: State) -> list[Evidence]:
        """Some sentences of one document as evidence on a matter, as far as they may be quoted."""
        there = {(spot.row, spot.sentence.start) for spot in spots}
        found = look(sorted({row for row, _ in there}), on, self._index)
        ranked = rank(on, found, speakers=state.speakers)
        return [each for each in ranked if (each.found.row, each.sentence.start) in there]


def _wholly(state: State, evidence: Sequence[Evidence]) -> State | None:
    """A state with all that was found; None where nothing was."""
    shown = tuple(evidence)[: state.sentences]
    return replace(state, evidence=shown, whole=True, sure=SURE) if shown else None


def _looked_in(title: str, state: State) -> State:
    return replace(state, notes=(*state.notes, f"Looked only in “{title}”."))


def _of_each_section(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Sentences in their order, yet the first of each section before any other of it."""
    sections: Counter[tuple[str, ...]] = Counter()
    places = []
    for item in evidence:
        headings = item.found.entry.passage.headings
        places.append(sections[headings])
        sections[headings] += 1
    return [item for _, item in sorted(zip(places, evidence, strict=True), key=lambda x: x[0])]


def _cover(on: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether some sentences together have enough of a matter."""
    matches = np.stack([each.matches for each in evidence])
    return float(on.weights @ matches.max(axis=0)) >= COVERED * float(on.weights.sum())


def _names_another(on: Query, evidence: Sequence[Evidence], text: str) -> bool:
    """Whether a matter has a name that a document has not: "China's quays", of one on Kent's."""
    plain = replace(on, text=re.sub(r"['’]s?(?!\w)", "", f"on {on.text}"))
    missing = missing_names(plain, [each.found for each in evidence])
    return not all(re.search(rf"\b{re.escape(name)}", text) for name in missing)


def tells_what_was_found(text: str) -> bool:
    """Whether a sentence likely tells what is wanting, or how something went."""
    return _FOUND.search(text) is not None


def _is_background(text: str) -> bool:
    """Whether a sentence tells what the law is, and nothing that was found."""
    return _LAW.search(text) is not None and not tells_what_was_found(text)


def _says_who_asked(text: str) -> bool:
    """Whether a sentence tells who wanted a report, and not what it is on."""
    return _REQUESTED.search(text) is not None and not is_on(text)


def _leans(text: str) -> bool:
    """Whether a sentence leans on what stands before it: "It has …", "… over that time"."""
    return needs(text) or _POINTS_BACK.search(text) is not None
