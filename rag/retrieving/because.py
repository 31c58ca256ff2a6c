"""What a "because" explains, and the sentence that says why the one before it is so.

"Long waits add to the backlog because clerks may not read letters" does not say why clerks may not
read letters; "The port told us that this is because …", right after it, does.
"""

from __future__ import annotations

import re

from rag.asking.question import roots
from rag.retrieving.evidence import Evidence
from rag.retrieving.following import Succeeding, next_sentence

_BECAUSE = re.compile(
    r"\b(?:because(?: of)?|owing to|as a (?:result|consequence) of"
    r"|due (?:(?:in part|partly|mainly|largely|primarily) )?to)\b",
    re.I,
)
_TOLD = (
    r"(?:(?:According to [^,;]{2,60},|[^,.;:]{2,60}? (?:told \w+|said|stated|noted|explained"
    r"|reported|added|wrote))(?: that)? )?"
)
_OF_THAT = re.compile(
    rf"\W*{_TOLD}(?:(?:(?:this|these)(?: [\w-]+){{0,3}}?|that)"
    r" (?:is|was|are|were|has been|have been|occurred|happened|came (?:about|up))\b[^;]{0,60}?"
    rf"{_BECAUSE.pattern}"
    r"|[^,.;:]{2,60}? (?:attribut|ascrib)(?:es|ed) (?:this|these)\b[^;]*? to\b)",
    re.I,
)
_NAME = re.compile(r"(?<=\s)[A-Z][\w&-]*")

FEW = 2
"""Words of a question behind a "because" from which on what is asked stands there."""


def is_circular(question: str, text: str) -> bool:
    """Whether what a question asks the reason of is itself the reason in a sentence.

    That is, its words stand behind the only "because", and none but names before it.
    """
    line = " ".join(text.split())
    joints = list(_BECAUSE.finditer(line))
    if len(joints) != 1 or not line[: joints[0].start()].rstrip(" ,"):
        return False
    explained, reason = line[: joints[0].start()].rstrip(), line[joints[0].end() :]
    if explained.endswith(","):  # the clause that it explains may come after it
        return False
    asked = roots(question) - roots(" ".join(_NAME.findall(question)))
    return len(asked & roots(reason)) >= FEW and not asked & roots(explained)


def explains_that(text: str) -> bool:
    """Whether a sentence says why the one before it is so: "This was in part because …"."""
    return _OF_THAT.match(" ".join(text.split())) is not None


def reason_after(item: Evidence, succeeding: Succeeding) -> Evidence | None:
    """Returns the sentence after one, if it says why that is so."""
    told = next_sentence(item, succeeding)
    return told if told is not None and explains_that(told.text) else None
