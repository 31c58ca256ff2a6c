"""Which sentences answer: those of a list, of two sides, of what is named, or the best ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rag.answering.explaining import explain
from rag.answering.finding import (
    COMMENTED,
    RECOMMEND,
    Finder,
    has_heading,
    is_recommended,
)
from rag.answering.in_talk import InTalk, reader_of
from rag.answering.meaning import with_meanings
from rag.answering.part_by_part import PartByPart, join, tells_apart
from rag.answering.recalling import SpokenOf
from rag.answering.recommending import Recommendations, is_on_matter, may_recommend
from rag.answering.saying_again import leave_out_again
from rag.answering.side_by_side import Comparer
from rag.answering.spelling_out import spelled_out, tells_what
from rag.answering.state import State
from rag.answering.surplus import (
    judged_by,
    keep_asked,
    leave_out_beside,
    leave_out_turned,
    leave_out_unproven,
    prefer_asked,
    surest_first,
)
from rag.answering.which_one import best_meant, may_mean_others, others_meant
from rag.asking.addresses import Address, Addresser
from rag.asking.definitions import Asked, asks_for_long_form, opens_with
from rag.asking.demand import asks_whether_agreed
from rag.asking.directory import Directory
from rag.asking.each_asked import asks_of_each
from rag.asking.meanings import as_question
from rag.asking.question import Query, mute, without
from rag.asking.sides import Sides, asks_to_compare, bare
from rag.asking.told_apart import things_told_apart
from rag.fitting.advised_by import leave_out_advice_of_others
from rag.fitting.agreed_with import prefer_who_agreed
from rag.fitting.asked_above import prefer_asked_above
from rag.fitting.first_person import leave_out_others
from rag.fitting.found_besides import with_all_found
from rag.fitting.going_on import with_next
from rag.fitting.how_done import leave_out_how_done
from rag.fitting.offices import leave_out_lower_offices
from rag.fitting.posed import leave_out_posed
from rag.fitting.reranking import Reader
from rag.listing.announced import Wanted
from rag.listing.differences import asks_for_figure, find_difference, surely_answers
from rag.listing.headed import SURE, find_headed
from rag.listing.list_questions import asks_for_list
from rag.listing.lists import collect
from rag.listing.one_more import with_one_more
from rag.listing.paging import asks_for_all, from_the_top
from rag.models.likeness import Likeness
from rag.records import Sentence
from rag.retrieving.codes import read_first
from rag.retrieving.evidence import Evidence, Favour, mean_of_likeliest, rank, within
from rag.retrieving.found import Found
from rag.retrieving.picking import pick
from rag.retrieving.reasons import asks_why
from rag.settings import Settings

NAMED_DOCUMENT = 0.1
NAMED_SPEAKER = 0.1
NAMED_SECTION = 0.2
"""Share by which a sentence gains whose document, speaker or section is named."""

COMMENTED_SECTION = 0.1
"""What one gains where it is told who agreed: elsewhere that is told of earlier reports."""

ODDS_OF_ONE, ODDS_OF_LEAD = 2.0, -1.0
"""The log-odds above which one sentence is the answer rather than a list that is announced, and
those below which what announces the list must be."""

LISTED = 10
"""Sentences that are read where several things are asked for."""

WIDE = 32
"""Passages among which is looked for other things that a question may mean."""


class Chooser:
    """Chooses over one generation of an index."""

    def __init__(
        self,
        finder: Finder,
        directory: Directory,
        addresser: Addresser,
        prepare: Callable[[str], Query],
        spoken_of: SpokenOf,
        *,
        reader: Reader,
        likeness: Likeness,
        settings: Settings,
    ) -> None:
        self._finder = finder
        self._directory = directory
        self._addresser = addresser
        self._prepare = prepare
        self._recommendations = Recommendations(finder, directory)
        self._in_talk = InTalk(finder, spoken_of, prepare)
        self._reader = reader
        self._likeness = likeness
        self._comparer = Comparer(
            finder, directory, prepare, reader=reader, refuse_below=settings.refuse_below
        )
        self._parts = PartByPart(
            finder, addresser, prepare, self.choose, reader=reader, sentences=settings.sentences
        )
        self.settings = settings

    def choose(self, state: State) -> State:
        if state.query is None:
            return state
        if state.address.page:
            return self._of_page(state, without(state.query, state.address.words))
        asked = asks_for_long_form(state.question) or asks_for_long_form(state.searched_as)
        spelled = self._spelled_out(state, state.query, asked) if asked is not None else None
        if spelled is not None:
            return spelled
        things = self._told_apart(state)
        parts = self._parts.tell_each(state, things) if things else ()
        told = any(part.evidence for part in parts)
        compared = None if told else self._compared(state, state.query)
        if compared is not None:
            return compared
        parts = parts or self._parts.look(state)
        if parts and state.sentences is None:
            plain = self._plain(state)
            by_one = plain and things and tells_apart(plain[0], things)
            if by_one or (plain and self._parts.answers_each(plain[0], parts)):
                whole = pick(plain, most=self.settings.sentences)
                return replace(state, evidence=whole, judged=plain)
            joined = join(replace(state, parts=parts), parts, self._finder)
            return replace(joined, judged=plain)
        wanted = asks_for_list(state.question) if state.sentences is None else None
        own = None
        if state.sentences is None:
            own = self._recommendations.asked_for(state, state.query, wanted)
        if own is not None:
            return replace(own, judged=self._plain(state)) if own.listed else own
        listed = self._listed(state, state.query, wanted) if wanted is not None else None
        if listed is not None:
            return listed
        best = self._best(state, state.query)
        return replace(best, parts=parts, meant=()) if parts else self._with_others_meant(best)

    def _told_apart(self, state: State) -> tuple[str, ...]:
        """The two things that a question tells apart: documents, bodies, or what is told of.

        Of people who speak it is rather asked what they say.
        """
        things = things_told_apart(state.searched_as)
        for name in map(bare, things):
            speakers = () if name.isupper() else self._directory.find_speakers(name)
            if any(_is_name_of(each, name) for each in speakers):
                return ()
        return things

    def _compared(self, state: State, query: Query) -> State | None:
        """What two sides, or each of several, have on what is asked; None where it asks no such."""
        if state.rows is not None:
            return None
        sides = asks_to_compare(state.searched_as, self._directory.knows)
        sides = sides or asks_of_each(state.searched_as)
        if sides is None or self._is_one(sides):
            return None
        plain = self._plain(state)
        compared = self._comparer.compare(sides, query, next(iter(plain), None))
        if not compared.evidence:
            return None
        return replace(
            state,
            evidence=compared.evidence,
            listed=compared.told,
            judged=plain,
            compared=compared.sure,
        )

    def _listed(self, state: State, query: Query, wanted: Wanted) -> State | None:
        """The several things that a question asks for; None where one sentence answers better."""
        further = self._finder.mentioning(wanted.noun, state)
        evidence, told = find_headed(
            query,
            (*state.found, *further),
            wanted,
            self._finder.following,
            opening=self._finder.opening,
            speakers=state.speakers,
        )
        if evidence and is_on_matter(query.text, evidence):
            judged = self._plain(state)
            return replace(state, evidence=evidence, listed=told, judged=judged, compared=SURE)
        evidence, told = collect(
            mute(query, state.address.words),
            state.found,
            wanted,
            self._finder.following,
            further=further,
            speakers=state.speakers,
            order=partial(reader_of(state, self._reader).rerank, query.text, most=LISTED),
        )
        plain = self._plain(state)
        if is_recommended(wanted.noun):
            if evidence and not is_on_matter(query.text, evidence):
                return None
            evidence, told = self._recommendations.in_full(evidence, told, query)
            evidence = evidence if told else leave_out_again(evidence, self._likeness)
            if not any(may_recommend(query.text, item) for item in (*evidence, *plain)):
                return replace(state, judged=plain)
        if _is_read_better(plain, evidence):
            return None
        return replace(state, evidence=evidence, listed=told, judged=plain)

    def _of_page(self, state: State, query: Query) -> State:
        """What the page named says, or the best of it on what is asked."""
        if not state.found:
            return replace(state, unknown=self._addresser.tell_no_page(state.address))
        counted = self._addresser.tell_counted(state.address)
        address = state.address
        if not self._directory.have_pages(address.documents):
            address = replace(address, said="")
        state = replace(state, address=address, notes=(*state.notes, *filter(None, (counted,))))
        speakers = state.address.speakers or state.speakers
        titles = [item.entry.context for item in state.found]
        if asks_for_all(query, state.address, titles):
            most = state.sentences or self.settings.sentences
            evidence = from_the_top(state.found, most=most, speakers=speakers)
            return replace(state, evidence=evidence, whole=bool(evidence), query=query)
        return self._best(replace(state, speakers=speakers, query=query), query)

    def _is_one(self, sides: Sides) -> bool:
        """Whether what looks like two sides is one name: "the Bureau of Trade and Tariffs"."""
        named = self._directory.find_speakers(" and ".join(sides.names))
        return any(" and " in name for name in named)

    def _spelled_out(self, state: State, query: Query, asked: Asked) -> State | None:
        """What an abbreviation stands for, wherever that stands; None where it stands nowhere.

        Where it is asked what the thing is, what surely tells that is the answer instead.
        """
        chosen = spelled_out(state, query, asked, self._finder, self._reader)
        if not chosen:
            return None
        best = replace(state, evidence=()) if asked.letters else self._best(state, query)
        plain = best.evidence
        if any(tells_what(item, asked, chosen) for item in plain[:1]):
            rest = [item for item in plain[1:] if opens_with(item.text, asked.short)]
            return replace(best, evidence=(plain[0], *rest))
        told = [item for item in plain if opens_with(item.text, asked.short)]
        most = state.sentences or self.settings.sentences
        return replace(state, evidence=(*chosen.values(), *told)[:most], whole=True)

    def _best(self, state: State, query: Query) -> State:
        """The sentences that answer one question for one thing."""
        favour = self._favour(state.address, query)
        muted = mute(query, state.address.words)
        score = partial(rank, muted, speakers=state.speakers, favour=favour)
        near = with_meanings(state, query, score(state.found), self._finder, score)
        reader = reader_of(state, self._reader)
        if reader.turns:
            state, near = self._in_talk.widen(state, query, near, favour)
        near = read_first(query.text, near, state.address.words)
        ranked = reader.rerank(as_question(query.text), near)
        by_large = reader.size == "large" and not reader.turns
        likeliest = mean_of_likeliest(ranked) if by_large else None
        ranked = _of_what_is_asked(query.text, ranked)
        most = state.sentences or self.settings.sentences
        state = replace(state, near=pick(near, most=most), likeliest=likeliest)
        if asks_why(state.searched_as):
            state = replace(state, meant=self._others_meant(state, query, ranked[:1], ranked))
            told = explain(state, query, ranked, self._finder, reader, most=most)
            evidence = leave_out_again(told.evidence, self._likeness)
            return replace(told, evidence=with_one_more(query.text, evidence, near, most=most))
        closest = ranked[:1]
        ranked = prefer_who_agreed(query.text, prefer_asked(query.text, ranked))
        ranked = prefer_asked_above(query.text, ranked, reader)
        evidence = pick(with_all_found(query.text, ranked), most=most)
        evidence = keep_asked(query.text, evidence)
        evidence = with_next(query.text, evidence, near, reader, most=most)
        evidence = leave_out_again(evidence, self._likeness)
        if reader.turns:
            evidence = self._in_talk.keep_to(state, evidence)
        judged = (*pick(ranked, most=1), *judged_by(evidence), *closest)
        state = replace(state, meant=self._others_meant(state, query, evidence[:1], ranked))
        if not asks_for_figure(state.searched_as) or state.sentences == 1:
            return replace(state, evidence=evidence, judged=judged)
        difference = find_difference(query, _before_read(ranked[:1], near) + near)
        difference = difference or find_difference(query, [*filter(surely_answers, ranked)])
        if difference is not None and evidence:
            state = replace(state, meant=())
            rest = [item for item in evidence[1:] if item.sentence != difference.other.sentence]
            both = (evidence[0], difference.other)
            evidence = (*both, *rest)[: max(2, state.sentences or self.settings.sentences)]
        return replace(state, evidence=evidence, difference=difference, judged=judged)

    def _others_meant(
        self, state: State, query: Query, best: Sequence[Evidence], near: Sequence[Evidence]
    ) -> tuple[Evidence, ...]:
        """What answers as well as the best sentence, of other things, where nothing is named."""
        named = state.address.documents or state.address.page
        if not best or named or not may_mean_others(query, best[0]):
            return ()
        seen = {item.row for item in state.found}
        wide = self._finder.find_among(state.rows, query, WIDE)
        further = [item for item in wide if item.row not in seen]
        near = [*near, *rank(query, further, speakers=state.speakers)]
        return others_meant(
            query, best[0], near, reader_of(state, self._reader), self._finder.likeness
        )

    def _with_others_meant(self, state: State) -> State:
        """One sentence of each thing that a question may mean, where it may mean several.

        Not where the reason that is told is itself what else was meant.
        """
        first = state.evidence[:1]
        if not first or first[0].sentence in [item.sentence for item in state.meant]:
            return replace(state, meant=())
        if not state.meant:
            return state
        most = state.sentences or self.settings.sentences
        best = best_meant(state.query, state.evidence[0], state.meant) if state.query else None
        if best is not None:
            return replace(state, evidence=pick([best], most=most), meant=())
        return replace(state, evidence=within((state.evidence[0], *state.meant), most))

    def _favour(self, address: Address, query: Query) -> Favour | None:
        """What sentences gain that stand, or are said, where the question names."""
        agreed = asks_whether_agreed(query.text)
        if not address.documents and not address.speakers and not agreed:
            return None
        headed = any(map(is_recommended, query.words))

        def gained(found: Found, sentence: Sentence) -> float:
            name = found.document_id
            there = name in address.documents
            said = sentence.speaker.name in address.speakers
            own = there and headed and has_heading(found.entry, RECOMMEND)
            commented = agreed and has_heading(found.entry, *COMMENTED)
            section = NAMED_SECTION * own or COMMENTED_SECTION * commented
            return 1 + NAMED_DOCUMENT * there + NAMED_SPEAKER * said + section

        return gained

    def _plain(self, state: State) -> tuple[Evidence, ...]:
        """What would answer if one thing were asked for: what the decision to answer rests on."""
        if state.query is None:
            return ()
        query = mute(state.query, state.address.words) if state.address.only else state.query
        ranked = rank(query, state.found, speakers=state.speakers)
        ranked = read_first(query.text, ranked, state.address.words)
        ranked = reader_of(state, self._reader).rerank(state.query.text, ranked)
        return pick(_of_what_is_asked(state.query.text, ranked), most=1)


def _is_name_of(speaker: str, name: str) -> bool:
    """Whether a speaker has a name alone, or as a surname; not "the Task Force on Ships"."""
    return speaker.casefold().removeprefix("the ") == name.casefold() or speaker.split()[-1] == name


def _of_what_is_asked(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what is of another number, doer or person than a question asks about.

    Of what is left it puts first what is the likeliest yes or no, where that is asked for.
    """
    ranked = leave_out_turned(question, leave_out_beside(question, ranked))
    ranked = leave_out_posed(question, leave_out_how_done(question, ranked))
    ranked = leave_out_advice_of_others(question, ranked)
    ranked = leave_out_unproven(question, leave_out_lower_offices(question, ranked))
    return surest_first(question, leave_out_others(question, ranked))


def _is_read_better(plain: Sequence[Evidence], listed: Sequence[Evidence]) -> bool:
    """Whether the best sentence seems to answer as it is read, and nothing of a list does.

    Surely, where something announces the list: that need not look like an answer.
    """
    read = [item.odds for item in listed if item.odds is not None and item.read_by == "large"]
    if not plain or plain[0].odds is None or len(read) < len(listed):
        return False
    if any(plain[0].sentence in item.sentences for item in listed):
        return False
    least, most = (ODDS_OF_ONE, ODDS_OF_LEAD) if any(x.followed_by for x in listed) else (0.0, 0.0)
    return plain[0].odds > least and all(odds < most for odds in read)


def _before_read(read: Sequence[Evidence], near: Sequence[Evidence]) -> list[Evidence]:
    """Sentences as they stood before they were read: only so do all have scores of one kind."""
    wanted = [item.sentence for item in read]
    return [item for item in near if item.sentence in wanted]
