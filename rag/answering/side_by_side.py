"""What each of two sides has on what is compared: documents, speakers, or things told of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answering.finding import Finder
from rag.answering.surplus import is_level
from rag.asking.demand import demanded
from rag.asking.directory import Directory
from rag.asking.each_asked import ask_each
from rag.asking.question import Query, roots
from rag.asking.sides import Sides
from rag.fitting.partial_figures import figures, largest
from rag.fitting.reranking import Reader
from rag.fitting.supply import meets
from rag.language.abbreviations import is_called
from rag.refusing.refusal import judge
from rag.retrieving.evidence import Evidence, mentions, rank
from rag.retrieving.picking import pick

SHORT = 2
"""Words of a name up to which they may stand apart: more of them are of other things as well."""

FEW_WORKS = 2
"""Documents of one author or publisher up to which their name means these."""

EACH_SIDE = 2
"""Sentences of each side that a question compares."""

NAMED_SIDE = 0.9
"""Share of the threshold of refusal that a side must reach: a name and a topic are no question, and
are read as less surely answered."""

ON_TOPIC = 0.5
"""Share of the words of what is compared beyond which a passage is on it."""

_COUNTED = re.compile(
    r"\b(?:totals?|numbers?|counts?|figures?|shares?|percentages?|sums?|rates?|amounts?)\b", re.I
)
"""What is compared, where it is a figure: one of each side is enough."""

_WHERE = re.compile(
    r"\b(?:table|fig(?:ure|\.)?|appendix|chapter|section|page|note)s?[ -]\d[\d-]*"
    r"|\b(?:19|20)\d\d\b",
    re.I,
)
"""Numbers that measure nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides of a question.

    Attributes:
        evidence: What each side has, the first one's first; empty where these are no sides.
        told: What is said of it: the sides, and the one of which nothing was found.
        sure: The probability that both answer, each by itself; 0 where one is missing.
    """

    evidence: tuple[Evidence, ...] = ()
    told: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side has, and how surely that answers what is compared."""

    evidence: tuple[Evidence, ...] = ()
    sure: float = 0.0


class Comparer:
    """Puts two sides beside each other over one generation of an index.

    Args:
        prepare: Makes a query of a side.
        reader: Reads what comes close.
        refuse_below: The probability that a side answers below which it is said to have nothing.
    """

    def __init__(
        self,
        finder: Finder,
        directory: Directory,
        prepare: Callable[[str], Query],
        *,
        reader: Reader,
        refuse_below: float,
    ) -> None:
        self._finder = finder
        self._directory = directory
        self._prepare = prepare
        self._reader = reader
        self._refuse_below = refuse_below

    def compare(self, sides: Sides, asked: Query, best: Evidence | None = None) -> Compared:
        """The best sentences of each of two documents, speakers or things, and what is missing.

        Args:
            best: What answers best if nothing is put side by side: of two things, what tells of
                both is the answer by itself.
        """
        things = [name for name in sides.names if self._is_thing(name)]
        if len(things) == len(sides.names) and not sides.asked:
            sides = ask_each(sides)
        if sides.asked:
            return self._ask_each(sides, asked, best)
        if things and not sides.topic:
            return Compared()  # what differs is best said of both in one sentence
        if len(things) == len(sides.names) and best is not None and _answers_both(sides, best):
            return Compared()
        found = {name: self._surest(name, sides) for name in sides.names}
        silent = [name for name, side in found.items() if not side.evidence]
        if silent and (sides.measured or sides.alike):
            return Compared()  # one alone tells neither which is more nor whether they are alike
        unnamed = [name for name in things if not name[0].isupper()]
        if silent and unnamed and (silent != unnamed or len(unnamed) > 1):
            return Compared()  # no sides, but words of the question
        told = _told(found)
        told += f" Nothing was found from {silent[0]}." if silent else ""
        chosen = self._in_order(found, asked)
        return Compared(chosen, told, min(side.sure for side in found.values()))

    def _ask_each(self, sides: Sides, asked: Query, best: Evidence | None) -> Compared:
        """What answers the questions that each of several is asked, and which nothing answers.

        Where one sentence answers for all, that is the answer by itself.
        """
        texts: list[str] = []
        answered = {
            question: self._ask(name, question, sides, texts)
            for name, questions in zip(sides.names, sides.asked, strict=True)
            for question in questions
        }
        if best is not None and self._is_whole(sides, best, answered):
            return Compared()
        found: dict[str, _Side] = {}
        for name, questions in zip(sides.names, sides.asked, strict=True):
            own = [answered[question] for question in questions]
            once = {item.sentence: item for side in own for item in side.evidence}
            found[name] = _Side(tuple(once.values()), min(side.sure for side in own))
        if are_one(sides.names, texts):
            return Compared()
        unanswered = [each.rstrip("?") for each, side in answered.items() if not side.evidence]
        told = _told(found)
        told += f" Nothing found answers “{'” or “'.join(unanswered)}”." if unanswered else ""
        chosen = self._in_order(found, asked)
        return Compared(chosen, told if chosen else "", min(each.sure for each in found.values()))

    def _ask(self, name: str, question: str, sides: Sides, texts: list[str]) -> _Side:
        """The sentence that answers what one of several is asked; adds what was looked through."""
        query = self._prepare(question)
        found = self._finder.find_among(None, query)
        texts += [item.entry.passage.text for item in found]
        ranked = [
            item
            for item in rank(query, found)
            if _tells_of(name, item) and _has_asked(question, item.text, sides.names)
        ]
        side = self._read(query, ranked, replace(sides, topic=""), only_on_topic=False, most=1)
        likely = all(item.odds is None or item.odds > 0 for item in side.evidence)
        return side if likely else _Side()

    def _is_whole(self, sides: Sides, best: Evidence, answered: Mapping[str, _Side]) -> bool:
        """Whether one sentence answers what all are asked, as well as what was found for each.

        It names all, or none of them ("The two ports").
        """
        named = [_has_name(name, best.text) for name in sides.names]
        if (best.odds or 0.0) <= 0 or (any(named) and not all(named)):
            return False
        for question, side in answered.items():
            if not _has_asked(question, best.text, sides.names):
                return False
            (told,) = self._reader.read(question, [best])
            if side.evidence and not is_level(told, side.evidence[0]):
                return False
        return True

    def _in_order(self, found: Mapping[str, _Side], asked: Query) -> tuple[Evidence, ...]:
        """What the sides have, each sentence once, as the whole question sees it."""
        chosen: list[Evidence] = []
        for side in found.values():
            taken = {item.sentence for item in chosen}
            own = [item for item in side.evidence if item.sentence not in taken]
            chosen += [self._finder.see_again(item, asked) for item in own]
        return tuple(chosen)

    def _is_thing(self, name: str) -> bool:
        """Whether a name is neither that of who says something nor that of a document."""
        return not self._directory.find_documents(name) and not self._directory.find_speakers(name)

    def _surest(self, name: str, sides: Sides) -> _Side:
        """What is found of one side on all that is compared, or on its own part of that."""
        found = [self._find(name, replace(sides, topic=topic)) for topic in sides.topics_of(name)]
        return max(found, key=lambda side: side.sure)

    def _find(self, name: str, sides: Sides) -> _Side:
        """What is found of one side: what it says itself, else what is told of it."""
        documents = self._directory.find_documents(name)
        speakers = frozenset() if documents else self._directory.find_speakers(name)
        works = documents or self._directory.find_works(name)
        documents = works if len(works) <= FEW_WORKS else documents
        rows = self._finder.rows(documents, speakers)
        query = self._prepare(f"{name} {sides.topic}")
        if rows is not None:
            found = self._finder.find_among(rows, query)
            ranked = [
                item
                for item in rank(query, found)
                if item.sentence.speaker.name in speakers or item.found.document_id in documents
            ]
            own = [item for item in ranked if is_called(item.sentence.speaker.name, name)]
            if sides.said and documents and own:
                side = self._read(query, own, sides, only_on_topic=False)
                if side.evidence:
                    return side
            side = self._read(query, ranked, sides, only_on_topic=bool(speakers))
            if side.evidence or documents or sides.said:
                return side
        found = self._finder.find_among(None, query)
        called = {name, *speakers}
        ranked = [item for item in rank(query, found) if any(_tells_of(n, item) for n in called)]
        return self._read(query, ranked, sides, only_on_topic=bool(speakers))

    def _read(
        self,
        query: Query,
        ranked: Sequence[Evidence],
        sides: Sides,
        *,
        only_on_topic: bool,
        most: int = EACH_SIDE,
    ) -> _Side:
        """The best of ranked sentences of one side, as read beside its name and the topic."""
        if sides.figure:
            ranked = [item for item in ranked if meets(sides.figure, item.text) == 1]
        if sides.measured:
            ranked = [item for item in ranked if _has_measure(item.text)]
        ranked = self._reader.rerank(query.text, ranked)
        if only_on_topic:
            ranked = [item for item in ranked if (item.odds or 0.0) > 0 or is_on(sides.topic, item)]
        sure = judge(query, [item.found for item in ranked], ranked[:1]) if ranked else 0.0
        if sure < self._refuse_below * NAMED_SIDE:
            return _Side()
        one = bool(sides.figure) or sides.measured or _COUNTED.search(sides.topic) is not None
        picked = pick(ranked, most=1 if one else most)
        best, rest = picked[:1], picked[1:]
        rest = tuple(item for item in rest if not _counts_again(item, best[0]))
        return _Side((*best, *rest), sure)


def are_one(names: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether what looks like several names is one: joined in the texts, and not all elsewhere."""
    joint = r",?\s(?:and|&)\s(?:the\s)?".join(map(re.escape, names[-2:]))
    joined = re.compile(rf"(?<!\w){joint}(?!\w)", re.I)
    apart = [joined.sub("", text) for text in texts]
    return any(map(joined.search, texts)) and not all(
        any(mentions(text, name) for text in apart) for name in names[-2:]
    )


def _told(found: Mapping[str, _Side]) -> str:
    """Which sides are told one after the other, each with its heading where that alone names it."""
    places = [f"{name}{_where(name, side.evidence)}" for name, side in found.items()]
    return f"One after the other: {', '.join(places[:-1])} and {places[-1]}."


def _has_asked(question: str, text: str, names: Sequence[str]) -> bool:
    """Whether a text has what one is asked: a number that is no part of a name, or what suits it.

    What is no question is a topic, of which anything may tell.
    """
    if not question.endswith("?"):
        return True
    for name in names:
        text = re.sub(re.escape(name), "", text, flags=re.I)
    return meets(question, text) == 1 if demanded(question) else _has_measure(text)


def is_on(topic: str, item: Evidence) -> bool:
    """Whether a passage is on what is compared: a speaker may speak of much else elsewhere."""
    asked = roots(topic)
    said = roots(item.found.whole)
    return not asked or len(asked & said) > ON_TOPIC * len(asked)


def _where(name: str, evidence: Sequence[Evidence]) -> str:
    """Under which heading something is told of, where that alone names it."""
    best = next(iter(evidence), None)
    if best is None or _has_name(name, best.text):
        return ""
    headings = best.found.entry.passage.headings
    naming = next((each for each in reversed(headings) if _has_name(name, each)), None)
    return f" (under “{naming}”)" if naming else ""


def _answers_both(sides: Sides, best: Evidence) -> bool:
    """Whether a sentence tells of both sides and answers, as far as it was read."""
    return (best.odds or 0.0) > 0 and all(
        mentions(best.text, name) or (len(name.split()) <= SHORT and _has_name(name, best.text))
        for name in sides.names
    )


def _has_measure(text: str) -> bool:
    """Whether a text has a number that is no date and not that of a table."""
    return largest(_WHERE.sub("", text)) is not None


def _counts_again(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence has only figures that the best one has."""
    own = figures(item.text)
    return bool(own) and own <= figures(best.text)


def _tells_of(name: str, item: Evidence) -> bool:
    """Whether a sentence, or a heading above it, names somebody or something."""
    return any(_has_name(name, text) for text in (item.text, *item.found.entry.passage.headings))


def _has_name(name: str, text: str) -> bool:
    """Whether a text names somebody or something, or has all words of what is called so."""
    words = roots(name.replace("-", " "))
    return mentions(text, name) or (bool(words) and words <= roots(text))
