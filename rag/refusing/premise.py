"""What a question takes for granted, held against what was found.

"Why did ICE agree to a deadline?" presupposes that ICE agreed. A sentence on the same thing that
denies it, says the opposite, or counts fewer, contradicts the question, and is worth showing. Each
kind is told in a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.fitting.stances import Stance, agrees, contrary, presupposed, takes_up
from rag.fitting.subjects import subject, told_apart
from rag.language.abbreviations import is_called
from rag.language.claims import Token, fold, keys, read
from rag.records import Sentence
from rag.refusing.absences import none_of, some_of
from rag.refusing.miscounts import (
    counted_fewer,
    counts_so_many,
    figure_in,
    figure_otherwise,
    is_money,
    other_times,
    part_otherwise,
    wholes,
    year_otherwise,
)
from rag.refusing.presupposition import affirms, contradicted, is_about, takes_for_granted
from rag.refusing.unproven import not_shown
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found

_LEANS = re.compile(r"\W*(?:it|its|they|their|he|his|she|her|we|our|i|this|these)\b", re.I)
_WE = re.compile(r"\b(?:we|our|us)\b", re.I)
_TAKES_UP = re.compile(r"\b(?:this|these|that|it|them|such)\b", re.I)
_SAYS_THAT = re.compile(
    r"\b(?:did|does|do|has|have)\s(?:the\s)?(?P<who>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&-]*)*)\s"
    r"(?:say|find|conclude|report|state|note|claim|argue|think|believe|write|hold)\sthat\b"
)

# Of the sentences found, only these many are sure to be on what was asked …
FIRST = 4
# … if they reach this share of the best one's score.
CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence chosen for an answer, and its words that contradict the question."""

    evidence: Evidence
    words: str


def contradiction(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found] = ()
) -> Contradiction | None:
    """Returns the first sentence that contradicts what a question takes for granted.

    Or that is contradicted in the sentence behind it: "VHA disagreed with this recommendation."
    None does where a passage found states what the question takes for granted.
    """
    stance = presupposed(question) if takes_for_granted(question) else None
    if stance is not None:
        against = _standing_elsewhere(stance, evidence, found)
        if against is not None:
            return against
    against = (
        _contradiction(question, evidence)
        or _other_figure(question, evidence, found)
        or _part_elsewhere(question, evidence, found)
        or absence(question, evidence, found)
    )
    if against is None or any(affirms(question, text) for text in _texts(found)):
        return None
    return against


def absence(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found] = ()
) -> Contradiction | None:
    """The first sentence by which there is none of what is asked for: "how many", "which".

    None does where a sentence found may say how many there are, or which.
    """
    best = max((item.score for item in evidence), default=0.0)
    for item in [each for each in evidence if each.score >= CLOSE * best][:FIRST]:
        words = none_of(question, item.text, item.found.entry.context)
        if words is not None and _of_the_same(question, item):
            said = ((text_of(each, one), each) for each in found for one in _sentences(each))
            some = any(some_of(question, text, each.entry.context) for text, each in said)
            return None if some else Contradiction(item, words)
    return None


def _sentences(item: Found) -> Sequence[Sentence]:
    return item.entry.passage.sentences


def _standing_elsewhere(
    stance: Stance, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The sentence that says most plainly that somebody stands elsewhere than a question has it.

    None does where another one has them stand there.
    """
    speakers = next((item.speakers for item in evidence), None)
    against: list[tuple[int, Contradiction]] = []
    for item in found or [each.found for each in evidence]:
        about = item.entry.context
        sentences = item.entry.passage.sentences
        texts = [text_of(item, each) for each in sentences]
        for place, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
            if agrees(stance, texts[:place], text, about):
                return None
            said = contrary(stance, texts[:place], text, about)
            if said is None or not item.may_be_quoted(sentence, speakers):
                continue
            lead = sentences[place - 1 : place] if takes_up(text, stance) else ()
            told = Evidence(
                item, sentence, item.score, item.matches[place], lead, speakers=speakers
            )
            named = len(stance.what & keys(read(fold(f", {text}"))))
            against.append((named, Contradiction(told, said)))
    return max(against, key=lambda each: each[0], default=(0, None))[1]


def _texts(found: Sequence[Found]) -> Iterator[str]:
    """Yields what the passages found say, sentence by sentence, their titles with it."""
    for item in found:
        yield from item.entry.context.split("\n")
        for sentence in item.entry.passage.sentences:
            yield text_of(item, sentence)


def _contradiction(question: str, evidence: Sequence[Evidence]) -> Contradiction | None:
    best = max((item.score for item in evidence), default=0.0)
    for item in [each for each in evidence if each.score >= CLOSE * best][:FIRST]:
        about = item.found.entry.context
        if not _of_the_same(question, item):
            continue
        words = contradicted(question, item.text, about=about) or _other_part(question, item)
        if words is not None:
            return Contradiction(item, words)
        behind = _next_to(item)
        if behind is not None:
            words = _taken_up(question, item.text, text_of(item.found, behind), about)
            if words is not None:
                return Contradiction(replace(item, followed_by=(behind,)), words)
    return None


def _taken_up(question: str, text: str, behind: str, about: str) -> str | None:
    """The words of the sentence behind one that contradict a question, if it goes on about that.

    A quality that was not shown is one of what is spoken of there: "Superiority was not shown."
    """
    if _TAKES_UP.search(behind):
        return contradicted(question, behind, about=f"{about} {text}", own=1)
    if not takes_for_granted(question) or not is_about(question, text):
        return None
    words = not_shown(question, behind)
    return words if words and behind.strip().startswith(words) else None


def _other_part(question: str, item: Evidence) -> str | None:
    """Another part of the same whole than the question has, as a sentence says it."""
    passage = item.found.entry.passage
    around = [text_of(item.found, sentence) for sentence in passage.sentences]
    return part_otherwise(question, item.text, around) if takes_for_granted(question) else None


def _other_figure(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The nearest sentence that has another figure, where nothing found has that of the question.

    Or that has the same one of another year, where nothing found has it of that of the question.
    """
    figure = figure_in(question) if takes_for_granted(question) else None
    if figure is None:
        return None
    speakers = next((item.speakers for item in evidence), None)
    there = [text for text in _texts(found) if figure.key in keys(read(fold(text)))]
    if not all(is_money(figure) and other_times(question, text) for text in there):
        return None
    others: list[tuple[float, Contradiction]] = []
    for item in found:
        for place, sentence in enumerate(item.entry.passage.sentences):
            text = text_of(item, sentence)
            year = year_otherwise(question, text)
            other = (1.0, year) if year else figure_otherwise(question, text)
            if other is not None and item.may_be_quoted(sentence, speakers):
                score, matches = item.score, item.matches[place]
                told = Evidence(item, sentence, score, matches, speakers=speakers)
                others.append((other[0], Contradiction(told, other[1])))
    return max(others, key=lambda each: each[0], default=(0, None))[1]


def _part_elsewhere(
    question: str, evidence: Sequence[Evidence], found: Sequence[Found]
) -> Contradiction | None:
    """The first sentence with a part of as many as the question has all of: "13 of the 20"."""
    if not counts_so_many(question):
        return None
    speakers = next((item.speakers for item in evidence), None)
    for item in found:
        for place, sentence in enumerate(item.entry.passage.sentences):
            text = text_of(item, sentence)
            part = counted_fewer(question, text) if any(wholes(text)) else None
            told = Evidence(item, sentence, item.score, item.matches[place], speakers=speakers)
            against = part and contradicted(question, text, about=item.entry.context)
            if against and item.may_be_quoted(sentence, speakers) and _of_the_same(question, told):
                return Contradiction(told, against)
    return None


def _of_the_same(question: str, item: Evidence) -> bool:
    """Whether a sentence names who the question is about, if that is somebody by name.

    One that says "it" or "we" may leave the name to its title, what stands before it, or whoever
    speaks; so may all that one says of whom it is asked why they said something.
    """
    names = subject(read(fold(question)))
    says = _SAYS_THAT.search(question)
    if not names or (says and is_called(item.sentence.speaker.name, says["who"])):
        return True
    text = item.text
    if _WE.search(text) and is_called(item.sentence.speaker.name, _as_named(names)):
        return True
    if _LEANS.match(text):
        lead = item.found.entry.passage.sentences[: item.place]
        before = [text_of(item.found, sentence) for sentence in lead]
        text = "; ".join((item.found.entry.context, item.sentence.speaker.name, *before, text))
    said = read(fold(f", {text}"))
    there = {part for token in said for part in (token.bare, token.bare.partition("-")[0])}
    named = {token.bare for token in told_apart(names)}
    return bool(there & named)  # "OIG-12-66" is one of the OIG


def _as_named(names: Sequence[Token]) -> str:
    return " ".join(token.text for token in names)


def _next_to(item: Evidence) -> Sentence | None:
    """The sentence behind one in its passage, if the same one says it."""
    sentences = item.found.entry.passage.sentences
    place = sentences.index(item.sentence) + 1
    behind = sentences[place] if place < len(sentences) else None
    return behind if behind and behind.speaker == item.sentence.speaker else None
