"""Whether what a question is about stands where its answer would stand.

A near miss has all but one of the words of its question: "How many of those removed were women?"
finds how many were removed. The word that is missing tells it apart from an answer, if it is one
that says what the question is about. Many do not: "take part", "what kind of", "according to".
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.asking.question import Query, content_words, root, roots
from rag.language.lexicon import NEUTRAL, stem, words
from rag.language.reporting import COUNTS, HOLDS, VERB
from rag.retrieving.designators import (
    has_number,
    is_of_another,
    is_under_another,
    names_a_number,
)
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.picking import lead_in

# From this cosine on a word is met by another one; this far below it is not met at all.
MET = 0.5
DEPTH = 0.25
# What the cosine to a word of the passage that does not stand beside the sentence is lowered by.
FURTHER = 0.08

_LIGHT = words(
    """
    many much percent percentage proportion fraction part name names named kind kinds type types
    sort sorts long old far big large small high often exactly happen happened happens thing things
    reason reasons purpose date year years month months day days look tell whole according question
    person someone anyone official officials main little extra still caught take takes took taken
    taking get gets got getting put puts go goes went gone come comes came try tries tried trying
    want wants wanted think thinks thought know knows knew known view opinion answer call called
    calls hold holds held keep kept turn turned run ran set let see seen bring brought work worked
    lead led back compare comparison difference differ meant means up out down away off along
    together yet already again since ago later now today currently new first last next two three
    four five six seven eight nine ten eleven twelve one single begin begins began start starts
    started made make makes making behind among against across per via around near alone period
    """
)
_IN_NAMES = dict.fromkeys(("law", "laws", "statute", "statutes"), "act")
"""What stands in proper names for a word."""

_HEADED = re.compile(
    r"\bwhere (?:is|are|was|were) (?:[\w.’'-]+ ){1,6}?(?P<word>headed|heading|going)\b", re.I
)
_EXPECTS = re.compile(
    r"\b(?:expect(?:s|ed)?|project(?:s|ed)|forecasts?|predict(?:s|ed)?|anticipate[sd]?|on track to"
    r"|estimated? (?:that|to)|(?:is|are) likely to|will)\b",
    re.I,
)
"""What tells where something is headed."""

_REPORTS = re.compile(f"{VERB}|{COUNTS}|{HOLDS}")


def says_something(word: str) -> bool:
    """Whether a question's word, in small letters, says what it is about."""
    return not (word in _LIGHT or stem(word) in NEUTRAL or _REPORTS.fullmatch(word))


def telling(question: str) -> frozenset[str]:
    """The stems of a question's words that say what it is about."""
    return frozenset(root(word) for word in content_words(question) if says_something(word))


def unmet(query: Query, best: Evidence) -> float:
    """Returns the mean of `shortfalls`: how much of what a question is about is missing."""
    missing = shortfalls(query, best)
    return sum(missing) / len(missing) if missing else 0.0


def shortfalls(query: Query, best: Evidence) -> tuple[float, ...]:
    """Returns how far what a question is about does not stand where the best sentence stands.

    One value for each of its words that say so, from 0, where it stands in the sentence, the one
    before it, the title or a heading, by stem or in a word of much the same meaning, to 1, where
    nothing comes near it.
    """
    before = slice(max(0, best.place - 1), best.place + 1)
    there = roots(in_place(best))
    near = best.found.matches[before].max(axis=0)
    further = best.found.matches.max(axis=0)
    headed = _HEADED.search(query.text) if _EXPECTS.search(best.text) else None
    missing = []
    for word, tokens in zip(query.words, query.places, strict=True):
        if not tokens or not says_something(word):
            continue
        if headed is not None and word == headed["word"].lower():
            missing.append(0.0)
            continue
        if roots(word) & there or roots(_IN_NAMES.get(word, "")) & there:
            missing.append(0.0)
            continue
        at = list(tokens)
        cosine = max(float(near[at].mean()), float(further[at].mean()) - FURTHER)
        missing.append(min(1.0, max(0.0, (MET - cosine) / DEPTH)))
    return tuple(missing)


def is_beside(question: str, item: Evidence) -> bool:
    """Whether a sentence is of another number of what a question names: "Phase II", not "III".

    What it leans on tells that, too, and what it stands under, but for its document's title, where
    nothing around it has the number asked for.
    """
    if not names_a_number(question):
        return False
    passage = item.found.entry.passage
    before = lead_in(item)
    led = "" if before is None else text_of(item.found, before)
    title = item.found.entry.context.split("\n", 1)[0]
    headings = [heading for heading in passage.headings if heading != title]
    text = f"{led} {item.text}"
    return is_of_another(question, text, in_place(item)) or is_under_another(
        question, text, headings, passage.text
    )


def has_its_number(question: str, item: Evidence) -> bool:
    """Whether a sentence is of the number of what a question names, by what stands around it."""
    return has_number(question, in_place(item))


def is_about(matter: str, found: Found, place: int) -> bool:
    """Whether a word that says what the matter is stands at a sentence, by its place, or beside it.

    Beside it only what the same one says, or whoever passes it on. Also where no word says what the
    matter is.
    """
    asked = telling(matter)
    passage = found.entry.passage
    here = passage.sentences[place].speaker
    near = passage.sentences[max(0, place - 1) : place + 2]
    texts = (
        text_of(found, each)
        for each in near
        if each.speaker == here or each.speaker.name in here.quoted_by
    )
    return not asked or bool(asked & roots(" ".join((*passage.headings, *texts))))


def only_about(matter: str, found: Found) -> Found:
    """Returns a passage of which only those sentences may be cited at which a matter stands."""
    sentences = found.entry.passage.sentences
    starts = {each.start for at, each in enumerate(sentences) if is_about(matter, found, at)}
    citable = starts if found.citable is None else starts & found.citable
    return replace(found, citable=frozenset(citable))


def in_place(item: Evidence) -> str:
    """A sentence with what it stands under and behind: title, headings, the sentence before."""
    passage = item.found.entry.passage
    near = passage.sentences[max(0, item.place - 1) : item.place + 1]
    said = " ".join(text_of(item.found, sentence) for sentence in near)
    return " ".join((item.found.entry.context, *passage.headings, said))
