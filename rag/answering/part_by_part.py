"""A question that asks several things, put part by part, and what answers them put together.

A part that leans on the one before it is read as a follow-up to that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.explaining import explain_after
from rag.answering.finding import Finder
from rag.answering.in_talk import reader_of
from rag.answering.parts import asks_outcome, in_full, split_parts
from rag.answering.state import State
from rag.answering.surplus import SURELY, has_day_of, is_level
from rag.asking.addresses import NOTHING_NAMED, Address, Addresser
from rag.asking.conversation import History, contextualise
from rag.asking.demand import demanded
from rag.asking.meanings import asks_meaning
from rag.asking.question import Query, content_words
from rag.asking.sides import bare
from rag.fitting.partial_figures import FIGURES, figures, has_one_for_each
from rag.fitting.reranking import Reader, likely_answers, plainly_answers
from rag.fitting.supply import meets
from rag.listing.list_questions import asks_for_list
from rag.retrieving.evidence import Evidence, mentions, rank, text_of
from rag.retrieving.meanings import explains

MOST_PARTS = 8
"""Questions in one that are answered each by itself."""

IN_THE_SAME = 1.0
"""The log-odds from which on a bare "when?" or "by whom?" is answered by the sentence before."""

NEARLY = 1.0
"""By how much log-odds that sentence may be less sure than the best other one."""


class PartByPart:
    """Answers the parts of questions over one generation of an index.

    Args:
        choose: Chooses what answers one of them.
        sentences: That all of them together have at most.
    """

    def __init__(
        self,
        finder: Finder,
        addresser: Addresser,
        prepare: Callable[[str], Query],
        choose: Callable[[State], State],
        *,
        reader: Reader,
        sentences: int,
    ) -> None:
        self._finder = finder
        self._addresser = addresser
        self._prepare = prepare
        self._choose = choose
        self._reader = reader
        self._sentences = sentences

    def look(self, state: State) -> tuple[State, ...]:
        """Each of the questions that one asks, answered by itself.

        Empty where it asks only one, or more than `MOST_PARTS`.
        """
        parts, history = split_parts(state.question), state.history
        if len(parts) == 1 or state.rewritten is not None:
            parts, history = split_parts(state.searched_as), ()
        if not 1 < len(parts) <= MOST_PARTS:
            return ()
        most = state.sentences or max(1, self._sentences // len(parts))
        looked: list[State] = []
        for part in parts:
            asked_first = looked[-1].searched_as if looked else ""
            text = in_full(part, asked_first) if looked else contextualise(part, history)[0]
            turns = _as_turn(looked[-1]) if looked else history
            told = self._answer(state, part, text, turns if text != part else (), most=most)
            if looked:
                if asks_outcome(part):
                    told = self._outcome(state, told, looked[-1])
                told = self._besides(told, looked) or self._or_by_the_same(told, looked[-1])
                told = explain_after(told, looked[-1], self._finder, reader_of(told, self._reader))
            looked.append(told)
        return tuple(looked)

    def tell_each(self, state: State, things: Sequence[str]) -> tuple[State, ...]:
        """What each of some things is, each asked for by itself, as far as that is explained."""
        most = state.sentences or max(1, self._sentences // len(things))
        asked = (f"What is {thing}?" for thing in things)
        return tuple(_explained(self._answer(state, each, each, (), most=most)) for each in asked)

    def _answer(self, state: State, part: str, text: str, turns: History, *, most: int) -> State:
        """One part of a question, put in full by a text after some turns, with what answers it."""
        listed = state.sentences is None and asks_for_list(part) is not None
        asked = replace(
            state,
            question=part,
            history=turns,
            rewritten=None,
            sentences=None if listed else most,
            searched_as=text,
            query=self._prepare(text),
            address=self._address_of(text, state),
        )
        told = self._choose(self._finder.find(asked))
        return told if told.listed else replace(told, evidence=told.evidence[:most])

    def _outcome(self, state: State, part: State, before: State) -> State:
        """What came of the part before, by what answers the whole question besides that part.

        By itself "and how did it end?" has no words of what ended.
        """
        read = self._read(state)
        said = {sentence for item in before.evidence for sentence in item.sentences}
        least = max((item.odds or 0.0 for item in part.evidence[:1]), default=0.0)
        has_first = demanded(before.question) not in (None, "why")
        told = [
            item
            for item in read
            if plainly_answers(item)
            and (item.odds or 0.0) >= least
            and item.sentence not in said
            and not (has_first and meets(before.question, item.text) == 1)
        ]
        if not told:
            return part
        best = max(told, key=lambda item: item.odds or 0.0)
        return replace(part, found=state.found, query=state.query, evidence=(best,), judged=(best,))

    def _besides(self, part: State, before: Sequence[State]) -> State | None:
        """A part that asks for a figure, by another one than what was told, where both have one.

        "How many boats are bought, and what does it cost to keep them?": the sentence on how many
        may have what they cost to buy.
        """
        if part.listed or demanded(part.question) not in FIGURES:
            return None
        said = {
            sentence for each in before for item in each.evidence for sentence in item.sentences
        }
        best = part.evidence[0] if part.evidence else None
        if best is None or best.sentence not in said:
            return None
        least = (best.odds or 0.0) - NEARLY
        others = [
            item
            for item in self._read(part)
            if item.sentence not in said
            and (item.odds or 0.0) >= least
            and _is_another(part, item, best)
        ]
        if not others:
            return None
        other = max(others, key=lambda item: item.odds or 0.0)
        return replace(part, evidence=(other,), judged=(other,))

    def _read(self, state: State) -> list[Evidence]:
        """The sentences found for a question, as they are read beside it, the best first."""
        if state.query is None:
            return []
        ranked = rank(state.query, state.found, speakers=state.speakers)
        return reader_of(state, self._reader).rerank(state.query.text, ranked)

    def _or_by_the_same(self, part: State, before: State) -> State:
        """A part of a question, by what answers the one before where that answers it more surely.

        "Who ended it, and on what date?": the sentence that says who is taken where it has the
        date, and is not where only another one has.
        """
        reader = reader_of(part, self._reader)
        if not reader.turns or part.query is None or not before.evidence or part.listed:
            return part
        seen = self._finder.see_again(before.evidence[0], part.query)
        (told,) = reader.read(part.query.text, [seen])
        if told.odds is None or not _takes_its_place(told, part):
            return part
        others = [item for item in part.found if item.row != told.found.row]
        return replace(part, found=(*others, told.found), evidence=(told,), judged=(told,))

    def answers_each(self, best: Evidence, parts: Sequence[State]) -> bool:
        """Whether one sentence surely answers each part, as well as what was chosen for it.

        It does where all that is asked behind the first part is "when?", "by whom?", and it has
        that and surely answers the question as a whole.
        """
        if not has_one_for_each([part.searched_as for part in parts], best.text):
            return False
        bare = all(_has_for_bare(part, best) for part in parts[1:])
        if (best.odds or 0.0) >= SURELY and bare and not lacks(parts[0].question, best):
            return True
        if any(_is_another(part, part.evidence[0], best) for part in parts[1:] if part.evidence):
            return False
        for part in parts:
            if part.query is None or not part.evidence or lacks(part.question, best):
                return False
            (told,) = reader_of(part, self._reader).read(part.query.text, [best])
            if not is_level(told, part.evidence[0]):
                return False
        return True

    def _address_of(self, part: str, state: State) -> Address:
        """What a part of a question names of the reports that the question names, or all that."""
        own = self._addresser.address(part) if state.address.only else NOTHING_NAMED
        return own if own.only and not own.page else state.address


def join(state: State, parts: Sequence[State], finder: Finder) -> State:
    """A question with what answers some of its parts, each sentence once."""
    if state.query is None:
        return state
    chosen: list[Evidence] = []
    for part in parts:
        taken = {sentence for item in chosen for sentence in item.sentences}
        own = [item for item in part.evidence if item.sentence not in taken]
        if own and any(has_day_of(own[0], part.question, item) for item in chosen[:1]):
            continue
        chosen += [finder.see_again(item, state.query) for item in own]
    difference = next((part.difference for part in parts if part.difference), None)
    listed = next((part.listed for part in parts if part.listed), "")
    return replace(state, evidence=tuple(chosen), listed=listed, difference=difference)


def tells_apart(best: Evidence, things: Sequence[str]) -> bool:
    """Whether a sentence likely says what tells things apart, and is of all of them."""
    return likely_answers(best) and all(mentions(best.text, bare(thing)) for thing in things)


def _explained(part: State) -> State:
    """What a thing is, only as far as what was chosen tells that."""
    thing = asks_meaning(part.searched_as)
    names = part.query.names_of(thing) if part.query and thing else frozenset()
    told = tuple(item for item in part.evidence if explains(item.text, names))
    return replace(part, evidence=told, judged=told)


def _is_another(part: State, item: Evidence, best: Evidence) -> bool:
    """Whether a sentence surely has another figure for a part than the best one has."""
    return (
        demanded(part.question) in FIGURES
        and item.sentence != best.sentence
        and (item.odds or 0.0) > SURELY
        and meets(part.question, item.text) == 1
        and not figures(item.text) <= figures(best.text)
    )


def _takes_its_place(told: Evidence, part: State) -> bool:
    """Whether a sentence is to answer a part of a question rather than what was chosen for it.

    Where it answers more surely, or hardly less so and has the day, the name or the figure that a
    bare question word asks for; not where it has none and the other has.
    """
    odds, own = told.odds or 0.0, part.evidence[:1]
    if lacks(part.question, told) and any(not lacks(part.question, item) for item in own):
        return False
    nearly = all((item.odds or 0.0) < odds + NEARLY for item in own)
    if odds >= IN_THE_SAME and nearly and _has_for_bare(part, told):
        return True
    return all(item.odds is not None and item.odds < odds for item in part.evidence)


def _has_for_bare(part: State, item: Evidence) -> bool:
    """Whether a part is a bare question word, and a sentence has what that asks for."""
    bare = demanded(part.question) != "why" and not content_words(part.question)
    return bare and has_what_is_asked(part, item)


def has_what_is_asked(part: State, item: Evidence) -> bool:
    """Whether a sentence has a person, a day or a figure for a part that asks for such a thing.

    "By whom?" is so answered by "The board closed the port", and not by "The port was closed".
    """
    return demanded(part.question) is not None and meets(part.searched_as, item.text) == 1


def lacks(question: str, item: Evidence) -> bool:
    """Whether a sentence has none of the kind of thing that a question asks for: no day, no sum."""
    return demanded(question) not in (None, "why") and meets(question, item.text) == 0


def _as_turn(part: State) -> History:
    """A part of a question with what was found for it, surely or not, as a turn of a talk."""
    said = (text_of(item.found, each) for item in part.evidence for each in item.sentences)
    text = " ".join(said)
    return ((part.searched_as, text),) if text else ()
