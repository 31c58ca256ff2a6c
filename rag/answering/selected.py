"""What a chat model may select from, and the answer that its selection makes.

The passages nearest to the question, with those of the program's own answer; what is selected is
quoted as that would be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answering.deciding import Decider
from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.question import Query
from rag.records import Document, Refusal
from rag.refusing.refusal import ALL
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.wording.selecting import Line, Selection

PASSAGES = 16
"""Passages whose sentences may be selected. An answer's first sentence is in the nearest 8, 16 or
24 for 263, 272 and 274 of 282 questions (six folders of `evals/kinds`, development)."""

AGREED, SELECTED = 0.9, 0.7
"""The least confidence in an answer that a chat model selects: where the program's own answer has
one of its sentences, and where it has not. Not fitted: it depends on the model. Of a large one
.97 are right (`evals/README.md`)."""


class Selected:
    """Answers of which a chat model selects the sentences, over one generation of an index."""

    def __init__(self, finder: Finder, decider: Decider, documents: Mapping[str, Document]) -> None:
        self._finder = finder
        self._decider = decider
        self._documents = documents

    def material(self, state: State) -> tuple[Evidence, ...]:
        """The sentences that may be selected, those of a document side by side, in its order.

        Nothing where there is nothing to select: small talk, what the record of a document says,
        what a document is about as a whole, what was quoted before.
        """
        settled = state.talk or state.told or state.unknown or state.whole
        if state.query is None or settled or state.recalled or state.quoted:
            return ()
        sentences: dict[tuple[str, int], Evidence] = {}
        for rank, found in enumerate(self._passages(state, state.query)):
            for place, sentence in enumerate(found.entry.passage.sentences):
                if found.may_be_quoted(sentence, state.speakers):
                    key = (found.document_id, sentence.start)
                    item = Evidence(found, sentence, float(-rank), found.matches[place])
                    sentences.setdefault(key, item)
        names = list(dict.fromkeys(name for name, _ in sentences))
        in_order = sorted(sentences, key=lambda key: (names.index(key[0]), key[1]))
        return tuple(sentences[key] for key in in_order)

    def _passages(self, state: State, query: Query) -> Sequence[Found]:
        """The passages of the program's answer, then the nearest, each once."""
        wide = self._finder.find_best(replace(state, k=PASSAGES), query)
        own = [item.found for item in state.evidence]
        passages = {item.row: item for item in (*own, *state.nearest[:PASSAGES], *wide)}
        most = max(PASSAGES, len({item.row for item in own}))
        return list(passages.values())[:most]

    def lines(self, material: Sequence[Evidence]) -> tuple[Line, ...]:
        """The sentences as a chat model is shown them."""
        return tuple(map(self._line, material))

    def _line(self, item: Evidence) -> Line:
        document = self._documents[item.found.document_id]
        maker, speaker = document.speaker.name, item.sentence.speaker.name
        about = ", ".join(
            part for part in (maker, document.date) if part and part != document.title
        )
        return Line(
            document=f"{document.title} ({about})" if about else document.title,
            section=" > ".join(item.found.entry.passage.headings),
            speaker="" if speaker == maker else speaker,
            text=text_of(item.found, item.sentence),
            rank=int(-item.score),
        )

    def settle(self, state: State, material: Sequence[Evidence], selection: Selection) -> State:
        """The state with what a chat model selected for its answer, or with its refusal."""
        if selection.verdict == "none":
            refusal = state.refusal
            if refusal is None or not refusal.is_silent:
                refusal = self._decider.silence(state)
            sure = min(state.confidence, self._decider.refuse_below)
            return replace(state, refusal=refusal, confidence=sure, selected=True)
        evidence = _in_order([material[place] for place in selection.places])
        taken = {item.sentence for item in evidence}
        difference = state.difference
        if difference and not {difference.one.sentence, difference.other.sentence} <= taken:
            difference = None
        own = {sentence for item in state.evidence for sentence in item.sentences}
        agreed = state.refusal is None and bool(own & taken)
        return replace(
            state,
            evidence=evidence,
            refusal=self._refusal(state, selection),
            confidence=max(state.confidence, AGREED if agreed else SELECTED),
            listed=state.listed if own <= taken else "",
            difference=difference,
            meant=(),
            parts=(),
            selected=True,
        )

    def _refusal(self, state: State, selection: Selection) -> Refusal | None:
        """What an answer lacks, or denies of its question."""
        if selection.verdict == "partly":
            return self._decider.refuse(state, "partly_covered", part=ALL)
        if selection.verdict == "denied":
            return self._decider.refuse(state, "false_premise")
        return None


def _in_order(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Sentences as they were selected, but those of one passage in its order."""
    rows = [item.found.row for item in evidence]
    return tuple(
        sorted(evidence, key=lambda item: (rows.index(item.found.row), item.sentence.start))
    )
