"""The sentences that come closest to a question, read beside it and put in order by that."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rag.fitting.agreed_with import says_nothing_of_agreement
from rag.fitting.done_by import is_done_to
from rag.fitting.extremes import tells_of_other_end
from rag.fitting.locating import find_located
from rag.fitting.partial_figures import is_of_anybody, is_of_others, leaves_out
from rag.fitting.told_by import as_told
from rag.language.short_forms import as_written
from rag.models.cross_encoder import InContext, Size, Turns
from rag.models.cross_encoders import load_cross_encoder, load_reader_of_talks
from rag.records import Sentence
from rag.retrieving.evidence import Evidence
from rag.retrieving.kinds import has_kind, kind_asked
from rag.retrieving.reasons import asks_why, may_give_reason

Spelled = Mapping[str, Collection[str]]
Score = Callable[[str, Sequence[InContext]], NDArray[np.float64]]

_BRINGS_ABOUT = re.compile(r"\bcontribut(?:e|es|ed) (?:\w+ )?to\b", re.I)
"""What may say why, or what comes of it."""

_LABEL = re.compile(r"[A-Z][\w’'/ -]{2,40}: \S")
_CITED = re.compile(r" ?\[\d+\]")
# Sentences that are read. With 5, 8 and 14 the best one is right about as often; each takes some
# 12 ms of one core.
MOST = 6
# Sentences that are read besides where none of the first reaches these log-odds; what does of them
# comes before these. Without, 5 of 561 questions on documents of other kinds that are answered
# rightly are not, and 2 others are (development).
FURTHER = 10
LIKELY = 1.0
# Of these, lines with a label that have the kind of thing asked for: of "Members: Ann Lee, Bo Dahl"
# nothing else is like a question who was there.
LABELLED = 3
# Log-odds that one of the first must have, else nothing more is read. Of 691 questions (gold, GAO,
# first, everyday, what something is; development) 261 have none that likely answers; what was read
# besides does for 13 of these, and for none of the 73 where none of the first has as much as this
# (nor of the 107 where none has -2).
NEAR = -3.0
# By how much likelier what says why must answer than what likely answers and does not say why.
SURER = 0.5
# What a sentence gains that surely answers, and by how much the odds are levelled. The best one is
# right for .754 of the questions without, .802 with a gain of .15, .829 with .3, .828 with .4: mean
# of seven sets, gold and public, over 1,388 questions whose answer is among the sentences found.
GAIN = 0.3
LEVEL = 2.0
# Rows of tables among them; for each further one, a sentence that is none is read besides.
ROWS = 2
# What a row loses against a sentence that answers as well: it is a heap of figures and headers.
# No answer of gold (n 198) or GAO (65) is lost or won by it.
ROW_LOSS = 0.03
# What the figure of others than those asked about loses: read for its words, it answers.
ELSE_LOSS = 0.25
# What is done to somebody loses where it is asked what they do.
DONE_TO_LOSS = 0.25


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sentences beside a question.

    Attributes:
        size: Which cross-encoder does.
        spelled: What abbreviations stand for, in small letters: each sentence is read beside the
            question with the abbreviations that the sentence has.
        described: The title, makers and date of each document, by id: where a question says in
            which work to look, what stands there is read beside it without that.
        follow_up: What is asked within a talk, as it is asked.
        turns: Those before it.
    """

    size: Size = "small"
    spelled: Spelled = field(default_factory=dict)
    described: Mapping[str, str] = field(default_factory=dict)
    follow_up: str = ""
    turns: Turns = ()

    def within(self, question: str, history: Turns) -> Reader:
        """Returns what reads sentences beside a follow-up as it is asked, and the turns before it.

        Only the large one understands these.
        """
        if self.size != "large" or not history:
            return self
        turns = tuple((asked, _CITED.sub("", said)) for asked, said in history)
        return replace(self, follow_up=question, turns=turns)

    def read(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        most: int = MOST,
        leads: Mapping[Sentence, str] | None = None,
        texts: Mapping[Sentence, str] | None = None,
    ) -> list[Evidence]:
        """Returns sentences, the first few with the odds that they answer, in the same order.

        Args:
            leads: What announces some of them, read before each in place of what stands there.
            texts: What some of them are the beginning of, read in their place.
        """
        first = evidence[:most]
        contexts = [as_told(question, item.found, item.place) for item in first]
        if leads or texts:
            before, whole = leads or {}, texts or {}
            contexts = [
                replace(
                    context,
                    before=before.get(item.sentence, context.before),
                    text=whole.get(item.sentence, context.text),
                )
                for context, item in zip(contexts, first, strict=True)
            ]
        if self.turns:
            in_talk = partial(load_reader_of_talks().score, after=self.turns)
            odds = self._score([self.follow_up] * len(first), contexts, in_talk)
        else:
            asked = [self._asked_of(question, item) for item in first]
            odds = self._score(asked, contexts, load_cross_encoder(self.size).score)
        told = [
            replace(item, odds=_settled(question, item, float(odds[place])), read_by=self.size)
            for place, item in enumerate(first)
        ]
        return [*told, *evidence[most:]]

    def _asked_of(self, question: str, item: Evidence) -> str:
        """A question as it is asked of a sentence that is from where it says to look."""
        located = find_located(question)
        if located is None:
            return question
        described = self.described.get(item.found.document_id, "")
        told = f"{item.text} {item.sentence.speaker}"
        is_there = located.may_be(described, item.found.entry.context, told)
        return located.question if is_there else question

    def _score(
        self, questions: Sequence[str], sentences: Sequence[InContext], score: Score
    ) -> NDArray[np.float64]:
        """Returns (sentences,): the log-odds, each for its question with its abbreviations."""
        asked = [
            as_written(question, each.text, self.spelled)
            for question, each in zip(questions, sentences, strict=True)
        ]
        odds = np.zeros(len(sentences))
        for each in dict.fromkeys(asked):
            places = [place for place, other in enumerate(asked) if other == each]
            odds[places] = score(each, [sentences[place] for place in places])
        return odds

    def rerank(
        self, question: str, ranked: Sequence[Evidence], *, most: int = MOST
    ) -> list[Evidence]:
        """Reads the first few of ranked sentences and puts them in order, before the others.

        Where none of them likely answers as the large cross-encoder reads it reads some more, and
        puts first what does.
        """
        prose = [item for item in ranked[most:] if not _is_row(item)]
        besides = prose[: max(0, sum(map(_is_row, ranked[:most])) - ROWS)]
        taken = {id(item) for item in besides}
        others = [item for item in ranked[most:] if id(item) not in taken]
        told = self.read(question, [*ranked[:most], *besides], most=most + len(besides))
        scored = [replace(item, score=item.score + _gain(question, item)) for item in told]
        scored.sort(key=lambda item: -item.score)
        surest = max((item.odds or 0.0 for item in scored), default=NEAR)
        enough = any(_is_enough(question, item) for item in scored)
        hopeless = surest < NEAR and most <= MOST  # of a list, the first may well tell of it only
        if self.size != "large" or enough:
            return [*scored, *others]
        kind = kind_asked(question)
        labelled = [item for item in others if kind and _is_labelled(kind, item)][:LABELLED]
        named = {id(item.sentence) for item in labelled}
        last = [item for item in others if id(item.sentence) not in named]
        more = len(labelled) if hopeless else FURTHER
        read = self.read(question, [*labelled, *last], most=more)
        best = max((item.score for item in scored), default=0.0)
        least = surest + SURER * (surest >= LIKELY)
        first = [
            replace(item, score=max(item.score, best))
            for item in read
            if likely_answers(item) and (item.odds or 0.0) >= least
            if id(item.sentence) in named or not item.blemished
        ]
        first.sort(key=lambda item: -(item.odds or 0.0))
        there = {id(item.sentence) for item in first}
        return [*first, *scored, *(item for item in read if id(item.sentence) not in there)]


def likely_answers(item: Evidence) -> bool:
    """Whether a sentence likely answers, as the large cross-encoder reads.

    The small one tells too little apart for that.
    """
    return item.read_by == "large" and (item.odds or 0.0) >= LIKELY


def plainly_answers(item: Evidence) -> bool:
    """Whether a sentence likely answers, and stands by itself."""
    return likely_answers(item) and not item.blemished


def _is_enough(question: str, item: Evidence) -> bool:
    """Whether a sentence likely answers, and may say why where that is asked for."""
    says_why = may_give_reason(item.text) or _BRINGS_ABOUT.search(item.text) is not None
    return likely_answers(item) and (says_why or not asks_why(question))


def _is_labelled(kind: str, item: Evidence) -> bool:
    labelled = item.sentence.kind == "paragraph" and _LABEL.match(item.text) is not None
    return labelled and has_kind(kind, item.text)


def _is_row(item: Evidence) -> bool:
    return item.sentence.kind == "row"


def _settled(question: str, item: Evidence, odds: float) -> float:
    """The odds of a sentence; those of none where it tells plainly of something else.

    That is no agreement or one with something else than is asked about, or the lowest for the
    highest.
    """
    other = says_nothing_of_agreement(question, item.text) or tells_of_other_end(
        question, item.text
    )
    return min(odds, NEAR) if other else odds


def _counts_others(question: str, item: Evidence) -> bool:
    """Whether a figure is that of others than those who are asked about."""
    context = item.found.entry.context
    return (
        leaves_out(question, item.text)
        or is_of_others(question, item.text)
        or is_of_anybody(question, item.text, context)
    )


def _gain(question: str, item: Evidence) -> float:
    lost = ROW_LOSS if _is_row(item) else 0.0
    lost += ELSE_LOSS if _counts_others(question, item) else 0.0
    lost += DONE_TO_LOSS if is_done_to(question, item.text) else 0.0
    return 0.0 if item.odds is None else GAIN * likelihood(item) - lost


def likelihood(item: Evidence) -> float:
    """How likely a sentence answers as it was read, levelled, from 0 to 1; 0 where it was not."""
    return 0.0 if item.odds is None else 1 / (1 + float(np.exp(-item.odds / LEVEL)))
