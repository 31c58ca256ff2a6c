"""Sentences that list things: one lists all that it counts, or several count themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.language.enumeration import find_series
from rag.language.lexicon import STOP_WORDS, is_verb, words
from rag.language.numbers import ORDINALS
from rag.listing.announced import Following, Wanted, counted_of, has_noun, singular
from rag.records import Sentence
from rag.retrieving.evidence import Evidence

# Words before a series among which the word asked for says what is listed.
NEAR_WORDS = 12

# Words at the beginning of a sentence among which it counts itself, and words up to the noun: "the
# first heading of the board's findings".
COUNTED_WORDS = 12
COUNTED_BEFORE = 7

OVER = 2
"""Passages over which a sentence that a page breaks off may go on."""

# Words behind an ordinal that count nothing of a list: "the first year", "the first of …".
_NO_THINGS = STOP_WORDS | words(
    "aid amendment circuit class day decade district female floor generation grader half known lady"
    " lieutenant month party quarter responder time three two week world year"
)
_COUNTS_ITSELF = re.compile(
    rf"\b(?P<ordinal>{'|'.join(ORDINALS)})\b(?P<after>(?: [\w’'-]+){{1,{COUNTED_BEFORE}}})"
)


def that_count_themselves(ranked: Sequence[Evidence], wanted: Wanted) -> tuple[Evidence, ...]:
    """Returns the sentences that count themselves, in that order: "The first heading …"."""
    noun = singular(wanted.noun)
    by_place: dict[tuple[str, int], Evidence] = {}
    for item in ranked:
        opening = " ".join(item.text.lower().split()[:COUNTED_WORDS])
        for match in _COUNTS_ITSELF.finditer(opening):
            after = match["after"].split()
            place = next((n for n, word in enumerate(after) if singular(word) == noun), None)
            if place is not None and not any(map(is_verb, after[:place])):
                document = item.found.document_id
                by_place.setdefault((document, ORDINALS.index(match["ordinal"])), item)
    if not by_place:
        return ()
    document = next(item.found.document_id for item in by_place.values())
    places = sorted(place for name, place in by_place if name == document)
    if len(places) < 2 or places[0] != 0 or places[-1] != len(places) - 1:
        return ()
    return tuple(by_place[document, place] for place in places)


def counted_as(item: Evidence) -> tuple[str, str, int] | None:
    """The document, the noun and the place, from 0, by which a sentence counts itself.

    "The second heading is …".
    """
    opening = " ".join(item.text.lower().split()[:COUNTED_WORDS])
    match = _COUNTS_ITSELF.match(opening, 4) if opening.startswith("the ") else None
    noun = singular(match["after"].split()[0]) if match else ""
    if match is None or noun in _NO_THINGS or noun.endswith("est"):
        return None
    return item.found.document_id, noun, ORDINALS.index(match["ordinal"])


def lists(item: Evidence, wanted: Wanted, *, end: str = "") -> tuple[int, bool]:
    """How many of the things asked for a sentence lists, and whether as many as it counts.

    They have the word asked for right before them.

    Args:
        end: What of the sentence stands elsewhere.
    """
    count, lead = series_of(item, end=end)
    # What is right before the things may be the first of them.
    named = has_noun(lead.rpartition(" ")[0], wanted)
    own = counted_of(lead, wanted, asked=None)
    counted = own or (wanted.count if named else None)
    if counted and count == counted and wanted.count in (None, counted):
        return count, True
    return (count if named and own is None else 0), False


def series_of(item: Evidence, *, end: str = "") -> tuple[int, str]:
    """How many things a sentence lists, and the words right before them."""
    series = find_series(f"{item.text} {end}" if end else item.text)
    if series is None:
        return 0, ""
    # "four programs that …: the first, the second" is led by what stands before the colon.
    return series.count, " ".join(series.lead.split(":")[0].split()[-NEAR_WORDS:])


def find_broken(
    ranked: Sequence[Evidence], wanted: Wanted, following: Following
) -> Evidence | None:
    """Returns the first sentence that the end of a page breaks off in the middle of a whole list.

    With its end: "… on six metrics: cost, speed," and, behind notes and headings, "and safety."
    """
    for item in ranked:
        end = _end(item, following)
        if end is not None and lists(item, wanted, end=end[1])[1]:
            return replace(item, followed_by=(end[0],))
    return None


def _end(item: Evidence, following: Following) -> tuple[Sentence, str] | None:
    """Where a sentence that breaks off after a comma goes on, and its words; None for others."""
    if not item.text.rstrip().endswith(","):
        return None
    for entry in (item.found.entry, *following(item.found)[:OVER]):
        passage = entry.passage
        for sentence in passage.sentences:
            if sentence.start < item.sentence.end or sentence.kind in ("footnote", "heading"):
                continue
            text = passage.text_of(sentence)
            alike = (sentence.kind, sentence.speaker) == (item.sentence.kind, item.sentence.speaker)
            return (sentence, text) if alike and text[:1].islower() else None
    return None
