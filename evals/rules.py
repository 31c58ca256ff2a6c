"""Rules of the answer that can be switched off beside the steps, to see what each brings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evals.steps import Step, empty, never, nothing
from rag.retrieving.evidence import in_context
from rag.retrieving.picking import pick


def _left(given: Any, *_: Any, **__: Any) -> Any:
    """Stands for what changes what it is given first."""
    return given


def _chosen(_: Any, chosen: Sequence[Any], *__: Any, **___: Any) -> tuple[Any, ...]:
    """Stands for what takes a question and the sentences chosen, and changes these."""
    return tuple(chosen)


def _ranked(_: Any, ranked: Sequence[Any], *__: Any, **___: Any) -> list[Any]:
    """Stands for what takes a question and ranked sentences, and changes their order."""
    return list(ranked)


def _not_widened(_: Any, state: Any, __: Any, near: Sequence[Any], *___: Any) -> Any:
    """Stands for `rag.answering.in_talk.InTalk.widen`."""
    return state, list(near)


def _as_listed(_: Any, listed: Any, told: str, __: Any) -> Any:
    """Stands for `rag.answering.recommending.Recommendations.in_full`."""
    return listed, told


def _unexplained(state: Any, _: Any, ranked: Sequence[Any], *__: Any, most: int) -> Any:
    """Stands for `rag.answering.explaining.explain`: why is a question like any other."""
    return replace(state, evidence=pick(ranked, most=most), judged=pick(ranked, most=1))


def _unchanged(_: Any, evidence: Sequence[Any], *__: Any, **___: Any) -> Any:
    """Stands for `rag.answering.changed.Changes.along`: nothing quoted was changed later."""
    return tuple(evidence), ()


def _given(evidence: Sequence[Any], *_: Any, **__: Any) -> tuple[Any, ...]:
    """Stands for what takes the evidence first, and adds to it."""
    return tuple(evidence)


def _no_list(*_: Any, **__: Any) -> Any:
    """Stands for what finds a list and what is told of it."""
    return (), ""


def _alone(_: str, found: Any, place: int) -> Any:
    """Stands for `rag.fitting.told_by.as_told`: nothing tells who says it."""
    return in_context(found, place)


def _unconcluded(_: Any, state: Any) -> Any:
    """Stands for `rag.answering.speakers_asked.SpeakersAsked._conclusion`: nothing is found."""
    return replace(state, evidence=(), judged=())


def _not_gathered(_: Any, state: Any) -> Any:
    """Stands for `rag.answering.gathering.Gatherer.widen`."""
    return state


def _zero(*_: Any, **__: Any) -> float:
    return 0.0


def _no_titles(*_: Any) -> frozenset[str]:
    return frozenset()


def _as_one(question: str) -> tuple[str, ...]:
    """Stands for what takes a question apart."""
    return (question,)


def _rule(name: str, instead: Any, *places: str) -> Step:
    """A rule that is switched off by putting one thing in some places of `rag`."""
    return Step(name, "answer", {f"rag.{place}": instead for place in places})


UNDERSTANDER = "answering.understanding.Understander"
ROUTER = "answering.routing.Router"
OTHERWISE = "answering.asked_otherwise.AskedOtherwise"
SPEAKERS = "answering.speakers_asked.SpeakersAsked"
CHOOSING = "answering.choosing"
CHANGED = "answering.changed"
PREMISE = "refusing.premise"
DENIED = "refusing.presupposition"

RULES: tuple[Step, ...] = (
    # what is asked
    _rule("small talk", nothing, "answering.understanding.reply_to"),
    _rule("questions in plain words", _left, "answering.understanding.in_plain_words"),
    _rule("what is the asker's own left out", _left, "asking.conversation.without_frame"),
    _rule("orders as questions", _left, "answering.understanding.as_question"),
    _rule("capitals as the documents have them", _left, "answering.steps._as_written"),
    _rule("words as the documents have them", nothing, f"{ROUTER}._reworded"),
    _rule("a second look", nothing, f"{ROUTER}._looked_further"),
    _rule("whoever is named in full by surname", nothing, "answering.routing.by_surname"),
    _rule("findings of an office", nothing, f"{OTHERWISE}.by_office"),
    _rule("offices by their holders", nothing, f"{OTHERWISE}.of_holder"),
    _rule("two figures that are named", nothing, "answering.routing.hold_together"),
    _rule("told of what nothing explains", nothing, f"{OTHERWISE}.told_of"),
    _rule("what a thing is told first", nothing, f"{OTHERWISE}.what_it_is"),
    _rule(
        "what all documents are about",
        empty,
        "answering.about_documents.AboutDocuments._all_asked_about",
    ),
    _rule("wanted done as recommended", nothing, f"{OTHERWISE}.recommended"),
    _rule("findings on a matter", nothing, "answering.findings.Findings.on_matter"),
    _rule("who takes a side", empty, "answering.stances_taken._sides"),
    _rule("what tells two things apart", empty, f"{CHOOSING}.Chooser._told_apart"),
    _rule("question words taken apart", _as_one, "answering.parts.tails", "answering.parts.apart"),
    _rule("questions within questions", never, "answering.parts.holds_question"),
    _rule("one figure of each of several", nothing, f"{CHOOSING}.asks_of_each"),
    # what it leans on
    _rule("a follow-up by itself", nothing, f"{UNDERSTANDER}._by_itself"),
    _rule("the report that is spoken of", nothing, f"{UNDERSTANDER}._of_what_is_spoken_of"),
    _rule("whom “she” means", nothing, f"{UNDERSTANDER}._of_whom"),
    _rule("what all documents are on", nothing, "asking.matter.Matter.put_into"),
    _rule("whom an answer to who names", nothing, "answering.understanding.name_whom"),
    _rule("those that an answer counts", nothing, "answering.understanding.name_counted"),
    _rule("one of several that were meant", nothing, f"{UNDERSTANDER}._of_one_meant"),
    _rule("documents quoted last", nothing, f"{ROUTER}._of_those_quoted"),
    _rule("a follow-up as it stands", nothing, f"{ROUTER}._as_it_stands"),
    _rule("what became of the last answer", nothing, f"{ROUTER}._of_last"),
    _rule("sentences near a follow-up as asked", _not_widened, "answering.in_talk.InTalk.widen"),
    # what it names
    _rule("documents named by their topic", nothing, f"{ROUTER}._of_topic"),
    _rule("speakers who are asked", nothing, f"{SPEAKERS}.answer"),
    _rule("their own words first", nothing, f"{SPEAKERS}._first_hand"),
    _rule("what they say of the matter", nothing, f"{SPEAKERS}._on_matter"),
    _rule("what they think", _unconcluded, f"{SPEAKERS}._conclusion"),
    _rule("all that one says from the top", nothing, f"{SPEAKERS}._opening"),
    _rule("names by their role", nothing, f"{ROUTER}._by_role"),
    _rule("where a question says to look", nothing, "fitting.reranking.find_located"),
    _rule("what is named searched besides", empty, "answering.finding.Finder._addressed"),
    _rule("what is named counts for more", nothing, f"{CHOOSING}.Chooser._favour"),
    _rule("works that are cited", nothing, "answering.cited_works.CitedWorks.answer"),
    _rule("a document summed up", nothing, "answering.about_documents.AboutDocuments.sum_up"),
    # which sentences
    _rule("years asked about", _zero, "retrieving.evidence.timing"),
    _rule("pictures read as text", never, "retrieving.evidence.is_chart"),
    _rule("heaps of labels and figures", never, "retrieving.evidence.is_heap"),
    _rule("abbreviations read in full", _left, "fitting.reranking.as_written"),
    _rule("who says “I”", _alone, "fitting.reranking.as_told"),
    _rule("rows of tables lose", 0.0, "fitting.reranking.ROW_LOSS"),
    _rule("fiscal years in full", _left, "answering.understanding.with_fiscal_years"),
    _rule("agreement with something else", never, "fitting.reranking.says_nothing_of_agreement"),
    _rule("figures of all else lose", 0.0, "fitting.reranking.ELSE_LOSS"),
    _rule("what is done to whom loses", 0.0, "fitting.reranking.DONE_TO_LOSS"),
    _rule("what only says what is asked left out", _ranked, f"{CHOOSING}.leave_out_posed"),
    _rule("how it was looked into left out", _ranked, f"{CHOOSING}.leave_out_how_done"),
    _rule("advice of others left out", never, "fitting.advised_by.is_advice_of_others"),
    _rule("another number of what is named", never, "answering.surplus.is_beside"),
    _rule("what has all that is asked first", _ranked, f"{CHOOSING}.prefer_asked"),
    _rule("what adds nothing left out", _chosen, f"{CHOOSING}.keep_asked"),
    _rule("what is read as no answer makes no surer", _given, f"{CHOOSING}.judged_by"),
    _rule("the likeliest yes or no first", _ranked, f"{CHOOSING}.surest_first"),
    _rule("what was not shown last", _ranked, f"{CHOOSING}.leave_out_unproven"),
    _rule("lower offices last", _ranked, f"{CHOOSING}.leave_out_lower_offices"),
    _rule("labelled lines read", never, "fitting.reranking._is_labelled"),
    _rule("what says the same left out", _given, f"{CHOOSING}.leave_out_again"),
    _rule("one more that answers", _chosen, f"{CHOOSING}.with_one_more"),
    _rule("the sentence that goes on", _chosen, f"{CHOOSING}.with_next"),
    _rule("reasons", _unexplained, f"{CHOOSING}.explain"),
    _rule("the reason behind the closest", nothing, "answering.explaining.reason_behind"),
    _rule("a bare why of the last answer", nothing, f"{ROUTER}._of_reason"),
    _rule("codes read first", _ranked, f"{CHOOSING}.read_first"),
    _rule("what another tells of themself", _ranked, f"{CHOOSING}.leave_out_others"),
    _rule("whom one named does it to", _ranked, f"{CHOOSING}.leave_out_turned"),
    _rule(
        "other figures that surely answer",
        never,
        f"{CHOOSING}.surely_answers",
        "listing.differences.surely_answers",
    ),
    _rule("what is disputed", never, "retrieving.evidence.disputes", "answering.surplus.disputes"),
    _rule("what changed later", _unchanged, f"{CHANGED}.Changes.along"),
    _rule("clauses that were amended", nothing, f"{CHANGED}.Changes._amended"),
    _rule("what became of it", empty, f"{CHANGED}.became"),
    _rule("figures that were changed", nothing, f"{CHANGED}.changed_figure"),
    _rule("laws that were amended", nothing, f"{CHANGED}.Codified.amended"),
    _rule("what is given anew", nothing, f"{CHANGED}.Changes._given_anew"),
    _rule("what is corrected", empty, f"{CHANGED}.Corrections.of"),
    _rule("what may be overtaken", nothing, f"{CHANGED}.overtaking"),
    _rule("conditions and exceptions", _given, "answering.steps.with_limits"),
    _rule("documents by kind and day", empty, "asking.addresses.find_called"),
    _rule("lists gathered from one place", _not_gathered, "answering.steps.Gatherer.widen"),
    _rule("lists under a heading", _no_list, f"{CHOOSING}.find_headed"),
    _rule("what all give alike", never, "answering.which_one.tell_the_same"),
    _rule("what alone has all that is asked", nothing, f"{CHOOSING}.best_meant"),
    _rule("several things meant", empty, f"{CHOOSING}.Chooser._others_meant"),
    _rule("what the passage before says", _left, "answering.steps.introduced"),
    _rule("what is told one by one", _left, "answering.steps.with_all_told"),
    _rule("what two tell of one teller", never, "retrieving.evidence.retells"),
    _rule("what abbreviations stand for", nothing, f"{CHOOSING}.asks_for_long_form"),
    _rule("a list or a surer sentence", never, f"{CHOOSING}._is_read_better"),
    _rule("recommendations asked for", nothing, "answering.recommending.Recommendations.asked_for"),
    _rule("recommendations in full", _as_listed, "answering.recommending.Recommendations.in_full"),
    _rule("all that somebody found", _ranked, f"{CHOOSING}.with_all_found"),
    _rule("what a report tells was found", empty, "answering.findings.Findings._told_by"),
    _rule("what an inquiry found", empty, "answering.findings.inquiries_asked"),
    _rule("what is summed up told otherwise", nothing, f"{OTHERWISE}.summed"),
    _rule("replies to comments", nothing, f"{OTHERWISE}.replied"),
    _rule("the day of what was told last", never, "answering.routing.is_bare_when"),
    _rule("no reason in what was quoted before", _left, "answering.routing.not_again"),
    _rule("what it says of a document", nothing, "asking.conversation._work_spoken_of"),
    _rule("names of an earlier question", lambda *_: 0.0, "asking.conversation.fit"),
    _rule("figures of a later year", never, "fitting.going_on._is_of_later_year"),
    _rule("the number in a later year", re.compile(r"(?!)"), "fitting.going_on._THE_NUMBER"),
    _rule("who agreed first", _ranked, f"{CHOOSING}.prefer_who_agreed"),
    _rule("recommended on what is asked", lambda *_: True, f"{CHOOSING}.is_on_matter"),
    _rule("the one recommendation is all", never, "answering.gathering.is_complete"),
    _rule("their own words by their name", nothing, f"{SPEAKERS}._by_name"),
    _rule("no day of what went on", re.compile(r"(?P<asks>(?!))"), "retrieving.kinds._MEANWHILE"),
    # whether it is answered
    _rule("several that answer make surer", lambda sure, _: sure, "answering.sureness._as_told"),
    _rule("all of another number", never, "refusing.refusal.is_beside"),
    _rule("kinds of which there is one or none", frozenset(), "refusing.refusal.SURE_KINDS"),
    _rule("titles before names", _no_titles, "answering.sureness.unsaid_titles"),
    _rule("no reason given", never, "answering.deciding.lacks_reason"),
    _rule("no reason in what is read as none", -99.0, "refusing.refusal.READ_AS_NONE"),
    _rule("one sentence says who is meant", never, "retrieving.picking.goes_on_about"),
    _rule("no yes or no by what is read as none", never, "refusing.refusal._leaves_open"),
    _rule("one exchanged for the other", never, "answering.deciding.exchanged"),
    _rule("the doer untold", never, "answering.deciding.hides_doer"),
    _rule("only counted", never, "answering.deciding.only_counts"),
    _rule("premise denied", nothing, f"{DENIED}.denied", f"{DENIED}.nothing_of"),
    _rule("premise of little", nothing, f"{DENIED}.little_of"),
    _rule("premise opposed", nothing, f"{DENIED}.opposed", f"{DENIED}.at_no_cost"),
    _rule("premise of a vote", nothing, f"{DENIED}.voted_against"),
    _rule("premise of what was left out", nothing, f"{DENIED}.left_out"),
    _rule("premise of what was not shown", nothing, f"{DENIED}.not_shown", f"{PREMISE}.not_shown"),
    _rule("premise of who sued whom", nothing, f"{DENIED}.sued_by_the_other"),
    _rule("premise unproven", nothing, f"{DENIED}.unproven"),
    _rule("premise of more than there are", nothing, f"{DENIED}.counted_fewer"),
    _rule("another figure of the same", nothing, f"{PREMISE}.figure_otherwise"),
    _rule("another year of the same", nothing, f"{PREMISE}.year_otherwise"),
    _rule("another part of the same", nothing, f"{PREMISE}.part_otherwise"),
    _rule("none of what is counted", nothing, f"{PREMISE}.none_of"),
    _rule("stances", nothing, f"{PREMISE}.presupposed"),
)
