"""Passages to the few sentences that answer, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.asking.question import Query, roots
from rag.language.abbreviations import credits, may_be_one
from rag.language.dates import ANY_MONTH
from rag.language.numbers import numbers
from rag.language.reporting import VERB
from rag.language.titles import ROLE
from rag.language.trimming import wording
from rag.models.cross_encoder import InContext, Size
from rag.records import Sentence
from rag.retrieving.disputing import disagree
from rag.retrieving.found import Found
from rag.retrieving.kinds import has_kind, kind_asked
from rag.retrieving.pointing import affirms_or_denies
from rag.retrieving.standing import (
    announces,
    is_chart,
    is_heap,
    loss,
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
# A further sentence repeats no more than this share of the words of one already taken.
REPEATS = 0.7
# The same of the content words of what two documents tell of one teller.
RETELLS = 0.6
# … and of those that are no names, where the tellers or the numbers of reports differ: two findings
# on one body are not one.
RETELLS_PLAINLY = 0.5

_TELLS = re.compile(
    rf"^According to .{{2,120}}?, |^.{{2,100}}?\b(?:finding|{VERB})\b"
    rf"(?: (?:in|on|from) (?:[^,]{{3,60}}?|(?:{ANY_MONTH}) \d{{1,2}}, (?:19|20)\d\d))? that "
)
_NEGATES = re.compile(r"\b(?:no|not|nothing|never|neither|nor|none|without)\b|n['’]t\b", re.I)
# A day by which a work is called, and a number: what is said is the same without.
_OF_A_DAY = re.compile(
    rf"(?<=[a-z]) of (?:{ANY_MONTH}) \d{{1,2}}, (?:19|20)\d\d\b|\b[A-Z]+(?:-\d+)+\b"
)
# The same where somebody tells it: "reported on May 2, 2014 that", "wrote in May 2014 that".
_ON_A_DAY = re.compile(
    rf"(?<=[a-z]) (?:in|on) (?:early |late )?(?:{ANY_MONTH}) (?:\d{{1,2}}, )?(?:19|20)\d\d\b"
)
_NAMED = re.compile(r"\b[A-Z][\w-]+")
_ASKS_MORE = re.compile(r"\W*(?:what|how|why|when|where|which|who)\b", re.I)

CREDITS = re.compile(
    r",? (?:according to (?:[^,.]|(?<=\b[A-Z])\.){2,80}"
    r"|as (?:[^,.]|(?<=\b[A-Z])\.){2,60}? (?:cites?|gives?|puts?|quotes?|reports?|tells?) it)"
    r"(?=[,.])"
)
"""Who tells a thing, behind it: "…, according to a blog", "…, as Lee's commentary cites it"."""

LIKELIEST = 3
"""Sentences that likeliest answer by which it is judged whether what was read tells an answer."""

UNREAD = -4.0
"""Log-odds of a sentence that was not read, or is not there: those of one on something else."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A sentence chosen for an answer.

    Attributes:
        score: What it was chosen by; higher is better.
        matches: (q,) its best cosine to each question token.
        led_in_by: What stands before it without which it cannot be understood, in order.
        followed_by: The sentences that it announces with its colon.
        speakers: Whose words alone may be quoted; None where anybody's may.
        odds: The log-odds that it answers, by a cross-encoder; None where it was not read.
        read_by: Which one that is.
    """

    found: Found
    sentence: Sentence
    score: float
    matches: NDArray[np.float32]
    led_in_by: tuple[Sentence, ...] = ()
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
        return (*self.led_in_by, self.sentence, *self.followed_by)

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
    """Returns a sentence of a found passage, by its place, with what it may lean on."""
    passage = found.entry.passage
    before = text_of(found, passage.sentences[place - 1]) if place else ""
    return InContext(
        text=" ".join(text_of(found, passage.sentences[place]).split()),
        title=found.entry.context.split("\n", 1)[0],
        heading=passage.headings[-1] if passage.headings else "",
        before=" ".join(before.split()),
    )


def mean_of_likeliest(evidence: Iterable[Evidence]) -> float:
    """The mean log-odds of those that likeliest answer, of what was read beside a question."""
    odds = sorted((item.odds for item in evidence if item.odds is not None), reverse=True)
    return sum([*odds, *[UNREAD] * LIKELIEST][:LIKELIEST]) / LIKELIEST


def mentions(text: str, name: str) -> bool:
    """Whether a sentence names somebody or something."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I) is not None


def is_theirs(
    item: Evidence,
    speakers: frozenset[str],
    called: str,
    *,
    plainly: bool = False,
    thinks: bool = False,
) -> bool:
    """Whether a sentence is said by speakers called so or for them, or tells of them.

    See `credits` and `speaks_for`.

    Args:
        thinks: Whether what they only pass on from others does not count.
    """
    speaker = item.sentence.speaker
    if {speaker.name, *speaker.quoted_by} & speakers:
        return speaker.name in speakers or not thinks
    if speaks_for(speaker.name, called, " ".join(item.found.entry.passage.text.split())):
        return True
    text = " ".join(text_of(item.found, each) for each in item.sentences)
    return credits(text, speakers | {called}, plainly=plainly)


def speaks_for(name: str, called: str, text: str) -> bool:
    """Whether a text calls somebody a person of a body: "Elm's director Carl Boone"."""
    who, body = re.escape(name), re.escape(called)
    before = rf"\b{body}(?:['\u2019]s?)?\s(?:[a-z-]+\s){{0,3}}?{ROLE},?\s{who}\b"
    behind = rf"\b{who},\s(?:[\w-]+\s){{1,6}}?(?:at|for|of|with)\s(?:the\s)?{body}\b"
    return " " in name and re.search(f"{before}|{behind}", text) is not None


Favour = Callable[[Found, Sentence], float]
"""The factor of a sentence's score for where it stands or who says it, where the question names
that."""


def within(evidence: Sequence[Evidence], most: int) -> tuple[Evidence, ...]:
    """Keeps, in order, what has room among so many sentences; the first one in any case."""
    kept: list[Evidence] = []
    room = most
    for item in evidence:
        if not kept or len(item.sentences) <= room:
            kept.append(item)
            room -= len(item.sentences)
    return tuple(kept)


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
                or (affirms_or_denies(text) and _ASKS_MORE.match(query.text))
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


def said_by(sentence: Sentence, speakers: frozenset[str] | None) -> bool:
    """Whether a sentence is said by one of some speakers, where only these are asked for."""
    return speakers is None or sentence.speaker.is_one_of(speakers)


def is_again(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence tells what another one has told already."""
    return (repeats(item, other) and not disputes(item, other)) or retells(item, other)


def disputes(item: Evidence, other: Evidence) -> bool:
    """Whether another speaker or document denies the same, or has another figure, day or name.

    Rows of tables are of several things.
    """
    same = item.sentence.speaker.name == other.sentence.speaker.name and _is_beside(item, other)
    if same or "row" in (item.sentence.kind, other.sentence.kind):
        return False
    said, known = (_passed_on(each) or each.text for each in (item, other))
    return disagree(said, known)


def repeats(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence says the same as another, in much the same words and no new number.

    Where both pass something on, that is the same, and names nobody else: not only "The board found
    that …, as Lee's commentary cites it".
    """
    own, seen = (_passed_on(each) for each in (item, other))
    if own is not None and seen is not None:
        own, seen = CREDITS.sub("", own), CREDITS.sub("", seen)
        named = {name.lower() for name in _NAMED.findall(own)}
        if not _are_alike(own, seen) or not named <= set(re.findall(r"[\w-]+", seen.lower())):
            return False
    return _are_alike(item.text, other.text) and _values(item.text) <= _values(other.text)


def _are_alike(one: str, other: str) -> bool:
    own, seen = (set(re.findall(r"\w+", each.lower())) for each in (one, other))
    smaller = min(len(own), len(seen))
    return smaller > 0 and len(own & seen) > REPEATS * smaller


def retells(item: Evidence, other: Evidence) -> bool:
    """Whether another document has told the same of the same teller already, in other words.

    Neither names what the other does not, and no number is new.
    """
    if _is_beside(item, other) or not are_of_one_teller(item, other):
        return False
    own, seen = _passed_on(item), _passed_on(other)
    if own is None or seen is None or negates(own) != negates(seen):
        return False
    names, known = (set(_NAMED.findall(each)) for each in (own, seen))
    if not (names <= known or known <= names):
        return False
    if not _values(_undated(item.text)) <= _values(_undated(other.text)):
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
    return item.found.document_id == other.found.document_id


def are_of_one_teller(item: Evidence, other: Evidence) -> bool:
    """Whether two sentences are said by one, or by one and by another whom that one quotes.

    Whatever that one is called: "OIG", "DHS Office of Inspector General", its report "OIG-12-66".
    """
    one, two = item.sentence.speaker, other.sentence.speaker
    return (
        one.name in two.quoted_by[:-1]
        or two.name in one.quoted_by[:-1]
        or may_be_one(one.name, two.name)
    )


def told(item: Evidence) -> str:
    """What a sentence says, without the day or number of what its teller says it in, before it.

    "Lee's note of May 2, 2014 says that rents rose." tells nothing of that day, nor does a footnote
    of its number.
    """
    line = " ".join(wording(item.sentence, item.text).split())
    said = _passed_on(item) or line
    return _ON_A_DAY.sub("", _undated(line.removesuffix(said))) + said


def negates(text: str) -> bool:
    """Whether a sentence denies something."""
    return _NEGATES.search(text) is not None


def _undated(text: str) -> str:
    """Returns a text without what "of May 2, 2014" and report numbers say of a work."""
    return _OF_A_DAY.sub("", text)


def _passed_on(item: Evidence) -> str | None:
    """What somebody is said to say; None where a sentence says something itself."""
    line = said = " ".join(item.text.split())
    while tells := _TELLS.match(said):
        said = said[tells.end() :]
    return None if said == line else said


def _values(text: str) -> set[float]:
    return {number.value for number in numbers(text)}
