"""What somebody found besides what comes closest, where all that they found on a matter is asked.

“What did the auditors find on quays?” asks for no one thing: of what surely answers, the words
tell little of what matters more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.asking.findings_asked import findings_asked
from rag.retrieving.evidence import Evidence, are_of_one_teller
from rag.retrieving.picking import CLOSE

SURELY = 1.5
"""Log-odds from which on a sentence of whoever found the best one counts as close to it."""


def with_all_found(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Returns ranked sentences with those that surely tell of findings near enough to be quoted.

    Where it is asked what somebody says, and they say more, without what others do.
    """
    asked = findings_asked(question)
    if asked is None or asked.anything or asked.why or not ranked:
        return list(ranked)
    best, *rest = ranked
    least = CLOSE * best.score

    def tells(item: Evidence) -> bool:
        sure = item.read_by == "large" and (item.odds or 0.0) >= SURELY
        return sure and are_of_one_teller(item, best)

    if not any(map(tells, rest)):
        return list(ranked)
    theirs = [item for item in rest if not asked.says or are_of_one_teller(item, best)]
    near = [replace(item, score=max(item.score, least)) if tells(item) else item for item in theirs]
    return [best, *sorted(near, key=lambda item: -item.score)]
