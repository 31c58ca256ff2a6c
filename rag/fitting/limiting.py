"""The condition or exception that stands behind a rule, and the rule before an exception.

"He is paid for six months. He must first sign a release." answers "How long is he paid?" only
together, and "In an emergency, no notice is needed." says nothing of how much notice is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.question import roots
from rag.records import Sentence
from rag.retrieving.blocks import after_in_block, before_in_block
from rag.retrieving.evidence import Evidence, text_of, within
from rag.retrieving.standing import needs

LONGEST_EXCEPTION = 16
"""Words of an exception that is told by what it is for alone."""

SHARED = 0.6
"""Share of a question's words that a sentence has which takes an answer to it back …"""
LEAST = 3
"""… and how many."""

_LIMITS = re.compile(
    r"\bunless\b|\bexcept (?:as|for|if|in|that|when|where|with)\b|\bmust first\b"
    r"|\b(?:may|can|must|shall) not\b[^.;]{0,80}\buntil\b|\bin that case\b"
    r"|\b(?:does|do|shall|will) not apply\b|\bno (?:\w+ ){1,2}(?:is|are) (?:due|needed|owed"
    r"|payable|required)\b|\bonly (?:if|when|after|where|once|upon|on condition)\b"
    r"|\b(?:is|are) (?:not (?:eligible|entitled|allowed|permitted|covered|included)"
    r"|ineligible|excluded|exempt)\b|\b(?:does|do) not (?:cover|include|extend to)\b"
    r"|\b(?:may|must) not (?!have\b|be able\b|know\b)\w",
    re.I,
)
_TAKES_BACK = re.compile(
    r"\W*(?:however|but|nevertheless|nonetheless|yet)\b.*?"
    r"(?:\b(?:not(?! only\b)(?! \w+ (?:all|as)\b)|no|none|neither)\b|n['’]t\b)",
    re.I | re.S,
)
"""How a sentence begins that takes back what the one before it says."""

_EXCEPTS = re.compile(
    r"\bno (?:\w+ ){1,2}(?:is|are) (?:due|needed|owed|payable|required)\b|\binstead\W*$"
    r"|\b(?:does|do|shall|will) not apply\b",
    re.I,
)
_IN_SUCH_A_CASE = re.compile(
    r"(?:For|In (?:an?|the case of)|In case of|On|During|Where)\s(?!example\b|instance\b|addition\b"
    r"|fact\b|general\b|all\b|fiscal\b|the purposes?\b"
    r"|(?:these|this|that|those|a) (?:\d|report|year|review)\b)"
    r"(?-i:[a-z])[^,.;]{1,50},\s"
)
_RULES = re.compile(
    r"\b(?:may|must|shall|can|cannot|should|is to|are to|entitled|required|pays?|due|payable"
    r"|takes?|lasts?|costs?)\b"
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|said|told|found|noted|reported|stated|according to|officials)\b", re.I
)
"""What tells of something that was so, rather than what holds."""


def with_limits(evidence: Sequence[Evidence], question: str, *, most: int) -> tuple[Evidence, ...]:
    """Returns an answer with what limits its first sentence, or with the rule that this limits.

    Or with what takes it back. Both stand side by side in one clause or paragraph.

    Args:
        question: What takes an answer back has its words again.
        most: How many sentences at most.
    """
    if not evidence:
        return ()
    best = evidence[0]
    quoted = {sentence for item in evidence for sentence in item.sentences}
    if len(quoted) > most:  # a list that is told in full
        return tuple(evidence)
    room = most - len(best.sentences)
    after = after_in_block(best.found, best.sentence) if not best.followed_by else None
    behind = _text(best, after)
    limited = _limits(best.text, behind) or _takes_back(question, behind)
    if room > 0 and limited and _may_stand(best, after, quoted):
        best = replace(best, followed_by=(after,) if after else ())
        room -= 1
    before = before_in_block(best.found, best.sentence) if not best.led_in_by else None
    if room > 0 and _may_stand(best, before, quoted) and _excepts(best.text, _text(best, before)):
        best = replace(best, led_in_by=(before,) if before else ())
    return within((best, *evidence[1:]), most) if best is not evidence[0] else tuple(evidence)


def _may_stand(best: Evidence, beside: Sentence | None, quoted: set[Sentence]) -> bool:
    if beside is None or beside in quoted:
        return False
    same = beside.speaker == best.sentence.speaker
    return same and best.found.may_be_quoted(beside, best.speakers)


def _text(best: Evidence, beside: Sentence | None) -> str:
    return "" if beside is None else text_of(best.found, beside)


def _limits(rule: str, after: str) -> bool:
    """Whether the sentence behind a rule says when it holds, or when it does not."""
    if not _LIMITS.search(after) or _TOLD.search(after) or _TOLD.search(rule):
        return False
    return needs(after) or _share_word(rule, after)


def _takes_back(question: str, after: str) -> bool:
    """Whether the sentence behind an answer takes it back: it denies, in the question's words.

    "One drug was approved for rabbits. However, that approval was not of a drug for rabbits …"
    """
    asked, said = ({each for each in roots(text) if each.isalpha()} for text in (question, after))
    shared = {one for one in asked if any(each.startswith(one) for each in said)}
    least = max(2, min(LEAST, len(asked)), SHARED * len(asked))
    return _TAKES_BACK.match(after) is not None and len(shared) >= least


def _excepts(text: str, before: str) -> bool:
    """Whether a sentence is an exception to the rule before it: "For nets, it is two weeks"."""
    if _TOLD.search(text) or not _RULES.search(before) or _TOLD.search(before):
        return False
    special = _IN_SUCH_A_CASE.match(text) and len(text.split()) <= LONGEST_EXCEPTION
    return bool(special or _EXCEPTS.search(text)) and _share_word(text, before)


def _share_word(one: str, other: str) -> bool:
    """Whether two sentences have a word in common, in whichever form: "releases", "the release"."""
    words, others = ([each for each in roots(text) if each.isalpha()] for text in (one, other))
    return any(a.startswith(b) or b.startswith(a) for a in words for b in others)
