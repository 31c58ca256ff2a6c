"""The answer to a question in the words in which documents tell what it asks for.

What somebody found or wanted done is told as their findings, or as what they recommend; a thing
that nothing explains, by what is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.answering.gist import MOST
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.answering.whole_why import as_whole_why
from rag.asking.addresses import NOTHING_NAMED
from rag.asking.directory import Directory
from rag.asking.findings_asked import findings_asked
from rag.asking.found_out import as_findings
from rag.asking.holders import Holders
from rag.asking.meanings import asks_of_named, asks_what_named
from rag.asking.replied import as_held
from rag.asking.wanted_done import as_recommended
from rag.listing.recommendations import may_propose
from rag.refusing.refusal import lacks_reason

SURELY = 0.75
"""The probability from which on what is told of findings answers what somebody found."""

_MAIN_POINTS = re.compile(r"What are the main points of (?P<thing>[^?]+)\?")
"""As what is to be summed up is asked for (`rag.asking.imperatives`)."""

_OURS = re.compile(r"\b(?:we|our)\b", re.I)

_WHAT = re.compile(r"\W*(?:and |so )?(?:who or )?what\b", re.I)

Ask = Callable[[str, State], State]
"""Asks a question that stands for the one of a state."""


class AskedOtherwise:
    """Asks in other words what is found and recommended, over one generation of an index.

    Args:
        least: The probability from which on an answer holds.
    """

    def __init__(self, directory: Directory, ask: Ask, least: float) -> None:
        self._directory = directory
        self._holders = Holders(directory.documents)
        self._ask = ask
        self._least = least

    def findings(self, state: State) -> State | None:
        """The findings of those who are asked for all that they found, where these are told."""
        findings = as_findings(state.searched_as)
        told = self._ask(findings, state) if findings is not None else None
        return told if told is not None and sure_of(told) >= SURELY else None

    def by_office(self, state: State) -> State | None:
        """What whoever holds an office found, as the documents call that office in short."""
        if as_findings(state.searched_as) is None or state.address.page:
            return None
        short = self._directory.by_office(state.searched_as)
        told = self._put(short, state) if short is not None else None
        return told if told is not None and sure_of(told) >= SURELY else None

    def of_holder(self, state: State) -> State | None:
        """The answer to what is asked of whoever holds an office, asked by their name."""
        asked = self._holders.name_for(state.searched_as)
        if asked is None or state.address.page or state.documents is not None:
            return None
        told = self._put(asked, replace(state, address=NOTHING_NAMED))
        return told if sure_of(told) >= self._least else None

    def told_of(self, state: State, chosen: State) -> State | None:
        """What is told of a named thing of which nothing says what it is: that part is refused."""
        thing = asks_of_named(state.searched_as)
        asks = _WHAT.match(state.searched_as)  # and not "How did the statute define aliens?"
        if thing is None or asks is None or state.address.page or chosen.parts:
            return None
        named = rf"(?:(?:the|an?)\s)?{re.escape(thing)}"
        found = re.search(named, state.searched_as, re.I)
        told = self._put(f"Tell me about {found[0] if found is not None else thing}.", state)
        has = re.compile(rf"\b{re.escape(thing)}", 0 if thing.isupper() else re.I)
        own = [item for item in told.evidence if has.search(" ".join(item.text.split()))]
        if sure_of(told) < self._least or not own or (own[0].odds or 0.0) < 0:
            return None
        told = replace(told, evidence=tuple(own), question=told.searched_as)
        return replace(chosen, parts=(chosen, told), evidence=told.evidence)

    def what_it_is(self, state: State, told: State) -> State | None:
        """What is told of a thing behind what says what it is: "Tell me about detainers".

        None where nothing surely says so, or it is asked otherwise.
        """
        asked = findings_asked(state.searched_as)
        question = f"What is {asked.matter}?" if asked is not None and asked.anything else ""
        name = asks_what_named(question)
        if name is None or state.address.page:
            return None
        explained = self._put(question, state)
        first = explained.evidence[:1]
        opens = re.compile(rf"\W*(?:the\s)?{re.escape(name)}\b", re.I)
        if sure_of(explained) < SURELY or not any(opens.match(x.text) for x in first):
            return None
        if sure_of(told) < self._least:
            return explained
        further = [x for x in told.evidence if x.sentence not in first[0].sentences]
        evidence = (*first, *further)[: state.sentences or MOST]
        return replace(told, evidence=evidence, listed="", whole=True, sure=sure_of(explained))

    def whole_why(self, state: State, chosen: State) -> State | None:
        """The reason told for what a bare "why?" is asked of, where it is asked in full."""
        asked = as_whole_why(state.question, state.history)
        if asked is None or chosen.whole or state.documents is not None or state.rows is not None:
            return None
        told = self._put(asked, replace(state, history=(), notes=()))
        told = replace(told, history=state.history)
        if sure_of(told) < self._least or tells_no_reason(told):
            return None
        if sure_of(chosen) < self._least or tells_no_reason(chosen):
            return told
        # What a reader of the talk puts before it tells more.
        behind = {item.sentence for item in chosen.evidence[1:]}
        surer = sure_of(told) >= sure_of(chosen)
        return told if surer and told.evidence[0].sentence not in behind else None

    def recommended(self, state: State, chosen: State) -> State | None:
        """What was recommended, where it is asked what somebody wanted done and nothing says so."""
        asked = as_recommended(state.searched_as)
        if asked is None or state.address.page:
            return None
        if sure_of(chosen) >= self._least and _proposes(chosen):
            return None
        told = self._put(asked, state)
        return told if _proposes(told) and sure_of(told) >= self._least else None

    def summed(self, state: State) -> State | None:
        """What is surely said in, or told of, a thing to be summed up that is no report."""
        asked = _MAIN_POINTS.fullmatch(state.searched_as)
        if asked is None or state.address.page:
            return None
        texts = (f"What does {asked['thing']} say?", f"Tell me about {asked['thing']}.")
        told = (self._put(text, state) for text in texts)
        return next((each for each in told if sure_of(each) >= SURELY and each.evidence), None)

    def replied(self, state: State) -> State | None:
        """What the makers of a report answered to comments on it, as what they still hold.

        Only what they say themselves, in a document of theirs.
        """
        held = as_held(state.question, [turn for turn, _ in state.history])
        if held is None or state.address.page:
            return None
        who, text = held
        works = self._directory.find_works(re.sub(r"^the\s", "", who))
        told = self._put(text, replace(state, history=(), notes=())) if works else None
        if told is None or sure_of(told) < self._least:
            return None
        first = told.evidence[0]
        if first.found.document_id not in works or not _OURS.search(first.text):
            return None
        same = (x for x in told.evidence if x.found.document_id == first.found.document_id)
        own = tuple(x for x in same if _OURS.search(x.text))
        return replace(told, evidence=own, history=state.history)

    def _put(self, text: str, state: State) -> State:
        """The answer to a question that is put in the place of the one that was asked."""
        return replace(self._ask(text, replace(state, question=text)), question=state.question)


def _proposes(state: State) -> bool:
    return any(may_propose(item.text) for item in state.evidence[:1])


def tells_no_reason(chosen: State) -> bool:
    """Whether it is asked why, and nothing that was chosen says so."""
    if chosen.query is None or chosen.whole or chosen.talk or chosen.told or chosen.parts:
        return False
    return lacks_reason(chosen.query.text, chosen.evidence)
