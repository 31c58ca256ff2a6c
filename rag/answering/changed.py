"""What was said once and changed later goes along with what changed it.

A clause with its amendment, a figure with the one that replaces it, a motion with its vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from rag.answering.amendments import (
    changed_in,
    changes_row,
    clause_around,
    clauses_of,
    day_of,
    is_about,
    is_of,
    keeps,
    label_of,
    replaces,
)
from rag.answering.codified import Codified
from rag.answering.corrections import Corrections
from rag.answering.finding import Finder
from rag.answering.held_now import (
    holds_instead,
    is_under_amendments,
    may_be_new,
    may_change,
)
from rag.answering.new_figures import changed_figure
from rag.answering.outcomes import became
from rag.answering.overtaken import overtaking
from rag.answering.state import State
from rag.asking.question import roots
from rag.fitting.reranking import Reader
from rag.language.labels import label_end
from rag.records import Citation, Document, Sentence
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.picking import with_context

AMENDMENTS = 2
"""Changes of one clause that are quoted, the latest first."""

QUOTED_IN = "what is quoted in"

BEHIND = 2
"""Sentences of an amending clause behind the one that says what it amends."""


@dataclass(frozen=True, slots=True)
class Change:
    """That something quoted was changed by something else.

    Attributes:
        what: The clause, "Section 8.4", the name of the row, or the figure as it is quoted.
        contract: The title of that whose clause it is; empty for a figure.
        quoted: Where it is quoted.
        by: What says that it was changed.
        sure: Whether that is beyond doubt; else it was read as another answer to the question.
    """

    what: str
    contract: str
    quoted: Evidence
    by: tuple[Evidence, ...]
    sure: bool = True


class Changes:
    """Looks for changes over one generation of an index.

    Args:
        documents: Its documents, by id.
    """

    def __init__(self, finder: Finder, documents: Mapping[str, Document], reader: Reader) -> None:
        self._finder = finder
        self._documents = documents
        self._reader = reader
        self._corrections = Corrections(finder, documents, reader)
        self._codified = Codified(finder, documents, self._whole)

    def along(
        self, evidence: Sequence[Evidence], state: State, *, most: int
    ) -> tuple[tuple[Evidence, ...], tuple[Change, ...]]:
        """Returns an answer with what changed what it says, and the changes.

        Args:
            most: How many sentences at most; what cannot be told with its change is left out,
                unless it is the first.
        """
        most = max(most, sum(len(item.sentences) for item in evidence))
        changes: list[Change] = []
        groups: list[list[Evidence]] = []
        for item in evidence:
            if groups and _stands_within(item, groups[-1]):
                if not any(item.sentence in each.sentences for each in groups[-1]):
                    groups[-1].insert(1, item)
                continue
            told, change = self._changed(item, state, first=not groups)
            changes += [change] if change else []
            groups.append([item, *told])
        return _within(groups, most), tuple(changes)

    def _changed(
        self, item: Evidence, state: State, *, first: bool
    ) -> tuple[list[Evidence], Change | None]:
        """What changed one sentence, the most telling first; of the first of an answer, more."""
        assert state.query is not None
        after = partial(self._finder.succeeding, query=state.query)
        amended = self._amended(item, state) if state.speakers is None else None
        if amended is not None:
            return list(amended.by), amended
        behind = became(item, state.found, after)
        if behind:
            return behind, None
        if figure := changed_figure(item, state, self._finder.with_phrases):
            what, by = figure
            return [by, *became(by, state.found, after)], Change(what, "", item, (by,))
        if anew := self._given_anew(item, state):
            return [anew], Change(QUOTED_IN, "", item, (anew,))
        referring = not first or bool(state.parts)
        if corrected := self._corrections.of(item, state, referring=referring):
            told = [each.by for each in corrected]
            sure = all(each.refers for each in corrected)
            return told, Change(QUOTED_IN, "", item, tuple(told), sure=sure)
        if not referring and (later := overtaking(item, state, self._documents, self._reader)):
            return [later], Change(QUOTED_IN, "", item, (later,), sure=False)
        return [], None

    def _amended(self, item: Evidence, state: State) -> Change | None:
        """The latest changes of the clause of a contract that a sentence stands in."""
        for contract, number in self._clauses(item):
            by = [
                (day_of(other), found)
                for other in self._later(item, contract)
                for found in self._amending(other, contract, number, state)
            ]
            if by:
                by.sort(key=lambda each: each[0], reverse=True)
                latest = tuple(found for _, found in by[:AMENDMENTS])
                return Change(f"Section {number}", contract.title, item, latest)
        if codified := self._codified.amended(item, state):
            return Change(f"§ {codified[0]}", codified[1], item, codified[2])
        return self._amended_within(item, state)

    def _amended_within(self, item: Evidence, state: State) -> Change | None:
        """The latest changes of a clause, or of a row, that stand further on in its document."""
        passage = item.found.entry.passage
        own = self._documents[passage.document_id]
        clause = clause_around(own, item.sentence)
        ways: list[tuple[str, list[Evidence]]] = []
        if item.sentence.kind == "row" and (label := label_of(item.text)):
            ways.append((f"“{label}”", list(self._amending_row(own, label, state))))
        for number in clauses_of(own, item.sentence, passage.headings):
            if "." in number:
                ways.append((f"Section {number}", list(self._amending(own, own, number, state))))
        for what, by in ways:
            later = [
                each
                for each in by
                if each.sentence.start > item.sentence.end
                and clause_around(own, each.sentence) != clause
                and not keeps(each.text, item.text, clause)
            ]
            if later:
                later.sort(key=lambda each: each.sentence.start, reverse=True)
                return Change(what, own.title, item, tuple(later[:AMENDMENTS]))
        return None

    def _amending_row(self, own: Document, label: str, state: State) -> Iterator[Evidence]:
        """The sentences of the amendments of a document that change a row of it."""
        for found in self._finder.passages_with(
            own.id, lambda text: label.lower() in text.lower(), state
        ):
            sentences = found.entry.passage.sentences
            for place, sentence in enumerate(sentences):
                text, block = text_of(found, sentence), clause_around(own, sentence)
                if not changes_row(text, block, label):
                    continue
                first = next(x for x in sentences if clause_around(own, x) == block)
                named = first == sentence or label.lower() in text.lower()
                item = self._whole(found, sentence, place)
                yield item if named else replace(item, led_in_by=(first,))

    def _given_anew(self, item: Evidence, state: State) -> Evidence | None:
        """The last sentence of its document that gives what holds now instead of one's figure."""
        passage, speaker = item.found.entry.passage, item.sentence.speaker
        if not may_change(item.text, is_row=item.sentence.kind == "row"):
            return None
        asked = roots(state.searched_as)
        amended = is_under_amendments(passage.headings)
        told = [
            Evidence(found, sentence, item.score, found.matches[place], speakers=item.speakers)
            for found in self._finder.passages_with(passage.document_id, may_be_new, state)
            for place, sentence in enumerate(found.entry.passage.sentences)
            if sentence.start > item.sentence.end
            and sentence.speaker == speaker
            and found.may_be_quoted(sentence, item.speakers)
            and holds_instead(
                text_of(found, sentence),
                item.text,
                asked,
                amends=is_under_amendments(found.entry.passage.headings) and not amended,
            )
        ]
        return max(told, key=lambda each: each.sentence.start, default=None)

    def _clauses(self, item: Evidence) -> Iterator[tuple[Document, str]]:
        """The clauses that a sentence is of: its own, or the one that its own amends."""
        passage = item.found.entry.passage
        own = self._documents[passage.document_id]
        for number, named in changed_in(clause_around(own, item.sentence)):
            for contract in self._documents.values():
                if is_of(named, contract) and is_about(own, contract, self._documents):
                    yield contract, number
        for number in clauses_of(own, item.sentence, passage.headings):
            yield own, number

    def _later(self, item: Evidence, contract: Document) -> Iterator[Document]:
        """The documents about a contract, but for those from before what is quoted."""
        own = self._documents[item.found.document_id]
        for other in self._documents.values():
            if other.id == own.id or not is_about(other, contract, self._documents):
                continue
            if not day_of(other) or day_of(other) >= day_of(own):
                yield other

    def _amending(
        self, other: Document, contract: Document, number: str, state: State
    ) -> Iterator[Evidence]:
        """The sentences of a document that change a clause, or replace all that it stands in."""

        def changes(text: str) -> bool:
            return any(
                changed == number and is_of(named, contract)
                for changed, named in changed_in(" ".join(text.split()))
            )

        for found in self._finder.passages_with(other.id, changes, state):
            for place, sentence in enumerate(found.entry.passage.sentences):
                text = text_of(found, sentence)
                if not changes(text) or sentence.kind == "heading":
                    continue
                if "." in number or replaces(text):
                    yield self._whole(found, sentence, place)

    def _whole(self, found: Found, sentence: Sentence, place: int) -> Evidence:
        """An amending sentence with the rest of its clause, or with the text that it announces."""
        item = Evidence(found, sentence, 0.0, found.matches[place])
        document = self._documents[found.document_id]
        end = document.block_around(sentence).end
        rest = list(
            takewhile(
                lambda each: each.start < end and not label_end(text_of(found, each)),
                found.entry.passage.sentences[place + 1 :],
            )
        )
        if not rest:
            return with_context(item, set(), 1 + BEHIND)
        return replace(item, followed_by=tuple(rest[:BEHIND]))


def tell(
    changes: Sequence[Change],
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
) -> tuple[str, ...]:
    """Says what of an answer was changed, and where that is quoted."""
    said = []
    for change in changes:
        place = _number(change.quoted, citations)
        if not place:
            continue
        told = [number for each in change.by if (number := _number(each, citations))]
        if not change.contract:
            tells = "tells" if len(told) == 1 else "tell"
            to = "to" if change.what == QUOTED_IN else "from"  # of a figure that no longer holds
            does = f"{tells} of a change {to}" if change.sure else "may change"
            if told:
                said.append(f"{' and '.join(told)} {does} {change.what} {place}.")
            elif change.what == QUOTED_IN:
                said.append(f"What is quoted in {place} may be corrected elsewhere.")
            continue
        theirs = {each.found.document_id for each in change.by}
        if theirs == {change.quoted.found.document_id}:
            by = " and ".join(told) or "what stands further on in it"
            said.append(f"{change.what} of “{change.contract}” {place} is changed by {by}.")
            continue
        names = (
            f"“{documents[each.found.document_id].title}” {_number(each, citations)}"
            for each in change.by
        )
        by = " and ".join(name.rstrip() for name in names)
        said.append(f"{change.what} of “{change.contract}” {place} is changed by {by}.")
    return tuple(dict.fromkeys(said))


def _number(item: Evidence, citations: Sequence[Citation]) -> str:
    """The mark of the citation of a sentence; empty where it is not cited."""
    name, sentence = item.found.document_id, item.sentence
    for each in citations:
        if each.document_id == name and sentence.start <= each.start < sentence.end:
            return f"[{each.number}]"
    return ""


def _stands_within(item: Evidence, group: Sequence[Evidence]) -> bool:
    """Whether a sentence stands among others of the same document, or is one of them."""
    name, start = item.found.document_id, item.sentence.start
    own = [each for each in group if each.found.document_id == name]
    ends = [sentence.start for each in own for sentence in each.sentences]
    first = group[0] in own
    return first and len(group) > 1 and min(ends) < start <= max(ends)


def _within(groups: Sequence[Sequence[Evidence]], most: int) -> tuple[Evidence, ...]:
    """Keeps of the first sentence and its changes what has room; of others, all or nothing."""
    kept: list[Evidence] = []
    for place, group in enumerate(groups):
        taken = {sentence for each in kept for sentence in each.sentences}
        new = [
            each for each in group if each.sentence not in taken and not _goes_on_from(kept, each)
        ]
        room = most - sum(len(each.sentences) for each in kept)
        if not place or sum(len(each.sentences) for each in new) <= room:
            kept += _in_order(_as_far(new, room))
    return tuple(kept)


def _goes_on_from(kept: list[Evidence], item: Evidence) -> bool:
    """Puts a sentence behind the one that it leans on where that is quoted; whether it is so."""
    leads = item.led_in_by[-1:]
    for place, each in enumerate(kept):
        if leads == (each.sentence,) and not each.followed_by:
            kept[place] = replace(item, led_in_by=each.sentences)
            return True
    return False


def _as_far(group: Sequence[Evidence], room: int) -> list[Evidence]:
    """The first of some sentences, and of the others what has room, as far as there is need.

    What stands behind one of these is told as it is like the first, where not all of it can be.
    """
    first = group[0] if group else None
    kept = list(group[:1])
    room -= sum(len(each.sentences) for each in kept)
    for each in group[1:]:
        needed = 1 + len(each.led_in_by)
        if needed <= room:
            kept.append(replace(each, followed_by=()))
            room -= needed
    behind = [(each, sentence) for each in group[1:] for sentence in each.followed_by]
    if first is not None and len(behind) > room:
        own = roots(first.text)
        behind.sort(key=lambda pair: -len(roots(text_of(pair[0].found, pair[1])) & own))
    told = {sentence for _, sentence in behind[: max(0, room)]}
    full = {each.sentence: each.followed_by for each in group[1:]}
    return kept[:1] + [
        replace(each, followed_by=tuple(x for x in full[each.sentence] if x in told))
        for each in kept[1:]
    ]


def _in_order(group: list[Evidence]) -> list[Evidence]:
    """What became of a sentence stands in the order of its text, where all is of one."""
    if len({each.found.document_id for each in group}) > 1:
        return group
    return sorted(group, key=lambda each: each.sentence.start)
