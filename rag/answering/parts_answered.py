"""Which parts of a question that asks several things are answered, and which are not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answering.finding import Finder
from rag.answering.part_by_part import has_what_is_asked, lacks
from rag.answering.parts import asks_what, leans, without_years
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.asking.addresses import find_one_asked
from rag.asking.demand import demanded
from rag.asking.leaning import asks_of_answer
from rag.asking.question import Query, content_words, roots, without
from rag.fitting.coverage import in_place, says_something, unmet
from rag.language.abbreviations import is_called
from rag.language.dates import YEAR
from rag.language.reporting import VERB
from rag.records import Document
from rag.refusing.refusal import lacks_reason, says_itself
from rag.refusing.unmentioned import missing_names
from rag.retrieving.evidence import Evidence
from rag.retrieving.reasons import asks_why
from rag.retrieving.timing import timing

_NAMED = re.compile(r"(?<!^)\b[A-Z0-9][\w.-]*")

_TAKES_STAND = re.compile(
    r"\bwho\b[^?]{0,40}?(?<!\bthe )(?<!\ba )(?<!\ban )"
    r"\b(?:disput|criticis|criticiz|object(?!ive)|oppos|disagree|challeng|reject|contest)",
    re.I,
)
_SAYS_THAT = re.compile(
    rf"\b(?:{VERB}|held|holds)\s(?:[^,.;]{{1,60}},\s)?that\b|\bbecause\b|\bon the grounds?\b", re.I
)

BESIDE = 0.8
"""How much of a question is missing where a sentence is beside it, whatever else it says."""

SURELY_READ, ODDS_READ = 0.5, 1.0
"""The probability, and the log-odds as it is read, from which on a later part is answered."""

ODDS_ALONE = 2.0
"""The same log-odds where nothing that it leans on is answered."""

MAY_BE_READ = -2.0
"""Those below which a part that stands by itself must have what it asks for, word by word."""

NAMES_THERE = 0.5
"""Share of the names, or words, that a part leans on which stand where its answer stands."""


class PartsAnswered:
    """Tells them apart over one generation of an index.

    Args:
        finder: Sees a sentence again beside another part of the question.
        documents: By id.
        refuse_below: The probability that a part is answered below which it is not.
    """

    def __init__(
        self, finder: Finder, documents: Mapping[str, Document], *, refuse_below: float
    ) -> None:
        self._finder = finder
        self._documents = documents
        self._refuse_below = refuse_below

    def sort(self, parts: Sequence[State]) -> tuple[list[State], list[State]]:
        """Returns the parts that something answers itself, and those that nothing does.

        One that what answers another says as well is in neither.
        """
        there: list[State] = []
        missing: list[State] = []
        unsure = None
        for before, part in zip((None, *parts), parts, strict=False):
            fits = not lacks_reason(part.question, part.evidence)
            if before in there:
                fits = fits and not self._is_of_another(part, before)
            if fits and self._is_answered(part, before, alone=not there):
                if unsure is not None and _is_of_one(unsure, part):
                    missing.remove(unsure)
                there.append(part)
                unsure = None
                continue
            unsure = None
            if not any(self._says_too(other, part) for other in there):
                missing.append(part)
                unsure = part if fits else None
        return there, missing

    def _is_answered(self, part: State, before: State | None, *, alone: bool) -> bool:
        """Whether a part is answered by itself, surely enough.

        Args:
            alone: Whether none of those before it is answered.
        """
        if sure_of(part) < self._refuse_below:
            return False
        if before is None or self._is_surely_read(part):
            return True
        return _answers(part, alone=alone and leans(part.question, before.searched_as))

    def _is_surely_read(self, part: State) -> bool:
        """Whether a part is surely read as answered, and each name that it leans on was found."""
        if part.query is None or not part.evidence:
            return False
        sure = _odds(part) >= ODDS_ALONE and _is_read_as_answer(part)
        return sure and not missing_names(part.query, part.found, self._dates(part))

    def _is_of_another(self, part: State, before: State) -> bool:
        """Whether it is asked what somebody did about what was answered, and another report tells.

        The same report in another format is no other one.
        """
        if not asks_of_answer(part.question) or not (part.evidence and before.evidence):
            return False
        first, own = (
            self._documents[each.evidence[0].found.document_id] for each in (before, part)
        )
        return (first.number or first.title) != (own.number or own.title)

    def _dates(self, part: State) -> list[str]:
        """Of the documents of what was found."""
        names = (item.entry.passage.document_id for item in part.found)
        return [self._documents[name].date or "" for name in names]

    def _says_too(self, answered: State, part: State) -> bool:
        """Whether what answers one part of a question has what another asks for itself."""
        query = _own(part)
        if _is_by_the_one_asked(part, answered.evidence) or _is_its_ground(part, answered):
            return True
        bare = not any(map(says_something, content_words(part.question)))
        if query is None or (bare and demanded(part.question) is not None):
            return any(has_what_is_asked(part, item) for item in answered.evidence)
        named = roots(" ".join(_NAMED.findall(part.question)))
        seen = [self._finder.see_again(item, query) for item in answered.evidence]
        return any(
            named <= roots(in_place(item)) and says_itself(query, part.found, [item])
            for item in seen
        )


def _answers(part: State, *, alone: bool) -> bool:
    """Whether a later part of a question is answered by itself, not by what another says.

    Args:
        alone: Whether nothing that it leans on is answered: it must meet that as well.
    """
    query, judged = _own(part), part.judged or part.evidence
    if part.whole:
        return True
    if part.query is None or query is None or not part.evidence:
        return False
    if part.searched_as == part.question and part.evidence[0].odds is not None:
        return _odds(part) >= MAY_BE_READ or says_itself(query, part.found, judged)
    if alone and not says_itself(part.query, part.found, judged):
        return False
    if _is_by_the_one_asked(part, part.evidence[:1]) or _is_read_as_answer(part):
        return True
    if part.searched_as.startswith(part.question):
        return says_itself(query, part.found, judged) and _is_of_the_same(part, judged[0])
    # It is the part before with another date or name: of that the sentence must be.
    place = in_place(judged[0])
    named = filter(says_something, content_words(without_years(part.question)))
    if not roots(" ".join(named)) <= roots(place):
        return False
    asked = re.search(YEAR, part.searched_as)
    return asked is None or timing(part.searched_as, judged[0].text, place) > 0


def _is_read_as_answer(part: State) -> bool:
    """Whether the sentence for a part surely answers it, as the reader has it, however worded."""
    return sure_of(part) >= SURELY_READ and _odds(part) >= ODDS_READ


def _odds(part: State) -> float:
    """The log-odds with which the best sentence for a part of a question was read."""
    return part.evidence[0].odds or 0.0


def _is_of_one(unsure: State, answered: State) -> bool:
    """Whether a bare part behind an unsure one is answered by its sentence, which then tells both.

    "Which drug is next, and when?": who tells when that drug is due has told which.
    """
    return (
        not content_words(answered.question)
        and bool(unsure.evidence)
        and unsure.evidence[0].sentence == answered.evidence[0].sentence
        and not lacks(unsure.question, unsure.evidence[0])
        and _is_read_as_answer(answered)
    )


def _is_of_the_same(part: State, item: Evidence) -> bool:
    """Whether a sentence may be of what a part leans on: half of the names there stand there.

    Where that has no name, half of its words: who paid for something else does not answer "who
    pays for it?".
    """
    leant = part.searched_as.removeprefix(part.question)
    named = roots(" ".join(_NAMED.findall(leant))) or roots(" ".join(content_words(leant)))
    there = len(named & roots(in_place(item)))
    return part.query is None or (
        unmet(part.query, item) < BESIDE and there >= len(named) * NAMES_THERE
    )


def _is_by_the_one_asked(part: State, evidence: Sequence[Evidence]) -> bool:
    """Whether the one says some of it of whom a part wants a yes or no: "did Lee agree"."""
    who = find_one_asked(part.question) if not asks_what(part.question) else None
    return who is not None and any(is_called(item.sentence.speaker.name, who) for item in evidence)


def _is_its_ground(part: State, answered: State) -> bool:
    """Whether a part but asks why somebody takes a stand, and it is said what that one holds."""
    if not asks_why(part.question) or content_words(part.question):
        return False
    stands = _TAKES_STAND.search(answered.question) is not None
    return stands and any(_SAYS_THAT.search(item.text) for item in answered.evidence)


def _own(part: State) -> Query | None:
    """What a part of a question asks for without what it leans on."""
    if part.query is None:
        return None
    return without(
        part.query, frozenset(part.query.words) - frozenset(content_words(part.question))
    )
