"""What somebody gained by something: the sentence after the one that only says that they did it.

"Kent flew kites to look over its piers" does not answer "What did Kent gain by flying kites?"; the
sentence after it may: "According to the town, the kites allowed it to save two boats".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import roots
from rag.retrieving.evidence import Evidence, within
from rag.retrieving.following import Succeeding, next_sentence

_ASKS = re.compile(
    r"\bwhat (?:did|does|do|has|have|had|will|would|could|can) .{1,80}?\b(?:gain|get|save|achieve"
    r"|accomplish|profit|benefit)(?:e?d|n)?\b.{0,20}? (?:by|from|through|out of|with)\b"
    r"|\bwhat (?:\w+ )?(?:benefits?|advantages?|gains?|savings|improvements?)\b"
    r"|\bhow (?:did|does|do|has|have|had) .{1,80} (?:help|benefit)(?:ed)?\b"
    r"|\bwhat (?:good|difference) (?:did|does|do|has|have)\b",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|enabl(?:es?|ed|ing)|help(?:s|ed|ing)?) (?:[\w’'-]+ ){0,4}?(?:to )?\w+"
    r"|\b(?:sav|reduc|improv|shorten|quicken|speed|lower|cut)(?:s|es|ed|ing|t(?:s|ing))?\b"
    r"|\b(?:benefit|advantage|gain|saving|improvement|success)s?\b"
    r"|\b(?:faster|cheaper|safer|easier|sooner|better)\b",
    re.I,
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|this|these|he|him|she|her"
    r"|the (?:recipients?|projects?|agency|department|office|town|city|county|state|company))\b",
    re.I,
)

FEW = 3
"""Words of the best sentence that the one after it has at least, to be of the same matter."""


def with_gain(
    question: str, evidence: Sequence[Evidence], succeeding: Succeeding, *, most: int
) -> tuple[Evidence, ...]:
    """Returns an answer to what was gained with the sentence after the best one, if that tells it.

    That is, if nothing chosen does, and it is of the same matter as the best one and leans on it.

    Args:
        succeeding: The passage after one, where the sentence after it may stand.
        most: How many sentences at most.
    """
    if not evidence or not _ASKS.search(question) or any(map(_tells, evidence)):
        return tuple(evidence)
    best = evidence[0]
    told = next_sentence(best, succeeding)
    if told is None or not (_tells(told) and _LEANS.search(told.text)):
        return tuple(evidence)
    same = len(roots(best.text) & roots(told.text)) >= FEW
    return within((best, told, *evidence[1:]), most) if same else tuple(evidence)


def _tells(item: Evidence) -> bool:
    """Whether a sentence tells of something gained."""
    return _TELLS.search(item.text) is not None
