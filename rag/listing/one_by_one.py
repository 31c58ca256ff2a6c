"""What a sentence counts and those behind it tell one by one: "two reasons. First, … Second, …".

Where several things are asked for, or why something is so, the count alone is no answer, and the
first thing alone is half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.language.numbers import ORDINALS, numbers
from rag.listing.announced import Following
from rag.listing.list_questions import asks_for_list
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, text_of, within
from rag.retrieving.reasons import asks_why

_OPENS = re.compile(
    r"[\"“‘(\[]*(?:(?P<ordinal>[A-Z][a-z]+?)(?:ly)?[,:]\s"
    rf"|The\s(?P<other>{'|'.join(ORDINALS)})(?:,|\s(?:of\s(?:these|them|the)\s)?(?:[a-z-]+\s){{0,2}}?"
    r"(?:is|are|was|were|concerns?|comes?|lies|involves?|relates?)\b))"
)
# "several limitations", "the following reasons": a count without its number.
_UNCOUNTED = re.compile(
    r"\b(?:several|some|various|multiple|many|a\s(?:few|number|couple|variety)\sof|the\sfollowing)"
    r"\s(?:[\w’'-]+\s){0,3}?[a-z’'-]+s\b",
    re.I,
)
_REASONS = re.compile(r"\b(?:causes|factors|reasons)\b", re.I)
"""What a sentence counts that answers why, wherever it stands in an answer."""
_LAST = re.compile(r"[\"“‘(\[]*(?:Last(?:ly)?|Finally),\s")

_MOST = 10
"""Things that a sentence counts and that are told one by one, at most."""

_OVER = 3
"""Passages of the same section over which they may be told."""


def with_all_told(
    evidence: Sequence[Evidence],
    question: str,
    following: Following,
    *,
    most: int,
    limited: bool = True,
) -> tuple[Evidence, ...]:
    """Returns an answer with all of what its first sentence counts, or is the first of.

    Asked why, that is the sentence that counts reasons, if the first counts nothing.

    What stands between them keeps its place if it was chosen and there is room.

    Args:
        following: The passages after one.
        most: How many sentences at most.
        limited: Whether there may be no more even where more are counted.
    """
    several = asks_why(question) or asks_for_list(question) is not None
    if not evidence or not several:
        return tuple(evidence)
    best = evidence[0]
    if asks_why(question) and not _counts(best.text):
        best = next((item for item in evidence if _counts_reasons(item)), best)
    if best.found.citable is not None:
        return tuple(evidence)
    after = list(_after(best, following))
    told = _one_by_one(best, after)
    if not told:
        return tuple(evidence)
    lead = best.led_in_by or _counting_before(best)
    room = max(0 if limited else len(told), most - 1 - len(lead))
    chosen = {sentence for item in evidence for sentence in item.sentences}
    between = [
        sentence
        for sentence, _ in after
        if sentence in chosen and sentence not in told and sentence.start < told[-1].start
    ][: max(0, room - len(told))]
    behind = sorted((*told[:room], *between), key=lambda sentence: sentence.start)
    if not behind:
        return tuple(evidence)
    whole = replace(best, led_in_by=lead, followed_by=tuple(behind))
    rest = [item for item in evidence if item is not best and not _is_within(item, whole)]
    return within((whole, *rest), most)


def _one_by_one(best: Evidence, after: Sequence[tuple[Sentence, str]]) -> list[Sentence]:
    """The things told behind a sentence, each by the one that opens with its ordinal.

    They follow one that counts as many or more, or that is the first itself; two at least.
    """
    if _is_place(best.text, 0):
        told, place = [best.sentence], 1
    elif after and _is_place(after[0][1], 0) and _counts(best.text):
        told, place = [], 0
    else:
        return []
    for sentence, text in after:
        if _is_place(text, place):
            told.append(sentence)
            place += 1
        elif place and _LAST.match(text):
            told.append(sentence)
            break
        elif place and _is_place(text, 0):  # others are counted from here on
            break
    return [each for each in told if each is not best.sentence] if len(told) > 1 else []


def _is_place(text: str, place: int) -> bool:
    """Whether a sentence opens with the ordinal of a place, counted from 0: "Second, …"."""
    match = _OPENS.match(text)
    ordinal = (match["ordinal"] or match["other"]) if match else None
    return ordinal is not None and place < len(ORDINALS) and ordinal.lower() == ORDINALS[place]


def _counts(text: str) -> bool:
    """Whether a sentence counts something: "for two key reasons", "several limitations"."""
    counted = any(2 <= number.value <= _MOST for number in numbers(text))
    return counted or _UNCOUNTED.search(text) is not None


def _counts_reasons(item: Evidence) -> bool:
    return _REASONS.search(item.text) is not None and _counts(item.text)


def _counting_before(best: Evidence) -> tuple[Sentence, ...]:
    """The sentence before the first thing, where it counts them."""
    if not best.place or not _is_place(best.text, 0):
        return ()
    before = best.found.entry.passage.sentences[best.place - 1]
    alike = (before.kind, before.speaker) == (best.sentence.kind, best.sentence.speaker)
    return (before,) if alike and _counts(text_of(best.found, before)) else ()


def _after(best: Evidence, following: Following) -> Iterator[tuple[Sentence, str]]:
    """Yields the sentences behind one, in its passage and the next ones of the same section.

    Of the same kind and speaker alone; each with its text.
    """
    own, end = best.found.entry.passage, best.sentence.end
    for entry in (best.found.entry, *following(best.found)[:_OVER]):
        passage = entry.passage
        if passage.headings != own.headings:
            return
        for sentence in passage.sentences:
            alike = (sentence.kind, sentence.speaker) == (best.sentence.kind, best.sentence.speaker)
            if sentence.start >= end and alike:
                text = passage.text_of(sentence)
                yield sentence, text
                end = sentence.end


def _is_within(item: Evidence, whole: Evidence) -> bool:
    """Whether a sentence stands among others, of the same document."""
    first, last = whole.sentences[0], whole.sentences[-1]
    same = item.found.document_id == whole.found.document_id
    return same and first.start <= item.sentence.start <= last.start
