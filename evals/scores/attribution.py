"""Is the right one named as the speaker?

Of the statements that stand on gold evidence, the share whose speaker is one that the item names.
It applies where the item names speakers and the answer has such a statement: whether the evidence
is cited at all is what `citation` counts, and a pipeline that records no speakers has no score. A
name matches when it stands, case aside, in the speaker's name, from the beginning of a word and,
in capitals, to its end: "ICE" is not in "Office". Those who merely pass the words on ("quoted by")
don't count.

Example: the item's speakers are ["Lofgren"]. The answer has the gold sentence with the speaker
"Rep. Zoe Lofgren, quoted by W.D. Reasoner" and no other: 1. With the speaker "W.D. Reasoner": 0.
"""

from __future__ import annotations

import re

from evals.records import Asked, Span
from evals.scores.citation import is_right


def score_attribution(asked: Asked) -> float | None:
    """Returns the share of statements on gold evidence that name the right speaker."""
    if not asked.item.speakers:
        return None
    gold = [span for point in asked.points for span in point]
    right_citations = {
        c.number
        for c in asked.answer.citations
        if any(is_right(Span(c.document_id, c.start, c.end), span) for span in gold)
    }
    named = [
        statement.speaker.name
        for statement in asked.answer.statements
        if statement.speaker.name and right_citations.intersection(statement.citations)
    ]
    if not named:
        return None
    return sum(matches(name, asked.item.speakers) for name in named) / len(named)


def matches(name: str, speakers: tuple[str, ...]) -> bool:
    """Whether one of the speakers stands in a name."""
    return any(
        re.search(rf"(?<!\w){re.escape(each)}" + r"(?!\w)" * each.isupper(), name, re.I)
        for each in speakers
    )
