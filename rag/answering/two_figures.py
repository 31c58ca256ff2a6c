"""Figures that a question names: "Which is right, 176,000 or 183,000?", "Was it 183,000?".

No document says which is right. What each figure counts, and who gives it, stands where that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rag.answering.finding import Finder
from rag.answering.state import State
from rag.asking.question import Query, roots
from rag.language.numbers import Number, numbers
from rag.listing.differences import Difference, find_difference, gives, same_month
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.reasons import asks_why

_CHOSEN = re.compile(r"\b\d+ (?:or|vs\.?|versus) \d+ [a-z]+\b", re.I)

SURE = 0.9
"""The probability that sentences with the figures are what is asked for."""

LEAST = 100
"""The least figure that tells what it counts by itself."""

MOST = 8
"""Sentences with each figure that are held against those with the other."""

SAME = 0.6
"""Share of the words of a question that a sentence must have to give its figure of the same thing:
"5,880 proved to be citizens" tells nothing of "5,880 citizens sued"."""

_ASKS_WHETHER = re.compile(
    r"\W*(?:and |so |but )?(?:is it (?:correct|right|true) that|(?:is|was) it|did|does|do|was"
    r"|were|are|is|has|have)\b(?! (?:it|they|this|that) )",
    re.I,
)

_HOLDS = re.compile(
    r"\b(?:accurate|both|conflict\w*|contradict\w*|correct|differ\w*|disagree\w*|discrepan\w+|or"
    r"|right|true|two (?:counts|figures|numbers|totals)|versus|vs|wrong)\b",
    re.I,
)


def hold_together(state: State, finder: Finder) -> State | None:
    """The state with a sentence for each of two figures that a question names, of the same thing.

    None where it names no two, or these are not given. Asked why, it is refused in that part.
    """
    if state.query is None or state.address.page:
        return None
    asked = state.question if named_figures(state.question) else state.searched_as
    figures = named_figures(asked)
    if not figures:
        return _whether(state, state.query, finder)
    one, other = (
        [x for x in _giving(each, asked, state, state.query, finder) if _may_be(each, x, asked)]
        for each in figures
    )
    pairs = [(x, y) for x, y in product(one, other) if x.sentence != y.sentence]
    if not pairs:
        return None
    first, second = max(pairs, key=lambda pair: _alike(*pair))
    told = [gives(each.text, x.value) for each, x in zip((first, second), figures, strict=True)]
    difference = Difference(first, second, told[0], told[1], same_time=same_month(first, second))
    both = replace(state, evidence=(first, second), difference=difference, whole=True, sure=SURE)
    if asks_why(state.searched_as):
        return replace(both, whole=False, parts=(replace(state, evidence=()), both))
    return both


def _whether(state: State, query: Query, finder: Finder) -> State | None:
    """The sentence with the figure that a question asks whether it is so, and one with another."""
    held = _figures(state.searched_as)
    asks = _ASKS_WHETHER.match(state.searched_as)
    if len(held) != 1 or asks is None:
        return None
    about = state.searched_as[asks.end() : held[0].start] + state.searched_as[held[0].end :]
    told = [
        x for x in _giving(held[0], state.searched_as, state, query, finder) if _is_on(about, x)
    ]
    if not told:
        return None
    difference = find_difference(query, (told[0], *rank(query, state.found)))
    both = (told[0], *((difference.other,) if difference is not None else ()))
    return replace(state, evidence=both, difference=difference, whole=True, sure=SURE)


def _may_be(figure: Number, item: Evidence, question: str) -> bool:
    """Whether a sentence may give a figure of what is asked, as any may with a large one."""
    return figure.value >= LEAST or bool(figure.unit) or _is_on(question, item)


def _is_on(about: str, item: Evidence) -> bool:
    """Whether a sentence, with what it stands under, has most of the words that are asked about.

    Names count only where nothing else is asked.
    """
    asked = roots(re.sub(r"\b[A-Z][\w.&-]*", " ", about)) or roots(about)
    said = roots(f"{item.found.entry.context} {item.text}")
    return len(asked & said) >= SAME * len(asked)


def named_figures(question: str) -> tuple[Number, ...]:
    """Returns the two figures that a question holds against each other; empty where it does not."""
    held = _figures(question)
    values = {each.value for each in held}
    return held if len(held) == len(values) == 2 and _HOLDS.search(question) else ()


def _figures(question: str) -> tuple[Number, ...]:
    """The figures of a question that tell what they count: no years, nor "two".

    Small ones do where one is held against the other, of the same: "42 or 39 states".
    """
    chosen = _CHOSEN.search(question)
    first, last = chosen.span() if chosen is not None else (0, 0)
    return tuple(
        each
        for each in numbers(question)
        if not (each.is_year and "," not in question[each.start : each.end])
        and (each.value >= LEAST or each.unit or first <= each.start < last)
    )


def _giving(
    figure: Number, asked: str, state: State, query: Query, finder: Finder
) -> Iterator[Evidence]:
    """The sentences nearest to a question that give a figure of it, each text once."""
    written = asked[figure.start : figure.end].strip("$%")
    ranked = rank(query, finder.having(written, state), speakers=state.speakers)
    seen: set[str] = set()
    for item in ranked:
        if gives(item.text, figure.value) and item.text not in seen and len(seen) < MOST:
            seen.add(item.text)
            yield item


def _alike(one: Evidence, other: Evidence) -> tuple[float, float]:
    """How far two sentences count the same, by the words they share, and how near they are."""
    words = [roots(each.text) for each in (one, other)]
    apart = one.sentence.speaker.name != other.sentence.speaker.name
    shared = len(words[0] & words[1]) / max(1, len(words[0] | words[1]))
    return shared + apart, one.score + other.score
