"""The best of ranked sentences, each with what it cannot be without."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import takewhile

from rag.language.trimming import wording
from rag.records import Sentence
from rag.retrieving.blocks import after_in_block
from rag.retrieving.evidence import Evidence, is_again, said_by, text_of
from rag.retrieving.found import Found
from rag.retrieving.pointing import is_bare_answer, is_labelled_value, is_verdict
from rag.retrieving.same_person import goes_on_about
from rag.retrieving.standing import (
    announces,
    denies,
    is_bare,
    is_open,
    leans_on,
    means_before,
    needs,
    only_asks,
)

# A further sentence must reach this share of the best one's score.
CLOSE = 0.92
LEADS = 2
"""Sentences that lead in one sentence, at most: each but the first for the one that leans on it."""


def pick(ranked: Sequence[Evidence], *, most: int) -> tuple[Evidence, ...]:
    """Takes the best of ranked sentences, those that come close, and what these cannot be without.

    Beside a sentence no bare row of a table is taken, and no title of a figure.

    Args:
        most: How many sentences at most, those that lead in included.
    """
    chosen: list[Evidence] = []
    room = most
    for item in ranked:
        if room <= 0 or (chosen and item.score < CLOSE * chosen[0].score):
            break
        if chosen and _is_bare(item) and not _is_bare(chosen[0]):
            continue
        if any(is_again(item, other) for other in chosen):
            continue
        taken = {sentence for other in chosen for sentence in other.sentences}
        if item.sentence in taken:
            continue
        whole = with_context(item, taken, room)
        leans = needs(item.text) or (is_bare_answer(item.text) and not whole.followed_by)
        alone = not whole.led_in_by and lead_in(item) not in taken and leans
        hollow = announces(item.text) and not whole.followed_by
        if hollow or (alone and chosen):  # what answers best is quoted even if it leans
            continue
        chosen.append(whole)
        room -= len(whole.sentences)
    return tuple(chosen)


def _is_bare(item: Evidence) -> bool:
    return is_bare(item.sentence, item.text)


def with_context(item: Evidence, taken: Set[Sentence], room: int) -> Evidence:
    """Returns a sentence with what it leans on and what it announces, as far as there is room.

    Args:
        taken: Sentences that are quoted already.
        room: How many more there may be.
    """
    lead = leads_in(item, taken, room - 1)
    announced = [each for each in _announced(item) if each not in taken]
    announced = announced[: max(0, room - 1 - len(lead))]
    return replace(item, led_in_by=lead, followed_by=tuple(announced))


def _announced(item: Evidence) -> tuple[Sentence, ...]:
    """What a sentence announces, as one does that ends in a colon: what is alike after it.

    Behind an answer of a word, that is the sentence that goes on with it.
    """
    if is_bare_answer(item.text):
        behind = after_in_block(item.found, item.sentence)
        return (behind,) if behind is not None and said_by(behind, item.speakers) else ()
    if not announces(item.text):
        return ()
    sentences = item.found.entry.passage.sentences
    after = sentences[sentences.index(item.sentence) + 1 :]
    first = after[0] if after else None
    if first is None or first.kind == "heading":
        return ()
    alike = takewhile(lambda each: (each.kind, each.speaker) == (first.kind, first.speaker), after)
    return tuple(alike) if said_by(first, item.speakers) else ()


def continues(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is an item that goes on with what announces it: "• is run by a town"."""
    return sentence.kind == "item" and wording(sentence, text)[:1].islower()


def leads(found: Found, lead: Sentence, item: Evidence) -> bool:
    """Whether the line over a list is what one of its items cannot be without.

    An item that goes on with it needs a line that no full stop ends: it announces the list, or is
    the heading of it. Any other item needs one that denies: "Do not board", "Never carry:".
    """
    text = text_of(found, lead)
    if lead.speaker != item.sentence.speaker or not said_by(lead, item.speakers):
        return False
    opens = announces(text) or is_open(lead, text)
    return opens and (continues(item.sentence, item.text) or denies(text))


def leads_in(item: Evidence, taken: Set[Sentence], room: int) -> tuple[Sentence, ...]:
    """The sentence before that one needs, and the one before that, if that leans as well.

    A line that denies what an item has is taken even if there is no room: it turns the meaning.
    """
    lead: tuple[Sentence, ...] = ()
    over = _line_over(item) if item.sentence.kind == "item" else None
    least = int(over is not None and denies(text_of(item.found, over)))
    while len(lead) < max(least, min(LEADS, room)):
        text = text_of(item.found, lead[0]) if lead else ""
        if lead and not (needs(text) or is_bare_answer(text)):
            break
        before = lead_in(replace(item, sentence=lead[0]) if lead else item)
        if before is None or before in taken:
            break
        lead = (before, *lead)
    return lead


def _line_over(item: Evidence) -> Sentence | None:
    """The line over the list of an item, within its passage, where the item needs that."""
    before = item.found.entry.passage.sentences[: item.place]
    over = next((each for each in reversed(before) if each.kind != "item"), None)
    return over if over is not None and leads(item.found, over, item) else None


def _above(item: Evidence) -> Sentence | None:
    """What an answer of a word answers, what a value is a value of; None for another sentence."""
    before = item.found.entry.passage.sentences[: item.place]
    told = item.sentence
    if told.kind != "row" and is_labelled_value(item.text, told.speaker.name):
        title = item.found.entry.context.split("\n", 1)[0]
        heads = (each for each in reversed(before) if each.kind == "heading")
        above = next((each for each in heads if text_of(item.found, each) != title), None)
    else:
        above = next(iter(before[-1:]), None)
        bare, asks = is_bare_answer(item.text), above and only_asks(text_of(item.found, above))
        heads_it = above is not None and above.kind == "heading"
        if not (bare and (asks or heads_it)) and not (needs(item.text) and asks and heads_it):
            return None
    return above if above is not None and said_by(above, item.speakers) else None


def lead_in(item: Evidence) -> Sentence | None:
    """Returns the sentence before that this one cannot be understood without.

    Of several about "her" that is the one which says who she is.
    """
    before = _needed_before(item)
    if before is None or not goes_on_about(item.text, text_of(item.found, before)):
        return before
    return lead_in(replace(item, sentence=before)) or before


def _needed_before(item: Evidence) -> Sentence | None:
    sentences = item.found.entry.passage.sentences
    place = sentences.index(item.sentence)
    over = _line_over(item) if item.sentence.kind == "item" else None
    if over is not None or continues(item.sentence, item.text):
        return over
    above = _above(item)
    if above is not None:
        return above
    before = sentences[place - 1] if place else None
    if before is None or before.kind == "heading" or not said_by(before, item.speakers):
        return None
    if before.speaker != item.sentence.speaker:
        tells = before.speaker.name in item.sentence.speaker.quoted_by
        told = item.sentence.speaker.name in before.speaker.quoted_by
        means = (tells and means_before(item.text)) or (told and is_verdict(item.text))
        return before if means and leans_on(item.text, text_of(item.found, before)) else None
    return before if leans_on(item.text, text_of(item.found, before)) else None
