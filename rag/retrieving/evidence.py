"""Passages to the few sentences that answer, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from rag.asking.question import Query, roots
from rag.language.abbreviations import credits
from rag.language.dates import ANY_MONTH
from rag.language.labels import label_end
from rag.language.numbers import numbers
from rag.language.reporting import VERB
from rag.language.trimming import wording
from rag.models.cross_encoder import InContext, Size
from rag.records import Sentence
from rag.retrieving.found import Found
from rag.retrieving.standing import (
    announces,
    is_bare,
    is_chart,
    is_heap,
    leans_on,
    loss,
    means_before,
    needs,
    only_asks,
)
from rag.retrieving.timing import timing

# Share of a sentence's score that comes from its whole passage.
PASSAGE_SHARE = 0.15
# What a sentence gains that has the kind of thing asked for (a date, a number, a name).
KIND_BONUS = 0.04
# What it gains that is of the years asked about, and loses that is of others: correct .833 → .843,
# citation F1 .734 → .743 (gold, n 198); .785 → .785, .570 → .581 (GAO, n 65). Half or twice as much
# does as well.
YEARS_BONUS = 0.06
# A further sentence must reach this share of the best one's score …
CLOSE = 0.92
# … and not repeat more than this share of the words of one already taken.
REPEATS = 0.7
# The same of the content words of what two documents tell of one teller.
RETELLS = 0.6
# … and of those that are no names, where the tellers or the numbers of reports differ: two findings
# on one body are not one.
RETELLS_PLAINLY = 0.5

_TELLS = re.compile(
    rf"^According to .{{2,120}}?, |^.{{2,100}}?\b(?:finding|{VERB})\b"
    r"(?: (?:in|on|from) [^,]{3,60}?)? that "
)
_NEGATES = re.compile(r"\b(?:no|not|nothing|never|neither|nor|none|without)\b|n['’]t\b")
# A day by which a work is called, and a number: what is said is the same without.
_OF_A_DAY = re.compile(
    rf"(?<=[a-z]) of (?:{ANY_MONTH}) \d{{1,2}}, (?:19|20)\d\d\b|\b[A-Z]+(?:-\d+)+\b"
)
_NAMED = re.compile(r"\b[A-Z][\w-]+")
_NUMBER = re.compile(r"\b(?!(?:1[89]|20)\d\d\b)\d")  # a year alone is no count
_DATE = re.compile(rf"\b(?:1[89]|20)\d\d\b|\b(?:{ANY_MONTH})\b")
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][\w.]*)+|\b[A-Z]{2,}\b")
_REASON = re.compile(r"\b(?:because|since|due to|in order to|so that|reasons?|cause[ds]?)\b", re.I)
_ASKS = {
    "who": re.compile(r"\b(?:who|whom|whose)\b", re.I),
    "when": re.compile(
        r"\b(?:when|what (?:date|year|month|day)|which (?:date|year|month))\b", re.I
    ),
    "number": re.compile(
        r"\bhow (?:many|much|long|large|often|far|old)\b|\bwhat (?:share|percent"
        r"|percentage|proportion|number|amount|fraction)\b",
        re.I,
    ),
    "why": re.compile(r"\b(?:why|for what reason|what (?:caused|led))\b", re.I),
}
_HAS = {"who": _NAME, "when": _DATE, "number": _NUMBER, "why": _REASON}


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A sentence chosen for an answer.

    Attributes:
        score: What it was chosen by; higher is better.
        matches: (q,) its best cosine to each question token.
        led_in_by: The sentence before it, where it cannot be understood without.
        followed_by: The sentences that it announces with its colon.
        speakers: Whose words alone may be quoted; None where anybody's may.
        odds: The log-odds that it answers, by a cross-encoder; None where it was not read.
        read_by: Which one that is.
    """

    found: Found
    sentence: Sentence
    score: float
    matches: NDArray[np.float32]
    led_in_by: Sentence | None = None
    followed_by: tuple[Sentence, ...] = ()
    odds: float | None = None
    read_by: Size = "small"
    speakers: frozenset[str] | None = None

    @property
    def place(self) -> int:
        """Its place among the sentences of its passage."""
        return self.found.entry.passage.sentences.index(self.sentence)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is to be quoted, in the document's order."""
        before = () if self.led_in_by is None else (self.led_in_by,)
        return (*before, self.sentence, *self.followed_by)

    @property
    def blemished(self) -> bool:
        """Whether it is a fragment, a footnote, or otherwise no answer by itself."""
        headings = self.found.entry.passage.headings
        return loss("", self.sentence, self.text, headings) > 0 or announces(self.text)

    @property
    def text(self) -> str:
        return text_of(self.found, self.sentence)


def text_of(found: Found, sentence: Sentence) -> str:
    """Returns a sentence of a found passage, see `Passage.text_of`."""
    return found.entry.passage.text_of(sentence)


def in_context(found: Found, place: int) -> InContext:
    """Returns a sentence of a found passage, by its place, as the cross-encoder reads it."""
    passage = found.entry.passage
    before = text_of(found, passage.sentences[place - 1]) if place else ""
    return InContext(
        text=" ".join(text_of(found, passage.sentences[place]).split()),
        title=found.entry.context.split("\n", 1)[0],
        heading=passage.headings[-1] if passage.headings else "",
        before=" ".join(before.split()),
    )


def mentions(text: str, name: str) -> bool:
    """Whether a sentence names somebody or something."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I) is not None


def is_theirs(
    item: Evidence, speakers: frozenset[str], called: str, *, plainly: bool = False
) -> bool:
    """Whether a sentence is said by speakers called so, or tells of them (see `credits`)."""
    speaker = item.sentence.speaker
    if {speaker.name, *speaker.quoted_by} & speakers:
        return True
    text = " ".join(text_of(item.found, each) for each in item.sentences)
    return credits(text, speakers | {called}, plainly=plainly)


def kind_asked(question: str) -> str | None:
    """Returns "who", "when", "number" or "why" where a question asks for one of these."""
    return next((kind for kind, pattern in _ASKS.items() if pattern.search(question)), None)


def has_kind(kind: str, text: str) -> bool:
    """Whether a text has the kind of thing asked for."""
    return _HAS[kind].search(text, label_end(text)) is not None


Favour = Callable[[Found, Sentence], float]
"""The factor of a sentence's score for where it stands or who says it, where the question names
that."""


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
        if any(repeats(item, other) or retells(item, other) for other in chosen):
            continue
        taken = {sentence for other in chosen for sentence in other.sentences}
        if item.sentence in taken:
            continue
        whole = with_context(item, taken, room)
        alone = whole.led_in_by is None and lead_in(item) not in taken and needs(item.text)
        hollow = announces(item.text) and not whole.followed_by
        if hollow or (alone and chosen):  # what answers best is quoted even if it leans
            continue
        chosen.append(whole)
        room -= len(whole.sentences)
    return tuple(chosen)


def within(evidence: Sequence[Evidence], most: int) -> tuple[Evidence, ...]:
    """Keeps, in order, what has room among so many sentences; the first one in any case."""
    kept: list[Evidence] = []
    room = most
    for item in evidence:
        if not kept or len(item.sentences) <= room:
            kept.append(item)
            room -= len(item.sentences)
    return tuple(kept)


def _is_bare(item: Evidence) -> bool:
    return is_bare(item.sentence, item.text)


def with_context(item: Evidence, taken: Set[Sentence], room: int) -> Evidence:
    """Returns a sentence with what it leans on and what it announces, as far as there is room.

    Args:
        taken: Sentences that are quoted already.
        room: How many more there may be.
    """
    before = lead_in(item)
    lead = None if before in taken or room < 2 else before
    announced = [each for each in _announced(item) if each not in taken]
    announced = announced[: room - 1 - (lead is not None)]
    return replace(item, led_in_by=lead, followed_by=tuple(announced))


def rank(
    query: Query,
    found: Sequence[Found],
    *,
    speakers: frozenset[str] | None = None,
    favour: Favour | None = None,
) -> list[Evidence]:
    """Scores every sentence that may be cited; best first, ties in the order found.

    Args:
        speakers: Only what those of these names assert.
        favour: The factor for sentences whose document or speaker the question names.
    """
    kind = kind_asked(query.text)
    items = []
    for passage in found:
        scores = passage.sentence_scores(query.weights)
        for place, sentence in enumerate(passage.entry.passage.sentences):
            if not passage.may_be_quoted(sentence, speakers):
                continue
            text = text_of(passage, sentence)
            if (
                only_asks(text)
                or is_chart(text)
                or (sentence.kind != "row" and is_heap(query.text, text))
            ):
                continue
            score = (1 - PASSAGE_SHARE) * float(scores[place]) + PASSAGE_SHARE * passage.score
            if kind is not None and has_kind(kind, text):
                score += KIND_BONUS
            before = passage.entry.passage.sentences[place - 1 : place]
            around = " ".join([passage.entry.context, *(text_of(passage, each) for each in before)])
            score += YEARS_BONUS * timing(query.text, text, around)
            score -= loss(query.text, sentence, text, passage.entry.passage.headings)
            score *= favour(passage, sentence) if favour else 1.0
            matches = passage.matches[place]
            items.append(Evidence(passage, sentence, score, matches, speakers=speakers))
    return sorted(items, key=lambda item: -item.score)


def _said_by(sentence: Sentence, speakers: frozenset[str] | None) -> bool:
    return speakers is None or sentence.speaker.name in speakers


def repeats(item: Evidence, other: Evidence) -> bool:
    """Whether two sentences say the same in much the same words."""
    own, seen = (set(re.findall(r"\w+", each.text.lower())) for each in (item, other))
    smaller = min(len(own), len(seen))
    return smaller > 0 and len(own & seen) > REPEATS * smaller


def retells(item: Evidence, other: Evidence) -> bool:
    """Whether another document has told the same of the same teller already, in other words.

    Neither names what the other does not, and no number is new.
    """
    if _is_beside(item, other) or not _is_of_one_teller(item, other):
        return False
    own, seen = _told(item), _told(other)
    if own is None or seen is None or bool(_NEGATES.search(own)) != bool(_NEGATES.search(seen)):
        return False
    names, known = (set(_NAMED.findall(each)) for each in (own, seen))
    if not (names <= known or known <= names):
        return False
    if not _values(_OF_A_DAY.sub("", item.text)) <= _values(_OF_A_DAY.sub("", other.text)):
        return False
    if _share(own, seen) <= RETELLS:
        return False
    plain, plainly = (_NAMED.sub(" ", each) for each in (own, seen))
    same = item.sentence.speaker.name == other.sentence.speaker.name
    alike = same and _values(item.text) <= _values(other.text)
    return alike or _share(plain, plainly) > RETELLS_PLAINLY


def _share(one: str, other: str) -> float:
    """Share of the content words of two texts that both have, of those of the one with fewer."""
    words, said = ({word for word in roots(each) if word.isalpha()} for each in (one, other))
    return len(words & said) / max(1, min(len(words), len(said)))


def _is_beside(item: Evidence, other: Evidence) -> bool:
    return item.found.entry.passage.document_id == other.found.entry.passage.document_id


def _is_of_one_teller(item: Evidence, other: Evidence) -> bool:
    """Whether two sentences are said by one, or by one and by another whom that one quotes."""
    one, two = item.sentence.speaker, other.sentence.speaker
    return one.name == two.name or one.name in two.quoted_by[:-1] or two.name in one.quoted_by[:-1]


def _told(item: Evidence) -> str | None:
    """What somebody is said to say; None where a sentence says something itself."""
    line = told = " ".join(item.text.split())
    while tells := _TELLS.match(told):
        told = told[tells.end() :]
    return None if told == line else told


def _values(text: str) -> set[float]:
    return {number.value for number in numbers(text)}


def _announced(item: Evidence) -> tuple[Sentence, ...]:
    """What a sentence announces, as one does that ends in a colon: what is alike after it."""
    if not announces(item.text):
        return ()
    sentences = item.found.entry.passage.sentences
    after = sentences[sentences.index(item.sentence) + 1 :]
    first = after[0] if after else None
    if first is None or first.kind == "heading":
        return ()
    alike = takewhile(lambda each: (each.kind, each.speaker) == (first.kind, first.speaker), after)
    return tuple(alike) if _said_by(first, item.speakers) else ()


def continues(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is an item that goes on with what announces it: "• is run by a town"."""
    return sentence.kind == "item" and wording(sentence, text)[:1].islower()


def lead_in(item: Evidence) -> Sentence | None:
    """Returns the sentence before, where this one cannot be understood without it."""
    sentences = item.found.entry.passage.sentences
    place = sentences.index(item.sentence)
    if continues(item.sentence, item.text):
        others = [each for each in sentences[:place] if each.kind != "item"]
        announced = bool(others) and announces(text_of(item.found, others[-1]))
        same = announced and others[-1].speaker == item.sentence.speaker
        return others[-1] if same and _said_by(others[-1], item.speakers) else None
    before = sentences[place - 1] if place else None
    if before is None or before.kind == "heading" or not _said_by(before, item.speakers):
        return None
    if before.speaker != item.sentence.speaker:
        tells = before.speaker.name in item.sentence.speaker.quoted_by
        return before if tells and means_before(item.text) else None
    return before if leans_on(item.text, text_of(item.found, before)) else None
