"""Pairs of a follow-up and a sentence, with the turns before: what is learned of talks.

A sentence that answers stands beside such as the program finds, by what it understands a follow-up
as and by the follow-up alone, and such as answered a turn before. The first question of a talk
follows another talk on the same document: a change of subject. Never trained on, and so there to
prove by: the talks about nine texts and two reports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from evals.cross_encoder.judged import Mark
from evals.cross_encoder.pairs import (
    FOUND_WEIGHT,
    MOST_ANSWERS,
    Pair,
    Searcher,
    alike,
    indexed_documents,
    is_text,
    is_unseen,
)
from evals.cross_encoder.talks import Talk, Turn, load_talks
from rag.asking.conversation import NOT_FOUND, contextualise
from rag.models.cross_encoder import InContext, Turns

NEAREST, NEAREST_ALONE, NEAREST_IN_ALL = 4, 2, 6
"""Sentences found for a follow-up as it is understood, and alone, that do not answer it."""
TRAINED_ON, TRAINED_ON_OF_REPORTS = 2, 3
"""Of these, taken by chance, of texts and of reports, which have more that are alike; all where it
is proven by them."""
SAID_BEFORE = 0.7
"""Share of the follow-ups beside which the last answer stands, too, as one that is none."""
MOST_BEFORE = 3
"""Turns of another talk after which a first question stands."""
ALONE_WEIGHT = 1.6
"""What a sentence counts that alone answers: there are three for each that do not."""
WRONGLY_ANSWERED = 0.25
"""Share of the pairs trained on where the last answer is another sentence, or none."""
WITHOUT_BEFORE, WITHOUT_TITLE = 0.2, 0.1
"""Shares that lose what stands before the sentence, or its title."""
REFUSED = f"{NOT_FOUND} the documents."


def make_pairs(documents: Path, *, only_unseen: bool = False) -> list[Pair]:
    """Returns the pairs of all talks; those trained on now and then lose part of their context.

    Args:
        documents: Folder of the reports among the documents that are talked about.
        only_unseen: Whether only those that it is proven by are wanted.

    Raises:
        QuestionsError: If a document is missing, or a sentence of it.
    """
    talks = load_talks()
    chance = random.Random(3)
    pairs: list[Pair] = []
    for texts in (True, False):
        # Of all reports that are trained on, unseen ones with them: what is found is of any.
        named = [name for name in talks if is_text(name) == texts]
        asked = [name for name in named if is_unseen(name) or not only_unseen]
        if not asked:
            continue
        with indexed_documents(documents, asked if texts else named) as (index, encoder):
            searcher = Searcher(index, encoder)
            for name in asked:
                pairs += _of_document(_Document(name, talks[name], searcher), chance)
    return pairs


def without_turns(pair: Pair) -> Pair:
    """Returns a follow-up as it is read where nothing is learned of talks."""
    understood = contextualise(pair.question, pair.after)[0]
    return replace(pair, source=f"{pair.source}, words carried over", question=understood, after=())


def _of_document(document: _Document, chance: random.Random) -> Iterator[Pair]:
    for number, talk in enumerate(document.talks):
        yield from document.changing_subject(number, chance)
        for place in range(1, len(talk.turns)):
            yield from document.following(talk, place, chance)


class _Document:
    """Makes pairs of the talks about one document."""

    def __init__(self, name: str, talks: Sequence[Talk], searcher: Searcher) -> None:
        self._name = name
        self.talks = talks
        self._source = "talks about texts" if is_text(name) else "talks about reports"
        self._searcher = searcher
        self._known: dict[str, InContext] = {}

    def changing_subject(self, number: int, chance: random.Random) -> Iterator[Pair]:
        """Yields the pairs of the first question of a talk, after some turns of another."""
        others = [talk for place, talk in enumerate(self.talks) if place != number]
        if others:
            before = chance.choice(others).turns
            before = before[: chance.randint(1, min(MOST_BEFORE, len(before)))]
            yield from self._pairs(self.talks[number].turns[0], before, chance)

    def following(self, talk: Talk, place: int, chance: random.Random) -> Iterator[Pair]:
        """Yields the pairs of a later question of a talk."""
        yield from self._pairs(talk.turns[place], talk.turns[:place], chance)

    def _pairs(self, turn: Turn, before: Sequence[Turn], chance: random.Random) -> Iterator[Pair]:
        after = tuple((each.question, self._answer(each)) for each in before)
        right = [self._read(mark, turn.question) for mark in turn.answered]
        doubtful = [self._read(mark, turn.question) for mark in turn.doubtful]
        wrong = self._found(turn.question, after, [*right, *doubtful])
        said = [after[-1][1]] if before[-1].answered else []
        taken = [each for each in wrong if each.text in said and chance.random() < SAID_BEFORE]
        found = [each for each in wrong if each.text not in said][: NEAREST + 1]
        unseen = is_unseen(self._name)
        if unseen:
            taken = wrong
        else:
            most = TRAINED_ON if is_text(self._name) else TRAINED_ON_OF_REPORTS
            taken += chance.sample(found, min(most, len(found)))
        told = [(each, True) for each in right[:MOST_ANSWERS]] + [(each, False) for each in taken]
        for sentence, answers in told:
            pair = Pair(
                source=self._source,
                asked=f"{self._name} {after} {turn.question}",
                question=turn.question,
                sentence=sentence,
                answers=answers,
                answerable=bool(right),
                unseen=unseen,
                weight=_weight(answers, len(right)),
                after=after,
            )
            yield pair if unseen else _blurred(pair, [each.text for each in wrong], chance)

    def _found(self, question: str, after: Turns, right: Sequence[InContext]) -> list[InContext]:
        """Returns sentences that do not answer, those first that come closest."""
        understood = contextualise(question, after)[0]
        near = self._searcher.near(understood)
        alone = self._searcher.near(question) if understood != question else []
        said = [self._known[said] for _, said in reversed(after[-2:]) if said in self._known]
        wrong: dict[str, InContext] = {}
        for each in (*near[:NEAREST], *alone[:NEAREST_ALONE], *said, *near[NEAREST:]):
            if each.text not in {own.text for own in right} and not any(
                alike(each, own) for own in right
            ):
                wrong.setdefault(each.text, each)
        return list(islice(wrong.values(), NEAREST_IN_ALL + 1))

    def _answer(self, turn: Turn) -> str:
        return self._read(turn.answered[0], turn.question).text if turn.answered else REFUSED

    def _read(self, mark: Mark, question: str) -> InContext:
        read = self._searcher.sentence(self._name, mark, self._searcher.prepare(question))
        return self._known.setdefault(read.text, read)


def _weight(answers: bool, how_many: int) -> float:
    if not answers:
        return FOUND_WEIGHT
    return ALONE_WEIGHT if how_many == 1 else 1.0


def _blurred(pair: Pair, others: Sequence[str], chance: random.Random) -> Pair:
    """A pair that may lose part of its context, or whose last answer is a wrong one."""
    sentence, after = pair.sentence, tuple(pair.after)
    if others and chance.random() < WRONGLY_ANSWERED:
        after = (*after[:-1], (after[-1][0], chance.choice([*others, REFUSED])))
    if chance.random() < WITHOUT_BEFORE:
        sentence = replace(sentence, before="")
    if chance.random() < WITHOUT_TITLE:
        sentence = replace(sentence, title="", heading="")
    return replace(pair, sentence=sentence, after=after)
