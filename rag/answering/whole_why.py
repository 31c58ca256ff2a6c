"""A bare "why?" as the whole question that it stands for, by the one before and its answer.

"Did HHS agree with GAO?", answered by a no: "Why didn't HHS agree with GAO?"
"""

from __future__ import annotations

import re

from rag.asking.conversation import REFUSED, History
from rag.asking.joined_words import AUXILIARY
from rag.asking.leaning import is_whole
from rag.retrieving.reasons import is_bare_why

_WHETHER = re.compile(
    rf"\W*(?:(?:and|but|so|then),? )?(?P<aux>{AUXILIARY})\s(?P<rest>.+)", re.I | re.S
)
_WHEN = re.compile(
    rf"\W*(?:(?:and|but|so|then),? )?(?:since )?(?:when|where|on what (?:date|day)|in what year)\s"
    rf"(?P<rest>(?:exactly )?{AUXILIARY}\s.+)",
    re.I | re.S,
)
_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|nor|without)\b|n['’]t\b"
    r"|\b(?:declin|den(?:y|i)|disagree|forb[ia]d|oppos|prohibit|refus|reject|unable)\w*",
    re.I,
)
_WHY_NOT = re.compile(r"\bwhy not\b", re.I)
_NEGATED = {"can": "can't", "will": "won't"}
_NEVER_NEGATED = ("may", "might")


def as_whole_why(question: str, history: History) -> str | None:
    """Returns the question for which a bare "why?" stands; None where that is not plain.

    It is where the question before asks whether or when something is so, leans on none in turn, and
    was answered.
    """
    if not history or not is_bare_why(question):
        return None
    before, said = history[-1]
    if said.startswith(REFUSED) or not is_whole(before):
        return None
    if when := _WHEN.fullmatch(before):
        return f"Why {when['rest']}"
    whether = _WHETHER.fullmatch(before)
    if whether is None:
        return None
    aux, rest = whether["aux"].lower(), whether["rest"]
    denied = _WHY_NOT.search(question) or _NOT.search(said.partition("[1]")[0])
    if denied and aux not in _NEVER_NEGATED:
        aux = _NEGATED.get(aux, f"{aux}n't")
    return f"Why {aux} {rest}"
