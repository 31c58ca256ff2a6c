"""The sentences that say why: the best that do, and the reasons that stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rag.answering.finding import Finder
from rag.answering.in_talk import reader_of
from rag.answering.recalling import is_quoted
from rag.answering.state import State
from rag.answering.surplus import SURELY, is_level
from rag.asking.question import Query, roots
from rag.fitting.coverage import telling
from rag.fitting.reranking import Reader
from rag.fitting.subjects import of_another_person
from rag.refusing.refusal import goes_beyond
from rag.retrieving.because import reason_after
from rag.retrieving.evidence import Evidence, text_of, within
from rag.retrieving.following import Succeeding, next_sentence
from rag.retrieving.introducing import before
from rag.retrieving.picking import pick, with_context
from rag.retrieving.reasons import (
    BRING,
    asks_why,
    best_reason,
    follows,
    gives_reason,
    is_bare_why,
    prefer_reasons,
    with_reason,
)
from rag.retrieving.standing import needs


def explain(
    state: State,
    query: Query,
    ranked: Sequence[Evidence],
    finder: Finder,
    reader: Reader,
    *,
    most: int,
) -> State:
    """The state of a question for a reason with what answers it of ranked sentences.

    Args:
        reader: Reads the sentences behind those that come closest.
        most: How many sentences at most.
    """
    after = partial(finder.succeeding, query=query)
    ranked = [item for item in ranked if not _is_of_another(query.text, item)]
    behind = reason_behind(query.text, ranked, after, reader)
    if behind is not None and most > 1:
        return replace(state, evidence=(behind,), judged=(*pick(ranked, most=1), behind))
    picked = pick(prefer_reasons(state.searched_as, ranked, after), most=most)
    reason = best_reason(query.text, picked[0], after) if picked else None
    evidence = picked
    if reason is not None and most > 1:
        evidence = (picked[0], reason)
    elif most > 1:
        evidence = within(_with_reasons(picked, query, finder), most)
    return replace(state, evidence=evidence, judged=(*pick(ranked, most=1), *evidence, *picked))


def not_again(chosen: State) -> State:
    """What was chosen for a bare "why?", without what was just quoted and gives no plain reason."""
    if not is_bare_why(chosen.question) or not chosen.history:
        return chosen
    before = chosen.history[-1][1]
    new = tuple(
        item
        for item in chosen.evidence
        if not is_quoted(item, before) or gives_reason(item.text, plainly=True)
    )
    if len(new) == len(chosen.evidence):
        return chosen
    left = replace(chosen, evidence=new, judged=new)
    return left if new else replace(left, whole=False, sure=0.0, listed="", parts=())


def reason_behind(
    question: str, ranked: Sequence[Evidence], after: Succeeding, reader: Reader
) -> Evidence | None:
    """The reason that stands behind one of the sentences that come closest, and leans on it.

    "Do not use tar. It makes the planks rot." Of all that were read it is the likeliest answer. The
    closest are the best one and the one with most words of the question.
    """
    read = [item for item in ranked if item.odds is not None]
    if not read or reader.size != "large":  # the small one tells too little apart
        return None
    asked = telling(question)
    near = dict.fromkeys((read[0], max(read, key=lambda item: len(asked & roots(item.text)))))
    behind = [each for item in near if (each := next_sentence(item, after)) is not None]
    leaning = [each for each in behind if each.place and needs(each.text)]
    led = [with_context(each, frozenset(), BRING) for each in leaning]
    told = max(reader.read(question, led), key=lambda item: item.odds or 0.0, default=None)
    if told is None or not goes_beyond(question, told):
        return None
    return told if all((told.odds or 0.0) >= (item.odds or 0.0) for item in read) else None


def _is_of_another(question: str, item: Evidence) -> bool:
    """Whether a sentence opens with somebody else than the person asked about."""
    passage = item.found.entry.passage
    before = passage.sentences[item.place - 1] if item.place else None
    told = text_of(item.found, before) if before is not None else ""
    return of_another_person(question, item.text, item.found.entry.context, told)


def explain_last(state: State, last: Evidence, finder: Finder, reader: Reader) -> Evidence | None:
    """The sentence behind the one that answered last, for a bare "why?".

    Where it gives a reason and likely answers, or leans on that one and surely does.
    """
    if state.query is None:
        return None
    told = next_sentence(last, partial(finder.succeeding, query=state.query))
    plainly = told is not None and gives_reason(told.text)
    if told is None or not (plainly or needs(told.text)):
        return None
    whole = with_context(told, frozenset(), BRING)
    (told,) = reader_of(state, reader).read(state.searched_as, [whole])
    return told if (told.odds or 0.0) > (0.0 if plainly else SURELY) else None


def explain_after(part: State, answered: State, finder: Finder, reader: Reader) -> State:
    """A part of a question that asks why, with the sentence after the answer to the one before.

    Where that sentence says why that is so, and surely answers.
    """
    if part.query is None or not answered.evidence or not asks_why(part.searched_as):
        return part
    reason = reason_after(answered.evidence[0], partial(finder.succeeding, query=part.query))
    if reason is None:
        return part
    (told,) = reader.read(part.query.text, [reason])
    if not all(is_level(told, item) for item in (told, *part.evidence[:1])):
        return part
    return replace(part, evidence=(told,), judged=(told, *part.judged))


def _with_reasons(
    evidence: Sequence[Evidence], query: Query, finder: Finder
) -> tuple[Evidence, ...]:
    """Sentences that say why, with the reasons beside them."""
    evidence = (*map(with_reason, evidence[:BRING]), *evidence[BRING:])
    reason = _reason_before(evidence, query, finder)
    brought = [item.sentence for item in reason]
    return (*reason, *(item for item in evidence if item.sentence not in brought))


def _reason_before(
    evidence: Sequence[Evidence], query: Query, finder: Finder
) -> tuple[Evidence, ...]:
    """Where the best opens its passage with "As a result", the reason: the sentence before."""
    if not evidence or not follows(evidence[0].text):
        return ()
    return tuple(before(evidence[0], partial(finder.preceding, query=query)))
