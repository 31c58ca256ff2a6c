"""What overtakes an answer though no word of it says so: somebody else chairs, a day has passed.

Of the sentences found that may be from later than the one quoted, those closest to the question are
read beside both (`rag.models.change_reader`), and what then likely changes it is read as an answer,
too, by the large cross-encoder. The likeliest is told with the answer where it is likely enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from rag.answering.amendments import is_thread
from rag.answering.held_now import gives_the_same
from rag.answering.of_another import asks_for_what_stays, changes_another
from rag.answering.state import State
from rag.asking.question import roots
from rag.fitting.reranking import Reader
from rag.fitting.told_by import as_told
from rag.language.dates import YEAR, find_dates
from rag.language.retractions import is_hypothetical, keeps
from rag.listing.differences import asks_for_figure
from rag.models.change_reader import load_change_reader
from rag.records import Document
from rag.retrieving.evidence import Evidence
from rag.retrieving.picking import with_context

READ = 16
"""Sentences that are read beside what is quoted, the closest to the question."""

BESIDE = 3
"""The likeliest of these, which are read as answers, too."""

LEAD = 1
"""Sentences told with it that it leans on, or that it announces."""

FEWEST_WORDS = 3
"""Words of a sentence that says anything by itself."""

# Log-odds that a sentence changes what is quoted and half of those that it answers the question,
# these not beyond ±3: from which sum on it is told. With 1.75 as many answers of four folders in
# which much is corrected are won, and something is told beside 9 of 198 of the gold set that
# changes nothing, with 2.5 beside 2 (development).
LIKELY = 2.5
SHARE = 0.5
MOST = 3.0

_HAPPENED = re.compile(
    r"^\W*(?:and )?(?:(?:when|whom?|why|where) did\b"
    r"|(?:who|(?:which|what|whose)(?: [\w’'-]+){1,3}?)"
    r" (?!need|feed|speed|indeed)(?:[\w-]+ed|began|brought|came|chose|found|gave|got|held|led|made"
    r"|said|sent|set|spoke|told|took|went|won|wrote)\b"
    r"|what (?:did|do|does|has|have) [^?]{2,60}? (?:argue|ask|claim|conclude|find|found|report|said"
    r"|say|write|written)\b)",
    re.I,
)
"""What asks for what somebody did, or said: "Who founded …", "When did …", "What did Lee say …"."""


_COUNTED = re.compile(r"\bhow (?:many|much)\b.*\b(?:did|got|had|was|were)\b", re.I)
"""What asks for a figure of the past."""

_AGREED = re.compile(r"\b(?:accept|agree|concur)(?:s|e?d|red)?\b", re.I)
_LIMITED = re.compile(
    r"\b(?:dis\w+|later|neither|no|nor|not|part\w*|reject\w*|with(?:draw|drew)\w*)\b", re.I
)

_YEAR = re.compile(rf"\b{YEAR}\b")


def overtaking(
    item: Evidence, state: State, documents: Mapping[str, Document], reader: Reader
) -> Evidence | None:
    """Returns the sentence that most likely changes what an answer quotes, if one likely does.

    None with the small cross-encoder, which tells too little apart what answers, and where what is
    asked for cannot change.

    Args:
        documents: All of the index, by id.
    """
    assert state.query is not None
    question = state.searched_as or state.query.text
    before = state.history[-1:] if question != state.question else ()  # on which it may lean
    asked = (question, *(turn for turn, _ in before))
    if reader.size != "large" or not all(map(may_be_overtaken, asked)):
        return None
    near = _closest(item, state, documents)
    contexts = [as_told(question, each.found, each.place) for each in near]
    odds = load_change_reader().score(question, contexts, after=((item.text, ""),))
    may = [
        place
        for place in np.argsort(-odds, kind="stable")
        if _may(near[place], item, figure=asks_for_figure(question))
        and not is_of_other_years(question, near[place].text, item.text)
        and not changes_another(near[place].text, item, documents[item.found.document_id])
    ][:BESIDE]
    may = [place for place in may if odds[place] >= LIKELY - SHARE * MOST]
    answers = reader.read(question, [near[place] for place in may], most=BESIDE)
    sums = [
        float(odds[place]) + SHARE * max(-MOST, min(each.odds or 0.0, MOST))
        for place, each in zip(may, answers, strict=True)
    ]
    if max(sums, default=0.0) < LIKELY:
        return None
    likeliest = answers[sums.index(max(sums))]
    if state.difference is not None and likeliest.sentence == state.difference.other.sentence:
        return None  # that the two differ is told already
    return with_context(likeliest, set(item.sentences), 1 + LEAD)


def may_be_overtaken(question: str) -> bool:
    """Whether what a question asks for may change: not what something is, nor what happened once.

    "Who wrote the report?" has one answer for good, "Who chairs the board?" one for a time.
    """
    return not (asks_for_what_stays(question) or _HAPPENED.search(question))


def is_of_other_years(question: str, told: str, quoted: str) -> bool:
    """Whether a figure of the past is asked for, and a sentence gives that of another time.

    What was counted in 2011, or by May, changes nothing of what was between 2008 and 2012, or by
    August; what corrects that says so. A sentence without any year may.
    """
    if not _COUNTED.search(question):
        return False
    years, own = set(_YEAR.findall(told)), set(_YEAR.findall(quoted))
    return (bool(years) and not own <= years) or _is_before(told, quoted)


def _is_before(told: str, quoted: str) -> bool:
    """Whether all dates of a sentence are before the last of the one quoted."""
    dates, own = ([each.date for each in find_dates(text)] for text in (told, quoted))
    if not dates or not own:
        return False
    named = min(len(max(dates)), len(max(own)))
    return max(dates)[:named] < max(own)[:named]


def _closest(item: Evidence, state: State, documents: Mapping[str, Document]) -> list[Evidence]:
    """Returns what may be from later and comes closest to the question, each text once."""
    assert state.query is not None
    weights = state.query.weights.astype(float)
    closest: dict[str, Evidence] = {}
    for each in sorted(
        _later(item, state, documents),
        key=lambda each: -float(each.matches.astype(float) @ weights),
    ):
        closest.setdefault(each.text, each)
    return list(closest.values())[:READ]


def _later(item: Evidence, state: State, documents: Mapping[str, Document]) -> Iterator[Evidence]:
    """Yields the sentences found that may be from later than one quoted."""
    own = documents[item.found.document_id]
    start = own.block_around(item.sentence).start
    for found in state.found:
        other = documents[found.document_id]
        if other.date and own.date and str(other.date) < str(own.date):
            continue
        for place, sentence in enumerate(found.entry.passage.sentences):
            same = other.id == own.id
            before = same and sentence.start < start and not is_thread(own)
            quoted = same and sentence in item.sentences
            whose = item.speakers if not same or state.speaker else None
            if sentence.kind in ("heading", "row") or before or quoted:
                continue
            if found.may_be_quoted(sentence, whose):
                yield Evidence(found, sentence, 0.0, found.matches[place], speakers=whose)


def _may(told: Evidence, item: Evidence, *, figure: bool) -> bool:
    """Whether a sentence may change another: it is no mere proposal, nor the same said again.

    Args:
        figure: Whether a figure is asked for, which no other day changes.
    """
    text = told.text
    if len(text.split()) < FEWEST_WORDS or text.rstrip().endswith("?"):
        return False
    again = gives_the_same(text, item.text, figure=figure) or roots(item.text) <= roots(text)
    again = again or (_agrees(text) and _agrees(item.text))
    return not (is_hypothetical(text) or keeps(text) or again)


def _agrees(text: str) -> bool:
    """Whether a sentence says that somebody agreed, and nothing else of it."""
    return _AGREED.search(text) is not None and _LIMITED.search(text) is None
